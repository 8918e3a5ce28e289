import type { LocalText } from '#base/language.ts'
import type { ReportStage } from '../core-field.ts'
import type { LawOutcome, StageOutcome } from './decide-incident.ts'
import { compareText } from './tally.ts'
import { lawsOf, type RuleSet } from './rule-set.ts'
import type { ComparedVerdict, Comparison, LawComparison, StageComparison } from './simulation-report.ts'

/** One law for one incident under one rule set. */
export type LawSide = { readonly verdict: ComparedVerdict; readonly stages: readonly StageOutcome[] }

/** One law that two rule sets decide differently for one incident. */
export type LawDifference = { readonly law: string; readonly title: LocalText; readonly before: LawSide; readonly after: LawSide }

/** Returns the laws that two rule sets decide differently for one incident: another verdict, another stage, another due instant, late or not. */
export function differencesOf(before: readonly LawOutcome[], after: readonly LawOutcome[]): LawDifference[] {
  const differences: LawDifference[] = []
  for (const outcome of before) {
    const other = after.find(({ decision }) => decision.law.data.id === outcome.decision.law.data.id)
    if (isDifferent(outcome, other)) differences.push(difference(outcome, outcome, other))
  }
  for (const outcome of after) {
    const isNew = !before.some(({ decision }) => decision.law.data.id === outcome.decision.law.data.id)
    if (isNew && isDifferent(undefined, outcome)) differences.push(difference(outcome, undefined, outcome))
  }
  return differences
}

function difference({ decision }: LawOutcome, before: LawOutcome | undefined, after: LawOutcome | undefined): LawDifference {
  const { id, title } = decision.law.data
  return { law: id, title, before: sideOf(before), after: sideOf(after) }
}

function sideOf(outcome: LawOutcome | undefined): LawSide {
  return { verdict: comparedVerdict(outcome), stages: outcome?.stages ?? [] }
}

/** A law that is not asked, not in force or not there brings no duty, like one whose conditions do not hold. */
function comparedVerdict(outcome: LawOutcome | undefined): ComparedVerdict {
  const verdict = outcome?.decision.verdict ?? 'not-due'
  return verdict === 'not-due' ? 'none' : verdict
}

function isDifferent(before: LawOutcome | undefined, after: LawOutcome | undefined): boolean {
  if (comparedVerdict(before) !== comparedVerdict(after)) return true
  const [left = [], right = []] = [before?.stages, after?.stages]
  return (
    left.length !== right.length ||
    left.some((stage) => {
      const other = right.find(({ decision }) => decision.stage.stage === stage.decision.stage.stage)
      return other === undefined || other.state !== stage.state || !sameInstant(other.dueAt, stage.dueAt)
    })
  )
}

function sameInstant(left: Temporal.Instant | null, right: Temporal.Instant | null): boolean {
  return left === null || right === null ? left === right : left.equals(right)
}

type StageCount = { -readonly [Key in keyof StageComparison]: StageComparison[Key] }

type LawCount = {
  readonly head: Pick<LawComparison, 'law' | 'title' | 'inBefore' | 'inAfter'>
  incidents: number
  readonly verdicts: Map<string, number>
  readonly stages: Map<ReportStage, StageCount>
}

/** Counts what differs between two rule sets; what it keeps does not grow with the number of incidents. */
export class ComparisonTally {
  #incidents = 0
  readonly #laws = new Map<string, LawCount>()

  constructor(before: RuleSet, after: RuleSet) {
    const [inBefore, inAfter] = [lawsOf([before]), lawsOf([after])]
    for (const { laws } of [...before.rulebooks, ...after.rulebooks]) {
      for (const { data, stages } of laws) {
        const { id, title } = data
        const head = { law: id, title, inBefore: inBefore.has(id), inAfter: inAfter.has(id) }
        const count = this.#laws.get(id) ?? { head, incidents: 0, verdicts: new Map(), stages: new Map() }
        for (const { stage, name } of stages) if (!count.stages.has(stage)) count.stages.set(stage, noStages(stage, name))
        this.#laws.set(id, count)
      }
    }
  }

  /** Counts one incident; `differences` are those of {@link differencesOf}. */
  add(before: readonly LawOutcome[], after: readonly LawOutcome[], differences: readonly LawDifference[]): void {
    if (differences.length > 0) this.#incidents++
    for (const outcome of before) this.#countReports(outcome, 'before')
    for (const outcome of after) this.#countReports(outcome, 'after')
    for (const each of differences) this.#countDifference(each)
  }

  report(): Comparison {
    return {
      incidents: this.#incidents,
      laws: [...this.#laws.values()].map(({ head, incidents, verdicts, stages }) => ({
        ...head,
        incidents,
        verdicts: [...verdicts]
          .toSorted(([left], [right]) => compareText(left, right))
          .map(([key, count]) => {
            const [before, after] = key.split(' ') as [ComparedVerdict, ComparedVerdict]
            return { before, after, incidents: count }
          }),
        stages: [...stages.values()],
      })),
    }
  }

  #countReports({ decision, stages }: LawOutcome, side: 'before' | 'after'): void {
    for (const stage of stages) {
      const count = this.#laws.get(decision.law.data.id)?.stages.get(stage.decision.stage.stage)
      if (count !== undefined && isOwed(stage)) count[side]++
    }
  }

  #countDifference({ law, before, after }: LawDifference): void {
    const count = this.#laws.get(law)
    if (count === undefined) return
    count.incidents++
    if (before.verdict !== after.verdict) {
      const key = `${before.verdict} ${after.verdict}`
      count.verdicts.set(key, (count.verdicts.get(key) ?? 0) + 1)
    }
    for (const [stage, stageCount] of count.stages) {
      const [left, right] = [before, after].map(({ stages }) => stages.find(({ decision }) => decision.stage.stage === stage))
      countStage(stageCount, left, right)
    }
  }
}

function noStages(stage: ReportStage, name: LocalText): StageCount {
  return { stage, name, before: 0, after: 0, added: 0, removed: 0, earlier: 0, later: 0, otherLimit: 0, newlyLate: 0, nowInTime: 0 }
}

/** Tells whether a report is owed, not only open or waiting for its clock. */
function isOwed({ state }: StageOutcome): boolean {
  return state !== 'open' && state !== 'waiting'
}

function countStage(count: StageCount, before: StageOutcome | undefined, after: StageOutcome | undefined): void {
  const [left, right] = [before, after].map((stage) => (stage !== undefined && isOwed(stage) ? stage : undefined))
  if (left === undefined || right === undefined) {
    if (right !== undefined) count.added++
    if (left !== undefined) count.removed++
    return
  }
  if (left.dueAt === null || right.dueAt === null) {
    if (left.dueAt !== right.dueAt) count.otherLimit++
  } else {
    const order = Temporal.Instant.compare(right.dueAt, left.dueAt)
    if (order < 0) count.earlier++
    if (order > 0) count.later++
  }
  if (isMissed(right) && !isMissed(left)) count.newlyLate++
  if (isMissed(left) && !isMissed(right)) count.nowInTime++
}

function isMissed({ state }: StageOutcome): boolean {
  return state === 'late' || state === 'never-filed'
}
