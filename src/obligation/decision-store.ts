import type { Queries } from '#database/database.ts'
import { pageOf, type Page, type PageRequest } from '#database/keyset-page.ts'
import type { RecordedDecision, SealedDecision } from './decision.ts'

declare module '#database/tables.ts' {
  interface Tables {
    decision: {
      id: string
      owner_tag: Buffer
      idempotency_key: string
      digest: Buffer
      recorded_at: string
      rulebooks: SealedDecision['rulebooks'] | string
      sealed: Buffer
    }
  }
}

/** A decision on its way into the table. */
export type NewDecision = RecordedDecision & { readonly ownerTag: Buffer; readonly idempotencyKey: string; readonly sealed: Buffer }

const columns = ['id', 'recorded_at', 'rulebooks', 'digest'] as const

/** Adds a decision and returns it, or null where its id or its owner's key was used before. */
export async function insertDecision(queries: Queries, one: NewDecision): Promise<RecordedDecision | null> {
  const row = await queries
    .insertInto('decision')
    .values({
      id: one.decisionId,
      owner_tag: one.ownerTag,
      idempotency_key: one.idempotencyKey,
      digest: Buffer.from(one.digest, 'hex'),
      recorded_at: one.recordedAt,
      rulebooks: JSON.stringify(one.rulebooks),
      sealed: one.sealed,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning(columns)
    .executeTakeFirst()
  return row === undefined ? null : recordedDecision(row)
}

/** Returns the decision that its owner recorded under this key, or null. */
export async function findDecisionByKey(queries: Queries, ownerTag: Buffer, idempotencyKey: string): Promise<RecordedDecision | null> {
  const row = await queries
    .selectFrom('decision')
    .select(columns)
    .where('owner_tag', '=', ownerTag)
    .where('idempotency_key', '=', idempotencyKey)
    .executeTakeFirst()
  return row === undefined ? null : recordedDecision(row)
}

/** Returns one decision of this owner with its sealed part, or null; one of somebody else is like one that does not exist. */
export async function findDecision(
  queries: Queries,
  ownerTag: Buffer,
  id: string,
): Promise<(RecordedDecision & { readonly sealed: string }) | null> {
  const row = await queries
    .selectFrom('decision')
    .select([...columns, 'sealed'])
    .where('id', '=', id)
    .where('owner_tag', '=', ownerTag)
    .executeTakeFirst()
  return row === undefined ? null : { ...recordedDecision(row), sealed: row.sealed.toString('base64') }
}

/** Returns a page of an operator's own decisions, newest first. */
export async function decisionsOfOwner(queries: Queries, ownerTag: Buffer, page: PageRequest): Promise<Page<RecordedDecision>> {
  const [recordedAt, id] = page.after ?? []
  const rows = await queries
    .selectFrom('decision')
    .select(columns)
    .where('owner_tag', '=', ownerTag)
    .$if(recordedAt !== undefined && id !== undefined, (query) =>
      query.where((where) =>
        where.or([
          where('recorded_at', '<', recordedAt ?? ''),
          where.and([where('recorded_at', '=', recordedAt ?? ''), where('id', '>', id ?? '')]),
        ]),
      ),
    )
    .orderBy('recorded_at', 'desc')
    .orderBy('id')
    .limit(page.limit + 1)
    .execute()
  return pageOf(rows.map(recordedDecision), page, (one) => [one.recordedAt, one.decisionId])
}

function recordedDecision(row: {
  id: string
  recorded_at: string
  rulebooks: SealedDecision['rulebooks'] | string
  digest: Buffer
}): RecordedDecision {
  if (typeof row.rulebooks === 'string') throw new TypeError(`Cannot read decision ${row.id}: its rulebooks are no list`)
  return { decisionId: row.id, recordedAt: row.recorded_at, rulebooks: row.rulebooks, digest: row.digest.toString('hex') }
}
