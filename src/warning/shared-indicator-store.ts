import { sql, type Selectable } from 'kysely'
import type { InTransaction, Queries } from '#database/database.ts'
import type { Tables } from '#database/tables.ts'
import { clearances, type Clearance } from '#identity/actor.ts'
import type { IndicatorRole, IndicatorType } from '#indicator/indicator.ts'
import type { Advice, Confidence, WarningIndicator } from './warning.ts'
import type { ApprovedWarning } from './warning-table.ts'

declare module '#database/tables.ts' {
  interface Tables {
    shared_indicator: {
      id: string
      warning_id: string
      tlp: Clearance
      type: IndicatorType
      value: string
      role: IndicatorRole | null
      advice: Advice
      confidence: Confidence
      pattern: string
      valid_until: string
      published_at: string
      changed_at: string
      revoked_at: string | null
    }
  }
}

/** An indicator as it stands now, in the warning that brought it. */
export type SharedIndicator = WarningIndicator & {
  readonly warningId: string
  readonly tlp: Clearance
  /** Release ticks, ISO 8601 in UTC. */
  readonly publishedAt: string
  readonly changedAt: string
  /** When it was taken back; null while it counts. */
  readonly revokedAt: string | null
}

/**
 * Brings the shared indicators to where a warning that is published now puts them: what it holds counts, what an earlier version held and it does not
 * is taken back, and a recall takes back everything.
 *
 * @param at The release tick, ISO 8601.
 */
export async function shareIndicators(tx: InTransaction, warning: ApprovedWarning, at: string): Promise<void> {
  const held = warning.act === 'recall' ? [] : warning.content.indicators
  if (warning.act !== 'release') await revokeOthers(tx, { warningId: warning.id, kept: held.map(({ id }) => id), at })
  if (held.length === 0) return
  await sql`
    insert into shared_indicator
      (id, warning_id, tlp, type, value, role, advice, confidence, pattern, valid_until, published_at, changed_at, revoked_at)
    select one.id, ${warning.id}, ${warning.tlp}, one.type, one.value, one.role, one.advice, one.confidence, one.pattern, one."validUntil", ${at}, ${at}, null
    from jsonb_to_recordset(${JSON.stringify(held)}::jsonb)
      as one (id uuid, type text, value text, role text, advice text, confidence text, pattern text, "validUntil" date)
    on conflict (id) do update set
      tlp = excluded.tlp, role = excluded.role, advice = excluded.advice, confidence = excluded.confidence,
      valid_until = excluded.valid_until, changed_at = excluded.changed_at, revoked_at = null
    where (shared_indicator.tlp, shared_indicator.role, shared_indicator.advice, shared_indicator.confidence, shared_indicator.valid_until, shared_indicator.revoked_at)
      is distinct from (excluded.tlp, excluded.role, excluded.advice, excluded.confidence, excluded.valid_until, excluded.revoked_at)`.execute(
    tx,
  )
}

async function revokeOthers(
  tx: InTransaction,
  { warningId, kept, at }: { readonly warningId: string; readonly kept: readonly string[]; readonly at: string },
): Promise<void> {
  await tx
    .updateTable('shared_indicator')
    .set({ revoked_at: at, changed_at: at })
    .where('warning_id', '=', warningId)
    .where('revoked_at', 'is', null)
    .$if(kept.length > 0, (query) => query.where('id', 'not in', kept))
    .execute()
}

/** Returns the ids of the indicators of a warning that were taken back: none of them is ever taken up again. */
export async function revokedIds(queries: Queries, warningId: string): Promise<ReadonlySet<string>> {
  const rows = await queries
    .selectFrom('shared_indicator')
    .select('id')
    .where('warning_id', '=', warningId)
    .where('revoked_at', 'is not', null)
    .execute()
  return new Set(rows.map(({ id }) => id))
}

/** Returns those of `values` that are shared as confirmed and were not taken back. */
export async function confirmedAmong(
  queries: Queries,
  values: readonly Pick<WarningIndicator, 'type' | 'value'>[],
): Promise<readonly Pick<WarningIndicator, 'type' | 'value'>[]> {
  if (values.length === 0) return []
  const { rows } = await sql<Pick<WarningIndicator, 'type' | 'value'>>`
    select distinct shared_indicator.type, shared_indicator.value
    from shared_indicator
      join unnest(${values.map(({ type }) => type)}::text[], ${values.map(({ value }) => value)}::text[]) as asked (type, value)
        on asked.type = shared_indicator.type and asked.value = shared_indicator.value
    where shared_indicator.revoked_at is null and shared_indicator.confidence = 'confirmed'`.execute(queries)
  return rows
}

/** Returns the indicators that count on `today` (UTC, `YYYY-MM-DD`) in warnings, as far as those rest on one of these reports. */
export async function sharedOfReports(
  queries: Queries,
  { reportIds, today }: { readonly reportIds: readonly string[]; readonly today: string },
): Promise<readonly SharedIndicator[]> {
  if (reportIds.length === 0) return []
  const rows = await queries
    .selectFrom('shared_indicator')
    .selectAll()
    .where('revoked_at', 'is', null)
    .where('valid_until', '>', today)
    .where((build) =>
      build.exists(
        build
          .selectFrom('warning_report')
          .select('warning_report.report_id')
          .whereRef('warning_report.warning_id', '=', 'shared_indicator.warning_id')
          .where('warning_report.report_id', 'in', reportIds)
          .where((inner) =>
            inner.or([
              inner('warning_report.indicator_ids', 'is', null),
              inner(inner.ref('shared_indicator.id'), '=', sql<string>`any (warning_report.indicator_ids)`),
            ]),
          ),
      ),
    )
    .execute()
  return rows.map(sharedIndicator)
}

/** Which shared indicators are asked for. */
export type LiveRange = {
  /** The reader's clearance; everything below it comes with it. */
  readonly clearance: Clearance
  /** The day of today in UTC, `YYYY-MM-DD`: what no longer counts on it is left out. */
  readonly today: string
  readonly types: readonly IndicatorType[] | null
  /** The id after which to go on; null from the beginning. */
  readonly after: string | null
  readonly limit: number
}

/** Returns indicators that count today, by id: neither taken back nor over. */
export async function liveIndicators(queries: Queries, range: LiveRange): Promise<readonly SharedIndicator[]> {
  const { clearance, today, types, after, limit } = range
  const rows = await queries
    .selectFrom('shared_indicator')
    .selectAll()
    .where('revoked_at', 'is', null)
    .where('valid_until', '>', today)
    .where('tlp', 'in', clearances.slice(0, clearances.indexOf(clearance) + 1))
    .$if(types !== null, (query) => query.where('type', 'in', types ?? []))
    .$if(after !== null, (query) => query.where('id', '>', after ?? ''))
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(sharedIndicator)
}

function sharedIndicator(row: Selectable<Tables['shared_indicator']>): SharedIndicator {
  return {
    id: row.id,
    warningId: row.warning_id,
    tlp: row.tlp,
    type: row.type,
    value: row.value,
    role: row.role,
    advice: row.advice,
    confidence: row.confidence,
    pattern: row.pattern,
    validUntil: row.valid_until,
    publishedAt: row.published_at,
    changedAt: row.changed_at,
    revokedAt: row.revoked_at,
  }
}
