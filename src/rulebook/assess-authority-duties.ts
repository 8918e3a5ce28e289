import type { LocalText } from '#base/language.ts'
import { periodText } from '#calendar/calendar-text.ts'
import { dueAt, type DueExplanation } from '#calendar/due-at.ts'
import { authorityText } from './assessment-text.ts'
import type { AssessedRecipient, CitedClause, CitedText } from './assessment.ts'
import { ministersFor } from './assess-recipients.ts'
import type { AuthorityTarget } from './authority-duty-schema.ts'
import { citeClause } from './cite-clause.ts'
import { decideAuthorityDuties, type AuthorityActDecision } from './decide-authority-duties.ts'
import type { ReadFacts } from './facts.ts'
import type { Rulebook } from './rulebook.ts'

/** One act that an authority owes for a report it received, with its words. */
export type AssessedAuthorityAct = {
  /** `target` is a target of service of this deployment; it is never law and must not be called so. */
  readonly basis: 'law' | 'target'
  /** Id of the authority's duty; of a target, the id of the operators' duty that it answers. */
  readonly duty: string
  /** Id of the act, unique within the duty. */
  readonly id: string
  readonly act: AuthorityTarget['act']
  readonly name: LocalText
  readonly law: LocalText
  readonly title: LocalText
  /** Id of the operators' duty whose report started the clock. */
  readonly answers: string
  readonly limit: LocalText
  /** True where the law asks for the limit only as far as possible. */
  readonly wherePossible: boolean
  /** When the report was received (RFC 3339, UTC). */
  readonly startedAt: string
  /** Due instant (RFC 3339, UTC), or null where the law names no number; that instant itself is in time. */
  readonly dueAt: string | null
  readonly explanation: DueExplanation | null
  /** `unknown` where unknown facts leave open whether the act is owed. */
  readonly exists: 'yes' | 'unknown'
  /** True where the act is owed again after each report of that stage. */
  readonly repeats: boolean
  /** The authorities that are bound; `recipient` is null where the sector that decides it is not known. */
  readonly bound: readonly Pick<AssessedRecipient, 'recipient' | 'text' | 'sectors'>[]
  /** For whom it is done; `recipient` is null for the operator that reported. */
  readonly to: readonly Pick<AssessedRecipient, 'recipient' | 'text'>[]
  /** Null for a target of service. */
  readonly clause: CitedClause | null
  readonly counting: readonly CitedClause[]
  readonly notes: readonly CitedText[]
  /** True where the clause was compared with its text; a target has none. */
  readonly verified: boolean
}

/** Returns what the authorities owe for the reports that `rpt.received` names, in words: the decisions of {@link decideAuthorityDuties}. */
export function assessAuthorityDuties(read: ReadFacts, rulebook: Rulebook): AssessedAuthorityAct[] {
  return decideAuthorityDuties(read, rulebook).map((decision) => ({
    ...standingOf(decision),
    id: decision.act.id,
    act: decision.act.act,
    name: decision.act.name,
    answers: decision.answers,
    limit: decision.limit.unit === 'promptly' ? decision.limit.text : periodText(decision.limit, rulebook.legal.calendar.name),
    startedAt: decision.startedAt.toString(),
    dueAt: decision.dueAt?.toString() ?? null,
    explanation: explain(decision, rulebook),
    exists: decision.exists ? 'yes' : 'unknown',
    repeats: decision.act.repeats === true,
    bound: boundOf(decision).flatMap((party) => bodiesOf(party, read, rulebook)),
    to: decision.act.to.map(({ recipient, text }) => ({ recipient: bodyOf(recipient, rulebook), text })),
  }))
}

type Standing = Pick<
  AssessedAuthorityAct,
  'basis' | 'duty' | 'law' | 'title' | 'wherePossible' | 'clause' | 'counting' | 'notes' | 'verified'
>

function standingOf(decision: AuthorityActDecision): Standing {
  if (decision.basis === 'target') {
    const { basis, name } = decision.act
    const none = { clause: null, counting: [], notes: [], verified: false, wherePossible: false }
    return { ...none, basis: 'target', duty: decision.answers, law: basis, title: name }
  }
  const { duty, act } = decision
  return {
    basis: 'law',
    duty: duty.data.id,
    law: duty.data.law,
    title: duty.data.title,
    wherePossible: act.wherePossible,
    clause: citeClause(duty, act.clause),
    counting: act.counting.map((clause) => citeClause(duty, clause)),
    notes: duty.data.notes.map(({ text, clause }) => ({ text, clause: citeClause(duty, clause) })),
    verified: act.clause.verified,
  }
}

function explain(decision: AuthorityActDecision, rulebook: Rulebook): DueExplanation | null {
  const { limit, startedAt } = decision
  if (limit.unit === 'promptly') return null
  return dueAt({ period: limit, startedAt, ...actWords(decision, rulebook) }, rulebook.legal).explanation
}

/** Returns the event at which the clock of an act starts, and the clause that states it or, for a target, what it rests on. */
export function actWords(decision: AuthorityActDecision, rulebook: Rulebook): { event: LocalText; clause: LocalText } {
  return { event: authorityText.receipt(stageName(decision, rulebook)), clause: sourceOf(decision) }
}

function sourceOf(decision: AuthorityActDecision): LocalText {
  if (decision.basis === 'target') return decision.act.basis
  const { source, clause } = citeClause(decision.duty, decision.act.clause)
  return { ja: `${source.ja} ${clause.ja}`, en: `${source.en}, ${clause.en}` }
}

function stageName({ answers, act }: AuthorityActDecision, { laws }: Rulebook): LocalText {
  const stages = laws.filter(({ data }) => data.id === answers).flatMap((law) => law.stages)
  return stages.find(({ stage }) => stage === act.from.received)?.name ?? authorityText.report
}

type Party = AuthorityTarget['bound'][number]

/** Returns who is bound by an act. */
export function boundOf(decision: AuthorityActDecision): readonly Party[] {
  return decision.basis === 'target' ? decision.act.bound : decision.duty.data.bound
}

function bodiesOf({ recipient, text }: Party, read: ReadFacts, rulebook: Rulebook): AssessedAuthorityAct['bound'][number][] {
  if (recipient !== null) return [{ recipient: bodyOf(recipient, rulebook), text, sectors: [] }]
  return ministersFor(read, rulebook).map((minister) => ({ ...minister, text: minister.recipient?.name ?? text }))
}

function bodyOf(recipient: string | null, { recipients }: Rulebook): AssessedRecipient['recipient'] {
  return recipient === null ? null : (recipients.get(recipient) ?? null)
}
