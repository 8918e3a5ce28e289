import papaparse from 'papaparse'
import type { Clearance } from '#identity/actor.ts'
import type { WarningIndicator } from '#warning/warning.ts'
import type { WarningBody } from '#warning/warning-body.ts'
import { tlpLabel } from '#stix/tlp-marking.ts'

/** One line of the list: an indicator, and what its warning says of it. */
export type CsvIndicator = Omit<WarningIndicator, 'id'> & {
  /** UTC, `YYYY-MM-DD`. */
  readonly validFrom: string
  readonly tlp: Clearance
  readonly warningId: string
}

const byteOrderMark = '\uFEFF'
const names = ['type', 'value', 'role', 'advice', 'confidence', 'valid_from', 'valid_until', 'tlp', 'stix_pattern', 'warning']

// What spreadsheets take for a formula, with the full-width forms that some fold to it, behind whatever they skip before looking.
const formulaStart = /^[\s\p{Cc}\p{Cf}\u00A0]*[=+\-@＝＋－＠﹢﹣−﹫﹦]/u
const controlStart = /^[\t\r\n\u0000]/

/** The beginning of every list: a byte order mark, by which spreadsheets know UTF-8, and the line of names. */
export const csvHead = `${byteOrderMark}${names.join(',')}\r\n`

/**
 * Returns indicators as lines of CSV (RFC 4180), of which no cell runs as a formula in a spreadsheet: one that would starts with an apostrophe instead.
 */
export function csvLines(indicators: readonly CsvIndicator[]): string {
  if (indicators.length === 0) return ''
  return `${papaparse.unparse(
    indicators.map((one) => cellsOf(one).map(asText)),
    { newline: '\r\n' },
  )}\r\n`
}

/** Returns the indicators of one warning as a list for spreadsheets. A warning that was taken back has none. */
export function indicatorCsv(warning: WarningBody): Buffer {
  const indicators = warning.act === 'recall' ? [] : warning.indicators
  const { validFrom, tlp, id: warningId } = warning
  return Buffer.from(csvHead + csvLines(indicators.map((one) => ({ ...one, validFrom, tlp, warningId }))))
}

function cellsOf(one: CsvIndicator): readonly string[] {
  return [
    one.type,
    one.value,
    one.role ?? '',
    one.advice,
    one.confidence,
    one.validFrom,
    one.validUntil,
    tlpLabel(one.tlp),
    one.pattern,
    one.warningId,
  ]
}

function asText(cell: string): string {
  return formulaStart.test(cell) || controlStart.test(cell) ? `'${cell}` : cell
}
