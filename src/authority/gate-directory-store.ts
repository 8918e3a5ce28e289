import { sql } from 'kysely'
import type { InTransaction } from '#database/database.ts'
import type { SeenDirectory } from '#key-directory/open-directory.ts'

declare module '#database/tables.ts' {
  interface Tables {
    gate_directory: { root: string; seen: SeenDirectory }
  }
}

/** Returns what the gate accepted of the directory under the root with this fingerprint, or null. */
export async function seenByGate(tx: InTransaction, root: string): Promise<SeenDirectory | null> {
  const row = await tx.selectFrom('gate_directory').select('seen').where('root', '=', root).executeTakeFirst()
  return row?.seen ?? null
}

/** Remembers what the gate accepted. */
export async function rememberForGate(tx: InTransaction, root: string, seen: SeenDirectory): Promise<void> {
  const written = sql<SeenDirectory>`${JSON.stringify(seen)}::jsonb`
  await tx
    .insertInto('gate_directory')
    .values({ root, seen: written })
    .onConflict((conflict) => conflict.column('root').doUpdateSet({ seen: written }))
    .execute()
}
