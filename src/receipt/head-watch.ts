import type { Queries } from '#database/database.ts'
import { findHead } from './tree-store.ts'

/** Tells those who wait for a receipt when the log has signed another head. */
export type HeadWatch = {
  /** Names the head that was seen last; null before the first. */
  seen(): string | null
  /** Returns once there is another head than `seen`, or when `signal` ends. */
  after(seen: string | null, signal: AbortSignal): Promise<void>
}

const pauseMs = 50

type Waiting = { readonly seen: string | null; readonly wake: () => void }

/** Returns the watch over the heads in the database: it looks twenty times a second while somebody waits, and not at all otherwise. */
export function createHeadWatch(queries: Queries): HeadWatch {
  const waiting = new Set<Waiting>()
  let latest: string | null = null
  let timer: NodeJS.Timeout | null = null
  const look = async (): Promise<void> => {
    try {
      latest = (await findHead(queries, 'signed'))?.checkpoint ?? latest
    } catch {
      // A database that is away is told by the request that waits.
    }
    for (const one of waiting) if (one.seen !== latest) one.wake()
    timer = waiting.size > 0 ? setTimeout(() => void look(), pauseMs) : null
  }
  return {
    seen: () => latest,
    after: async (seen, signal) => {
      if (signal.aborted || seen !== latest) return
      const { promise, resolve } = Promise.withResolvers<void>()
      const wake = (): void => resolve()
      const one = { seen, wake }
      waiting.add(one)
      signal.addEventListener('abort', wake, { once: true })
      timer ??= setTimeout(() => void look(), pauseMs)
      await promise
      waiting.delete(one)
      signal.removeEventListener('abort', wake)
    },
  }
}
