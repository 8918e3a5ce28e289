import { endOfPeriod } from '#calendar/count-period.ts'
import type { AuthorityTarget } from './authority-duty-schema.ts'
import type { DecideOptions } from './decide.ts'
import type { ReadFacts } from './facts.ts'
import type { Limit } from './law-schema.ts'
import { codesOf } from './recipient-codes.ts'
import type { AuthorityAct, AuthorityDuty, Rulebook } from './rulebook.ts'
import { isInForceAt } from './validity.ts'

type ActClock = {
  /** Codes of the authorities that owe it; none where the sector that decides it is not known. */
  readonly bound: readonly string[]
  /** The operators' duty whose report started the clock. */
  readonly answers: string
  /** When that report was received. */
  readonly startedAt: Temporal.Instant
  readonly limit: Limit
  /** Null where the law names no number. */
  readonly dueAt: Temporal.Instant | null
  /** False where unknown facts leave open whether the act is owed. */
  readonly exists: boolean
}

/** One act that an authority owes for a report it received: by law, or as a target of this deployment, which is never law. */
export type AuthorityActDecision =
  | (ActClock & { readonly basis: 'law'; readonly duty: AuthorityDuty; readonly act: AuthorityAct })
  | (ActClock & { readonly basis: 'target'; readonly act: AuthorityTarget })

/**
 * Returns what the authorities owe for the reports that `rpt.received` names: acts of law in the order of the rulebook, then targets of service.
 *
 * An act is there once the report that starts its clock has been received, under the version of the law in force at that instant. Proposed and
 * repealed law is left out, unless the options say that a proposal takes the place of the law in force.
 */
export function decideAuthorityDuties(
  read: ReadFacts,
  rulebook: Rulebook,
  options: Pick<DecideOptions, 'includeProposed'> = {},
): AuthorityActDecision[] {
  if (read.received.size === 0) return []
  return [...versionsThatCount(rulebook, options).flatMap((duty) => lawActs(duty, read, rulebook)), ...targetActs(read, rulebook)]
}

function versionsThatCount(
  { authorityDuties }: Rulebook,
  { includeProposed }: Pick<DecideOptions, 'includeProposed'>,
): readonly AuthorityDuty[] {
  const proposed = new Set(authorityDuties.flatMap(({ data }) => (includeProposed === true && data.status === 'proposed' ? [data.id] : [])))
  return authorityDuties.filter(({ data }) => data.status === (proposed.has(data.id) ? 'proposed' : 'in-force'))
}

function lawActs(duty: AuthorityDuty, read: ReadFacts, rulebook: Rulebook): AuthorityActDecision[] {
  return duty.acts.flatMap((act): AuthorityActDecision[] => {
    const receipt = receiptOf(act.from, duty.data.answers, read)
    const holds = act.condition === null ? true : act.condition.evaluate(read.known)
    if (receipt === null || holds === false || !isInForce(duty, receipt.startedAt)) return []
    const dueAt = endOf(act.limit, receipt.startedAt, rulebook)
    return [
      {
        basis: 'law',
        duty,
        act,
        bound: codesOf(duty.data.bound, rulebook, read),
        ...receipt,
        limit: act.limit,
        dueAt,
        exists: holds === true,
      },
    ]
  })
}

function targetActs(read: ReadFacts, rulebook: Rulebook): AuthorityActDecision[] {
  return rulebook.authorityTargets.flatMap((act): AuthorityActDecision[] => {
    const receipt = receiptOf(act.from, act.answers, read)
    if (receipt === null) return []
    const limit = limitOf(act, receipt.answers, rulebook)
    return [
      {
        basis: 'target',
        act,
        bound: codesOf(act.bound, rulebook, read),
        ...receipt,
        limit,
        dueAt: endOf(limit, receipt.startedAt, rulebook),
        exists: true,
      },
    ]
  })
}

/** The deployment may set its own number of minutes; what is in the rulebook is the default. */
function limitOf(target: AuthorityTarget, answers: string, { serviceTargetHours }: Rulebook): Limit {
  const hours = serviceTargetHours.get(`${answers}/${target.id}`)
  return hours === undefined ? target.limit : { unit: 'minutes', amount: Math.max(1, Math.round(hours * 60)) }
}

type Receipt = Pick<ActClock, 'answers' | 'startedAt'>

function receiptOf({ received, version }: AuthorityTarget['from'], duties: readonly string[], read: ReadFacts): Receipt | null {
  const receipts = duties.flatMap((answers) =>
    (read.received.get(`${answers}/${received}`) ?? []).map((startedAt): Receipt => ({ answers, startedAt })),
  )
  const inOrder = receipts.toSorted((left, right) => Temporal.Instant.compare(left.startedAt, right.startedAt))
  return (version === 'first' ? inOrder[0] : inOrder.at(-1)) ?? null
}

function endOf(limit: Limit, startedAt: Temporal.Instant, rulebook: Rulebook): Temporal.Instant | null {
  return limit.unit === 'promptly' ? null : endOfPeriod(limit, startedAt, rulebook.legal)
}

/** A proposal that was asked for counts whatever its dates. */
function isInForce(duty: AuthorityDuty, at: Temporal.Instant): boolean {
  return duty.data.status === 'proposed' || isInForceAt(duty, at)
}
