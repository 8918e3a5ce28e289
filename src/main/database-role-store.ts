import { sql } from 'kysely'
import type { InTransaction, Queries } from '#database/database.ts'
import type { Secret } from '#runtime/secret.ts'
import {
  addedToByGate,
  closedToGate,
  databaseRoles,
  deletedByGate,
  ofGateAlone,
  publishingTables,
  readByGate,
  reportOfGate,
} from './database-role.ts'

const settlingLock = 7_261_012
const { server, gate } = databaseRoles
/** PostgreSQL has the right to rewrite a table from here on. */
const maintainVersion = 170_000

/** Whether the rights of the two roles are settled: `foreign` where this connection does not own the tables, `missing` where nobody made the roles. */
export type Settled = 'settled' | 'foreign' | 'missing'

/**
 * Gives the two roles their rights on every table there is now; run after every migration, by the owner of the tables.
 *
 * @param logins Passwords with which the roles may log in; null leaves that to the administrator.
 */
export async function settleRights(queries: Queries, logins: { readonly server: Secret; readonly gate: Secret } | null): Promise<Settled> {
  return await queries.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${settlingLock})`.execute(tx)
    if (!(await ownsTables(tx))) return 'foreign'
    if (!(await makeRoles(tx))) return 'missing'
    for (const statement of grants(await tablesOf(tx), await hasMaintain(tx))) await sql.raw(statement).execute(tx)
    if (logins !== null) for (const role of ['server', 'gate'] as const) await allowLogin(tx, databaseRoles[role], logins[role])
    return 'settled'
  })
}

async function ownsTables(tx: InTransaction): Promise<boolean> {
  const { rows } = await sql<{ owns: boolean }>`
    select pg_has_role(relowner, 'usage') as owns from pg_class where oid = 'schema_migration'::regclass`.execute(tx)
  return rows[0]?.owns === true
}

async function makeRoles(tx: InTransaction): Promise<boolean> {
  for (const role of [server, gate])
    // Roles belong to the whole cluster: another database of it may have them, or make them now.
    await sql
      .raw(
        `do $$ begin
           if not exists (select from pg_roles where rolname = '${role}') then create role ${role}; end if;
         exception when duplicate_object or unique_violation or insufficient_privilege then null;
         end $$`,
      )
      .execute(tx)
  const { rows } = await sql<{ found: number }>`select count(*)::int as found from pg_roles where rolname in (${server}, ${gate})`.execute(
    tx,
  )
  return rows[0]?.found === 2
}

async function tablesOf(tx: InTransaction): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class where relnamespace = to_regnamespace(current_schema()) and relkind in ('r', 'p') order by 1`.execute(
    tx,
  )
  return rows.map(({ name }) => name)
}

async function hasMaintain(tx: InTransaction): Promise<boolean> {
  const { rows } = await sql<{ version: number }>`select current_setting('server_version_num')::int as version`.execute(tx)
  return (rows[0]?.version ?? 0) >= maintainVersion
}

function grants(tables: readonly string[], maintain: boolean): readonly string[] {
  const listed = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ')
  const known = (names: readonly string[]): readonly string[] => names.filter((name) => tables.includes(name))
  const grant = (rights: string, names: readonly string[], role: string): readonly string[] =>
    names.length === 0 ? [] : [`grant ${rights} on table ${listed(names)} to ${role}`]
  const limited = new Set([...closedToGate, ...readByGate, ...addedToByGate, reportOfGate.table])
  const readOnly = new Set([...publishingTables, ...ofGateAlone, 'schema_migration'])
  return [
    `grant usage on schema public to ${server}, ${gate}`,
    `revoke all on table ${listed(tables)} from ${server}, ${gate}`,
    ...grant(
      'select',
      tables.filter((name) => !ofGateAlone.includes(name)),
      server,
    ),
    ...grant(
      'insert, update, delete',
      tables.filter((name) => !readOnly.has(name)),
      server,
    ),
    ...(maintain ? grant('maintain', known(['report']), server) : []),
    ...grant('select', known(readByGate), gate),
    ...grant('insert', known(addedToByGate), gate),
    ...grant('delete', known([...ofGateAlone, ...deletedByGate]), gate),
    ...grant(
      'select, insert, update',
      tables.filter((name) => !limited.has(name)),
      gate,
    ),
    `grant select, update (${reportOfGate.write.join(', ')}) on table ${reportOfGate.table} to ${gate}`,
    `grant usage on all sequences in schema public to ${server}, ${gate}`,
  ]
}

async function allowLogin(tx: InTransaction, role: string, password: Secret): Promise<void> {
  const { rows } = await sql<{ statement: string }>`
    select format('alter role %I login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password %L', ${role}::text, ${password.reveal()}::text)
      as statement`.execute(tx)
  for (const { statement } of rows) await sql.raw(statement).execute(tx)
}

/** What this connection's role can do that only the gate should, or that the gate should not. */
export type OwnRights = { readonly canPublish: boolean; readonly canReadKeys: boolean }

/** Returns it, as the database itself says. */
export async function ownRights(queries: Queries): Promise<OwnRights> {
  const { rows } = await sql<OwnRights>`
    select has_table_privilege('warning_publication', 'insert') as "canPublish", has_table_privilege('key_slot', 'select') as "canReadKeys"`.execute(
    queries,
  )
  return rows[0] ?? { canPublish: true, canReadKeys: true }
}
