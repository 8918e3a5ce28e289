import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { foldText } from './fold-text.ts'

/** One report as it is searched. */
export type IndexEntry = {
  readonly reportId: string
  readonly filedAt: string
  readonly kind: string
  readonly stage: string
  readonly operator: string
  /** Whether the directory lists the key that signed it. */
  readonly isSignerListed: boolean
  /** Everything that it says. */
  readonly texts: readonly string[]
}

/** What a search asks for; fields that are absent are not asked. */
export type IndexQuery = {
  /** As `queryTerms` returned them; all must occur. */
  readonly terms: readonly string[]
  /** Filed at this instant or later, ISO 8601 in UTC. */
  readonly from?: string
  /** Filed before this instant. */
  readonly until?: string
  readonly kind?: string
  readonly stage?: string
  /** Part of the operator's name. */
  readonly operator?: string
  /** True for reports alone whose signer is not listed as it should be. */
  readonly isAlarming?: boolean
  readonly limit: number
  readonly offset: number
}

/** The search index of a gateway. It is in memory alone: on the disk there is no word of it. */
export type SearchIndex = {
  /** Adds a report, in place of an entry that it has. */
  put(entry: IndexEntry): void
  /** Returns the reports that fit, newest first, and how many there are in all. */
  search(query: IndexQuery): { readonly reportIds: readonly string[]; readonly total: number }
}

/** Characters that the trigram tokenizer of SQLite needs at least; shorter terms are looked for in every text. */
const shortestIndexed = 3

const schema = `
  pragma temp_store = memory;
  create table entry (
    id integer primary key,
    report_id text not null unique,
    filed_at text not null,
    kind text not null,
    stage text not null,
    operator text not null,
    is_signer_listed integer not null,
    body text not null
  ) strict;
  create index entry_by_time on entry (filed_at);
  create virtual table gram using fts5(body, content = 'entry', content_rowid = 'id', tokenize = 'trigram case_sensitive 1');
`

/** Returns an empty index. */
export function createSearchIndex(): SearchIndex {
  const database = new DatabaseSync(':memory:')
  database.exec(schema)
  const find = database.prepare('select id, body from entry where report_id = ?')
  const forget = database.prepare(`insert into gram (gram, rowid, body) values ('delete', ?, ?)`)
  const remove = database.prepare('delete from entry where id = ?')
  const insert = database.prepare(
    'insert into entry (report_id, filed_at, kind, stage, operator, is_signer_listed, body) values (?, ?, ?, ?, ?, ?, ?)',
  )
  const index = database.prepare('insert into gram (rowid, body) values (?, ?)')
  return {
    put: (entry) => {
      const old = find.get(entry.reportId)
      if (old !== undefined) {
        forget.run(old['id'] ?? null, old['body'] ?? null)
        remove.run(old['id'] ?? null)
      }
      const { reportId, filedAt, kind, stage, operator, isSignerListed } = entry
      // Nothing is found across two answers: no term holds a line feed.
      const body = entry.texts.map((text) => foldText(text).text).join('\n')
      const { lastInsertRowid } = insert.run(
        reportId,
        sortable(filedAt),
        kind,
        stage,
        foldText(operator).text,
        Number(isSignerListed),
        body,
      )
      index.run(lastInsertRowid, body)
    },
    search: (query) => {
      const { where, values } = conditionOf(query)
      const ids = database.prepare(`select report_id from entry ${where} order by filed_at desc, id desc limit ? offset ?`)
      const count = database.prepare(`select count(*) as total from entry ${where}`)
      return {
        reportIds: ids.all(...values, query.limit, query.offset).map((row) => String(row['report_id'])),
        total: Number(count.get(...values)?.['total'] ?? 0),
      }
    },
  }
}

function conditionOf({ terms, from, until, kind, stage, operator, isAlarming }: IndexQuery): {
  where: string
  values: readonly SQLInputValue[]
} {
  const conditions: [string, SQLInputValue][] = []
  const indexed = terms.filter((term) => [...term].length >= shortestIndexed)
  if (indexed.length > 0) {
    const match = indexed.map((term) => `"${term.replaceAll('"', '""')}"`).join(' AND ')
    conditions.push(['id in (select rowid from gram where gram match ?)', match])
  }
  for (const term of terms) if (!indexed.includes(term)) conditions.push(['instr(body, ?) > 0', term])
  if (from !== undefined) conditions.push(['filed_at >= ?', sortable(from)])
  if (until !== undefined) conditions.push(['filed_at < ?', sortable(until)])
  if (kind !== undefined) conditions.push(['kind = ?', kind])
  if (stage !== undefined) conditions.push(['stage = ?', stage])
  if (operator !== undefined) conditions.push(['instr(operator, ?) > 0', foldText(operator).text.trim()])
  if (isAlarming === true) conditions.push(['is_signer_listed = ?', 0])
  const where = conditions.length === 0 ? '' : `where ${conditions.map(([text]) => text).join(' and ')}`
  return { where, values: conditions.map(([, value]) => value) }
}

/** Returns an instant in a form whose order as text is that in time. */
function sortable(instant: string): string {
  return Temporal.Instant.from(instant).toString({ fractionalSecondDigits: 3 })
}
