import type { JsonValue } from '#base/canonical-json.ts'
import { isJsonList, isJsonObject } from '#base/json-object.ts'
import type { LocalText } from '#base/language.ts'
import type { AnswerProblemCode, ValueProblem } from './answer-problem.ts'
import { problemText, yesNoText } from './answer-text.ts'
import type { CodeOption, CoreField, LegalFact, RecordItem } from './core-field-schema.ts'
import { halfWidth, readNumber } from './half-width.ts'

/** The answer that every field accepts: the filer does not know (yet). */
export const unknown = 'unknown'

/** What reading a value gave: the value in its one normal form, or what is wrong with it. */
export type ReadValue = { readonly value: JsonValue } | { readonly problems: readonly ValueProblem[] }

type Shape<Type extends CoreField['type']> = Extract<CoreField | LegalFact | RecordItem, { type: Type }>

/**
 * Returns `value` in the normal form of `shape`: numbers, codes and instants half-width, everything else as it was given.
 *
 * `unknown` is valid for every shape. The value comes from a client and may be anything that JSON can carry.
 */
export function readValue(shape: CoreField | LegalFact | RecordItem, value: JsonValue): ReadValue {
  if (value === unknown) return { value }
  switch (shape.type) {
    case 'code':
      return readCode(shape.options, value)
    case 'yes-no':
      return value === 'yes' || value === 'no' ? { value } : problem('ANSWER_CODE', codesText(yesNoOptions))
    case 'codes':
      return readCodes(shape, value)
    case 'text':
      return readText(shape.maximumLength, value)
    case 'texts':
      return readList(shape, value, (entry) => readText(shape.maximumLength, entry))
    case 'identifier':
      return readIdentifier(shape, value)
    case 'identifiers':
      return readList(shape, value, (entry) => readIdentifier(shape, entry))
    case 'number':
      return readNumberValue(shape, value)
    case 'instant':
      return readMoment(value, 'ANSWER_INSTANT', isInstant)
    case 'date':
      return readMoment(value, 'ANSWER_DATE', isDate)
    case 'duration':
      return readMoment(value, 'ANSWER_DURATION', isDuration)
    case 'records':
      return readList(shape, value, (entry) => readRecord(shape.items, entry))
  }
}

const yesNoOptions: readonly CodeOption[] = [
  { code: 'yes', label: yesNoText.yes },
  { code: 'no', label: yesNoText.no },
]

function problem(code: AnswerProblemCode, expected: LocalText | string = '', path: readonly (string | number)[] = []): ReadValue {
  const text = typeof expected === 'string' ? { ja: expected, en: expected } : expected
  return { problems: [{ path, code, message: problemText[code](text) }] }
}

function codesText(options: readonly CodeOption[]): string {
  return options.map((option) => option.code).join(', ')
}

function readCode(options: readonly CodeOption[], value: JsonValue): ReadValue {
  if (typeof value !== 'string') return problem('ANSWER_TYPE', { ja: '符号（文字列）', en: 'a code (a string)' })
  const code = halfWidth(value)
  return options.some((option) => option.code === code) ? { value: code } : problem('ANSWER_CODE', codesText(options))
}

function readCodes(shape: Shape<'codes'>, value: JsonValue): ReadValue {
  const read = readList({ maximumItems: shape.options.length }, value, (entry) => readCode(shape.options, entry))
  if ('problems' in read || !isJsonList(read.value)) return read
  const chosen = new Set<JsonValue>(read.value)
  const exclusive = shape.options.find((option) => option.exclusive === true && chosen.has(option.code))
  return exclusive !== undefined && chosen.size > 1 ? problem('ANSWER_EXCLUSIVE', exclusive.label) : read
}

type ListLimits = { readonly maximumItems: number; readonly emptyMeansNone?: boolean }

function readList(limits: ListLimits, value: JsonValue, readEntry: (entry: JsonValue) => ReadValue): ReadValue {
  if (!isJsonList(value)) return problem('ANSWER_TYPE', { ja: '一覧（配列）', en: 'a list' })
  if (value.length === 0) return limits.emptyMeansNone === true ? { value } : problem('ANSWER_EMPTY')
  if (value.length > limits.maximumItems) return problem('ANSWER_TOO_MANY', String(limits.maximumItems))
  const values: JsonValue[] = []
  const problems: ValueProblem[] = []
  const seen = new Set<string>()
  for (const [index, entry] of value.entries()) {
    const read = entry === unknown ? problem('ANSWER_TYPE', { ja: '値', en: 'a value' }) : readEntry(entry)
    if ('problems' in read) {
      problems.push(...read.problems.map((inner) => ({ ...inner, path: [index, ...inner.path] })))
      continue
    }
    if (typeof read.value === 'string') {
      if (seen.has(read.value)) problems.push(...problemsOf(problem('ANSWER_REPEATED', '', [index])))
      seen.add(read.value)
    }
    values.push(read.value)
  }
  return problems.length > 0 ? { problems } : { value: values }
}

function problemsOf(read: ReadValue): readonly ValueProblem[] {
  return 'problems' in read ? read.problems : []
}

// Tab, line feed and carriage return are text; other controls, and halves of surrogate pairs, cannot be stored or shown.
const unusable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/u

function readText(maximumLength: number, value: JsonValue): ReadValue {
  if (typeof value !== 'string') return problem('ANSWER_TYPE', { ja: '文章（文字列）', en: 'text (a string)' })
  if (value.trim() === '') return problem('ANSWER_EMPTY')
  // People count characters, not UTF-16 units; a text of twice the units is too long however it is counted.
  const tooLong = value.length > 2 * maximumLength || [...value].length > maximumLength
  if (tooLong) return problem('ANSWER_TOO_LONG', String(maximumLength))
  return !value.isWellFormed() || unusable.test(value) ? problem('ANSWER_CHARACTERS') : { value }
}

const patterns = new Map<string, RegExp>()

/** Returns the expression of a pattern; the patterns are those of the data files, so there are few. */
function patternOf(pattern: string): RegExp {
  const known = patterns.get(pattern) ?? new RegExp(pattern, 'u')
  patterns.set(pattern, known)
  return known
}

type Identifier = { readonly pattern: string; readonly ignore?: string; readonly upperCase?: boolean; readonly example?: string }

function readIdentifier(shape: Identifier, value: JsonValue): ReadValue {
  if (typeof value !== 'string') return problem('ANSWER_TYPE', { ja: '識別符号（文字列）', en: 'an identifier (a string)' })
  if (value.length > 256) return problem('ANSWER_TOO_LONG', '256')
  const plain = without(shape.ignore ?? '', halfWidth(value))
  const normal = shape.upperCase === true ? plain.toUpperCase() : plain
  if (normal === '') return problem('ANSWER_EMPTY')
  return patternOf(shape.pattern).test(normal) ? { value: normal } : problem('ANSWER_PATTERN', shape.example ?? shape.pattern)
}

function without(characters: string, text: string): string {
  return characters === '' ? text : [...text].filter((character) => !characters.includes(character)).join('')
}

function readNumberValue(shape: Shape<'number'>, value: JsonValue): ReadValue {
  const read = typeof value === 'string' ? readNumber(value) : value
  if (typeof read !== 'number' || !Number.isFinite(read)) return problem('ANSWER_TYPE', { ja: '数', en: 'a number' })
  if (shape.integer === true && !Number.isSafeInteger(read)) return problem('ANSWER_TYPE', { ja: '整数', en: 'a whole number' })
  const low = shape.minimum ?? Number.NEGATIVE_INFINITY
  const high = shape.maximum ?? Number.POSITIVE_INFINITY
  if (read >= low && read <= high) return { value: read }
  const to = Number.isFinite(high) ? String(high) : ''
  return problem('ANSWER_RANGE', {
    ja: `${low}以上${to === '' ? '' : `${to}以下`}`,
    en: `of at least ${low}${to === '' ? '' : ` and at most ${to}`}`,
  })
}

function readMoment(value: JsonValue, code: AnswerProblemCode, holds: (text: string) => boolean): ReadValue {
  if (typeof value !== 'string' || value.length > 64) return problem(code)
  const plain = halfWidth(value)
  return holds(plain) ? { value: plain } : problem(code)
}

/**
 * Tells whether `text` is a date and time with its offset from UTC (RFC 3339; seconds may be left out) that exists in the calendar and lies in the
 * years 1 to 9999 of UTC: others have no form of four digits, in which it could be kept.
 */
export function isInstant(text: string): boolean {
  const form = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/u
  return form.test(text) && parses(() => Temporal.Instant.from(text)) && isWritable(Temporal.Instant.from(text))
}

// 0001-01-01T00:00:00Z and 10000-01-01T00:00:00Z, as numbers: a browser may load Temporal after this file.
const firstYearAtMs = -62_135_596_800_000
const fiveDigitYearsAtMs = 253_402_300_800_000

function isWritable({ epochMilliseconds }: Temporal.Instant): boolean {
  return epochMilliseconds >= firstYearAtMs && epochMilliseconds < fiveDigitYearsAtMs
}

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/u.test(text) && parses(() => Temporal.PlainDate.from(text))
}

function isDuration(text: string): boolean {
  return /^P[0-9A-Z.]{1,60}$/u.test(text) && parses(() => Temporal.Duration.from(text))
}

function parses(parse: () => unknown): boolean {
  try {
    parse()
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

function readRecord(items: readonly RecordItem[], value: JsonValue): ReadValue {
  if (!isJsonObject(value)) return problem('ANSWER_TYPE', { ja: '項目の組（オブジェクト）', en: 'a record (an object)' })
  const entries: [string, JsonValue][] = []
  const problems: ValueProblem[] = Object.keys(value)
    .filter((key) => !items.some((item) => item.key === key))
    .flatMap((key) => problemsOf(problem('ITEM_UNKNOWN', '', [key])))
  for (const item of items) {
    const given = Object.hasOwn(value, item.key) ? value[item.key] : undefined
    const absent = given === undefined || (item.required === true && given === unknown)
    if (absent && item.required === true) problems.push(...problemsOf(problem('ITEM_MISSING', item.label, [item.key])))
    if (absent || given === undefined) continue
    const read = readValue(item, given)
    if ('problems' in read) problems.push(...read.problems.map((inner) => ({ ...inner, path: [item.key, ...inner.path] })))
    else entries.push([item.key, read.value])
  }
  if (problems.length > 0) return { problems }
  return entries.length === 0 ? problem('ANSWER_EMPTY') : { value: Object.fromEntries(entries) }
}
