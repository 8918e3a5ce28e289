import { clockWords } from '#rulebook/assess-stages.ts'
import { bindingRulebooks } from '#rulebook/assess-all.ts'
import { decide, type LawDecision } from '#rulebook/decide.ts'
import type { StageDecision } from '#rulebook/decide-stages.ts'
import type { Adjustment, ReadFacts } from '#rulebook/facts.ts'
import type { LawStage } from '#rulebook/law-schema.ts'
import { recipientCodes } from '#rulebook/recipient-codes.ts'
import type { Law, Rulebook } from '#rulebook/rulebook.ts'
import type { EndOfObligation, GrantedAdjustment, Obligation, ObligationStage } from './obligation.ts'

/** Instants of clock events, ISO 8601 in UTC, by the fact that holds them. */
export type ClockInstants = Readonly<Record<string, string>>

/** What is owed for an incident, with the instants that its clocks go by. */
export type Owed = { readonly obligations: readonly Obligation[]; readonly clockInstants: ClockInstants }

/** A report as far as it bears on what is owed. */
export type FiledStage = {
  readonly incidentId: string
  /** Stage of the report, or `withdrawal`. */
  readonly stage: string
  readonly filedAt: string
  /** Readable answers of the report, with the sectors and designations of the operator. */
  readonly facts: ReadFacts
  /** Ids of the authorities that can open the report, by the code under which rulebooks name them. */
  readonly reached: ReadonlyMap<string, string>
}

/** What was owed before, and what has been granted since; nothing of either for a first report. */
export type OwedBefore = Owed & { readonly adjustments: readonly GrantedAdjustment[] }

const nothingBefore: OwedBefore = { obligations: [], clockInstants: {}, adjustments: [] }

/** A duty of law that binds or may bind the operator for one incident. */
export type OperatorDuty = { readonly rulebook: Rulebook; readonly decision: LawDecision; readonly recipients: readonly string[] }

/** Returns the duties, in force and neither voluntary nor turned away, of every rulebook that may bind on these facts. */
export function operatorDuties(read: ReadFacts, rulebooks: readonly Rulebook[], at: Temporal.Instant | null): readonly OperatorDuty[] {
  return bindingRulebooks(read, rulebooks).flatMap((rulebook) =>
    decide(read, rulebook, { now: at })
      .filter(({ law, verdict }) => law.data.nature === 'duty' && verdict !== 'not-due')
      .map((decision) => ({ rulebook, decision, recipients: recipientCodes(decision.law, rulebook, read) })),
  )
}

/**
 * Returns what the operator owes once `filed` is in the record.
 *
 * A clock goes by the earliest instant that was ever reported of its event, so that a later report gains no time, but for a stage that repeats:
 * each new event starts a round of its own. A report meets the stages of the laws whose recipients it reached; who files a stage again moves
 * nothing, except a later stage of which the law says that the latest version counts.
 */
export function owedAfter(filed: FiledStage, rulebooks: readonly Rulebook[], before: OwedBefore = nothingBefore): Owed {
  if (filed.stage === 'withdrawal') return { ...before, obligations: before.obligations.map((one) => end(one, 'withdrawn', filed.filedAt)) }
  const filedAt = Temporal.Instant.from(filed.filedAt)
  const clockInstants = earliest(before.clockInstants, filed.facts, { filedAt, repeating: repeatingFacts(rulebooks) })
  const instants = new Map(Object.entries(clockInstants).map(([fact, at]) => [fact, Temporal.Instant.from(at)]))
  const read: ReadFacts = { ...filed.facts, instants, adjusted: grantedBy(before), sent: sentBefore(before) }
  const duties = operatorDuties({ ...read, sent: withThisReport(read, filed, rulebooks) }, rulebooks, filedAt)
  const owed = duties.map((duty) => oweDuty(duty, filed, before))
  const kept = before.obligations.filter((one) => !owed.some(({ law, party }) => law === one.law && party === one.party))
  const turnedAway = kept.map((one) => (one.party === 'operator' ? end(one, 'not-applicable', filed.filedAt) : one))
  return { obligations: [...owed, ...turnedAway], clockInstants }
}

/** An obligation that was met stays as it is: what was owed and done is history. */
function end(obligation: Obligation, endedAs: EndOfObligation, endedAt: string): Obligation {
  return obligation.endedAs === null ? { ...obligation, endedAs, endedAt } : obligation
}

function oweDuty({ rulebook, decision, recipients }: OperatorDuty, filed: FiledStage, before: OwedBefore): Obligation {
  const { law, verdict, stages } = decision
  const known = before.obligations.find((one) => one.law === law.data.id && one.party === 'operator')?.stages ?? []
  const reached = recipients.some((code) => filed.reached.has(code))
  const owed = stages.flatMap((stage) => oweStage({ law, rulebook, stage, known }, reached ? filed : null))
  const gone = known.filter(({ stage, round }) => !owed.some((one) => one.stage === stage && one.round === round))
  return {
    incidentId: filed.incidentId,
    law: law.data.id,
    party: 'operator',
    rulebook: { id: rulebook.id, version: rulebook.version },
    verdict: verdict === 'due' ? 'due' : 'may-be-due',
    endedAt: null,
    endedAs: null,
    stages: [...owed, ...gone.map((one) => ({ ...one, supersededAt: one.supersededAt ?? filed.filedAt }))],
  }
}

type StageGround = {
  readonly law: Law
  readonly rulebook: Rulebook
  readonly stage: StageDecision
  readonly known: readonly ObligationStage[]
}

/** Returns the rounds of a stage: those that were met stay, the last one is as the clock says now. */
function oweStage({ law, rulebook, stage: decided, known }: StageGround, reaching: FiledStage | null): ObligationStage[] {
  const { stage, clock, dueAt } = decided
  const rounds = known.filter((one) => one.stage === stage.stage)
  const last = rounds.at(-1)
  const again = stage.repeats === true && last !== undefined && startsAfter(clock.startedAt, last.metAt)
  const current = again ? undefined : last
  const sent = reaching !== null && meets(reaching.stage, stage.stage) ? reaching.filedAt : null
  const words = { ...clockWords({ law, rulebook }, clock), limit: clock.limit }
  const owed: ObligationStage = {
    stage: stage.stage,
    round: (last?.round ?? 1) + (again ? 1 : 0),
    clock: words,
    startsAt: clock.startedAt?.toString() ?? null,
    endsAt: clock.endsAt?.toString() ?? null,
    dueAt: dueAt?.toString() ?? null,
    metAt: current?.metAt ?? sent,
    metBy: current?.metBy ?? (sent === null ? null : 'report'),
    lastSentAt: sent ?? current?.lastSentAt ?? null,
    supersededAt: null,
  }
  return [...(again ? rounds : rounds.slice(0, -1)), owed]
}

function startsAfter(startedAt: Temporal.Instant | null, metAt: string | null): boolean {
  return startedAt !== null && metAt !== null && Temporal.Instant.compare(startedAt, metAt) > 0
}

/** A final report holds everything that a detailed one must, so it meets that stage too. */
function meets(filed: string, owed: string): boolean {
  return filed === owed || (filed === 'final' && owed === 'detailed')
}

type Earliest = { readonly filedAt: Temporal.Instant; readonly repeating: ReadonlySet<string> }

/** Nobody becomes aware after reporting: an instant of a clock later than the filing, written by mistake or to gain time, counts as the filing. */
function earliest(before: ClockInstants, { instants }: ReadFacts, { filedAt, repeating }: Earliest): ClockInstants {
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

function sentBefore({ obligations }: OwedBefore): ReadFacts['sent'] {
  const stages = obligations.flatMap(({ law, stages: known }) => known.map((stage) => ({ key: `${law}/${stage.stage}`, stage })))
  const sent = stages.flatMap(({ key, stage: { metAt, lastSentAt } }) =>
    [metAt, lastSentAt].flatMap((at) => (at === null ? [] : [{ key, at: Temporal.Instant.from(at) }])),
  )
  return new Map([...Map.groupBy(sent, ({ key }) => key)].map(([key, entries]) => [key, inOrder(entries.map(({ at }) => at))]))
}

function inOrder(instants: readonly Temporal.Instant[]): Temporal.Instant[] {
  return instants.toSorted((left, right) => Temporal.Instant.compare(left, right))
}

/** Returns what was sent, with the report itself: a later stage may start at it. */
function withThisReport(read: ReadFacts, filed: FiledStage, rulebooks: readonly Rulebook[]): ReadFacts['sent'] {
  const sent = new Map(read.sent)
  const filedAt = Temporal.Instant.from(filed.filedAt)
  for (const rulebook of bindingRulebooks(read, rulebooks)) {
    for (const law of rulebook.laws) {
      if (!recipientCodes(law, rulebook, read).some((code) => filed.reached.has(code))) continue
      for (const { stage } of law.stages) {
        const key = `${law.data.id}/${stage}`
        if (meets(filed.stage, stage)) sent.set(key, [...(read.sent.get(key) ?? []), filedAt])
      }
    }
  }
  return sent
}

function grantedBy({ adjustments }: OwedBefore): ReadFacts['adjusted'] {
  const byStage = Map.groupBy(
    adjustments.filter(({ party }) => party === 'operator'),
    ({ law, stage }) => `${law}/${stage}`,
  )
  return new Map([...byStage].map(([key, granted]) => [key, granted.map(adjustmentOf)]))
}

/** Returns an adjustment as the rulebook reads it. */
export function adjustmentOf({ kind, fromAt, untilAt, reason, authorityId }: GrantedAdjustment): Adjustment {
  return {
    kind,
    from: fromAt === null ? null : Temporal.Instant.from(fromAt),
    until: Temporal.Instant.from(untilAt),
    reason,
    authority: authorityId,
  }
}
