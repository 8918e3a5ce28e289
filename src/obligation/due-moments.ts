/** What settles which moments of a stage have come. */
export type MomentGround = {
  /** The instant of which is reminded. */
  readonly target: Temporal.Instant
  /** Moments up to here were past when `target` came into being, and nobody is reminded at them. */
  readonly knownAt: Temporal.Instant
  /** Moments up to here are settled; null where none is. */
  readonly through: Temporal.Instant | null
  readonly now: Temporal.Instant
}

/** Which moments have come, up to where the stage is settled by that, and when to look again; null is never. */
export type DueMoments = {
  readonly due: readonly string[]
  readonly through: Temporal.Instant | null
  readonly nextAt: Temporal.Instant | null
}

/**
 * Returns which of `moments` have come since the stage was last looked at, in order. It follows from instants alone, so that it does not matter
 * when or how often anybody looked.
 *
 * @param moments Distances from the target, ISO 8601.
 */
export function dueMoments(moments: readonly string[], { target, knownAt, through, now }: MomentGround): DueMoments {
  const all = [...new Set(moments)]
    .map((moment) => ({ moment, at: target.add(Temporal.Duration.from(moment)) }))
    .toSorted((left, right) => Temporal.Instant.compare(left.at, right.at))
  const come = all.filter(({ at }) => !isAfter(at, now))
  const last = come.at(-1)?.at ?? null
  return {
    due: come.filter(({ at }) => isAfter(at, knownAt) && (through === null || isAfter(at, through))).map(({ moment }) => moment),
    through: last === null || (through !== null && isAfter(through, last)) ? through : last,
    nextAt: all.find(({ at }) => isAfter(at, now))?.at ?? null,
  }
}

function isAfter(left: Temporal.Instant, right: Temporal.Instant): boolean {
  return Temporal.Instant.compare(left, right) > 0
}
