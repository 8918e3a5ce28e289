import type { Queries } from '#database/database.ts'

declare module '#database/tables.ts' {
  interface Tables {
    installation: { demo: boolean }
  }
}

/** Returns what this database is for, or null where nothing was set up yet. */
export async function findInstallation(queries: Queries): Promise<{ readonly demo: boolean } | null> {
  return (await queries.selectFrom('installation').select('demo').executeTakeFirst()) ?? null
}

/** Marks what this database is for; the row locks out a second set-up that runs at the same time. */
export async function markInstallation(queries: Queries, demo: boolean): Promise<boolean> {
  const added = await queries
    .insertInto('installation')
    .values({ demo })
    .onConflict((conflict) => conflict.doNothing())
    .returning('demo')
    .execute()
  return added.length === 1
}
