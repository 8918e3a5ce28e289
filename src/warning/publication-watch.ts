import type { DatabaseAddress } from '#database/database.ts'
import type { Logger } from '#runtime/logger.ts'
import { listenForPublications, type NoticeConnection } from './publication-notice-store.ts'

/** What a watch is made from. */
export type PublicationWatchParts = {
  readonly address: DatabaseAddress
  readonly logger: Logger
  /** What to do when something may have been published; never run side by side. */
  readonly refresh: readonly (() => Promise<void>)[]
  /** Seconds after which to look without a notice, since a connection can die unnoticed; 5 where not given. */
  readonly pollSeconds?: number
}

/** Keeps this process up to date with what any process publishes. */
export type PublicationWatch = {
  /** Connects and refreshes for the first time. Throws where the database is away. */
  start(): Promise<void>
  stop(): Promise<void>
}

/** Returns a watch that refreshes at every notice of a publication and, whatever happens to its connection, every few seconds. */
export function createPublicationWatch(parts: PublicationWatchParts): PublicationWatch {
  let connection: NoticeConnection | null = null
  let timer: NodeJS.Timeout | null = null
  let stopped = false
  let healthy = true
  const look = whenever(async () => {
    for (const refresh of parts.refresh) if (!stopped) await refresh()
  })
  const note = (error: unknown): void => {
    if (healthy && !stopped) parts.logger.fault('publication watch lost the database', error)
    healthy = false
  }
  const connect = async (): Promise<void> => {
    const made = await listenForPublications(parts.address, {
      notice: () => void look().catch(note),
      lost: () => {
        connection = null
      },
    })
    connection = made
    if (stopped) await made.close()
  }
  const poll = async (): Promise<void> => {
    try {
      if (connection === null) await connect()
      await look()
      if (!healthy) parts.logger.info('publication watch is back')
      healthy = true
    } catch (error) {
      note(error)
    }
    schedule()
  }
  const schedule = (): void => {
    if (!stopped) timer = setTimeout(() => void poll(), (parts.pollSeconds ?? 5) * 1000)
  }
  return {
    start: async () => {
      // Listening before the first look, so that nothing falls between the two.
      await connect()
      await look()
      schedule()
    },
    stop: async () => {
      stopped = true
      if (timer !== null) clearTimeout(timer)
      await look().catch(() => {})
      await connection?.close()
    },
  }
}

/** Returns a function that runs `work`, and once more if it was called in the meantime; callers wait until what they asked for is done. */
function whenever(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null
  let next: Promise<void> | null = null
  const run = (): Promise<void> => {
    running = work().finally(() => {
      running = null
    })
    return running
  }
  return () => {
    if (running === null) return run()
    next ??= running
      .catch(() => {})
      .then(() => {
        next = null
        return run()
      })
    return next
  }
}
