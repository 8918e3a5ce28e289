import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { openDatabase, type Database } from '#database/database.ts'
import { migrate } from '#database/migrate.ts'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { Secret } from '#runtime/secret.ts'
import { newestPublished } from '#warning/warning-store.ts'
import { publishWarnings, sampleGate } from '../../test/support/publish-warnings.ts'
import { sampleWarning } from '../../test/support/sample-warning.ts'
import {
  addedToByGate,
  closedToGate,
  databaseRoles,
  deletedByGate,
  ofGateAlone,
  publishingTables,
  readByGate,
  reportOfGate,
  writtenByGate,
} from './database-role.ts'
import { ownRights, settleRights } from './database-role-store.ts'

const at = Temporal.Instant.from('2026-11-23T06:00:00Z')
const logins = { server: new Secret(randomUUID()), gate: new Secret(randomUUID()) }

let owner: TestDatabase
let server: Database
let gate: Database
let warningId: string

before(async () => {
  owner = await createTestDatabase()
  assert.equal(await settleRights(owner.database.kysely, logins), 'settled')
  server = as('server')
  gate = as('gate')
  const [id = ''] = await publishWarnings(owner.database, [sampleWarning()], at)
  warningId = id
})

after(async () => {
  await server.close()
  await gate.close()
  await owner.drop()
})

function as(role: 'server' | 'gate'): Database {
  if ('url' in owner.address) throw new TypeError('The test database has no socket')
  return openDatabase({ ...owner.address, user: databaseRoles[role], password: logins[role] }, 3)
}

const refused = { code: '42501' }

test('the role of the server can publish in no way', async () => {
  const version = `'${randomUUID()}', 1, 'release'`
  const ways = [
    `insert into warning (id, version, act, state, tlp, content, published_at) values (${version}, 'published', 'clear', '{}', now())`,
    `insert into warning (id, version, act, state, tlp, content) values (${version}, 'approved', 'clear', '{}')`,
    `update warning set state = 'published', published_at = now()`,
    `update warning set content = '{}'`,
    `delete from warning`,
    `insert into warning_publication (clearance, sequence, warning_id, warning_version) values ('clear', 1, '${warningId}', 1)`,
    `update warning_publication set clearance = 'clear'`,
    `delete from warning_publication`,
    `insert into warning_object (collection, date_added, stix_id, stix_version, type, body) values ('clear', now(), 'x', now(), 'indicator', '')`,
    `update warning_object set body = ''`,
    `insert into shared_indicator select gen_random_uuid(), warning_id, tlp, type, 'x', role, advice, confidence, pattern, valid_until, now(), now(), null from shared_indicator`,
    `update shared_indicator set advice = 'block', revoked_at = null`,
    `insert into gate_signature select version_id, gen_random_uuid(), '', '', '', '' from warning`,
    `update gate_signature set statement = ''`,
    `insert into gate_key values (gen_random_uuid(), 99, '', '', '', now())`,
    `truncate warning_publication`,
    `alter table warning disable trigger all`,
    `create trigger own before insert on report execute function suppress_redundant_updates_trigger()`,
    `create table own (one integer)`,
    `set role ${databaseRoles.gate}`,
    `alter role ${databaseRoles.server} superuser`,
    `copy (select 1) to program 'true'`,
    `update schema_migration set hash = ''`,
    `insert into reported_value values ('', '', now())`,
    `select 1 from reported_value`,
    `delete from gate_directory`,
  ]
  for (const way of ways) await assert.rejects(server.pool.query(way), refused, way)
  const [published] = await newestPublished(server.kysely, { clearance: 'green', from: null, limit: 2 })
  assert.equal(published?.id, warningId)
})

test('the role of the server does everything else', async () => {
  await server.pool.query(`insert into challenge select * from challenge`)
  await server.pool.query(`update report set gate_taken_at = null`)
  await server.pool.query(`delete from session`)
  await server.pool.query('select 1 from warning_signature')
  await server.pool.query(`update warning_draft set state = 'approved'`)
})

test('the role of the gate publishes', async () => {
  await sampleGate(gate)
  const [id] = await publishWarnings(gate, [sampleWarning()], at)
  const published = await newestPublished(server.kysely, { clearance: 'green', from: null, limit: 10 })
  assert.ok(published.some((one) => one.id === id && one.signature !== null))
})

test('the role of the gate reads no key material, credential, opening or entry of the log', async () => {
  for (const table of [...closedToGate, ...addedToByGate]) await assert.rejects(gate.pool.query(`select 1 from ${table}`), refused, table)
  for (const table of readByGate) await assert.rejects(gate.pool.query(`delete from ${table}`), refused, table)
  await assert.rejects(gate.pool.query(`update report set sealed_filing = null`), refused)
  await assert.rejects(gate.pool.query(`update person set active = true`), refused)
  for (const table of deletedByGate) await gate.pool.query(`delete from ${table} where false`)
})

test('every table has its place in the rights of the gate, and every name in them is a table', async () => {
  const { rows } = await owner.database.pool.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1`,
  )
  const placed = [
    ...closedToGate,
    ...readByGate,
    ...addedToByGate,
    ...writtenByGate,
    ...publishingTables,
    ...ofGateAlone,
    reportOfGate.table,
  ]
  assert.deepEqual(
    rows.map(({ name }) => name),
    placed.toSorted(),
  )
})

test('settleRights() opens new tables to the server, does nothing for who is not the owner, and says so', async () => {
  await owner.database.pool.query('create table added_later (one integer)')
  await assert.rejects(server.pool.query('select 1 from added_later'), refused)
  assert.equal(await settleRights(server.kysely, null), 'foreign')
  assert.equal(await settleRights(owner.database.kysely, null), 'settled')
  await server.pool.query('insert into added_later values (1)')
  await owner.database.pool.query('drop table added_later')
})

test('ownRights() tells a role that may publish from one that may not', async () => {
  assert.deepEqual(await ownRights(server.kysely), { canPublish: false, canReadKeys: true })
  assert.deepEqual(await ownRights(gate.kysely), { canPublish: true, canReadKeys: false })
  assert.deepEqual(await ownRights(owner.database.kysely), { canPublish: true, canReadKeys: true })
})

test('migrate() as a role that may change nothing finds the schema complete', async () => {
  if ('url' in owner.address) throw new TypeError('The test database has no socket')
  assert.deepEqual(await migrate({ ...owner.address, user: databaseRoles.gate, password: logins.gate }), [])
})
