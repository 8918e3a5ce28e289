import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { JsonObject, JsonValue } from '#base/canonical-json.ts'
import { isJsonObject } from '#base/json-object.ts'
import { JsonError, parseJson } from '#base/parse-json.ts'
import { IndicatorError } from '#indicator/indicator-error.ts'
import { readIndicators } from '#indicator/read-indicators.ts'
import type { IndicatorReading } from '#indicator/reading.ts'
import { coreField, coreFields } from '#rulebook/core-field.ts'
import { CommandError } from '#runtime/command.ts'

/** What a file given to `report file` holds: answers, or indicators to report. */
export type ReportFile =
  | { readonly kind: 'answers'; readonly answers: JsonObject }
  | { readonly kind: 'indicators'; readonly answers: JsonObject; readonly reading: IndicatorReading }

/** Largest file that is read, in bytes; a first report with twenty thousand indicators takes a tenth of it. */
const largestFileBytes = 32 * 1024 * 1024

/**
 * Reads a report in core field ids, or a MISP event, STIX bundle, CSV or text for its indicators.
 *
 * @throws {CommandError} with outcome `validation`: `FILE_UNREADABLE`, `FILE_TOO_LARGE` or what the file's reader found.
 */
export async function readReportFile(path: string): Promise<ReportFile> {
  const bytes = await readBytes(path)
  const answers = readAnswers(bytes)
  if (answers !== null) return { kind: 'answers', answers }
  try {
    const reading = readIndicators(bytes, basename(path))
    return { kind: 'indicators', answers: answersOf(reading), reading }
  } catch (error) {
    if (error instanceof IndicatorError || error instanceof JsonError)
      throw new CommandError('validation', error.code, `Cannot read ${path}: ${error.message}`, { cause: error })
    throw error
  }
}

async function readBytes(path: string): Promise<Uint8Array> {
  const found = await stat(path).catch(() => null)
  if (found === null || !found.isFile())
    throw new CommandError('validation', 'FILE_UNREADABLE', `Cannot read ${path}: expected a file that exists`)
  if (found.size > largestFileBytes)
    throw new CommandError(
      'validation',
      'FILE_TOO_LARGE',
      `Cannot read ${path}: it has ${found.size} bytes, expected at most ${largestFileBytes}`,
    )
  try {
    return await readFile(path)
  } catch (cause) {
    throw new CommandError('validation', 'FILE_UNREADABLE', `Cannot read ${path}: this user may not`, { cause })
  }
}

/** Returns the answers if the file is a JSON object of core field ids, else null. */
function readAnswers(bytes: Uint8Array): JsonObject | null {
  let value: JsonValue
  try {
    value = parseJson(bytes, { maxBytes: largestFileBytes, maxDepth: 64, maxKeys: 2_000_000 })
  } catch {
    // Not JSON of ours; the reader of indicators says what it is or why it is nothing.
    return null
  }
  if (!isJsonObject(value)) return null
  const ids = Object.keys(value)
  return ids.some((id) => coreField(id) !== null) ? value : null
}

/** Indicators alone make a report whose other answers are all unknown: that is valid, and nothing is guessed. */
function answersOf(reading: IndicatorReading): JsonObject {
  const unknowns = coreFields.filter((field) => field.question !== undefined).map((field): [string, JsonValue] => [field.id, 'unknown'])
  const techniques = reading.techniques.length === 0 ? {} : { 'tec.ttp': reading.techniques.slice(0, 500) }
  return {
    ...Object.fromEntries(unknowns),
    ...techniques,
    ioc: reading.indicators.map(({ type, value, role, firstSeen, confidence }) =>
      withoutAbsent({ type, value, role, firstSeen, confidence }),
    ),
  }
}

function withoutAbsent(entry: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(entry).flatMap(([key, value]): [string, JsonValue][] => (value === undefined ? [] : [[key, value]])),
  )
}
