import type { JsonObject, JsonValue } from '#base/canonical-json.ts'
import type { LocalText } from '#base/language.ts'
import type { RefusedValue } from '#indicator/reading.ts'
import { unknown } from '#rulebook/answer-value.ts'
import type { KnownFacts } from '#rulebook/condition.ts'
import type { CoreField } from '#rulebook/core-field-schema.ts'
import { coreField, coreFields, isAsked, knownFacts, requiredFields, type ReportStage } from '#rulebook/core-field.ts'
import type { DatePart } from '#ui/date-parts.ts'
import { emptyEntry, entryOf, indicatorField, type Entry } from './draft-entry.ts'
import { draftText } from './draft-text.ts'
import type { DurationPart } from './duration-parts.ts'
import { readEntry, type EntryProblem } from './read-entry.ts'
import { isFromRegistry } from './report-topic.ts'

/** A report that is being written, in the memory of one browser. */
export type Draft = {
  readonly stage: ReportStage
  readonly reportId: string
  readonly incidentId: string
  /** The report that this one follows, or null for a first one. */
  readonly previousReportId: string | null
  /** What was entered, by core field id; a field that is not there was not touched. */
  readonly entries: Readonly<Record<string, Entry>>
  /** Values of pasted text and files that could not be taken over as indicators. */
  readonly refused: readonly RefusedValue[]
  /** Words found in the answers that may get out although they were found. */
  readonly letPass?: readonly string[]
  /** True from the moment the report was sealed until the server has answered: another seal under the same id would be another report. */
  readonly isSealed: boolean
}

/** One thing to put right before a report can be filed. */
export type DraftProblem = {
  readonly field: CoreField
  /** Id of the control on the page of the field. */
  readonly controlId: string
  readonly message: LocalText
  readonly part?: DatePart | DurationPart
}

/** What a draft says so far. */
export type DraftReading = {
  /** Answers in normal form, of the fields that are asked for given the other answers. */
  readonly answers: JsonObject
  readonly known: KnownFacts
  /** In the order of the form. */
  readonly problems: readonly DraftProblem[]
  /** Fields that the stage requires and nobody has touched, in the order of the form. */
  readonly missing: readonly CoreField[]
}

/** Returns a draft of a first report in which nothing is answered. */
export function firstDraft(ids: { readonly reportId: string; readonly incidentId: string }): Draft {
  return { ...ids, stage: 'initial', previousReportId: null, entries: {}, refused: [], isSealed: false }
}

/** What a follow-up starts from. */
export type LastReport = {
  readonly reportId: string
  readonly incidentId: string
  readonly handling: JsonObject
  readonly shareable: JsonObject
}

/**
 * Returns a draft that follows `last`, with the answers that the server can read; those that it cannot read are empty.
 *
 * A withdrawal keeps what routing and clocks need, and shares nothing anew.
 */
export function followUpDraft(last: LastReport, next: { readonly stage: ReportStage; readonly reportId: string }): Draft {
  const answers = next.stage === 'withdrawal' ? last.handling : { ...last.shareable, ...last.handling }
  return {
    ...next,
    incidentId: last.incidentId,
    previousReportId: last.reportId,
    entries: entriesOf(answers),
    refused: [],
    isSealed: false,
  }
}

/** Returns the entries that show `answers`; what is no core field is left out. */
export function entriesOf(answers: JsonObject): Readonly<Record<string, Entry>> {
  return Object.fromEntries(
    Object.entries(answers).flatMap(([id, value]): [string, Entry][] => {
      const field = coreField(id)
      return field === null ? [] : [[id, entryOf(field, value)]]
    }),
  )
}

/** Returns the entry of `field`; an empty one where nobody has touched it. */
export function entryIn(draft: Draft, field: CoreField): Entry {
  return (Object.hasOwn(draft.entries, field.id) ? draft.entries[field.id] : undefined) ?? emptyEntry(field)
}

/** Returns the draft with one entry replaced. */
export function withEntry(draft: Draft, fieldId: string, entry: Entry): Draft {
  return { ...draft, entries: { ...draft.entries, [fieldId]: entry } }
}

/** Returns the draft in which every one of `fields` that holds nothing is answered "not known yet". */
export function withUnknown(draft: Draft, fields: readonly CoreField[]): Draft {
  const untouched = fields.filter((field) => readEntry(field, entryIn(draft, field)).state === 'empty')
  const entries = untouched.map((field): [string, Entry] => [field.id, { ...emptyEntry(field), mark: 'unknown' }])
  return { ...draft, entries: { ...draft.entries, ...Object.fromEntries(entries) } }
}

/** Tells whether anything was entered. */
export function isTouched(draft: Draft): boolean {
  return Object.entries(draft.entries).some(([id, entry]) => {
    const field = coreField(id)
    return field !== null && readEntry(field, entry).state !== 'empty'
  })
}

/** Returns what `draft` says so far. A field whose condition another answer has ruled out is left out, whatever was entered in it. */
export function readDraft(draft: Draft): DraftReading {
  const entered = coreFields.filter((field) => Object.hasOwn(draft.entries, field.id))
  const { answers, fields, known } = ruledIn(draft, entered)
  const problems = fields.flatMap((field) => problemsOf(draft, field))
  const wrong = new Set(problems.map(({ field }) => field.id))
  const missing = requiredFields(draft.stage, known).filter(
    (field) => !isFromRegistry(field) && !Object.hasOwn(answers, field.id) && !wrong.has(field.id),
  )
  return { answers, known, problems, missing }
}

/** Returns what is wrong with the entry of `field`, with the control that it is about. */
export function problemsOf(draft: Draft, field: CoreField): readonly DraftProblem[] {
  const reading = readEntry(field, entryIn(draft, field))
  return reading.state === 'wrong' ? reading.problems.map((problem) => draftProblem(field, problem)) : []
}

/** Returns the id of the control for a field, or for one key of one of its records; indicators, of which there may be thousands, share one. */
export function controlIdOf(fieldId: string, path: readonly (string | number)[] = []): string {
  return fieldId === indicatorField ? fieldId : [fieldId, ...path].join('-')
}

type RuledIn = { readonly answers: JsonObject; readonly fields: readonly CoreField[]; readonly known: KnownFacts }

// A field can hang on another that itself hangs on a third, so what is ruled out is taken away until nothing more is.
function ruledIn(draft: Draft, fields: readonly CoreField[]): RuledIn {
  const answers = Object.fromEntries(
    fields.flatMap((field): [string, JsonValue][] => {
      const reading = readEntry(field, entryIn(draft, field))
      return reading.state === 'read' ? [[field.id, reading.value]] : []
    }),
  )
  const known = knownFacts(answers)
  const asked = fields.filter((field) => isAsked(field, known))
  return asked.length === fields.length ? { answers, fields, known } : ruledIn(draft, asked)
}

function draftProblem(field: CoreField, { path, message, part }: EntryProblem): DraftProblem {
  const [index, key] = path
  const item = field.type === 'records' ? field.items.find((one) => one.key === key) : undefined
  const where = typeof index === 'number' && item !== undefined ? draftText.inRecord(index + 1, item.label) : null
  return {
    field,
    controlId: controlIdOf(field.id, path),
    message: where === null ? message : { ja: `${where.ja}：${message.ja}`, en: `${where.en}: ${message.en}` },
    ...(part === undefined ? {} : { part }),
  }
}

/** Returns how many of `fields` were answered, and how many of those with "not known yet". */
export function countAnswers(answers: JsonObject, fields: readonly CoreField[]): { readonly answered: number; readonly unknown: number } {
  const given = fields.filter((field) => Object.hasOwn(answers, field.id))
  return { answered: given.length, unknown: given.filter((field) => answers[field.id] === unknown).length }
}
