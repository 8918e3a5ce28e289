import { sql } from 'kysely'
import type { Queries } from '#database/database.ts'
import { bitsToReturn } from './link.ts'

/** An incident with how many of its links nobody of the authority has decided about. */
export type IncidentWithNewLinks = { readonly incidentId: string; readonly count: number }

const mostIncidents = 1_000

/** Returns the incidents of an authority with links that wait for a decision, those whose links changed last first, at most a thousand. */
export async function incidentsWithNewLinks(queries: Queries, authorityId: string): Promise<readonly IncidentWithNewLinks[]> {
  const { rows } = await sql<IncidentWithNewLinks>`
    with own as (
      select incident_id from incident_recipient where authority_id = ${authorityId}
    ), ends as (
      select own.incident_id, incident_link.* from own join incident_link on incident_link.low_incident_id = own.incident_id
      union all
      select own.incident_id, incident_link.* from own join incident_link on incident_link.high_incident_id = own.incident_id
    )
    select ends.incident_id as "incidentId", count(*)::int as count
    from ends
    left join (
      select distinct on (link_id) link_id, act, bits from link_act where authority_id = ${authorityId} order by link_id, sequence desc
    ) as last on last.link_id = ends.id
    where ends.strength is not null and cardinality(ends.trait_keys) > 0
      and (last.act is null or (last.act = 'cut' and ends.bits >= last.bits + ${bitsToReturn}))
    group by ends.incident_id
    order by max(ends.changed_on) desc, ends.incident_id
    limit ${mostIncidents}`.execute(queries)
  return rows
}
