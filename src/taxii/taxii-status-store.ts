import type { Queries } from '#database/database.ts'

declare module '#database/tables.ts' {
  interface Tables {
    taxii_status: { id: string; taken: number; refused: number; kept_until: string }
  }
}

/** What became of the objects of one request, as numbers; who sent them and which they were is not kept. */
export type StatusCounts = { readonly taken: number; readonly refused: number }

/**
 * Keeps the status of a request, and drops those that have been kept long enough.
 *
 * @param days `today`, and the last day on which it can be asked for; both UTC, `YYYY-MM-DD`.
 */
export async function insertStatus(
  queries: Queries,
  status: StatusCounts & { readonly id: string },
  days: { readonly today: string; readonly keptUntil: string },
): Promise<void> {
  await queries.deleteFrom('taxii_status').where('kept_until', '<', days.today).execute()
  const { id, taken, refused } = status
  await queries.insertInto('taxii_status').values({ id, taken, refused, kept_until: days.keptUntil }).execute()
}

/** Returns the status of a request, or null where it is not kept or never was. */
export async function findStatus(queries: Queries, id: string): Promise<StatusCounts | null> {
  const row = await queries.selectFrom('taxii_status').select(['taken', 'refused']).where('id', '=', id).executeTakeFirst()
  return row ?? null
}
