import { sql, type SelectQueryBuilder } from 'kysely'
import type { Queries } from '#database/database.ts'
import { pageOf, type CursorKey, type Page, type PageRequest } from '#database/keyset-page.ts'
import type { Tables } from '#database/tables.ts'
import { obligationOfRow, stageOfRow } from './obligation-store.ts'
import type { OwedRow } from './owed-row.ts'
import { soonHours, type OwedStanding } from './owed-standing.ts'

/**
 * Whose list of what is owed is read: an operator's over its own incidents, or an authority's over those that it received, under the laws that name
 * it, and over itself.
 */
export type OwedReader =
  | { readonly side: 'operator'; readonly ownerTag: Buffer }
  | { readonly side: 'authority'; readonly authorityId: string; readonly laws: readonly string[] }

/** What of it is wanted; what is absent lets everything through. */
export type OwedFilter = {
  readonly state?: 'open' | 'settled' | 'all' | undefined
  readonly law?: string | undefined
  /** Duties of operators, or of authorities. */
  readonly party?: 'operator' | 'authority' | undefined
  readonly standing?: OwedStanding | undefined
}

/** What the keys of a cursor over such rows are. */
export const owedCursorKeys: readonly CursorKey[] = ['instant', 'uuid', 'name', 'name', 'name', 'count']

type Stages = Tables & { stage: Tables['obligation_stage'] }
type OwedQuery = SelectQueryBuilder<Stages, 'stage' | 'obligation' | 'incident', object>

/** A reader with its incidents, or null for them where they are too many to name. */
type KnownReader =
  | Extract<OwedReader, { side: 'authority' }>
  | (Extract<OwedReader, { side: 'operator' }> & { readonly incidentIds: readonly string[] | null })
type Wish = { readonly reader: OwedReader; readonly filter: OwedFilter; readonly now: Temporal.Instant }
type KnownWish = Omit<Wish, 'reader'> & { readonly reader: KnownReader }

const openOrder = sql<string>`coalesce(stage.due_at, stage.starts_at, 'infinity')`
const settledOrder = sql<string>`coalesce(stage.met_at, stage.superseded_at, obligation.ended_at)`

/** Returns a page of stages: the next limit first, or, where settled ones alone are wanted, what was settled last first. */
export async function owedPage(queries: Queries, wish: Wish, page: PageRequest): Promise<Page<OwedRow>> {
  const isSettled = wish.filter.state === 'settled'
  const order = isSettled ? settledOrder : openOrder
  const key = sql`(${order}, stage.incident_id, stage.law, stage.party, stage.stage, stage.round)`
  const direction = isSettled ? 'desc' : 'asc'
  const [at, incidentId, law, party, stage, round] = page.after ?? []
  const after = sql`(${at}::timestamptz, ${incidentId}::uuid, ${law}::text, ${party}::text, ${stage}::text, ${round}::bigint)`
  const rows = await owedStages(queries, await known(queries, wish))
    .selectAll('stage')
    .select(['obligation.rulebook', 'obligation.rulebook_version', 'obligation.verdict', 'obligation.ended_at', 'obligation.ended_as'])
    .select(['incident.kind', order.as('ordered_at')])
    .$if(page.after !== null, (query) => query.where(isSettled ? sql<boolean>`${key} < ${after}` : sql<boolean>`${key} > ${after}`))
    .orderBy(order, direction)
    .orderBy('stage.incident_id', direction)
    .orderBy('stage.law', direction)
    .orderBy('stage.party', direction)
    .orderBy('stage.stage', direction)
    .orderBy('stage.round', direction)
    .limit(page.limit + 1)
    .execute()
  const found = pageOf(rows, page, (one) => [one.ordered_at, one.incident_id, one.law, one.party, one.stage, String(one.round)])
  return {
    rows: found.rows.map((row) => ({ obligation: obligationOfRow(row, [stageOfRow(row)]), incidentKind: row.kind })),
    next: found.next,
  }
}

/** Returns how many stages the wish finds, counting no further than `most`. */
export async function countOwed(queries: Queries, wish: Wish, most: number): Promise<number> {
  const { count } = await queries
    .selectFrom(
      owedStages(queries, await known(queries, wish))
        .select('stage.round')
        .limit(most)
        .as('found'),
    )
    .select((select) => select.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

const namedMost = 1_000

/**
 * Names an operator's incidents while they are few: then they are looked up one by one, however many others there are, and what the database
 * believes of the spread of tags does not matter.
 */
async function known(queries: Queries, { reader, ...wish }: Wish): Promise<KnownWish> {
  if (reader.side === 'authority') return { reader, ...wish }
  const rows = await queries
    .selectFrom('incident')
    .select('id')
    .where('owner_tag', '=', reader.ownerTag)
    .limit(namedMost + 1)
    .execute()
  return { reader: { ...reader, incidentIds: rows.length > namedMost ? null : rows.map(({ id }) => id) }, ...wish }
}

function owedStages(queries: Queries, { reader, filter, now }: KnownWish): OwedQuery {
  const query: OwedQuery = queries
    .selectFrom('obligation_stage as stage')
    .innerJoin('obligation', (join) =>
      join
        .onRef('obligation.incident_id', '=', 'stage.incident_id')
        .onRef('obligation.law', '=', 'stage.law')
        .onRef('obligation.party', '=', 'stage.party'),
    )
    .innerJoin('incident', 'incident.id', 'stage.incident_id')
  return narrowed(inState(readable(query, reader, filter.party), filter.state ?? 'open'), filter, now)
}

function readable(query: OwedQuery, reader: KnownReader, party: OwedFilter['party']): OwedQuery {
  switch (reader.side) {
    case 'operator':
      return reader.incidentIds === null
        ? query.where('incident.owner_tag', '=', reader.ownerTag)
        : query.where(sql<boolean>`stage.incident_id = any(${reader.incidentIds}::uuid[])`)
    case 'authority':
      return query
        .where('stage.party', 'in', party === 'authority' ? [reader.authorityId] : ['operator', reader.authorityId])
        .where(sql<boolean>`(stage.party <> 'operator' or stage.law = any(${reader.laws}::text[]))`)
        .where((where) =>
          where.exists(
            where
              .selectFrom('incident_recipient')
              .select('incident_recipient.incident_id')
              .where('incident_recipient.authority_id', '=', reader.authorityId)
              .whereRef('incident_recipient.incident_id', '=', 'stage.incident_id'),
          ),
        )
  }
}

function inState(query: OwedQuery, state: 'open' | 'settled' | 'all'): OwedQuery {
  switch (state) {
    case 'open':
      return query.where('stage.met_at', 'is', null).where('stage.superseded_at', 'is', null).where('obligation.ended_at', 'is', null)
    case 'settled':
      return query.where(settledOrder, 'is not', null)
    case 'all':
      return query
  }
}

function narrowed(query: OwedQuery, { law, party, standing }: OwedFilter, now: Temporal.Instant): OwedQuery {
  let found = query
  if (law !== undefined) found = found.where('stage.law', '=', law)
  if (party === 'operator') found = found.where('stage.party', '=', 'operator')
  // Said as the index of such duties says it.
  if (party === 'authority') found = found.where(sql<boolean>`stage.party <> 'operator'`)
  return standing === undefined ? found : standingAt(found, standing, now)
}

/** The rule of `owedStanding()` over rows. */
function standingAt(query: OwedQuery, standing: OwedStanding, now: Temporal.Instant): OwedQuery {
  const soonAt = now.add({ hours: soonHours }).toString()
  switch (standing) {
    case 'overdue':
      return query.where(openOrder, '<', now.toString()).where('stage.due_at', 'is not', null)
    case 'soon':
      return query.where(openOrder, '>=', now.toString()).where(openOrder, '<=', soonAt).where('stage.due_at', 'is not', null)
    case 'later':
      return query.where(openOrder, '>', soonAt).where('stage.due_at', 'is not', null)
    case 'promptly':
      return query.where('stage.due_at', 'is', null).where(isPromptly)
    case 'waiting':
      return query.where('stage.due_at', 'is', null).where(sql<boolean>`not ${isPromptly}`)
  }
}

// A stage whose clock was not kept is owed without a limit, as `stateOf()` has it.
const isPromptly = sql<boolean>`coalesce(stage.clock #>> '{limit,unit}' = 'promptly', true)`
