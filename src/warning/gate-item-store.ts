import { sql, type ColumnType } from 'kysely'
import type { InTransaction, Queries } from '#database/database.ts'
import type { JsonValue } from '#base/canonical-json.ts'
import { giveBackToGate } from '#report/report-store.ts'
import type { WarningContent } from './warning.ts'
import { insertWarningReports } from './warning-report-store.ts'

/** What the gate may decide about one shareable part. */
export type GateVerdict = 'release' | 'hold' | 'nothing'

declare module '#database/tables.ts' {
  interface Tables {
    gate_item: {
      report_id: string
      verdict: GateVerdict
      state: 'waiting' | 'done'
      reasons: ColumnType<JsonValue, string, never>
      content: ColumnType<WarningContent | null, string | null, never>
      warning_id: string | null
      decided_at: string
      embargo_until: string | null
    }
  }
}

/** What the gate decided about one shareable part, and why. */
export type GateItem = {
  readonly reportId: string
  readonly verdict: GateVerdict
  /** Coded reasons; where a part was held, what an officer must look at. */
  readonly reasons: JsonValue
  readonly content: WarningContent | null
  readonly warningId: string | null
  readonly decidedAt: string
}

/** Keeps what the gate decided; a held part waits for an officer. Of a part that it judged once more, this is what counts from now on. */
export async function insertGateItem(tx: InTransaction, item: GateItem & { readonly embargoUntil?: string | null }): Promise<void> {
  const decided = {
    verdict: item.verdict,
    state: item.verdict === 'hold' ? 'waiting' : 'done',
    reasons: JSON.stringify(item.reasons),
    content: item.content === null ? null : JSON.stringify(item.content),
    warning_id: item.warningId,
    decided_at: item.decidedAt,
    embargo_until: item.verdict === 'hold' ? (item.embargoUntil ?? null) : null,
  } as const
  await sql`
    insert into gate_item (report_id, verdict, state, reasons, content, warning_id, decided_at, embargo_until)
    values (${item.reportId}, ${decided.verdict}, ${decided.state}, ${decided.reasons}, ${decided.content}, ${decided.warning_id},
      ${decided.decided_at}, ${decided.embargo_until})
    on conflict (report_id) do update set
      verdict = excluded.verdict, state = excluded.state, reasons = excluded.reasons, content = excluded.content,
      warning_id = excluded.warning_id, decided_at = excluded.decided_at, embargo_until = excluded.embargo_until
    where gate_item.state = 'waiting'`.execute(tx)
  const { reportId, warningId } = item
  if (warningId !== null) await insertWarningReports(tx, [{ warningId, reportId, indicatorIds: null }])
}

/** Tells whether a part is settled, by the gate or by people, and keeps that so for as long as the transaction runs. */
export async function isSettled(tx: InTransaction, reportId: string): Promise<boolean> {
  const row = await tx.selectFrom('gate_item').select('state').where('report_id', '=', reportId).forUpdate().executeTakeFirst()
  return row?.state === 'done'
}

/**
 * Gives held parts whose embargo has ended back to the gate, so that nobody has to remember them. One on whose release people are at work stays theirs.
 *
 * @param now Instant, ISO 8601 in UTC.
 */
export async function reopenEmbargoed(tx: InTransaction, now: string): Promise<void> {
  const { rows } = await sql<{ report_id: string }>`
    update gate_item set embargo_until = null
    where state = 'waiting' and embargo_until <= ${now} and not exists (
      select from warning_draft
      where warning_draft.report_id = gate_item.report_id and warning_draft.state in ('draft', 'submitted', 'approved'))
    returning report_id`.execute(tx)
  await giveBackToGate(
    tx,
    rows.map((row) => row.report_id),
  )
}

/**
 * Gives held parts whose operator agreed to their release after they were held back to the gate; those on which people are at work stay theirs.
 *
 * @param now Instant, ISO 8601 in UTC.
 */
export async function reopenAgreed(tx: InTransaction, now: string): Promise<void> {
  const { rows } = await sql<{ report_id: string }>`
    select gate_item.report_id
    from gate_item
      join report on report.id = gate_item.report_id
      join release_agreement as agreement on agreement.owner_tag = report.owner_tag
    where gate_item.state = 'waiting' and gate_item.reasons @> '[{"code": "consent-unknown"}]' and report.gate_taken_at is not null
      and agreement.revoked_at is null and agreement.agreed_at > gate_item.decided_at and agreement.until > ${now}
      and not exists (
        select from warning_draft
        where warning_draft.report_id = gate_item.report_id and warning_draft.state in ('draft', 'submitted', 'approved'))
    for update of gate_item`.execute(tx)
  await giveBackToGate(
    tx,
    rows.map((row) => row.report_id),
  )
}

/** Which held parts are asked for: those held before the one with these keys, or the latest. */
export type HeldRange = {
  /** The authority that asks: it sees what was reported to it. */
  readonly authorityId: string
  readonly before: { readonly decidedAt: string; readonly reportId: string } | null
  readonly limit: number
}

/** Returns the parts of reports to one authority that wait for an officer, latest first. */
export async function heldItems(queries: Queries, range: HeldRange): Promise<readonly GateItem[]> {
  const { before } = range
  const rows = await queries
    .selectFrom('gate_item')
    .selectAll()
    .where('state', '=', 'waiting')
    .where('report_id', 'in', (build) =>
      build
        .selectFrom('report')
        .innerJoin('incident_recipient', 'incident_recipient.incident_id', 'report.incident_id')
        .select('report.id')
        .where('incident_recipient.authority_id', '=', range.authorityId),
    )
    .$if(before !== null, (query) =>
      query.where((build) =>
        build(build.refTuple('decided_at', 'report_id'), '<', build.tuple(before?.decidedAt ?? '', before?.reportId ?? '')),
      ),
    )
    .orderBy('decided_at', 'desc')
    .orderBy('report_id', 'desc')
    .limit(range.limit)
    .execute()
  return rows.map(gateItem)
}

/** Returns the part of a report that waits for an officer, or null. */
export async function heldItem(queries: Queries, reportId: string): Promise<GateItem | null> {
  const row = await queries
    .selectFrom('gate_item')
    .selectAll()
    .where('report_id', '=', reportId)
    .where('state', '=', 'waiting')
    .executeTakeFirst()
  return row === undefined ? null : gateItem(row)
}

function gateItem(row: {
  report_id: string
  verdict: GateVerdict
  reasons: JsonValue
  content: WarningContent | null
  warning_id: string | null
  decided_at: string
}): GateItem {
  return {
    reportId: row.report_id,
    verdict: row.verdict,
    reasons: row.reasons,
    content: row.content,
    warningId: row.warning_id,
    decidedAt: row.decided_at,
  }
}

/** Returns what every version of the warnings says that rest on reports of one incident, taken back or not. */
export async function earlierContents(queries: Queries, incidentId: string): Promise<readonly WarningContent[]> {
  const rows = await queries
    .selectFrom('report')
    .innerJoin('warning_report', 'warning_report.report_id', 'report.id')
    .innerJoin('warning', 'warning.id', 'warning_report.warning_id')
    .select('warning.content')
    .where('report.incident_id', '=', incidentId)
    .where('warning.state', 'in', ['approved', 'published'])
    .execute()
  return rows.map((row) => row.content)
}
