import type { LocalText } from '#base/language.ts'
import { assessAll, type AssessmentOfAll } from '#rulebook/assess-all.ts'
import type { Verdict } from '#rulebook/assessment.ts'
import type { Rulebook } from '#rulebook/rulebook.ts'
import type { Decision } from './decision.ts'

/** One duty on which the rules of today and those of the decision differ; null where the law was, or is, not asked. */
export type ChangedVerdict = {
  readonly id: string
  readonly title: LocalText
  readonly before: Verdict | null
  readonly today: Verdict | null
}

/** What today's rules say about the facts of a decision. */
export type DecisionSince = {
  /** True where a rulebook that was asked then has another version today, or is gone, or another one is asked. */
  readonly rulesChanged: boolean
  readonly today: AssessmentOfAll
  readonly changed: readonly ChangedVerdict[]
}

/** Returns what `rulebooks` say today about the facts that `decision` rested on, and where that differs. */
export function decisionSince(
  { facts, assessment: before }: Decision,
  rulebooks: readonly Rulebook[],
  now: Temporal.Instant,
): DecisionSince {
  const today = assessAll(facts, rulebooks, now)
  return { rulesChanged: versionsOf(before) !== versionsOf(today), today, changed: changedVerdicts(before, today) }
}

function versionsOf({ rulebooks }: AssessmentOfAll): string {
  return rulebooks
    .map(({ id, version }) => `${id} ${version}`)
    .toSorted()
    .join('\n')
}

function changedVerdicts(before: AssessmentOfAll, today: AssessmentOfAll): readonly ChangedVerdict[] {
  const titles = new Map([...before.obligations, ...today.obligations].map(({ id, title }) => [id, title]))
  return [...titles].flatMap(([id, title]) => {
    const one = { id, title, before: verdictIn(before, id), today: verdictIn(today, id) }
    return one.before === one.today ? [] : [one]
  })
}

function verdictIn({ obligations }: AssessmentOfAll, id: string): Verdict | null {
  return obligations.find((obligation) => obligation.id === id)?.verdict ?? null
}
