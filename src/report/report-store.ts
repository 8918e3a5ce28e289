import { sql, type ColumnType, type RawBuilder } from 'kysely'
import type { Database, Queries } from '#database/database.ts'
import type { FilingVault } from './filing-vault.ts'
import { isReportStage, type FiledReport } from './report.ts'

declare module '#database/tables.ts' {
  interface Tables {
    report: {
      id: string
      incident_id: string
      owner_tag: Buffer
      stage: string
      revision: number
      previous_report_id: string | null
      idempotency_key: string
      digest: Buffer
      filed_at: string
      rulebook_version: string
      /** In clear: of reports from before filings were locked up, until the next start of the server. */
      filing: ColumnType<string | null, null, null>
      sealed_filing: ColumnType<Buffer | null, Uint8Array, Uint8Array>
      gate_taken_at: string | null
      authority_ids: readonly string[]
    }
  }
}

/** A report on its way into the table. */
export type NewReport = FiledReport & {
  readonly ownerTag: Buffer
  readonly previousReportId: string | null
  readonly idempotencyKey: string
  readonly rulebookVersion: string
  /** The authorities that the filing holds an envelope for. */
  readonly authorityIds: readonly string[]
  /** The attachments that it claims. */
  readonly attachmentIds: readonly string[]
  /** The filing as JSON text in UTF-8. */
  readonly filing: Uint8Array
}

/** The name by which one operator's retries find their report. */
export type RetryKey = { readonly ownerTag: Buffer; readonly idempotencyKey: string }

const columns = ['id', 'incident_id', 'stage', 'revision', 'filed_at', 'digest'] as const
const filingColumns = ['filing', 'sealed_filing'] as const

/**
 * Adds reports, and returns the ids of those that were added; one whose key its owner used before is left out.
 *
 * Rows go in by key, so that two processes that insert the same retries never wait for each other in a circle.
 */
export async function insertReports(queries: Queries, reports: readonly NewReport[], vault: FilingVault): Promise<ReadonlySet<string>> {
  const sorted = reports.toSorted((left, right) => (left.idempotencyKey < right.idempotencyKey ? -1 : 1))
  const rows = sorted.map((one) => ({
    id: one.reportId,
    incident_id: one.incidentId,
    owner_tag: one.ownerTag,
    stage: one.stage,
    revision: one.revision,
    previous_report_id: one.previousReportId,
    idempotency_key: one.idempotencyKey,
    digest: Buffer.from(one.digest, 'hex'),
    filed_at: one.filedAt,
    rulebook_version: one.rulebookVersion,
    filing: null,
    sealed_filing: vault.seal(one.reportId, one.filing),
    gate_taken_at: null,
    authority_ids: one.authorityIds,
  }))
  const added = await queries
    .insertInto('report')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['owner_tag', 'idempotency_key']).doNothing())
    .returning('id')
    .execute()
  return new Set(added.map((row) => row.id))
}

/** A report with the name by which its retries find it. */
export type KnownReport = { readonly key: RetryKey; readonly report: FiledReport }

/** Returns the reports that their owners filed under these keys; a key that nobody used has none. */
export async function findByKeys(queries: Queries, keys: readonly RetryKey[]): Promise<readonly KnownReport[]> {
  if (keys.length === 0) return []
  const rows = await queries
    .selectFrom('report')
    .select([...columns, 'owner_tag', 'idempotency_key'])
    .where((where) =>
      where(
        where.refTuple('owner_tag', 'idempotency_key'),
        'in',
        keys.map(({ ownerTag, idempotencyKey }) => where.tuple(ownerTag, idempotencyKey)),
      ),
    )
    .execute()
  return rows.map((row) => ({ key: { ownerTag: row.owner_tag, idempotencyKey: row.idempotency_key }, report: filedReport(row) }))
}

/** Returns one report without its filing, or null. */
export async function findFiledReport(queries: Queries, id: string): Promise<FiledReport | null> {
  const row = await queries.selectFrom('report').select(columns).where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : filedReport(row)
}

/** Returns the case of a report and the authorities that hold an envelope of it, or null. */
export async function holdersOfReport(
  queries: Queries,
  id: string,
): Promise<{ readonly incidentId: string; readonly authorityIds: readonly string[] } | null> {
  const row = await queries.selectFrom('report').select(['incident_id', 'authority_ids']).where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : { incidentId: row.incident_id, authorityIds: row.authority_ids }
}

/** Writes that an authority holds an envelope of a report, from when it was shared with it. */
export async function addHolder(queries: Queries, id: string, authorityId: string): Promise<void> {
  await queries
    .updateTable('report')
    .set({ authority_ids: sql`array_append(authority_ids, ${authorityId}::uuid)` })
    .where('id', '=', id)
    .execute()
}

/** Returns one report with its filing, or null. */
export async function findReport(
  queries: Queries,
  id: string,
  vault: FilingVault,
): Promise<{ readonly report: FiledReport; readonly filing: string } | null> {
  const row = await queries
    .selectFrom('report')
    .select([...columns, ...filingColumns])
    .where('id', '=', id)
    .executeTakeFirst()
  return row === undefined ? null : { report: filedReport(row), filing: filingOf(row, vault) }
}

/** Returns the JSON text of the latest filing of an incident, or null. */
export async function latestFiling(queries: Queries, incidentId: string, vault: FilingVault): Promise<string | null> {
  const row = await queries
    .selectFrom('report')
    .select(['id', ...filingColumns])
    .where('incident_id', '=', incidentId)
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? null : filingOf(row, vault)
}

/** One filing of an incident, with the authorities that hold an envelope of it. */
export type FilingOfIncident = {
  readonly reportId: string
  readonly authorityIds: readonly string[]
  /** JSON text. */
  readonly filing: string
}

/** More of one incident than this is never in memory at once. */
const mostBytesOfIncident = 64 * 1024 * 1024

/**
 * Returns all filings of an incident, first to last.
 *
 * @throws {RangeError} beyond 64 MiB of filings.
 */
export async function filingsOfIncident(queries: Queries, incidentId: string, vault: FilingVault): Promise<readonly FilingOfIncident[]> {
  const { bytes } = await queries
    .selectFrom('report')
    .select(sql<number>`coalesce(sum(${bytesOf('report')}), 0)::float8`.as('bytes'))
    .where('incident_id', '=', incidentId)
    .executeTakeFirstOrThrow()
  if (bytes > mostBytesOfIncident)
    throw new RangeError(`An incident has filings of ${bytes} bytes, expected at most ${mostBytesOfIncident}`)
  const rows = await queries
    .selectFrom('report')
    .select(['id', 'authority_ids', ...filingColumns])
    .where('incident_id', '=', incidentId)
    .orderBy('revision')
    .execute()
  return rows.map((row) => ({ reportId: row.id, authorityIds: row.authority_ids, filing: filingOf(row, vault) }))
}

function bytesOf(table: string): RawBuilder<number> {
  return sql<number>`octet_length(coalesce(${sql.ref(`${table}.sealed_filing`)}, convert_to(${sql.ref(`${table}.filing`)}, 'UTF8')))`
}

/** Returns all reports of an incident, first to last. */
export async function reportsOfIncident(queries: Queries, incidentId: string): Promise<readonly FiledReport[]> {
  const rows = await queries.selectFrom('report').select(columns).where('incident_id', '=', incidentId).orderBy('revision').execute()
  return rows.map(filedReport)
}

/** A report on its way through the release gate. */
export type ReportForGate = {
  readonly reportId: string
  readonly incidentId: string
  readonly ownerTag: Buffer
  /** The filing as JSON text. */
  readonly filing: string
}

/** Which reports the gate takes: small ones as long as there is room, or the one large one that has waited longest. */
export type GateTurn = { readonly size: 'small' | 'large'; readonly limit: number; readonly at: string; readonly vault: FilingVault }

/** A filing of more bytes than this is large: a report of a thousand indicators, a second and more of work, for which no other one waits. */
const largeBytes = 128 * 1024
/** So are those of an incident whose filings are more bytes in all: what each of them keeps in counts for all. */
const largeIncidentBytes = 1024 * 1024
const bytesAtOnce = 16 * 1024 * 1024
/** Of one operator no further small report is taken in a turn after so many bytes: whoever files a thousand must not keep the others waiting. */
const shareBytes = 256 * 1024

/** Hands at most `limit` reports to the release gate, each once: they count as taken when the transaction commits. */
export async function takeForGate(queries: Queries, { size, limit, at, vault }: GateTurn): Promise<readonly ReportForGate[]> {
  const ids = withinBytes(await waitingReports(queries, size, size === 'small' ? limit : 1))
  if (ids.length === 0) return []
  const rows = await queries
    .updateTable('report')
    .set({ gate_taken_at: at })
    .where('id', 'in', ids)
    .returning(['id', 'incident_id', 'owner_tag', ...filingColumns])
    .execute()
  return rows.map((row) => ({ reportId: row.id, incidentId: row.incident_id, ownerTag: row.owner_tag, filing: filingOf(row, vault) }))
}

/** Small reports come in the order in which they were filed, each operator's up to its share; large ones by turns of operators, who waited longest first. */
async function waitingReports(
  queries: Queries,
  size: GateTurn['size'],
  limit: number,
): Promise<readonly { readonly id: string; readonly bytes: number }[]> {
  const bytes = bytesOf('report')
  const ofIncident = sql`select sum(${bytesOf('beside')}) from report as beside where beside.incident_id = report.incident_id`
  const isLarge = sql`(${bytes} > ${largeBytes} or (${ofIncident}) > ${largeIncidentBytes})`
  const { rows } = await sql<{ id: string; bytes: number }>`
    with sized as (
      select report.id, report.owner_tag, report.filed_at, ${bytes} as bytes
      from report where report.gate_taken_at is null and ${size === 'large' ? isLarge : sql`not ${isLarge}`}
    ), waiting as (
      select sized.*, sum(sized.bytes) over (partition by sized.owner_tag order by sized.filed_at, sized.id) - sized.bytes as bytes_before
      from sized
    )
    select report.id, waiting.bytes
    from report join waiting on waiting.id = report.id ${size === 'large' ? withLastTaken : sql``}
    where report.gate_taken_at is null and waiting.bytes_before < ${shareBytes}
    order by ${size === 'large' ? sql`last_taken.at nulls first,` : sql``} waiting.filed_at
    limit ${limit}
    for update of report skip locked`.execute(queries)
  return rows
}

/** When the gate took a report of the same operator last. */
const withLastTaken = sql`
  left join (
    select owner_tag, max(gate_taken_at) as at from report where owner_tag in (select owner_tag from sized) group by owner_tag
  ) as last_taken on last_taken.owner_tag = waiting.owner_tag`

/** Lets the gate judge reports once more, which it has seen before. */
export async function giveBackToGate(queries: Queries, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await queries.updateTable('report').set({ gate_taken_at: null }).where('id', 'in', ids).execute()
}

/** Returns the ids of as many as fit into one turn, and of one at least. */
function withinBytes(waiting: readonly { readonly id: string; readonly bytes: number }[]): readonly string[] {
  let sum = 0
  return waiting.filter(({ bytes }, index) => (sum += bytes) <= bytesAtOnce || index === 0).map(({ id }) => id)
}

/**
 * Locks up the filings that are stored in clear, and returns how many there were; what the database still holds of them goes with its next rewriting
 * of the table, which this does.
 */
export async function lockUpFilings({ kysely, pool }: Database, vault: FilingVault): Promise<number> {
  let count = 0
  for (;;) {
    const locked = await kysely.transaction().execute(async (tx) => {
      const rows = await tx
        .selectFrom('report')
        .select(['id', 'filing'])
        .where('filing', 'is not', null)
        .limit(lockedUpAtOnce)
        .forUpdate()
        .skipLocked()
        .execute()
      for (const { id, filing } of rows) {
        const sealed = vault.seal(id, Buffer.from(filing ?? ''))
        await tx.updateTable('report').set({ filing: null, sealed_filing: sealed }).where('id', '=', id).execute()
      }
      return rows.length
    })
    if (locked === 0) break
    count += locked
  }
  if (count > 0) await pool.query('vacuum full report')
  return count
}

const lockedUpAtOnce = 100

function filingOf(row: { id: string; filing: string | null; sealed_filing: Buffer | null }, vault: FilingVault): string {
  return row.filing ?? vault.open(row.id, row.sealed_filing ?? Buffer.alloc(0))
}

function filedReport(row: {
  id: string
  incident_id: string
  stage: string
  revision: number
  filed_at: string
  digest: Buffer
}): FiledReport {
  if (!isReportStage(row.stage)) throw new TypeError(`Cannot read report ${row.id}: its stage is unknown`)
  return {
    reportId: row.id,
    incidentId: row.incident_id,
    stage: row.stage,
    revision: row.revision,
    filedAt: row.filed_at,
    digest: row.digest.toString('hex'),
  }
}
