import type { ReadFacts } from '#rulebook/facts.ts'
import type { LawStage } from '#rulebook/law-schema.ts'
import type { Rulebook } from '#rulebook/rulebook.ts'

/** Instants of clock events, ISO 8601 in UTC, by the fact that holds them. */
export type ClockInstants = Readonly<Record<string, string>>

/**
 * Returns the instants by which the clocks of an incident go after a report: of each event the earliest that was ever reported, and of an event
 * that repeats the latest.
 *
 * Nobody becomes aware after reporting: an instant later than the filing, written by mistake or to gain time, counts as the filing.
 */
export function clockInstantsAfter(
  before: ClockInstants,
  { instants }: Pick<ReadFacts, 'instants'>,
  { filedAt, rulebooks }: { readonly filedAt: Temporal.Instant; readonly rulebooks: readonly Rulebook[] },
): ClockInstants {
  const repeating = repeatingFacts(rulebooks)
  const reported = [...instants].map(([fact, at]): [string, string] => {
    const known = before[fact]
    const capped = Temporal.Instant.compare(at, filedAt) > 0 ? filedAt : at
    if (known === undefined) return [fact, capped.toString()]
    const isEarlier = Temporal.Instant.compare(capped, known) < 0
    return [fact, isEarlier === repeating.has(fact) ? known : capped.toString()]
  })
  return { ...before, ...Object.fromEntries(reported) }
}

const repeatingCache = new WeakMap<readonly Rulebook[], ReadonlySet<string>>()

/** Returns the facts that hold the latest of several events. */
function repeatingFacts(rulebooks: readonly Rulebook[]): ReadonlySet<string> {
  const known = repeatingCache.get(rulebooks)
  if (known !== undefined) return known
  const facts = rulebooks.flatMap(({ laws, clockEvents }) =>
    laws.flatMap(({ stages }) => stages.filter(({ repeats }) => repeats === true).flatMap(({ from }) => factOf(from, clockEvents))),
  )
  const made = new Set(facts)
  repeatingCache.set(rulebooks, made)
  return made
}

function factOf(from: LawStage['from'], clockEvents: Rulebook['clockEvents']): string[] {
  const event = typeof from === 'string' ? clockEvents.get(from) : undefined
  return event === undefined ? [] : [event.fact]
}
