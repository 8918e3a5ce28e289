import { sql, type ColumnType } from 'kysely'
import type { Queries } from '#database/database.ts'

declare module '#database/tables.ts' {
  interface Tables {
    log_shard: { number: number; origin: string; verifier_key: string; url: string; opened_at: string }
    log_identity: { only_row: ColumnType<boolean, never, never>; origin: string; policy: string }
  }
}

/** One log of this installation. When a log is closed, the next one commits to its last witnessed head. */
export type Shard = {
  /** From 1 on. */
  readonly number: number
  readonly origin: string
  /** C2SP signed-note. */
  readonly verifierKey: string
  readonly url: string
  readonly openedAt: string
}

/** The number of the log that is open, as an SQL expression; 1 before its process has run. */
export const openShard = sql<number>`(select coalesce(max(number), 1) from log_shard)`

/** Returns the number of the log that is open. */
export async function currentShard(queries: Queries): Promise<number> {
  const { rows } = await sql<{ number: number }>`select ${openShard} as number`.execute(queries)
  return rows[0]?.number ?? 1
}

/** Returns all logs of this installation, the open one last. */
export async function listShards(queries: Queries): Promise<readonly Shard[]> {
  return await queries
    .selectFrom('log_shard')
    .select(['number', 'origin', 'verifier_key as verifierKey', 'url', 'opened_at as openedAt'])
    .orderBy('number')
    .execute()
}

/** Adds a log, from now on the open one; does nothing where its number is taken. */
export async function addShard(queries: Queries, { number, origin, verifierKey, url, openedAt }: Shard): Promise<void> {
  await queries
    .insertInto('log_shard')
    .values({ number, origin, verifier_key: verifierKey, url, opened_at: openedAt })
    .onConflict((conflict) => conflict.column('number').doNothing())
    .execute()
}

/** Returns who the log is and whom to believe about it; null until its process has run. */
export async function findIdentity(queries: Queries): Promise<{ readonly origin: string; readonly policy: string } | null> {
  return (await queries.selectFrom('log_identity').select(['origin', 'policy']).executeTakeFirst()) ?? null
}

/** Says who the log is and whom to believe about it. */
export async function writeIdentity(queries: Queries, identity: { readonly origin: string; readonly policy: string }): Promise<void> {
  await queries
    .insertInto('log_identity')
    .values(identity)
    .onConflict((conflict) => conflict.column('only_row').doUpdateSet(identity))
    .execute()
}
