import { sql } from 'kysely'
import type { InTransaction, Queries } from '#database/database.ts'
import type { CutReason, LinkAct } from './link.ts'
import type { Pair } from './trait-store.ts'

/** What somebody decided about a link. */
export type KeptAct = {
  readonly linkId: string
  readonly authorityId: string
  readonly personId: string
  readonly act: LinkAct['act']
  readonly reason: CutReason | null
  /** How heavy the link was then. */
  readonly bits: number
  readonly actedAt: string
}

/** Keeps what somebody decided about a link; nothing that was decided before is changed. */
export async function insertAct(tx: InTransaction, act: KeptAct): Promise<void> {
  await tx
    .insertInto('link_act')
    .values({
      link_id: act.linkId,
      authority_id: act.authorityId,
      person_id: act.personId,
      act: act.act,
      reason: act.reason,
      bits: act.bits,
      acted_at: act.actedAt,
    })
    .execute()
}

/** Returns what was decided about these links, by everybody, first to last. */
export async function actsOfLinks(queries: Queries, linkIds: readonly string[]): Promise<readonly KeptAct[]> {
  if (linkIds.length === 0) return []
  const rows = await queries.selectFrom('link_act').selectAll().where('link_id', 'in', linkIds).orderBy('sequence').execute()
  return rows.map((row) => ({
    linkId: row.link_id,
    authorityId: row.authority_id,
    personId: row.person_id,
    act: row.act,
    reason: row.reason,
    bits: row.bits,
    actedAt: row.acted_at,
  }))
}

/** Returns the links that are in force for an authority: its officers confirmed them last, and the two still share something. */
export async function linksInForce(queries: Queries, authorityId: string): Promise<readonly (Pair & { readonly id: string })[]> {
  const { rows } = await sql<Pair & { id: string }>`
    select incident_link.id, low_incident_id as low, high_incident_id as high
    from (select distinct on (link_id) link_id, act from link_act where authority_id = ${authorityId} order by link_id, sequence desc) as latest
      join incident_link on incident_link.id = latest.link_id
    where latest.act = 'confirm' and cardinality(incident_link.trait_keys) > 0`.execute(queries)
  return rows
}

/** Returns the authorities that have decided about links of these incidents. */
export async function authoritiesThatDecided(queries: Queries, incidentIds: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct link_act.authority_id as id
    from incident_link join link_act on link_act.link_id = incident_link.id
    where low_incident_id = any(${incidentIds}::uuid[]) or high_incident_id = any(${incidentIds}::uuid[])
    order by 1`.execute(queries)
  return rows.map(({ id }) => id)
}

/** Returns which of these incidents each authority received, as pairs of both ids. */
export async function recipientsOf(
  queries: Queries,
  incidentIds: readonly string[],
): Promise<readonly { readonly incidentId: string; readonly authorityId: string }[]> {
  if (incidentIds.length === 0) return []
  return queries
    .selectFrom('incident_recipient')
    .select(['incident_id as incidentId', 'authority_id as authorityId'])
    .where('incident_id', 'in', incidentIds)
    .execute()
}
