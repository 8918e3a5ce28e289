import Papa from 'papaparse'
import { collectMentions } from './extract-indicators.ts'
import { indicatorRoleOf, indicatorTypeOf } from './indicator.ts'
import { mispKinds, type ValueKind } from './misp-kinds.ts'
import { dayOf, ReadingCollector, type IndicatorConfidence, type IndicatorContext, type IndicatorReading } from './reading.ts'
import { readObservable } from './read-observable.ts'

const valueColumns = new Set(['value', 'indicator', 'ioc', 'observable', '値', 'インディケータ', 'インジケータ', '指標'])
const typeColumns = new Set(['type', 'indicator_type', 'ioc_type', 'observable_type', '種類', '種別', 'タイプ'])
const roleColumns = new Set(['role', '役割'])
const firstSeenColumns = new Set(['firstseen', 'first_seen', '初めて観測した日', '初観測日'])
const confidenceColumns = new Set(['confidence', '確からしさ', '確度'])

// Names that other tools give to types and to columns, beside our own types and those of MISP.
const otherNames: ReadonlyMap<string, ValueKind> = new Map<string, ValueKind>([
  ['ip', 'address'],
  ['ip_address', 'address'],
  ['ipaddress', 'address'],
  ['ipアドレス', 'address'],
  ['ipv4_addr', 'address'],
  ['ipv6_addr', 'address'],
  ['cidr', 'address'],
  ['host', 'host'],
  ['domain_name', 'host'],
  ['fqdn', 'host'],
  ['ドメイン', 'host'],
  ['ドメイン名', 'host'],
  ['ホスト名', 'host'],
  ['uri', 'url'],
  ['link', 'url'],
  ['email_addr', 'email'],
  ['email_address', 'email'],
  ['mail', 'email'],
  ['メールアドレス', 'email'],
  ['電子メールアドレス', 'email'],
  ['hash', 'hash'],
  ['file_hash', 'hash'],
  ['ハッシュ', 'hash'],
  ['ハッシュ値', 'hash'],
  ['sha_1', 'sha1'],
  ['sha_256', 'sha256'],
  ['filehash_md5', 'md5'],
  ['filehash_sha1', 'sha1'],
  ['filehash_sha256', 'sha256'],
  ['file', 'file-name'],
  ['file_name', 'file-name'],
  ['ファイル名', 'file-name'],
  ['cve番号', 'cve'],
])

type Columns = { readonly names: readonly string[]; readonly value: number; readonly type: number; readonly kinds: readonly ValueKind[] }

/** Tells whether `text` begins with a line that names columns of indicators. */
export function looksLikeCsv(text: string): boolean {
  const [header] = rowsOf(text.slice(0, text.indexOf('\n') < 0 ? undefined : text.indexOf('\n')).slice(0, 10_000))
  return header !== undefined && header.length > 1 && columnsOf(header) !== null
}

/**
 * Returns what a table of comma-, tab- or semicolon-separated values holds.
 *
 * With a column of values and one of types (our own, MISP's, or other common names), every row is read as it says. With columns named after
 * types, every cell is. Otherwise each cell is searched like a text. Cells without an indicator are counted by the name of their column.
 */
export function readCsv(text: string): IndicatorReading {
  const collector = new ReadingCollector()
  const rows = rowsOf(text)
  const columns = columnsOf(rows[0] ?? [])
  rows.forEach((row, index) => {
    if (columns !== null && index === 0) return
    const where = `row ${index + 1}`
    if (columns === null) searchRow(collector, row, where)
    else if (columns.value >= 0) readTypedRow(collector, row, { columns, where })
    else readColumns(collector, row, { columns, where })
  })
  return collector.reading('csv')
}

function rowsOf(text: string): string[][] {
  return Papa.parse<string[]>(text, { skipEmptyLines: 'greedy', delimitersToGuess: [',', '\t', ';'] }).data
}

function columnsOf(header: readonly string[]): Columns | null {
  const names = header.map(columnName)
  const kinds = names.map((name) => kindsOf(name)?.[0] ?? null)
  const value = names.findIndex((name) => valueColumns.has(name))
  const type = names.findIndex((name) => typeColumns.has(name))
  return value >= 0 || kinds.some((kind) => kind !== null) ? { names, value, type, kinds } : null
}

function columnName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_')
}

/** Returns what the values of a type are, or null if the type is not known. */
function kindsOf(type: string): readonly ValueKind[] | null {
  const name = columnName(type)
  const hyphened = name.replaceAll('_', '-')
  const own = indicatorTypeOf(hyphened)
  const other = otherNames.get(name)
  return own !== null ? [own] : other !== undefined ? [other] : (mispKinds(name) ?? mispKinds(hyphened))
}

type RowPlace = { readonly columns: Columns; readonly where: string }

function readTypedRow(collector: ReadingCollector, row: readonly string[], { columns, where }: RowPlace): void {
  const value = cellAt(row, columns.value)
  const type = columns.type < 0 ? null : cellAt(row, columns.type)
  const others = row.filter((cell, index) => index !== columns.value && index !== columns.type && cell.trim() !== '')
  if (value === '' && others.length === 0 && (type ?? '') === '') return
  if (type === null) return searchCell(collector, value, { name: columns.names[columns.value] ?? '', where })
  const kinds = kindsOf(type)
  if (kinds === null) return collector.refuse('TYPE_UNKNOWN', { value: `${type} ${value}`.trim(), where })
  const parts = kinds.length === 1 ? [value] : value.split('|')
  kinds.forEach((kind, index) => {
    const part = parts[index] ?? ''
    if (kind === null) collector.skip(type.split('|')[index] ?? type)
    else collector.observe(readObservable(kind, part), { value: part, where, ...contextOf(row, columns.names) })
  })
}

function contextOf(row: readonly string[], names: readonly string[]): IndicatorContext {
  const cell = (known: ReadonlySet<string>) =>
    cellAt(
      row,
      names.findIndex((name) => known.has(name)),
    )
  const role = indicatorRoleOf(cell(roleColumns))
  const firstSeen = dayOf(cell(firstSeenColumns))
  const confidence = confidenceOf(cell(confidenceColumns).toLowerCase())
  return {
    ...(role === null ? {} : { role }),
    ...(firstSeen === null ? {} : { firstSeen }),
    ...(confidence === null ? {} : { confidence }),
  }
}

function confidenceOf(text: string): IndicatorConfidence | null {
  return text === 'low' || text === 'medium' || text === 'high' ? text : null
}

function readColumns(collector: ReadingCollector, row: readonly string[], { columns, where }: RowPlace): void {
  row.forEach((_, index) => {
    const cell = cellAt(row, index)
    const kind = columns.kinds[index] ?? null
    if (cell === '') return
    if (kind === null) searchCell(collector, cell, { name: columns.names[index] ?? '', where })
    else collector.observe(readObservable(kind, cell), { value: cell, where })
  })
}

function searchRow(collector: ReadingCollector, row: readonly string[], where: string): void {
  row.forEach((_, index) => searchCell(collector, cellAt(row, index), { name: `column ${index + 1}`, where }))
}

function searchCell(collector: ReadingCollector, cell: string, { name, where }: { name: string; where: string }): void {
  if (cell !== '' && collectMentions(collector, cell, () => where) === 0) collector.skip(name)
}

/** Returns a cell without the white space around it and without the apostrophe that keeps a spreadsheet from reading it as a formula. */
function cellAt(row: readonly string[], index: number): string {
  return (row[index] ?? '').trim().replace(/^'(?=[=+\-@])/, '')
}
