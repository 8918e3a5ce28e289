import { mayBind } from '../assess-all.ts'
import { decideStages, type StageDecision } from '../decide-stages.ts'
import { decide, type LawDecision } from '../decide.ts'
import type { ReadFacts } from '../facts.ts'
import type { Law, Rulebook } from '../rulebook.ts'
import { delayedFiling, type DelayTable } from './delay-table.ts'
import type { Filing } from './incident.ts'
import type { ReadIncident } from './read-incident.ts'
import type { RuleSet } from './rule-set.ts'
import type { StageState } from './stage-state.ts'

/** One stage of one law for one incident. */
export type StageOutcome = {
  readonly decision: StageDecision
  readonly state: StageState
  readonly dueAt: Temporal.Instant | null
  readonly filedAt: Temporal.Instant | null
}

/** One law for one incident. */
export type LawOutcome = {
  readonly decision: LawDecision
  readonly rulebook: Rulebook
  readonly stages: readonly StageOutcome[]
  /** The facts with the reports as they are filed, from which later stages run. */
  readonly read: ReadFacts
}

/** Returns what every law of `rules` that may bind makes of one incident, in the order of the rulebooks; nothing for a country to which nothing points. */
export function decideIncident(subject: ReadIncident, rules: RuleSet, delays: DelayTable | null): LawOutcome[] {
  const { rulebooks, includeProposed, judgedAt } = rules
  const outcomes: LawOutcome[] = []
  for (const rulebook of rulebooks) {
    if (!mayBind(rulebook, subject.read, rulebook === rulebooks[0])) continue
    for (const decision of decide(subject.read, rulebook, { includeProposed, judgedAt })) {
      outcomes.push(followStages({ subject, rulebook, delays }, decision))
    }
  }
  return outcomes
}

type Course = { readonly subject: ReadIncident; readonly rulebook: Rulebook; readonly delays: DelayTable | null }

/** Files stage after stage: the clock of a later one may start when an earlier one is sent. */
function followStages({ subject, rulebook, delays }: Course, decision: LawDecision): LawOutcome {
  const { law } = decision
  if (decision.stages.length === 0) return { decision, rulebook, stages: [], read: subject.read }
  const sent = new Map(subject.read.sent)
  const read: ReadFacts = { ...subject.read, sent }
  const stages: StageOutcome[] = []
  let decided = decision.stages
  for (let index = 0; index < decided.length; index++) {
    const stage = decided[index]
    if (stage === undefined) break
    const outcome = fileStage(stage, decision, filingOf({ subject, delays }, law, stage))
    stages.push(outcome)
    const key = stageKey(law, stage)
    if (outcome.filedAt === null || sent.has(key)) continue
    sent.set(key, [outcome.filedAt])
    if (runsFromReports(law)) decided = decideStages(law, rulebook, read)
  }
  return { decision, rulebook, stages, read }
}

function stageKey(law: Law, { stage }: StageDecision): string {
  return `${law.data.id}/${stage.stage}`
}

/** What was truly sent counts before what is tried, and what is tried before what the file says. */
function filingOf({ subject, delays }: Pick<Course, 'subject' | 'delays'>, law: Law, stage: StageDecision): Filing | null {
  const keys = [stageKey(law, stage), stage.stage.stage]
  const at = subject.read.sent.get(stageKey(law, stage))?.at(0)
  if (at !== undefined) return { kind: 'at', at }
  const tried = delays === null ? null : delayedFiling(delays, subject.incident.id, keys)
  return tried ?? keys.map((key) => subject.incident.filed.get(key)).find((filing) => filing !== undefined) ?? null
}

function runsFromReports({ stages }: Law): boolean {
  return stages.some(({ from, atLatest }) => typeof from !== 'string' || atLatest?.some((cap) => typeof cap.from !== 'string') === true)
}

function fileStage(decision: StageDecision, { verdict }: LawDecision, filing: Filing | null): StageOutcome {
  const { dueAt } = decision
  const startedAt = startOf(decision)
  const nothing = { decision, dueAt, filedAt: null }
  if (verdict !== 'due' || !decision.exists) return { ...nothing, state: 'open' }
  if (startedAt === null) return { ...nothing, state: 'waiting' }
  if (filing === null) return { ...nothing, state: dueAt === null ? 'no-limit' : 'not-given' }
  if (filing.kind === 'never') return { ...nothing, state: dueAt === null ? 'no-limit' : 'never-filed' }
  const filedAt =
    filing.kind === 'at' ? filing.at : Temporal.Instant.fromEpochMilliseconds(startedAt.epochMilliseconds + filing.milliseconds)
  if (dueAt === null) return { ...nothing, filedAt, state: 'no-limit' }
  // The due instant itself is in time.
  return { decision, dueAt, filedAt, state: Temporal.Instant.compare(filedAt, dueAt) > 0 ? 'late' : 'in-time' }
}

/** Returns when the stage's own clock started or, while it has not, the one that counts in its place. */
function startOf({ stage, clock, otherClocks }: StageDecision): Temporal.Instant | null {
  const own = [clock, ...otherClocks].find(({ from }) => from === stage.from)
  return own?.startedAt ?? clock.startedAt
}
