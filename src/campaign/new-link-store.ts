import { sql } from 'kysely'
import type { Queries } from '#database/database.ts'
import { bitsToReturn } from './link.ts'

/** An incident with how many of its links nobody of the authority has decided about. */
export type IncidentWithNewLinks = { readonly incidentId: string; readonly count: number }

const mostIncidents = 1_000

/** Returns the incidents of an authority with links that wait for a decision, those whose links changed last first, at most a thousand. */
export async function incidentsWithNewLinks(queries: Queries, authorityId: string): Promise<readonly IncidentWithNewLinks[]> {
  const { rows } = await sql<IncidentWithNewLinks>`
    with waiting as (
      select incident_link.* from incident_link
      left join lateral (
        select act, bits from link_act
        where link_act.link_id = incident_link.id and link_act.authority_id = ${authorityId}
        order by sequence desc limit 1
      ) as last on true
      where strength is not null and cardinality(trait_keys) > 0
        and (last.act is null or (last.act = 'cut' and incident_link.bits >= last.bits + ${bitsToReturn}))
    ), ends as (
      select low_incident_id as incident_id, id, changed_on from waiting
      union all
      select high_incident_id, id, changed_on from waiting
    )
    select ends.incident_id as "incidentId", count(*)::int as count
    from ends join incident_recipient on incident_recipient.incident_id = ends.incident_id
    where incident_recipient.authority_id = ${authorityId}
    group by ends.incident_id
    order by max(ends.changed_on) desc, ends.incident_id
    limit ${mostIncidents}`.execute(queries)
  return rows
}
