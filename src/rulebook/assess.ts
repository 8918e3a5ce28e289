import type { JsonValue } from '#base/canonical-json.ts'
import { isJsonList, listAt } from '#base/json-object.ts'
import type { LocalText } from '#base/language.ts'
import { assessStages } from './assess-stages.ts'
import { inForceRuleId, notInForceText, summaryText } from './assessment-text.ts'
import type { AssessedObligation, AssessedRecipient, AssessedStage, Assessment, MissingFact, Reason, Verdict } from './assessment.ts'
import { citeClause } from './cite-clause.ts'
import type { Truth } from './condition.ts'
import type { CoreField } from './core-field-schema.ts'
import { coreField } from './core-field.ts'
import { allHold, decisiveFacts, mostDecisiveFirst, type DecisiveFact } from './decisive-facts.ts'
import { describeAnswer } from './describe-answer.ts'
import { readFacts, type ReadFacts } from './facts.ts'
import type { Law, LawRule, Rulebook } from './rulebook.ts'

/**
 * Returns what every law of `rulebook` asks for, with reasons, due instants and the facts that would decide.
 *
 * Never throws on facts: what does not fit its field counts as unknown and is named in `ignored`. Law that is proposed or repealed is
 * left out; of a law with several versions the one in force at its clock event is applied, or, where that instant is not known, at `now`.
 *
 * @param facts Answers of the common core; comes from a client or a file and may be anything that JSON can carry.
 * @param now Instant that stands in for an unknown clock event when the version of a law is chosen; without it the newest version is.
 */
export function assess(facts: JsonValue, rulebook: Rulebook, now?: Temporal.Instant): Assessment {
  const read = readFacts(facts)
  const obligations = duties(rulebook).map((versions) => assessDuty({ rulebook, read, now: now ?? null }, versions))
  const verdicts = new Set(obligations.map((obligation) => obligation.verdict))
  return {
    rulebook: { id: rulebook.id, version: rulebook.version, name: rulebook.name },
    verdict: verdictOrder.find((verdict) => verdicts.has(verdict)) ?? 'not-due',
    obligations: obligations.toSorted((left, right) => verdictOrder.indexOf(left.verdict) - verdictOrder.indexOf(right.verdict)),
    missing: joinMissing(obligations),
    ignored: read.ignored,
  }
}

const verdictOrder: readonly Verdict[] = ['due', 'may-be-due', 'not-due']

type Context = { readonly rulebook: Rulebook; readonly read: ReadFacts; readonly now: Temporal.Instant | null }

/** Returns the laws in force, one list of versions for each duty. */
function duties(rulebook: Rulebook): Law[][] {
  const laws = rulebook.laws.filter((law) => law.data.status === 'in-force')
  return [...Map.groupBy(laws, (law) => law.data.id).values()]
}

function assessDuty(context: Context, versions: readonly Law[]): AssessedObligation {
  const newest = versions.toSorted((left, right) => Temporal.Instant.compare(right.validFrom, left.validFrom))
  const applicable = newest.find((law) => inForce(context, law))
  if (applicable !== undefined) return assessLaw(context, applicable)
  const [law] = newest
  if (law === undefined) throw new TypeError('Cannot assess a duty without a version')
  return notInForce(law)
}

function inForce(context: Context, law: Law): boolean {
  const event = context.rulebook.clockEvents.get(law.data.judgedAt)
  const at = (event === undefined ? undefined : context.read.instants.get(event.fact)) ?? context.now
  if (at === null) return law.validTo === null
  return Temporal.Instant.compare(at, law.validFrom) >= 0 && (law.validTo === null || Temporal.Instant.compare(at, law.validTo) < 0)
}

function assessLaw(context: Context, law: Law): AssessedObligation {
  const conditions = law.rules.map((rule) => rule.condition)
  const verdict = verdictOf(allHold(conditions, context.read.known))
  const reasons = law.rules.map((rule) => reasonFor(context, law, rule)).toSorted(decidingFirst(verdict))
  const missing = decisiveFacts(conditions, context.read.known).map(describeMissing)
  const open = verdict !== 'not-due'
  const stages = open ? assessStages(law, context.rulebook, context.read) : []
  return {
    ...headOf(law),
    verdict,
    summary: summarise(law, verdict, { reasons, missing, stages }),
    reasons,
    missing,
    stages,
    recipients: open ? assessRecipients(context, law) : [],
    forms: open ? formsOf(context, law) : [],
    penalties: open ? law.data.penalties.map((penalty) => ({ text: penalty.text, clause: citeClause(law, penalty.clause) })) : [],
    notes: open ? law.data.notes.map((note) => ({ text: note.text, clause: citeClause(law, note.clause) })) : [],
    verified: law.rules.every((rule) => rule.clause.verified) && law.data.stages.every((stage) => stage.clause.verified),
  }
}

function headOf(law: Law): Pick<AssessedObligation, 'id' | 'jurisdiction' | 'law' | 'title'> {
  const { id, jurisdiction, law: name, title } = law.data
  return { id, jurisdiction, law: name, title }
}

function notInForce(law: Law): AssessedObligation {
  const [stage] = law.data.stages
  const clause = stage?.clause
  const reasons: Reason[] = clause
    ? [{ id: inForceRuleId, holds: 'no', text: notInForceText, clause: citeClause(law, clause), facts: [] }]
    : []
  const nothing = { missing: [], stages: [], recipients: [], forms: [], penalties: [], notes: [] }
  const summary = summaryText.notDue(law.data.title, notInForceText)
  return { ...headOf(law), ...nothing, verdict: 'not-due', summary, reasons, verified: false }
}

function verdictOf(truth: Truth): Verdict {
  if (truth === null) return 'may-be-due'
  return truth ? 'due' : 'not-due'
}

function reasonFor(context: Context, law: Law, rule: LawRule): Reason {
  const value = rule.condition.evaluate(context.read.known)
  const holds = value === null ? 'unknown' : value ? 'yes' : 'no'
  const facts = rule.condition.facts.flatMap((id) => {
    const field = coreField(id)
    if (field === null) return []
    return [{ field: id, label: field.label, answer: describeFact(context, field) }]
  })
  return { id: rule.id, holds, text: rule[holds], clause: citeClause(law, rule.clause), facts }
}

/** Returns the answer to `field` in words; the codes of designations and sectors have their names in the rulebook. */
function describeFact({ read, rulebook }: Context, field: CoreField): LocalText {
  const value = read.answers[field.id]
  const named =
    field.type === 'identifiers' && isJsonList(value) && value.length > 0
      ? value.map((code) => nameOf(rulebook, typeof code === 'string' ? code : ''))
      : null
  if (named === null) return describeAnswer(field, value, rulebook.legal.zone)
  return { ja: named.map(({ ja }) => ja).join('、'), en: named.map(({ en }) => en).join(', ') }
}

function nameOf(rulebook: Rulebook, code: string): LocalText {
  return rulebook.designations.get(code) ?? rulebook.sectors.get(code)?.name ?? { ja: code, en: code }
}

const decidingAnswer: Readonly<Record<Verdict, Reason['holds']>> = { due: 'yes', 'not-due': 'no', 'may-be-due': 'unknown' }

function decidingFirst(verdict: Verdict): (left: Reason, right: Reason) => number {
  const first = decidingAnswer[verdict]
  return (left, right) => Number(right.holds === first) - Number(left.holds === first)
}

function describeMissing({ fact, decides }: DecisiveFact): MissingFact {
  const field = coreField(fact)
  return { field: fact, label: field?.label ?? { ja: fact, en: fact }, hint: field?.hint ?? null, decides }
}

type Grounds = Pick<AssessedObligation, 'reasons' | 'missing' | 'stages'>

function summarise(law: Law, verdict: Verdict, { reasons, missing, stages }: Grounds): LocalText {
  switch (verdict) {
    case 'due':
      return summaryText.due(law.data.title, stages.map(stageSummary))
    case 'may-be-due': {
      const labels = missing.map((fact) => fact.label)
      return summaryText.mayBeDue(law.data.title, { ja: labels.map(({ ja }) => ja).join('、'), en: labels.map(({ en }) => en).join('; ') })
    }
    case 'not-due':
      return summaryText.notDue(law.data.title, reasons.find((reason) => reason.holds === 'no')?.text ?? notInForceText)
  }
}

function stageSummary({ name, limit, explanation }: AssessedStage): LocalText {
  return explanation === null ? summaryText.stage(name, limit) : summaryText.stageBy(name, explanation.due)
}

function assessRecipients(context: Context, law: Law): AssessedRecipient[] {
  return law.data.recipients.flatMap((entry): AssessedRecipient[] => {
    const clause = citeClause(law, entry.clause)
    if (entry.recipient === null)
      return ministersOf(context).map((minister) => ({ ...minister, text: minister.recipient?.name ?? entry.text, clause }))
    return [{ recipient: context.rulebook.recipients.get(entry.recipient) ?? null, text: entry.text, sectors: [], clause }]
  })
}

/** Returns the ministers with jurisdiction over the sectors of the operator, or one without a name where no sector is known. */
function ministersOf(context: Context): Pick<AssessedRecipient, 'recipient' | 'sectors'>[] {
  const codes = listAt(context.read.answers, 'ent.sector').filter((code) => typeof code === 'string')
  const sectors = codes.flatMap((code) => context.rulebook.sectors.get(code) ?? [])
  const pairs = sectors.flatMap((sector) => sector.ministers.map((minister) => ({ minister, sector: sector.code })))
  const byMinister = Map.groupBy(pairs, (pair) => pair.minister)
  if (byMinister.size === 0) return [{ recipient: null, sectors: [] }]
  return [...byMinister].map(([minister, entries]) => ({
    recipient: context.rulebook.recipients.get(minister) ?? null,
    sectors: entries.map((entry) => entry.sector),
  }))
}

function formsOf(context: Context, law: Law): AssessedObligation['forms'] {
  const open = law.forms.filter((form) => form.condition.evaluate(context.read.known) !== false)
  return open.map((form) => ({ id: form.id, name: form.name, clause: citeClause(law, form.clause) }))
}

function joinMissing(obligations: readonly AssessedObligation[]): MissingFact[] {
  const byField = Map.groupBy(
    obligations.flatMap((obligation) => obligation.missing),
    (fact) => fact.field,
  )
  const sums = [...byField].map(([fact, entries]) => ({ fact, decides: entries.reduce((sum, entry) => sum + entry.decides, 0) }))
  return sums.toSorted(mostDecisiveFirst).map(describeMissing)
}
