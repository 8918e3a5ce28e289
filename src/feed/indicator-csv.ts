import papaparse from 'papaparse'
import type { WarningBody } from '#warning/warning-body.ts'

const byteOrderMark = '\uFEFF'

// What spreadsheets take for a formula, with the full-width forms that some fold to it, and the controls that some skip.
const formulaStart = /^[=+\-@\t\r\n\u0000＝＋－＠]/

/**
 * Returns the indicators of a warning as CSV (RFC 4180) for spreadsheets: UTF-8 with a byte order mark, one line of names, and no cell that runs as a formula.
 *
 * A cell that would be one starts with an apostrophe instead.
 */
export function indicatorCsv(warning: WarningBody): Buffer {
  const rows = warning.indicators.map((one) => [
    one.type,
    one.value,
    one.role ?? '',
    one.advice,
    one.confidence,
    warning.validFrom,
    one.validUntil,
    `TLP:${warning.tlp.toUpperCase()}`,
    one.pattern,
    warning.id,
  ])
  const text = papaparse.unparse(
    {
      fields: ['type', 'value', 'role', 'advice', 'confidence', 'valid_from', 'valid_until', 'tlp', 'stix_pattern', 'warning'],
      data: rows.map((row) => row.map(asText)),
    },
    { newline: '\r\n' },
  )
  return Buffer.from(`${byteOrderMark}${text}\r\n`)
}

function asText(cell: string): string {
  return formulaStart.test(cell) ? `'${cell}` : cell
}
