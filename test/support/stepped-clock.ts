import type { Database } from '#database/database.ts'
import { sql } from 'kysely'

/** The clock of one database, set forward and back at will: whoever asks it for the time afterwards gets what it was set to. */
export type SteppedClock = {
  /** Sets the clock to the true time and so many seconds. */
  step(seconds: number): Promise<void>
}

/**
 * Gives a database a clock that can be set; connections opened before do not see it.
 *
 * Functions of its own stand before those of PostgreSQL on the path on which unqualified names are looked up; tables stay where they are.
 */
export async function stepClockOf(database: Database): Promise<SteppedClock> {
  const queries = database.kysely
  await sql`create schema stepped`.execute(queries)
  await sql`create table stepped.clock (ahead interval not null)`.execute(queries)
  await sql`insert into stepped.clock values ('0')`.execute(queries)
  await sql`create function stepped.clock_timestamp() returns timestamptz language sql volatile
    as 'select pg_catalog.clock_timestamp() + ahead from stepped.clock'`.execute(queries)
  await sql`create function stepped.now() returns timestamptz language sql stable
    as 'select pg_catalog.now() + ahead from stepped.clock'`.execute(queries)
  // A default was bound to its function when the table was made.
  await sql`alter table obligation_stage alter column target_known_at set default stepped.clock_timestamp()`.execute(queries)
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(queries)
  await sql`alter database ${sql.id(rows[0]?.name ?? '')} set search_path = public, stepped, pg_catalog`.execute(queries)
  return {
    step: async (seconds) => {
      await sql`update stepped.clock set ahead = make_interval(secs => ${seconds})`.execute(queries)
    },
  }
}
