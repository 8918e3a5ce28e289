import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { connectionSettings, type DatabaseAddress } from './database.ts'
import { DatabaseError, describeCause, isDatabaseAway } from './database-error.ts'

/** One numbered file of `migrations/`. */
type Migration = { readonly version: number; readonly name: string; readonly sql: string; readonly hash: string }

const folder = fileURLToPath(new URL('../../migrations', import.meta.url))
// Any constant will do: it only has to be the same in every process that migrates.
const lockNumber = 7_261_001

/**
 * Brings the schema to the newest version, each migration in its own transaction. Processes that start at once wait for one another.
 *
 * @returns The versions that were applied now.
 * @throws {DatabaseError} `DATABASE_UNREACHABLE`, `DATABASE_IN_USE` if the database holds tables of another program, `DATABASE_NEWER` if a newer program wrote the schema, `MIGRATION_CHANGED` if an applied file differs, `MIGRATION_FAILED`.
 */
export async function migrate(address: DatabaseAddress): Promise<readonly number[]> {
  const migrations = await readMigrations()
  const client = new pg.Client({ ...connectionSettings(address), connectionTimeoutMillis: 10_000 })
  client.on('error', () => {})
  try {
    await client.connect()
  } catch (cause) {
    throw new DatabaseError('DATABASE_UNREACHABLE', `Cannot reach the database: ${describeCause(cause)}`, { cause })
  }
  try {
    await client.query('select pg_advisory_lock($1)', [lockNumber])
    await refuseForeignTables(client)
    return await applyMissing(client, migrations)
  } catch (cause) {
    if (!isDatabaseAway(cause)) throw cause
    throw new DatabaseError('DATABASE_UNREACHABLE', `Lost the database while migrating: ${describeCause(cause)}`, { cause })
  } finally {
    await client.end().catch(() => null)
  }
}

async function readMigrations(): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name)).toSorted()
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(`${folder}/${name}`, 'utf8')
      return { version: Number(name.slice(0, 4)), name, sql, hash: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

/** A database with tables and without our list of migrations is somebody else's; what extensions brought does not count. */
async function refuseForeignTables(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class
     where relnamespace = to_regnamespace(current_schema()) and relkind in ('r', 'p', 'v', 'm', 'f', 'S')
       and to_regclass('schema_migration') is null
       and not exists (select 1 from pg_depend where classid = 'pg_class'::regclass and objid = pg_class.oid and deptype = 'e')
     limit 1`,
  )
  if (rows[0] !== undefined)
    throw new DatabaseError(
      'DATABASE_IN_USE',
      'Cannot start: the database holds tables of another program; name an empty one in DATABASE_URL',
    )
}

async function applyMissing(client: pg.Client, migrations: readonly Migration[]): Promise<readonly number[]> {
  // Who may only use the tables may not even try to make this one.
  const { rows: known } = await client.query<{ known: boolean }>(`select to_regclass('schema_migration') is not null as known`)
  if (known[0]?.known !== true)
    await client.query(
      'create table if not exists schema_migration (version integer primary key, name text not null, hash text not null, applied_at timestamptz not null default now())',
    )
  const { rows } = await client.query<{ version: number; hash: string }>('select version, hash from schema_migration order by version')
  const applied = new Map(rows.map((row) => [row.version, row.hash]))
  refuseUnknownVersions(applied, migrations)
  const missing = migrations.filter((migration) => !applied.has(migration.version))
  for (const migration of missing) await apply(client, migration)
  return missing.map((migration) => migration.version)
}

function refuseUnknownVersions(applied: ReadonlyMap<number, string>, migrations: readonly Migration[]): void {
  const newest = migrations.at(-1)?.version ?? 0
  const found = Math.max(0, ...applied.keys())
  if (found > newest)
    throw new DatabaseError(
      'DATABASE_NEWER',
      `Cannot start: the data was written by a newer version of Noroshi (schema ${found}, this program knows ${newest}); start that version, or use another data folder`,
    )
  const changed = migrations.find((migration) => applied.has(migration.version) && applied.get(migration.version) !== migration.hash)
  if (changed !== undefined)
    throw new DatabaseError(
      'MIGRATION_CHANGED',
      `Cannot start: migrations/${changed.name} differs from the one that was applied to this database`,
    )
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await client.query('begin')
    await client.query(migration.sql)
    await client.query('insert into schema_migration (version, name, hash) values ($1, $2, $3)', [
      migration.version,
      migration.name,
      migration.hash,
    ])
    await client.query('commit')
  } catch (cause) {
    await client.query('rollback').catch(() => null)
    throw new DatabaseError('MIGRATION_FAILED', `Cannot start: migrations/${migration.name} failed: ${describeCause(cause)}`, { cause })
  }
}
