import Type, { type Static } from 'typebox'
import { Value } from 'typebox/value'
import { utf8 } from '#base/bytes.ts'
import type { JsonObject, JsonValue } from '#base/canonical-json.ts'
import { CodedError } from '#base/coded-error.ts'
import { isJsonObject } from '#base/json-object.ts'
import { parseJson } from '#base/parse-json.ts'
import { refusalReasons } from '#indicator/refusal.ts'
import { coreField, reportStages } from '#rulebook/core-field.ts'
import { emptyEntry, type Entry } from './draft-entry.ts'
import { entriesOf, type Draft } from './draft.ts'

/** Why a file is no draft. */
export type DraftFileErrorCode = 'DRAFT_UNREADABLE' | 'DRAFT_OF_OTHER_REPORT'

/** A file that cannot be taken over as a draft. */
export class DraftFileError extends CodedError<DraftFileErrorCode> {}

const largestFileBytes = 32 * 1024 * 1024
const strict = { additionalProperties: false } as const
const short = Type.String({ maxLength: 400 })
const dateParts = { year: short, month: short, day: short }
const exact = Type.Union([short, Type.Null()])

const RefusedSchema = Type.Object({
  value: Type.String({ maxLength: 500 }),
  reason: Type.Enum([...refusalReasons]),
  where: Type.String({ maxLength: 500 }),
})

const DraftFileSchema = Type.Object(
  {
    format: Type.Literal('noroshi-draft-1'),
    stage: Type.Enum([...reportStages]),
    previousReportId: Type.Union([short, Type.Null()]),
    savedAt: short,
    entries: Type.Unsafe<Readonly<Record<string, Entry>>>({ type: 'object' }),
    refused: Type.Array(RefusedSchema, { maxItems: 100_000 }),
    letPass: Type.Optional(Type.Array(short, { maxItems: 1_000 })),
  },
  strict,
)

const plainTypes = [
  Type.Object({ kind: Type.Literal('choice'), code: Type.Union([short, Type.Null()]) }, strict),
  Type.Object({ kind: Type.Literal('choices'), codes: Type.Array(short, { maxItems: 1000 }) }, strict),
  Type.Object({ kind: Type.Literal('text'), text: Type.String({ maxLength: 1_000_000 }) }, strict),
  Type.Object({ kind: Type.Literal('lines'), text: Type.String({ maxLength: 1_000_000 }) }, strict),
  Type.Object(
    {
      kind: Type.Literal('instant'),
      exact,
      parts: Type.Object({ ...dateParts, hour: short, minute: short, zone: Type.Enum(['Asia/Tokyo', 'UTC']) }, strict),
    },
    strict,
  ),
  Type.Object({ kind: Type.Literal('date'), parts: Type.Object(dateParts, strict) }, strict),
  Type.Object({ kind: Type.Literal('duration'), exact, parts: Type.Object({ days: short, hours: short, minutes: short }, strict) }, strict),
]
const mark = Type.Union([Type.Literal('unknown'), Type.Literal('none'), Type.Null()])
const plainEntry = Type.Object({ mark, typed: Type.Union(plainTypes) }, strict)
const EntrySchema = Type.Object(
  {
    mark,
    typed: Type.Union([
      ...plainTypes,
      Type.Object(
        { kind: Type.Literal('records'), records: Type.Array(Type.Record(Type.String(), plainEntry), { maxItems: 1000 }) },
        strict,
      ),
      Type.Object({ kind: Type.Literal('values'), values: Type.Array(Type.Unsafe<JsonValue>({}), { maxItems: 20_000 }) }, strict),
    ]),
  },
  strict,
)

/** Returns a draft as a file for the person's own device: readable text, with everything that was entered. */
export function writeDraftFile(draft: Draft, savedAt: Temporal.Instant): Uint8Array<ArrayBuffer> {
  const { stage, previousReportId, entries, refused, letPass = [] } = draft
  const file: Static<typeof DraftFileSchema> = {
    format: 'noroshi-draft-1',
    stage,
    previousReportId,
    savedAt: savedAt.round('second').toString(),
    entries,
    refused: refused.map(({ value, reason, where }) => ({ value, reason, where })),
    ...(letPass.length === 0 ? {} : { letPass: [...letPass] }),
  }
  return utf8(`${JSON.stringify(file, null, 2)}\n`)
}

/** What a draft file gave back. */
export type LoadedDraft = {
  readonly draft: Draft
  /** Names in the file that are no fields of this version of the form, or whose entry does not fit its field; they were left out. */
  readonly ignored: readonly string[]
}

/**
 * Returns `draft` filled in from a file: one that {@link writeDraftFile} wrote, or answers by core field id as the command line takes them.
 *
 * @param bytes Come from the person's device and may be anything.
 * @throws {DraftFileError} `DRAFT_UNREADABLE`; `DRAFT_OF_OTHER_REPORT` if it was saved for another stage or another incident.
 */
export function loadDraftFile(draft: Draft, bytes: Uint8Array): LoadedDraft {
  const content = readJson(bytes)
  if (!isJsonObject(content)) throw unreadable()
  if (!Value.Check(DraftFileSchema, content)) return fromAnswers(draft, content)
  if (content.stage !== draft.stage || content.previousReportId !== draft.previousReportId)
    throw new DraftFileError('DRAFT_OF_OTHER_REPORT', `Cannot load the draft: it is of stage "${content.stage}" of another report`)
  const fitting = Object.entries(content.entries).filter(([id, entry]) => isEntryOf(id, entry))
  const ignored = Object.keys(content.entries).filter((id) => !fitting.some(([known]) => known === id))
  const letPass = content.letPass === undefined ? {} : { letPass: content.letPass }
  return { draft: { ...draft, entries: Object.fromEntries(fitting), refused: content.refused, ...letPass }, ignored }
}

function readJson(bytes: Uint8Array): JsonValue {
  try {
    return parseJson(bytes, { maxBytes: largestFileBytes, maxDepth: 20, maxKeys: 2_000_000 })
  } catch (cause) {
    throw unreadable(cause)
  }
}

function unreadable(cause?: unknown): DraftFileError {
  return new DraftFileError('DRAFT_UNREADABLE', 'Cannot load the draft: expected a file that was saved here, or answers by core field id', {
    cause,
  })
}

function fromAnswers(draft: Draft, answers: JsonObject): LoadedDraft {
  const ids = Object.keys(answers)
  const ignored = ids.filter((id) => coreField(id) === null)
  if (ignored.length === ids.length) throw unreadable()
  try {
    return { draft: { ...draft, entries: { ...draft.entries, ...entriesOf(answers) } }, ignored }
  } catch (cause) {
    // A date of the wrong form cannot be shown in fields.
    throw unreadable(cause)
  }
}

/** Tells whether a stored entry has the form of an entry of that field, so that the form can show it. */
function isEntryOf(id: string, entry: unknown): boolean {
  const field = coreField(id)
  if (field === null || !Value.Check(EntrySchema, entry)) return false
  const { typed } = entry as Entry
  if (typed.kind !== emptyEntry(field).typed.kind) return false
  if (typed.kind !== 'records' || field.type !== 'records') return true
  return typed.records.every((record) =>
    Object.entries(record).every(([key, one]) => {
      const item = field.items.find((candidate) => candidate.key === key)
      return item !== undefined && emptyEntry(item).typed.kind === one.typed.kind
    }),
  )
}
