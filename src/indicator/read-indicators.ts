import { CodedError } from '#base/coded-error.ts'
import type { JsonValue } from '#base/canonical-json.ts'
import { parseJson } from '#base/parse-json.ts'
import { isMispDocument } from '#misp/read-event.ts'
import { isStixBundle } from '#stix/read-bundle.ts'
import { looksLikeCsv, readCsv } from './csv-reading.ts'
import { decodeText } from './decode-text.ts'
import { extractIndicators } from './extract-indicators.ts'
import { IndicatorError } from './indicator-error.ts'
import { readMispDocument } from './misp-reading.ts'
import type { IndicatorReading } from './reading.ts'
import { readStixDocument } from './stix-reading.ts'

// 16 MiB.
const largestIndicatorFile = 16_777_216

const jsonLimits = { maxBytes: largestIndicatorFile, maxDepth: 64, maxKeys: 2_000_000 }

/**
 * Returns what a file of indicators holds: a MISP event, a STIX bundle, a table (CSV) or plain text.
 *
 * The format comes from the content; the ending of `name` only settles what the content leaves open (`.csv`, `.tsv`, `.txt`).
 *
 * @param name Name of the file, for its ending and for errors.
 * @throws {IndicatorError} `INDICATOR_FILE_TOO_LARGE` beyond 16 MiB; `INDICATOR_FILE_UNREADABLE` if the file is empty, no text, broken JSON,
 *   or JSON of another kind.
 */
export function readIndicators(bytes: Uint8Array, name: string): IndicatorReading {
  if (bytes.length > largestIndicatorFile) {
    const sizes = `${bytes.length} bytes, expected at most ${largestIndicatorFile}`
    throw new IndicatorError('INDICATOR_FILE_TOO_LARGE', `Cannot read ${quoted(name)}: ${sizes}`)
  }
  const text = decodeText(bytes)
  if (text === null) throw unreadable(name, 'expected JSON, CSV or text in UTF-8, UTF-16 or Shift_JIS')
  if (text.trim() === '') throw unreadable(name, 'the file is empty')
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase()
  if (ending === 'csv' || ending === 'tsv') return readCsv(text)
  if (ending !== 'txt' && /^\s*(?:\{|\[\s*[[{\]])/.test(text)) return readJson(bytes, name)
  return looksLikeCsv(text) ? readCsv(text) : extractIndicators(text)
}

function readJson(bytes: Uint8Array, name: string): IndicatorReading {
  try {
    return readDocument(parseJson(bytes, jsonLimits), name)
  } catch (error) {
    if (error instanceof IndicatorError || !(error instanceof CodedError)) throw error
    throw unreadable(name, error.message, error)
  }
}

function readDocument(value: JsonValue, name: string): IndicatorReading {
  if (isStixBundle(value)) return readStixDocument(value)
  if (isMispDocument(value)) return readMispDocument(value)
  throw unreadable(name, 'this JSON is neither a MISP event nor a STIX bundle')
}

function unreadable(name: string, reason: string, cause?: Error): IndicatorError {
  return new IndicatorError('INDICATOR_FILE_UNREADABLE', `Cannot read ${quoted(name)}: ${reason}`, cause === undefined ? {} : { cause })
}

function quoted(name: string): string {
  return JSON.stringify(name.slice(-200))
}
