import type { JsonValue } from '#base/canonical-json.ts'
import { isJsonList } from '#base/json-object.ts'
import type { LocalText } from '#base/language.ts'
import { noneText } from './answer-text.ts'
import { assessRecipients } from './assess-recipients.ts'
import { assessStages } from './assess-stages.ts'
import { inForceRuleId, notInForceText, summaryText } from './assessment-text.ts'
import type { AssessedLane, AssessedObligation, AssessedStage, Assessment, CitedText, MissingFact, Reason, Verdict } from './assessment.ts'
import { citeClause } from './cite-clause.ts'
import { openLanes } from './decide-stages.ts'
import { decide, type LawDecision } from './decide.ts'
import { decisiveFacts, mostDecisiveFirst, type DecisiveFact } from './decisive-facts.ts'
import { describeAnswer } from './describe-answer.ts'
import { readFacts, type ReadFacts } from './facts.ts'
import type { LawData } from './law-schema.ts'
import { findFact, type Fact } from './legal-fact.ts'
import type { Law, LawRule, Rulebook } from './rulebook.ts'

/**
 * Returns what every law of `rulebook` asks for, with reasons, due instants and the facts that would decide.
 *
 * Never throws on facts: what does not fit its field counts as unknown and is named in `ignored`. Law that is proposed or repealed is
 * left out; of a law with several versions the one in force at its clock event is applied, or, where that instant is not known, at `now`.
 *
 * @param facts Answers of the common core and legal facts; comes from a client or a file and may be anything that JSON can carry.
 * @param now Instant that stands in for an unknown clock event when the version of a law is chosen; without it the newest version is.
 */
export function assess(facts: JsonValue, rulebook: Rulebook, now?: Temporal.Instant): Assessment {
  return assessFacts(readFacts(facts), rulebook, now)
}

/** Returns what {@link assess} does for facts that were read before. */
export function assessFacts(read: ReadFacts, rulebook: Rulebook, now?: Temporal.Instant): Assessment {
  const decisions = decide(read, rulebook, { now: now ?? null })
  const assessed = decisions.map((decision) => ({
    nature: decision.law.data.nature,
    obligation: assessDecision({ rulebook, read }, decision),
  }))
  const [duties, voluntary] = (['duty', 'voluntary'] as const).map((nature) =>
    byVerdict(assessed.flatMap((entry) => (entry.nature === nature ? [entry.obligation] : []))),
  )
  const obligations = duties ?? []
  return {
    rulebook: { id: rulebook.id, version: rulebook.version, name: rulebook.name },
    verdict: obligations[0]?.verdict ?? 'not-due',
    obligations,
    voluntary: voluntary ?? [],
    missing: joinMissing(obligations),
    ignored: read.ignored,
  }
}

const verdictOrder: readonly Verdict[] = ['due', 'may-be-due', 'not-due']

/** Returns obligations with what is due first, then what may be. */
export function byVerdict(obligations: readonly AssessedObligation[]): AssessedObligation[] {
  return obligations.toSorted((left, right) => verdictOrder.indexOf(left.verdict) - verdictOrder.indexOf(right.verdict))
}

type Context = { readonly rulebook: Rulebook; readonly read: ReadFacts }

/** Returns a decision of `decide` in words: its reasons, stages, recipients and what would decide. */
export function assessDecision(context: Context, decision: LawDecision): AssessedObligation {
  const { law, verdict } = decision
  if (!decision.inForce) return notInForce(law)
  const reasons = law.rules.map((rule) => reasonFor(context, law, rule)).toSorted(decidingFirst(verdict))
  const missing = decisiveFacts(law.conditions, context.read.known).map(describeMissing)
  const open = verdict !== 'not-due'
  const stages = assessStages({ law, ...context }, decision.stages)
  const cited = (statements: readonly Statement[] = []) => (open ? statements.map((statement) => cite(law, statement)) : [])
  return {
    ...headOf(law),
    verdict,
    summary: summarise(law, verdict, { reasons, missing, stages }),
    reasons,
    missing,
    lane: open ? laneOf(law, context.read) : null,
    stages,
    recipients: open ? assessRecipients(law, context.read, context.rulebook) : [],
    forms: open ? formsOf(context, law) : [],
    followUp: open ? null : followUpOf(law, context.read),
    penalties: cited(law.data.penalties),
    confidentiality: cited(law.data.confidentiality),
    shield: cited(law.data.shield),
    adjustable: open
      ? (law.data.adjustments ?? []).map((entry) => ({ ...cite(law, entry), kind: entry.kind, authority: entry.authority }))
      : [],
    notes: cited(law.data.notes),
    verified: law.rules.every((rule) => rule.clause.verified) && law.stages.every((stage) => stage.clause.verified),
  }
}

type Statement = LawData['notes'][number]

function cite(law: Law, { text, clause }: Pick<Statement, 'text' | 'clause'>): CitedText {
  return { text, clause: citeClause(law, clause) }
}

function laneOf(law: Law, read: ReadFacts): AssessedLane | null {
  const [lane, ...others] = openLanes(law, read)
  if (lane === undefined) return null
  const conditions = others.length === 0 || lane.condition === null ? [] : [lane.condition]
  return { id: lane.id, name: lane.name, open: others.length > 0, missing: decisiveFacts(conditions, read.known).map(describeMissing) }
}

/** Returns what becomes of a report that was sent under a duty which no longer stands. */
function followUpOf(law: Law, read: ReadFacts): AssessedObligation['followUp'] {
  const wasReported = law.stages.some(({ stage }) => read.sent.has(`${law.data.id}/${stage}`))
  if (!wasReported) return null
  const { reclassification, withdrawal } = law.data
  if (reclassification !== undefined && law.reclassification?.evaluate(read.known) === true) {
    return { kind: 'reclassification', ...cite(law, reclassification) }
  }
  return withdrawal === undefined ? null : { kind: 'withdrawal', ...cite(law, withdrawal) }
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
  const nothing = {
    missing: [],
    lane: null,
    stages: [],
    recipients: [],
    forms: [],
    followUp: null,
    penalties: [],
    confidentiality: [],
    shield: [],
    adjustable: [],
    notes: [],
  }
  const summary = summaryText.notDue(law.data.title, notInForceText)
  return { ...headOf(law), ...nothing, verdict: 'not-due', summary, reasons, verified: false }
}

function reasonFor(context: Context, law: Law, rule: LawRule): Reason {
  const value = rule.condition.evaluate(context.read.known)
  const holds = value === null ? 'unknown' : value ? 'yes' : 'no'
  const facts = rule.condition.facts.flatMap((id) => {
    const field = findFact(id)
    if (field === null) return []
    return [{ field: id, label: field.label, answer: describeFact(context, field) }]
  })
  return { id: rule.id, holds, text: rule[holds], clause: citeClause(law, rule.clause), facts }
}

/** Returns the answer to `field` in words; designations and sectors have their names in the rulebook, and those of other rulebooks are left out. */
function describeFact({ read, rulebook }: Context, field: Fact): LocalText {
  const value = read.answers[field.id]
  if ((field.id !== 'ent.designations' && field.id !== 'ent.sector') || !isJsonList(value) || value.length === 0) {
    return describeAnswer(field, value, rulebook.legal.zone)
  }
  const own = value.flatMap((code) => (typeof code === 'string' ? (nameOf(rulebook, code) ?? []) : []))
  if (own.length === 0) return noneText
  return { ja: own.map(({ ja }) => ja).join('、'), en: own.map(({ en }) => en).join(', ') }
}

function nameOf(rulebook: Rulebook, code: string): LocalText | null {
  return rulebook.designations.get(code) ?? rulebook.sectors.get(code)?.name ?? null
}

const decidingAnswer: Readonly<Record<Verdict, Reason['holds']>> = { due: 'yes', 'not-due': 'no', 'may-be-due': 'unknown' }

function decidingFirst(verdict: Verdict): (left: Reason, right: Reason) => number {
  const first = decidingAnswer[verdict]
  return (left, right) => Number(right.holds === first) - Number(left.holds === first)
}

function describeMissing({ fact, decides }: DecisiveFact): MissingFact {
  const field = findFact(fact)
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

function formsOf(context: Context, law: Law): AssessedObligation['forms'] {
  const open = law.forms.filter((form) => form.condition.evaluate(context.read.known) !== false)
  return open.map((form) => ({ id: form.id, name: form.name, clause: citeClause(law, form.clause) }))
}

/** Returns the facts that would decide over several duties, the most decisive first. */
export function joinMissing(obligations: readonly AssessedObligation[]): MissingFact[] {
  const byField = Map.groupBy(
    obligations.flatMap((obligation) => obligation.missing),
    (fact) => fact.field,
  )
  const sums = [...byField].map(([fact, entries]) => ({ fact, decides: entries.reduce((sum, entry) => sum + entry.decides, 0) }))
  return sums.toSorted(mostDecisiveFirst).map(describeMissing)
}
