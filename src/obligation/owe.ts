import { clockWords } from '#rulebook/assess-stages.ts'
import { bindingRulebooks } from '#rulebook/assess-all.ts'
import { decideVerdicts } from '#rulebook/decide.ts'
import { decideStages, type StageDecision } from '#rulebook/decide-stages.ts'
import type { ReadFacts } from '#rulebook/facts.ts'
import { recipientCodes } from '#rulebook/recipient-codes.ts'
import type { Law, Rulebook } from '#rulebook/rulebook.ts'
import { clockInstantsAfter } from './clock-instants.ts'
import type { EndOfObligation, Obligation } from './obligation.ts'
import type { FiledStage, Owed, OwedBefore } from './owed.ts'
import { owedActs } from './owe-acts.ts'
import { grantedBy, metStages, receivedBefore, sentBefore, withThisReport } from './reported-before.ts'
import { stageRounds, type DecidedStage } from './stage-rounds.ts'

const nothingBefore: OwedBefore = { obligations: [], clockInstants: {}, adjustments: [] }

/** A duty of law that binds or may bind the operator for one incident. */
export type OperatorDuty = {
  readonly rulebook: Rulebook
  readonly law: Law
  readonly verdict: 'due' | 'may-be-due'
  /** Codes of the bodies that the law names. */
  readonly recipients: readonly string[]
}

/** Returns the duties, in force and neither voluntary nor turned away, of every rulebook that may bind on these facts. */
export function operatorDuties(read: ReadFacts, rulebooks: readonly Rulebook[], at: Temporal.Instant | null): readonly OperatorDuty[] {
  return bindingRulebooks(read, rulebooks).flatMap((rulebook) =>
    decideVerdicts(read, rulebook, { now: at }).flatMap(({ law, verdict }) => {
      if (law.data.nature !== 'duty' || verdict === 'not-due') return []
      return [{ rulebook, law, verdict, recipients: recipientCodes(law, rulebook, read) }]
    }),
  )
}

/**
 * Returns what the operator owes, and what the authorities owe that hold its reports, once `filed` is in the record.
 *
 * A clock goes by the earliest instant that was ever reported of its event, so that a later report gains no time, but for a stage that repeats:
 * each new event starts a round of its own. A report meets the stages of the laws whose recipients it reached; who files a stage again moves
 * nothing, except a later stage of which the law says that the latest version counts.
 */
export function owedAfter(filed: FiledStage, rulebooks: readonly Rulebook[], before: OwedBefore = nothingBefore): Owed {
  if (filed.stage === 'withdrawal') return { ...before, obligations: before.obligations.map((one) => end(one, 'withdrawn', filed.filedAt)) }
  const filedAt = Temporal.Instant.from(filed.filedAt)
  const clockInstants = clockInstantsAfter(before.clockInstants, filed.facts, { filedAt, rulebooks })
  const instants = new Map(Object.entries(clockInstants).map(([fact, at]) => [fact, Temporal.Instant.from(at)]))
  const dated: ReadFacts = { ...filed.facts, instants, adjusted: grantedBy(before) }
  const duties = operatorDuties(dated, rulebooks, filedAt)
  const sent = sentBefore(before)
  const met = metStages(filed, duties, sent)
  const read = { ...dated, sent: withThisReport(sent, met, filedAt) }
  const received = {
    soFar: withThisReport(receivedBefore(before), met, filedAt),
    now: withThisReport(new Map(), metStages(filed, duties, new Map()), filedAt),
  }
  const owed = [...duties.map((duty) => oweDuty(duty, { filed, before, read, met })), ...owedActs(filed, rulebooks, { before, received })]
  const kept = before.obligations.filter((one) => !owed.some(({ law, party }) => law === one.law && party === one.party))
  const turnedAway = kept.map((one) => (one.party === 'operator' ? end(one, 'not-applicable', filed.filedAt) : one))
  return { obligations: [...owed, ...turnedAway], clockInstants }
}

/** An obligation that was met stays as it is: what was owed and done is history. */
function end(obligation: Obligation, endedAs: EndOfObligation, endedAt: string): Obligation {
  return obligation.endedAs === null ? { ...obligation, endedAs, endedAt } : obligation
}

type Ground = { readonly filed: FiledStage; readonly before: OwedBefore; readonly read: ReadFacts; readonly met: ReadonlySet<string> }

function oweDuty({ rulebook, law, verdict }: OperatorDuty, { filed, before, read, met }: Ground): Obligation {
  const known = before.obligations.find((one) => one.law === law.data.id && one.party === 'operator')?.stages ?? []
  const owed = decideStages(law, rulebook, read).flatMap((stage) => {
    const sentAt = met.has(`${law.data.id}/${stage.stage.stage}`) ? filed.filedAt : null
    return stageRounds(decidedStage({ law, rulebook }, stage), known, sentAt)
  })
  const gone = known.filter(({ stage, round }) => !owed.some((one) => one.stage === stage && one.round === round))
  return {
    incidentId: filed.incidentId,
    law: law.data.id,
    party: 'operator',
    rulebook: { id: rulebook.id, version: rulebook.version },
    verdict,
    endedAt: null,
    endedAs: null,
    stages: [...owed, ...gone.map((one) => ({ ...one, supersededAt: one.supersededAt ?? filed.filedAt }))],
  }
}

function decidedStage(context: { readonly law: Law; readonly rulebook: Rulebook }, { stage, clock, dueAt }: StageDecision): DecidedStage {
  const { startedAt, endsAt, limit } = clock
  return {
    stage: stage.stage,
    repeats: stage.repeats === true,
    clock: { ...clockWords(context, clock), limit },
    startedAt,
    endsAt,
    dueAt,
  }
}
