import { sql } from 'kysely'
import type { InTransaction, Queries } from '#database/database.ts'

declare module '#database/tables.ts' {
  interface Tables {
    campaign: { id: string; authority_id: string; name_number: number; created_at: string; merged_into: string | null }
    campaign_member: { campaign_id: string; incident_id: string }
  }
}

/** A campaign of one authority. */
export type KnownCampaign = {
  readonly id: string
  readonly nameNumber: number
  readonly createdAt: string
  /** Ids of its incidents, those elsewhere too. */
  readonly members: readonly string[]
  /** Ids of campaigns that became a part of it. */
  readonly formerIds: readonly string[]
}

const campaignLocks = 7_261_022

/** Keeps everybody else from changing the campaigns of an authority until the transaction ends. */
export async function lockCampaigns(tx: InTransaction, authorityId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${campaignLocks}, hashtext(${authorityId}))`.execute(tx)
}

/** Returns the campaigns of an authority that are no part of another one, the oldest first; one without members is over. */
export async function campaignsOf(queries: Queries, authorityId: string): Promise<readonly KnownCampaign[]> {
  const { rows } = await sql<KnownCampaign>`
    select campaign.id, name_number as "nameNumber", created_at as "createdAt",
      coalesce(array_agg(member.incident_id order by member.incident_id) filter (where member.incident_id is not null), '{}') as members,
      array(select former.id from campaign as former where former.merged_into = campaign.id) as "formerIds"
    from campaign left join campaign_member as member on member.campaign_id = campaign.id
    where authority_id = ${authorityId} and merged_into is null
    group by campaign.id
    order by created_at, campaign.id`.execute(queries)
  return rows
}

/** Returns which campaign of an authority stands for the one with this id: itself, or the older one that it became a part of. Null where there is none. */
export async function standingCampaign(queries: Queries, authorityId: string, id: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select coalesce(merged_into, id) as id from campaign where id = ${id} and authority_id = ${authorityId}`.execute(queries)
  return rows[0]?.id ?? null
}

/** Returns the id of a campaign of an authority and those of the campaigns that became a part of it; one that is not known stands for itself. */
export async function idsOfCampaign(queries: Queries, authorityId: string, id: string): Promise<readonly string[]> {
  const standing = (await standingCampaign(queries, authorityId, id)) ?? id
  const former = await queries
    .selectFrom('campaign')
    .select('id')
    .where('merged_into', '=', standing)
    .where('authority_id', '=', authorityId)
    .execute()
  return [standing, ...former.map((row) => row.id)]
}

/** Returns the numbers of names that an authority has used for campaigns, of those too that are over. */
export async function namesInUse(queries: Queries, authorityId: string): Promise<readonly number[]> {
  const rows = await queries.selectFrom('campaign').select('name_number').where('authority_id', '=', authorityId).execute()
  return rows.map((row) => row.name_number)
}

/** Adds a campaign without members. */
export async function insertCampaign(
  tx: InTransaction,
  one: { readonly id: string; readonly authorityId: string; readonly nameNumber: number; readonly createdAt: string },
): Promise<void> {
  await tx
    .insertInto('campaign')
    .values({ id: one.id, authority_id: one.authorityId, name_number: one.nameNumber, created_at: one.createdAt, merged_into: null })
    .execute()
}

/** Makes these incidents the members of a campaign, and no others. */
export async function keepMembers(tx: InTransaction, campaignId: string, incidentIds: readonly string[]): Promise<void> {
  await sql`delete from campaign_member where campaign_id = ${campaignId} and incident_id <> all(${incidentIds}::uuid[])`.execute(tx)
  await sql`
    insert into campaign_member (campaign_id, incident_id) select ${campaignId}, id from unnest(${incidentIds}::uuid[]) as id
    on conflict do nothing`.execute(tx)
}

/** Makes one campaign, with those that became a part of it before, a part of another one. */
export async function mergeCampaign(tx: InTransaction, id: string, into: string): Promise<void> {
  await keepMembers(tx, id, [])
  await tx
    .updateTable('campaign')
    .set({ merged_into: into })
    .where((where) => where.or([where('id', '=', id), where('merged_into', '=', id)]))
    .execute()
}

/** Returns the campaigns of an authority in which these incidents are, by incident. */
export async function campaignsByIncident(
  queries: Queries,
  authorityId: string,
  incidentIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (incidentIds.length === 0) return new Map()
  const rows = await queries
    .selectFrom('campaign_member')
    .innerJoin('campaign', 'campaign.id', 'campaign_member.campaign_id')
    .select(['campaign_member.incident_id', 'campaign.id'])
    .where('campaign.authority_id', '=', authorityId)
    .where('campaign.merged_into', 'is', null)
    .where('campaign_member.incident_id', 'in', incidentIds)
    .execute()
  return new Map(rows.map((row) => [row.incident_id, row.id]))
}
