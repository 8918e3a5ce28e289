import type { JsonObject, JsonValue } from '#base/canonical-json.ts'
import { isJsonList, isJsonObject } from '#base/json-object.ts'
import { answerPointer, type AnswerProblem } from './answer-problem.ts'
import { problemText } from './answer-text.ts'
import { readValue, unknown } from './answer-value.ts'
import { checkShape } from './check-shape.ts'
import { compileCondition, type Condition, type FactValue, type KnownFacts } from './condition.ts'
import { CoreFieldsFileSchema, type CoreField, type ReportPart } from './core-field-schema.ts'
import effects from './core/effects.json' with { type: 'json' }
import firstReport from './core/first-report.json' with { type: 'json' }
import followUp from './core/follow-up.json' with { type: 'json' }
import personalData from './core/personal-data.json' with { type: 'json' }
import prefilled from './core/prefilled.json' with { type: 'json' }
import technical from './core/technical.json' with { type: 'json' }
import { RulebookError } from './rulebook-error.ts'
import { vocabularyOf } from './vocabulary.ts'

/** Stages at which a report about an incident is filed, in the order in which they may follow each other. */
export const reportStages = ['initial', 'update', 'detailed', 'final', 'withdrawal'] as const

/** Stage at which a report is filed. */
export type ReportStage = (typeof reportStages)[number]

/** Answers of a report: core field id to a value of the field's type, or `unknown`; a field that is not there was not answered. */
export type Answers = JsonObject

/** Every field of the common core, in the order in which people meet them. */
export const coreFields: readonly CoreField[] = readTable()

const byId: ReadonlyMap<string, CoreField> = new Map(coreFields.map((field) => [field.id, field]))

/** Returns the field with this id, or null where the common core has none. */
export function coreField(id: string): CoreField | null {
  return byId.get(id) ?? null
}

/** What {@link checkAnswers} found: answers in normal form with the ids of required fields that nobody answered, or every problem. */
export type CheckedAnswers = { ok: true; answers: Answers; missing: string[] } | { ok: false; problems: AnswerProblem[] }

/**
 * Returns `input` as answers in normal form (numbers, codes and instants half-width), or every problem with its place.
 *
 * A field that is missing is never a problem: a partial report starts the legal record.
 *
 * @param input Comes from a client and may be anything that JSON can carry.
 * @param stage Decides which fields count as missing; every stage takes whatever is known.
 */
export function checkAnswers(input: JsonValue, stage: ReportStage): CheckedAnswers {
  if (!isJsonObject(input)) return { ok: false, problems: [answerProblem('ANSWERS_NOT_OBJECT', '')] }
  const problems: AnswerProblem[] = []
  const answers: [string, JsonValue][] = []
  for (const [id, value] of Object.entries(input)) {
    const field = coreField(id)
    if (field === null) {
      problems.push(answerProblem('FIELD_UNKNOWN', id))
      continue
    }
    const read = readValue(field, value)
    if ('value' in read) answers.push([id, read.value])
    else
      problems.push(
        ...read.problems.map(({ path, code, message }) => ({ pointer: answerPointer([id, ...path]), code, field: id, message })),
      )
  }
  if (problems.length > 0) return { ok: false, problems }
  const checked = Object.fromEntries(answers)
  return { ok: true, answers: checked, missing: missingFields(checked, stage) }
}

/**
 * Returns the fields that `stage` requires of an incident with these known facts, in the order of the table.
 *
 * A field that is asked only under a condition is required where the condition holds, not where it is open. An update and a withdrawal
 * require nothing: they carry what is new.
 */
export function requiredFields(stage: ReportStage, known: KnownFacts): CoreField[] {
  if (stage === 'update' || stage === 'withdrawal') return []
  return coreFields.filter((field) => {
    const asked = askedConditions.get(field.id)
    return field.asked[stage] === 'required' && (asked === undefined || asked.evaluate(known) === true)
  })
}

const askedConditions: ReadonlyMap<string, Condition> = readAskedConditions()

/**
 * Tells whether the form asks for `field` given the known facts: it leaves out only what a condition has ruled out.
 */
export function isAsked(field: CoreField, known: KnownFacts): boolean {
  return askedConditions.get(field.id)?.evaluate(known) !== false
}

function readAskedConditions(): ReadonlyMap<string, Condition> {
  const vocabulary = vocabularyOf(coreFields)
  return new Map(
    coreFields.flatMap((field): [string, Condition][] => {
      const place = { file: 'core', pointer: `/${field.id}/askedIf` }
      return field.askedIf === undefined ? [] : [[field.id, compileCondition(field.askedIf, vocabulary, place)]]
    }),
  )
}

/** Returns the answers that conditions can use: codes, lists of codes and numbers; `unknown` is left out. */
export function knownFacts(answers: Answers): KnownFacts {
  const known = new Map<string, FactValue>()
  for (const [id, value] of Object.entries(answers)) {
    if (value === unknown) continue
    if (typeof value === 'string' || typeof value === 'number') known.set(id, value)
    else if (isJsonList(value))
      known.set(
        id,
        value.filter((entry) => typeof entry === 'string'),
      )
  }
  return known
}

function answerProblem(code: 'ANSWERS_NOT_OBJECT' | 'FIELD_UNKNOWN', field: string): AnswerProblem {
  return { pointer: field === '' ? '' : answerPointer([field]), code, field, message: problemText[code]({ ja: '', en: '' }) }
}

function missingFields(answers: Answers, stage: ReportStage): string[] {
  return requiredFields(stage, knownFacts(answers))
    .map((field) => field.id)
    .filter((id) => !Object.hasOwn(answers, id))
}

/** Answers by the part of the report that carries them. */
export type SplitAnswers = Record<ReportPart, JsonObject>

/**
 * Returns `answers` in the three parts of a report, as the table of core fields says; a field of two parts goes into both.
 *
 * @param answers As {@link checkAnswers} returned them.
 * @throws {RulebookError} `FACT_UNKNOWN` for a field that the table does not have: nothing is ever put into a part by guess.
 */
export function splitAnswers(answers: Answers): SplitAnswers {
  const parts: Record<ReportPart, [string, JsonValue][]> = { shareable: [], handling: [], sealed: [] }
  for (const [id, value] of Object.entries(answers)) {
    const field = coreField(id)
    if (field === null) throw new RulebookError('FACT_UNKNOWN', `Cannot split answers: there is no core field "${id}"`)
    for (const part of field.parts) parts[part].push([id, value])
  }
  return {
    shareable: Object.fromEntries(parts.shareable),
    handling: Object.fromEntries(parts.handling),
    sealed: Object.fromEntries(parts.sealed),
  }
}

function readTable(): readonly CoreField[] {
  const files = { prefilled, 'first-report': firstReport, technical, effects, 'personal-data': personalData, 'follow-up': followUp }
  const fields = Object.entries(files).flatMap(([name, file]) => checkShape(CoreFieldsFileSchema, file, `core/${name}.json`).fields)
  const seen = new Set<string>()
  for (const { id } of fields) {
    if (seen.has(id)) throw new RulebookError('RULEBOOK_REPEATED', `Cannot read the core fields: "${id}" is there twice`)
    seen.add(id)
  }
  return fields
}
