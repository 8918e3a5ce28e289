import type { LocalText } from '#base/language.ts'
import { instantText, periodText } from '#calendar/calendar-text.ts'
import { dueAt, type DueExplanation } from '#calendar/due-at.ts'
import { clockText, sentReportText } from './assessment-text.ts'
import type { AssessedStage, NamedField, OtherClock } from './assessment.ts'
import { citeClause } from './cite-clause.ts'
import { requiredFields, type ReportStage } from './core-field.ts'
import type { ClockDecision, StageDecision } from './decide-stages.ts'
import type { Adjustment, ReadFacts } from './facts.ts'
import type { ClockStart, Limit } from './law-schema.ts'
import { findFact } from './legal-fact.ts'
import type { Law, Rulebook } from './rulebook.ts'

type LawContext = { readonly law: Law; readonly rulebook: Rulebook }

type Context = LawContext & { readonly read: ReadFacts }

/** Returns the decided stages of a law with their words: limits, arithmetic, clauses, and the fields that are still missing. */
export function assessStages(context: Context, decisions: readonly StageDecision[]): AssessedStage[] {
  return decisions.map((decision) => {
    const { stage, clock } = decision
    const explanation = explain(context, decision)
    return {
      stage: stage.stage,
      name: stage.name,
      limit: limitText(context, clock.limit),
      startedAt: clock.startedAt?.toString() ?? null,
      dueAt: decision.dueAt?.toString() ?? null,
      explanation,
      serviceTarget: serviceTarget(context, decision),
      exists: decision.exists ? 'yes' : 'unknown',
      repeats: stage.repeats === true,
      otherClocks: decision.otherClocks.map((other) => otherClock(context, other)),
      adjustments: decision.adjustments.map((adjustment) => adjustmentText(context, adjustment)),
      waitingFor: clock.startedAt === null ? startField(context, clock.from) : null,
      clause: citeClause(context.law, clock.clause),
      counting: stage.counting.map((clause) => citeClause(context.law, clause)),
      missing: missingFor(context, stage.stage),
    }
  })
}

function limitText({ rulebook }: Context, limit: Limit): LocalText {
  return limit.unit === 'promptly' ? limit.text : periodText(limit, rulebook.legal.calendar.name)
}

function startField({ rulebook }: Context, from: ClockStart): NamedField | null {
  if (typeof from !== 'string') return { field: 'rpt.sent', label: sentReportText }
  const fact = rulebook.clockEvents.get(from)?.fact
  return fact === undefined ? null : { field: fact, label: findFact(fact)?.label ?? { ja: fact, en: fact } }
}

/** Returns the event at which `clock` starts and the clause that states it, in the words of the law. */
export function clockWords(context: LawContext, clock: Pick<ClockDecision, 'from' | 'clause'>): { event: LocalText; clause: LocalText } {
  const { source, clause } = citeClause(context.law, clock.clause)
  return { event: eventName(context, clock.from), clause: { ja: `${source.ja} ${clause.ja}`, en: `${source.en}, ${clause.en}` } }
}

function eventName({ law, rulebook }: LawContext, from: ClockStart): LocalText {
  if (typeof from === 'string') return rulebook.clockEvents.get(from)?.name ?? { ja: from, en: from }
  const report = law.stages.find(({ stage }) => stage === from.report)?.name
  return report === undefined ? sentReportText : { ja: `${report.ja}の提出`, en: `sending of “${report.en}”` }
}

function explain(context: Context, { clock, adjustments, dueAt: movedTo }: StageDecision): DueExplanation | null {
  const { rulebook } = context
  if (clock.startedAt === null || clock.limit.unit === 'promptly') return null
  const { event, clause } = clockWords(context, clock)
  const period = { period: clock.limit, startedAt: clock.startedAt, event, clause }
  const { explanation } = dueAt(period, rulebook.legal)
  if (adjustments.length === 0 || movedTo === null) return explanation
  const due = instantText(movedTo, rulebook.legal.zone)
  const moves = adjustments.map((adjustment) => ({ at: movedTo.toString(), reached: due, text: adjustmentText(context, adjustment) }))
  return { ...explanation, arithmetic: [...explanation.arithmetic, ...moves], due }
}

/** Returns an extension or a suspension in words. */
export function adjustmentText({ rulebook }: Pick<Context, 'rulebook'>, { kind, until, authority, reason }: Adjustment): LocalText {
  return clockText[kind](instantText(until, rulebook.legal.zone), authority, reason)
}

function otherClock(context: Context, clock: ClockDecision): OtherClock {
  const limit = limitText(context, clock.limit)
  const event = eventName(context, clock.from)
  return {
    limit,
    startedAt: clock.startedAt?.toString() ?? null,
    endsAt: clock.endsAt?.toString() ?? null,
    text:
      clock.endsAt === null
        ? clockText.waits(limit, event)
        : clockText.runs(limit, event, instantText(clock.endsAt, context.rulebook.legal.zone)),
    clause: citeClause(context.law, clock.clause),
  }
}

function serviceTarget({ law, rulebook }: Context, { stage, clock }: StageDecision): AssessedStage['serviceTarget'] {
  const hours = rulebook.serviceTargetHours.get(`${law.data.id}/${stage.stage}`)
  if (hours === undefined || clock.startedAt === null) return null
  const at = clock.startedAt.add({ minutes: Math.round(hours * 60) })
  return { at: at.toString(), text: instantText(at, rulebook.legal.zone) }
}

/** Returns the fields of the law's items and forms that the stage requires and the facts leave out. */
function missingFor({ law, read }: Context, stage: ReportStage): NamedField[] {
  const forms = law.forms.filter((form) => form.condition.evaluate(read.known) === true)
  const asked = new Set([...law.data.items, ...forms].flatMap((entry) => entry.fields))
  return requiredFields(stage, read.known)
    .filter((field) => asked.has(field.id) && !read.answered.has(field.id))
    .map((field) => ({ field: field.id, label: field.label }))
}
