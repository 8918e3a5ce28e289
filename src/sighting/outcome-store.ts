import { sql } from 'kysely'
import type { InTransaction, Queries } from '#database/database.ts'
import { clearances } from '#identity/actor.ts'
import type { OutcomeWarning } from './outcome.ts'

/** Returns the warnings that came of an incident's reports, the latest first. */
export async function warningsOfIncident(queries: Queries, incidentId: string): Promise<readonly OutcomeWarning[]> {
  const { rows } = await sql<OutcomeWarning>`
    select newest.id as "warningId", newest.act, newest.tlp, newest.published_at as "changedAt",
      (select min(published_at) from warning where id = newest.id) as "publishedAt",
      count(one.id) filter (where one.revoked_at is null)::int as indicators,
      count(one.id) filter (where one.revoked_at is null and one.confidence = 'confirmed')::int as confirmed,
      count(one.id) filter (where one.revoked_at is not null)::int as "takenBack"
    from (
      select distinct on (warning.id) warning.* from warning_report
      join report on report.id = warning_report.report_id
      join warning on warning.id = warning_report.warning_id
      where report.incident_id = ${incidentId} and warning.state = 'published'
      order by warning.id, warning.version desc
    ) as newest
    left join shared_indicator as one on one.warning_id = newest.id
    group by newest.id, newest.act, newest.tlp, newest.published_at
    order by "publishedAt" desc, "warningId"`.execute(queries)
  return rows
}

/** How many organisations a warning is for, and how many have it. */
export type Reach = {
  /** Organisations with somebody who may read it. */
  readonly readers: number
  /** Organisations that fetched it, or to which it was delivered. */
  readonly warned: number
}

/** Returns how far a warning has got: by what was delivered as long as deliveries are kept, and by what was fetched. */
export async function reachOf(queries: Queries, one: Pick<OutcomeWarning, 'warningId' | 'tlp' | 'publishedAt'>): Promise<Reach> {
  const enough = clearances.slice(clearances.indexOf(one.tlp))
  const { rows } = await sql<Reach>`
    with reader as (
      select organisation.id from organisation
      where organisation.clearance = any(${sql.val(enough)}::text[])
        and exists (
          select 1 from person where person.organisation_id = organisation.id and person.active and 'subscriber' = any(person.roles)
        )
    ), reached as (
      select organisation_id from pick_up where up_to >= ${one.publishedAt}::timestamptz
      union
      select subscription.organisation_id from delivery
      join warning on warning.version_id = delivery.subject_id
      join subscription on uuid_send(subscription.id) = delivery.recipient
      left join delivery as bundle on bundle.id = delivery.bundled_into
      where delivery.occasion = 'warning' and warning.id = ${one.warningId} and 'sent' in (delivery.state, bundle.state)
    )
    select count(*)::int as readers, count(*) filter (where id in (select organisation_id from reached))::int as warned from reader`.execute(
    queries,
  )
  return rows[0] ?? { readers: 0, warned: 0 }
}

/** An incident whose operator is to be told. */
export type ToldIncident = { readonly incidentId: string; readonly ownerTag: Buffer }

/** Returns incidents of which more is shown than at `since` (ISO 8601; null: than ever). */
export async function incidentsWithNews(queries: Queries, since: string | null): Promise<readonly ToldIncident[]> {
  const { rows } = await sql<ToldIncident>`
    select distinct incident.id as "incidentId", incident.owner_tag as "ownerTag"
    from sighting_count
    join warning_report on warning_report.warning_id = sighting_count.subject_id
    join report on report.id = warning_report.report_id
    join incident on incident.id = report.incident_id
    where ${since}::timestamptz is null or sighting_count.counted_at > ${since}::timestamptz`.execute(queries)
  return rows
}

/**
 * Begins a telling of `at`, and returns up to which counting the last one went, or null for the first. `false` where this one is done, another process is at
 * it, or what is to be told is not counted yet.
 */
export async function beginTelling(tx: InTransaction, at: string): Promise<{ readonly last: string | null } | false> {
  const row = await tx.selectFrom('sighting_counting').select(['told_at', 'counted_at']).forUpdate().executeTakeFirst()
  if (row === undefined || isBefore(row.counted_at, at)) return false
  if (row.told_at !== null && !isBefore(row.told_at, at)) return false
  await tx.updateTable('sighting_counting').set({ told_at: row.counted_at }).execute()
  return { last: row.told_at }
}

function isBefore(one: string, other: string): boolean {
  return Temporal.Instant.compare(Temporal.Instant.from(one), Temporal.Instant.from(other)) < 0
}
