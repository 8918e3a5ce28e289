import { sql } from 'kysely'
import type { InTransaction } from './database.ts'

/** Does some of the work of a transaction; where that fails, all of it is undone, the transaction goes on, and the failure is thrown. */
export async function undoneOnFailure<Result>(tx: InTransaction, work: () => Promise<Result>): Promise<Result> {
  await sql`savepoint work`.execute(tx)
  try {
    return await work()
  } catch (error) {
    await sql`rollback to savepoint work`.execute(tx)
    throw error
  } finally {
    await sql`release savepoint work`.execute(tx)
  }
}
