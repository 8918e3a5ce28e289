import { sql, type ColumnType } from 'kysely'
import type { InTransaction, Queries } from '#database/database.ts'
import type { AnswerOwner } from './answer-owner.ts'
import type { PublishedCount } from './shown-count.ts'
import type { SightingKind } from './sighting.ts'

declare module '#database/tables.ts' {
  interface Tables {
    sighting_count: { subject_id: string; kind: SightingKind; included: number; shown: number; counted_at: string }
    sighting_counting: { only_row: boolean; counted_at: string; told_at: ColumnType<string | null, never, string> }
  }
}

/** How many organisations stand by one kind of answer to one subject. */
export type Tally = { readonly subjectId: string; readonly kind: SightingKind; readonly count: number }

/** Returns every tally of at least `fewest`. */
export async function tallies(queries: Queries, fewest: number): Promise<readonly Tally[]> {
  return queries
    .selectFrom('sighting')
    .select((build) => ['subject_id as subjectId', 'kind', build.fn.countAll<number>().as('count')])
    .groupBy(['subject_id', 'kind'])
    .having((build) => build(build.fn.countAll<number>(), '>=', fewest))
    .execute()
}

/** Returns the tags of the operators whose reports led to these subjects, or to the warnings that brought them. */
export async function reportersOf(
  queries: Queries,
  subjectIds: readonly string[],
): Promise<readonly { readonly subjectId: string; readonly ownerTag: Buffer }[]> {
  if (subjectIds.length === 0) return []
  const { rows } = await sql<{ subjectId: string; ownerTag: Buffer }>`
    select distinct one.subject_id as "subjectId", incident.owner_tag as "ownerTag"
    from unnest(${sql.val(subjectIds)}::uuid[]) as one (subject_id)
    left join shared_indicator on shared_indicator.id = one.subject_id
    join warning_report on warning_report.warning_id = coalesce(shared_indicator.warning_id, one.subject_id)
    join report on report.id = warning_report.report_id
    join incident on incident.id = report.incident_id`.execute(queries)
  return rows
}

/** Returns which organisation counts as which owner's. */
export async function allOwners(queries: Queries): Promise<readonly AnswerOwner[]> {
  return queries.selectFrom('answer_owner').select(['organisation_id as organisationId', 'owner_id as ownerId']).execute()
}

/** Begins the counting of `at`; false where it has been done, or another process is at it. */
export async function beginCounting(tx: InTransaction, at: string): Promise<boolean> {
  const begun = await tx
    .insertInto('sighting_counting')
    .values({ only_row: true, counted_at: at })
    .onConflict((conflict) => conflict.column('only_row').doUpdateSet({ counted_at: at }).where('sighting_counting.counted_at', '<', at))
    .returning('counted_at')
    .execute()
  return begun.length === 1
}

/** Returns when was last counted, or null. */
export async function lastCounting(queries: Queries): Promise<string | null> {
  const row = await queries.selectFrom('sighting_counting').select('counted_at').executeTakeFirst()
  return row?.counted_at ?? null
}

/**
 * Writes the answers since the last counting again, in the order of their pseudonyms, which is that of chance: which of them one request brought shows no
 * longer in their places, nor in the transaction that wrote them.
 */
export async function mixAnswers(tx: InTransaction): Promise<void> {
  await sql`
    with fresh as (delete from sighting where not mixed returning subject_id, kind, pseudonym, answered_on)
    insert into sighting (subject_id, kind, pseudonym, answered_on, mixed)
    select subject_id, kind, pseudonym, answered_on, true from fresh order by pseudonym`.execute(tx)
}

/** Removes the answers to what was taken back or ran out before `cutoff` (UTC, `YYYY-MM-DD`); the published numbers stay. */
export async function forgetAnswers(tx: InTransaction, cutoff: string): Promise<void> {
  await sql`
    delete from sighting using shared_indicator as one
    where sighting.subject_id = one.id and (one.revoked_at < ${cutoff}::date or one.valid_until < ${cutoff}::date)`.execute(tx)
  await sql`
    delete from sighting where subject_id in (
      select id from warning where state = 'published' group by id having max(content ->> 'validUntil') < ${cutoff}
    )`.execute(tx)
}

/** One row of a daily table. */
export type CountRow = PublishedCount & { readonly subjectId: string; readonly kind: SightingKind }

/** Returns the latest daily table for these subjects. */
export async function countsOf(queries: Queries, subjectIds: readonly string[]): Promise<readonly CountRow[]> {
  if (subjectIds.length === 0) return []
  return queries
    .selectFrom('sighting_count')
    .select(['subject_id as subjectId', 'kind', 'included', 'shown'])
    .where('subject_id', 'in', subjectIds)
    .execute()
}

/** Writes what has risen in the daily table of `at`. */
export async function raiseCounts(tx: InTransaction, risen: readonly CountRow[], at: string): Promise<void> {
  if (risen.length === 0) return
  await sql`
    insert into sighting_count (subject_id, kind, included, shown, counted_at)
    select one."subjectId", one.kind, one.included, one.shown, ${at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(risen)}::jsonb) as one ("subjectId" uuid, kind text, included integer, shown integer)
    on conflict (subject_id, kind) do update set included = excluded.included, shown = excluded.shown, counted_at = excluded.counted_at`.execute(
    tx,
  )
}
