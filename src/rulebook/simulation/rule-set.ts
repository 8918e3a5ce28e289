import type { LocalText } from '#base/language.ts'
import type { Rulebook } from '../rulebook.ts'

/** The law that a simulation applies. */
export type RuleSet = {
  readonly name: LocalText
  /** The home country first. */
  readonly rulebooks: readonly Rulebook[]
  /** Applies proposed law as if it were in force, in the place of the law that it would replace. */
  readonly includeProposed: boolean
  /** Applies the law of this instant to every incident; null where each incident is judged by the law of its own time. */
  readonly judgedAt: Temporal.Instant | null
}

/** Returns `rulebooks` with each draft in the place of the rulebook of the same id; drafts of other ids come last. */
export function withDrafts(rulebooks: readonly Rulebook[], drafts: readonly Rulebook[]): readonly Rulebook[] {
  const byId = new Map(drafts.map((draft) => [draft.id, draft]))
  const known = new Set(rulebooks.map(({ id }) => id))
  return [...rulebooks.map((rulebook) => byId.get(rulebook.id) ?? rulebook), ...drafts.filter(({ id }) => !known.has(id))]
}

/** Returns the ids of every law of the rule sets. */
export function lawsOf(sets: readonly RuleSet[]): ReadonlySet<string> {
  return new Set(sets.flatMap(({ rulebooks }) => rulebooks.flatMap(({ laws }) => laws.map(({ data }) => data.id))))
}
