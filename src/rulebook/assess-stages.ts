import type { LocalText } from '#base/language.ts'
import { instantText, periodText } from '#calendar/calendar-text.ts'
import { dueAt, type DueInstant } from '#calendar/due-at.ts'
import type { AssessedStage, NamedField } from './assessment.ts'
import { citeClause } from './cite-clause.ts'
import { coreField, requiredFields, type ReportStage } from './core-field.ts'
import type { ReadFacts } from './facts.ts'
import type { LawStage } from './law-schema.ts'
import type { ClockEvent, Law, Rulebook } from './rulebook.ts'

/** Returns the stages of `law` with their due instants, as far as the clock events are known. */
export function assessStages(law: Law, rulebook: Rulebook, read: ReadFacts): AssessedStage[] {
  return law.data.stages.map((stage) => {
    const event = rulebook.clockEvents.get(stage.from)
    const startedAt = event === undefined ? null : (read.instants.get(event.fact) ?? null)
    const due = event === undefined || startedAt === null ? null : dueInstant({ law, rulebook, stage }, event, startedAt)
    return {
      stage: stage.stage,
      name: stage.name,
      limit: stage.limit.unit === 'promptly' ? stage.limit.text : periodText(stage.limit, rulebook.legal.calendar.name),
      startedAt: startedAt?.toString() ?? null,
      dueAt: due?.at.toString() ?? null,
      explanation: due?.explanation ?? null,
      serviceTarget: startedAt === null ? null : serviceTarget({ law, rulebook, stage }, startedAt),
      waitingFor: startedAt === null && event !== undefined ? named(event.fact) : null,
      clause: citeClause(law, stage.clause),
      counting: stage.counting.map((clause) => citeClause(law, clause)),
      missing: missingFor(law, stage.stage, read),
    }
  })
}

type StageOf = { readonly law: Law; readonly rulebook: Rulebook; readonly stage: LawStage }

function dueInstant({ law, rulebook, stage }: StageOf, event: ClockEvent, startedAt: Temporal.Instant): DueInstant | null {
  const { limit } = stage
  if (limit.unit === 'promptly') return null
  const cited = citeClause(law, stage.clause)
  const clause: LocalText = { ja: `${cited.source.ja} ${cited.clause.ja}`, en: `${cited.source.en}, ${cited.clause.en}` }
  return dueAt({ period: limit, startedAt, event: event.name, clause }, rulebook.legal)
}

function serviceTarget({ law, rulebook, stage }: StageOf, startedAt: Temporal.Instant): AssessedStage['serviceTarget'] {
  const hours = rulebook.serviceTargetHours.get(`${law.data.id}/${stage.stage}`)
  if (hours === undefined) return null
  const at = startedAt.add({ minutes: Math.round(hours * 60) })
  return { at: at.toString(), text: instantText(at, rulebook.legal.zone) }
}

/** Returns the fields of the law's items and forms that the stage requires and the facts leave out. */
function missingFor(law: Law, stage: ReportStage, read: ReadFacts): NamedField[] {
  const forms = law.forms.filter((form) => form.condition.evaluate(read.known) === true)
  const asked = new Set([...law.data.items, ...forms].flatMap((entry) => entry.fields))
  return requiredFields(stage, read.known)
    .filter((field) => asked.has(field.id) && !read.answered.has(field.id))
    .map((field) => ({ field: field.id, label: field.label }))
}

function named(fact: string): NamedField {
  return { field: fact, label: coreField(fact)?.label ?? { ja: fact, en: fact } }
}
