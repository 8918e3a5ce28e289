import { actWords, boundOf } from '#rulebook/assess-authority-duties.ts'
import { bindingRulebooks } from '#rulebook/assess-all.ts'
import { decideAuthorityDuties, type AuthorityActDecision } from '#rulebook/decide-authority-duties.ts'
import type { ReadFacts } from '#rulebook/facts.ts'
import { codesOf } from '#rulebook/recipient-codes.ts'
import type { Rulebook } from '#rulebook/rulebook.ts'
import type { Obligation } from './obligation.ts'
import type { FiledStage, OwedBefore } from './owed.ts'
import { stageRounds, type DecidedStage } from './stage-rounds.ts'

type ActOfAuthority = { readonly rulebook: Rulebook; readonly decision: AuthorityActDecision; readonly authorityId: string }

/** When each stage was received, by `law/stage`: with all reports so far, and with the report at hand alone. */
export type Received = { readonly soFar: ReadFacts['sent']; readonly now: ReadFacts['sent'] }

/**
 * Returns what the authorities owe that hold a report once `filed` is in the record: acts of law, and targets of this deployment.
 *
 * An authority that a later report reaches for the first time owes its acts from then on.
 */
export function owedActs(
  filed: FiledStage,
  rulebooks: readonly Rulebook[],
  { before, received }: { readonly before: OwedBefore; readonly received: Received },
): readonly Obligation[] {
  const byReceipt = Map.groupBy(filed.reached.values(), (authorityId) => firstReceipt(before, authorityId))
  const acts = bindingRulebooks(filed.facts, rulebooks).flatMap((rulebook) =>
    [...byReceipt].flatMap(([since, authorityIds]) =>
      decideAuthorityDuties({ ...filed.facts, received: receivedSince(since, received) }, rulebook).flatMap((decision) =>
        boundAuthorities(decision, rulebook, filed)
          .filter((authorityId) => authorityIds.includes(authorityId))
          .map((authorityId): ActOfAuthority => ({ rulebook, decision, authorityId })),
      ),
    ),
  )
  const byObligation = Map.groupBy(acts, ({ decision, authorityId }) => `${lawOf(decision)} ${authorityId}`)
  return [...byObligation.values()].flatMap((same) => oweActs(same, filed, before))
}

/** Returns the earliest instant at which a clock of the authority started, in milliseconds, or null where none has. */
function firstReceipt({ obligations }: OwedBefore, authorityId: string): number | null {
  const starts = obligations
    .filter(({ party }) => party === authorityId)
    .flatMap(({ stages }) =>
      stages.flatMap(({ startsAt }) => (startsAt === null ? [] : [Temporal.Instant.from(startsAt).epochMilliseconds])),
    )
  return starts.length === 0 ? null : Math.min(...starts)
}

/** What came before the authority held a report started no clock of its own. */
function receivedSince(since: number | null, { soFar, now }: Received): ReadFacts['received'] {
  if (since === null) return now
  return new Map([...soFar].map(([key, instants]) => [key, instants.filter((at) => at.epochMilliseconds >= since)]))
}

function oweActs(acts: readonly ActOfAuthority[], filed: FiledStage, before: OwedBefore): Obligation[] {
  const [first] = acts
  if (first === undefined) return []
  const { rulebook, decision, authorityId } = first
  const law = lawOf(decision)
  const known = before.obligations.find((one) => one.law === law && one.party === authorityId)?.stages ?? []
  const owed = acts.flatMap((one) => stageRounds(decidedAct(one), known, null))
  const gone = known.filter(({ stage, round }) => !owed.some((one) => one.stage === stage && one.round === round))
  return [
    {
      incidentId: filed.incidentId,
      law,
      party: authorityId,
      rulebook: { id: rulebook.id, version: rulebook.version },
      verdict: acts.some((one) => one.decision.exists) ? 'due' : 'may-be-due',
      endedAt: null,
      endedAs: null,
      stages: [...owed, ...gone],
    },
  ]
}

/** A target of this deployment goes under the duty that it answers. */
function lawOf(decision: AuthorityActDecision): string {
  return decision.basis === 'law' ? decision.duty.data.id : decision.answers
}

function boundAuthorities(decision: AuthorityActDecision, rulebook: Rulebook, { facts, reached }: FiledStage): readonly string[] {
  return codesOf(boundOf(decision), rulebook, facts).flatMap((code) => reached.get(code) ?? [])
}

function decidedAct({ decision, rulebook }: ActOfAuthority): DecidedStage {
  const { act, limit, startedAt, dueAt } = decision
  return {
    stage: act.id,
    repeats: act.repeats === true,
    clock: { ...actWords(decision, rulebook), limit },
    startedAt,
    endsAt: dueAt,
    dueAt,
  }
}
