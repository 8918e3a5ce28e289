/** The source of the present instant; code that needs the time takes one as an argument. */
export type Clock = { now(): Temporal.Instant }

/** Returns the clock of this machine, in whole milliseconds, which every store and format here keeps exactly. */
export function systemClock(): Clock {
  return { now: () => Temporal.Now.instant().round('millisecond') }
}

/** A clock that stands still until it is set; for tests and simulations. */
export type FixedClock = Clock & { set(instant: string | Temporal.Instant): void }

/** Returns a clock that stands at `instant`. */
export function fixedClock(instant: string | Temporal.Instant): FixedClock {
  let current = Temporal.Instant.from(instant)
  return {
    now: () => current,
    set: (next) => {
      current = Temporal.Instant.from(next)
    },
  }
}
