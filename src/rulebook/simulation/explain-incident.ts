import { assessDecision } from '../assess.ts'
import type { AssessedObligation } from '../assessment.ts'
import type { LawDifference } from './compare-outcomes.ts'
import type { LawOutcome } from './decide-incident.ts'
import type { StageState } from './stage-state.ts'
import type { IncidentResult } from './simulate.ts'
import type { ComparedVerdict } from './simulation-report.ts'

/** When one stage is owed and reported. */
export type FollowedStage = {
  readonly stage: string
  readonly state: StageState
  readonly dueAt: string | null
  readonly filedAt: string | null
}

/** One law for one incident, with its reasons. */
export type FollowedLaw = { readonly obligation: AssessedObligation; readonly stages: readonly FollowedStage[] }

/** One side of a difference, as data. */
export type DifferenceSide = { readonly verdict: ComparedVerdict; readonly stages: readonly FollowedStage[] }

/** The laws that two rule sets decide differently for one incident, as data. */
export type IncidentDifference = {
  readonly incident: string
  readonly laws: readonly { readonly law: string; readonly before: DifferenceSide; readonly after: DifferenceSide }[]
}

/** One incident followed through the rule sets. */
export type FollowedIncident = {
  readonly incident: string
  readonly rules: readonly FollowedLaw[]
  /** Null where there is nothing to compare with. */
  readonly against: readonly FollowedLaw[] | null
  readonly differences: IncidentDifference['laws']
}

/**
 * Returns one incident followed through the rule sets, with reasons.
 *
 * Law that asks for nothing is left out unless the two rule sets differ on it, so that what matters is not drowned.
 */
export function followIncident(result: IncidentResult, isCompared: boolean): FollowedIncident {
  const differing = new Set(result.differences.map(({ law }) => law))
  const follow = (outcomes: readonly LawOutcome[]) =>
    outcomes.filter(({ decision }) => decision.verdict !== 'not-due' || differing.has(decision.law.data.id)).map(followLaw)
  return {
    incident: result.subject.incident.id,
    rules: follow(result.rules),
    against: isCompared ? follow(result.against) : null,
    differences: differenceOf(result).laws,
  }
}

function followLaw({ decision, rulebook, read, stages }: LawOutcome): FollowedLaw {
  // The stages are decided again with the reports as they are filed, from which later ones run.
  const decided = { ...decision, stages: stages.map((stage) => stage.decision) }
  return { obligation: assessDecision({ rulebook, read }, decided), stages: stages.map(followStage) }
}

function followStage({ decision, state, dueAt, filedAt }: LawOutcome['stages'][number]): FollowedStage {
  return { stage: decision.stage.stage, state, dueAt: dueAt?.toString() ?? null, filedAt: filedAt?.toString() ?? null }
}

/** Returns what differs for one incident, without words. */
export function differenceOf({ subject, differences }: IncidentResult): IncidentDifference {
  return {
    incident: subject.incident.id,
    laws: differences.map(({ law, before, after }) => ({ law, before: sideOf(before), after: sideOf(after) })),
  }
}

function sideOf({ verdict, stages }: LawDifference['before']): DifferenceSide {
  return { verdict, stages: stages.map(followStage) }
}
