import type { SeenLease } from './delivery-store.ts'

/** Tells which leases of other processes are abandoned. */
export type LeaseWatch = {
  /** Notes the leases that others hold now, and returns those whose holders have said nothing for the whole time of a lease. */
  see(leases: readonly SeenLease[]): readonly SeenLease[]
  /** Forgets what was seen: while the database is away, no holder can say anything. */
  forget(): void
}

/**
 * Returns a watch over leases. A lease carries no instant: it is abandoned once this process has seen it unchanged for `leaseMs` by a clock that
 * is never set, so that no step of a wall clock, here or on the database's machine, ends a lease early.
 *
 * @param monotonicMs Milliseconds of a clock that only goes forward, such as `performance.now`.
 */
export function createLeaseWatch(leaseMs: number, monotonicMs: () => number): LeaseWatch {
  let firstSeen = new Map<string, number>()
  return {
    see: (leases) => {
      const now = monotonicMs()
      const since = (one: SeenLease): number => firstSeen.get(nameOf(one)) ?? now
      firstSeen = new Map(leases.map((one) => [nameOf(one), since(one)]))
      return leases.filter((one) => now - since(one) >= leaseMs)
    },
    forget: () => {
      firstSeen = new Map()
    },
  }
}

function nameOf({ lease, beat }: SeenLease): string {
  return `${lease}/${beat}`
}
