import papaparse from 'papaparse'
import { IndicatorError } from '#indicator/indicator-error.ts'
import { indicatorTypeOf, longestValue } from '#indicator/indicator.ts'
import { readIndicators } from '#indicator/read-indicators.ts'
import type { IndicatorList } from './indicator-list.ts'

type Row = Readonly<Record<string, string | undefined>>

/**
 * Adds what a list holds to `list`: our own CSV of shared indicators, or a MISP event, a STIX bundle, any table or plain text.
 *
 * Of our own, indicators that no longer count on `today` are left out.
 *
 * @param how `name` of the file, for its ending and for errors; `today` in UTC, `YYYY-MM-DD`.
 * @throws {IndicatorError} if it can be read as none of these, or holds no indicator.
 */
export function addList(list: IndicatorList, bytes: Uint8Array, how: { readonly name: string; readonly today: string }): void {
  const before = list.count
  if (isOurs(bytes)) return addOurs(list, bytes, how.today)
  for (const { type, value, role } of readIndicators(bytes, how.name).indicators)
    list.add({ ...nothingSaid, type, value, role: role ?? null })
  // A list of ours may be empty: nothing is shared then.
  if (list.count === before)
    throw new IndicatorError('INDICATOR_FILE_UNREADABLE', `Cannot read ${JSON.stringify(how.name)}: it holds no indicator`)
}

const lineFeed = 0x0a
const nothingSaid = { role: null, advice: null, confidence: null, validUntil: null, tlp: null, warning: null } as const
const ourHead = /^\uFEFF?type,value,role,advice,/u
const readAtOnce = 256 * 1024

function isOurs(bytes: Uint8Array): boolean {
  return ourHead.test(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, 200)))
}

/** Reads some lines at a time: a list of a hundred thousand would else be there three times over. */
function addOurs(list: IndicatorList, bytes: Uint8Array, today: string): void {
  const decoder = new TextDecoder()
  let fields: readonly string[] = []
  for (let start = 0, end = 0; start < bytes.length; start = end) {
    end = start + readAtOnce < bytes.length ? bytes.lastIndexOf(lineFeed, start + readAtOnce) + 1 : bytes.length
    if (end <= start) throw new IndicatorError('INDICATOR_FILE_UNREADABLE', 'Cannot read the list: a line is longer than expected')
    papaparse.parse<readonly string[]>(decoder.decode(bytes.subarray(start, end)), {
      skipEmptyLines: true,
      step: ({ data }) => {
        if (fields.length === 0) fields = data
        else addRow(list, Object.fromEntries(fields.map((name, at) => [name, data[at]])), today)
      },
    })
  }
}

function addRow(list: IndicatorList, row: Row, today: string): void {
  const [type, value, validUntil] = [indicatorTypeOf(cell(row, 'type') ?? ''), cell(row, 'value'), cell(row, 'valid_until')]
  if (type === null || value === null || value.length > longestValue || (validUntil !== null && validUntil <= today)) return
  const said = { role: cell(row, 'role'), advice: cell(row, 'advice'), confidence: cell(row, 'confidence'), tlp: cell(row, 'tlp') }
  list.add({ type, value, ...said, validUntil, warning: cell(row, 'warning') })
}

/** The list takes what would be a formula in a spreadsheet behind an apostrophe. */
function cell(row: Row, name: string): string | null {
  const text = row[name] ?? ''
  return text === '' ? null : text.replace(/^'(?=[^\w]*[=+\-@＝＋－＠\t\r\n])/u, '')
}
