import type { Queries } from '#database/database.ts'
import { renewLeases } from './delivery-store.ts'

/** The leases of this process. */
export type OwnLeases = {
  /** Notes a lease that was claimed at `claimedAt` by the monotonic clock, and returns what is aborted when it is lost. */
  hold(lease: string, claimedAt: number): AbortSignal
  release(lease: string): void
  isOwn(lease: string): boolean
  /** Tells whether a message may be sent under `lease`: not where this process was held up so long that another may have taken it over. */
  isFresh(lease: string): boolean
  /** Says of every lease that it is still held, and gives up those that are lost or that nothing could be said of for too long. */
  renew(): Promise<void>
}

type Held = { renewedAt: number; readonly aborter: AbortController }

/**
 * Returns the leases of one process, none at first.
 *
 * @param leaseMs How long others respect a lease of which they hear nothing; this process stops relying on one at three fifths of it.
 */
export function createOwnLeases(queries: Queries, { leaseMs, monotonicMs }: { leaseMs: number; monotonicMs: () => number }): OwnLeases {
  const held = new Map<string, Held>()
  const isStale = ({ renewedAt }: Held): boolean => monotonicMs() - renewedAt >= leaseMs * 0.6
  return {
    hold: (lease, claimedAt) => {
      const aborter = new AbortController()
      held.set(lease, { renewedAt: claimedAt, aborter })
      return aborter.signal
    },
    release: (lease) => void held.delete(lease),
    isOwn: (lease) => held.has(lease),
    isFresh: (lease) => {
      const one = held.get(lease)
      return one !== undefined && !one.aborter.signal.aborted && !isStale(one)
    },
    renew: async () => {
      const at = monotonicMs()
      const asked = [...held]
      const kept = await renewLeases(queries, [...held.keys()]).catch((error: unknown) => {
        for (const one of held.values()) if (isStale(one)) one.aborter.abort()
        throw error
      })
      for (const [lease, one] of asked) {
        if (kept.has(lease)) one.renewedAt = at
        else if (held.has(lease)) one.aborter.abort()
      }
    },
  }
}
