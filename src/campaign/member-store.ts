import { sql } from 'kysely'
import type { Queries } from '#database/database.ts'

/** Returns the days in UTC of the first and of the latest report of these incidents, of which there is at least one. */
export async function daysOfIncidents(
  queries: Queries,
  incidentIds: readonly string[],
): Promise<{ readonly firstDay: string; readonly lastDay: string }> {
  const { rows } = await sql<{ firstDay: string | null; lastDay: string | null }>`
    select (min(opened_at) at time zone 'UTC')::date as "firstDay", (max(latest_report_at) at time zone 'UTC')::date as "lastDay"
    from incident where id = any(${incidentIds}::uuid[])`.execute(queries)
  return { firstDay: rows[0]?.firstDay ?? '', lastDay: rows[0]?.lastDay ?? '' }
}

/** Returns what at least two of these incidents hold, by its key in hexadecimal: how many do, and whether it is in wide legitimate use. */
export async function heldTraits(
  queries: Queries,
  incidentIds: readonly string[],
): Promise<ReadonlyMap<string, { readonly holders: number; readonly common: boolean }>> {
  const { rows } = await sql<{ key: string; holders: number; common: boolean }>`
    select encode(trait_key, 'hex') as key, count(*)::int as holders, not bool_and(weighs) as common
    from incident_trait where incident_id = any(${incidentIds}::uuid[])
    group by trait_key having count(*) > 1`.execute(queries)
  return new Map(rows.map(({ key, holders, common }) => [key, { holders, common }]))
}
