import { mkdtemp, mkdir, chmod, rm } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { Secret } from '#runtime/secret.ts'
import { connectionSettings, openDatabase, type Database, type DatabaseAddress } from './database.ts'
import { startEmbeddedPostgres } from './embedded-postgres.ts'
import { migrate } from './migrate.ts'

/** A database of one test file, cloned from a template that is migrated once. */
export type TestDatabase = { readonly database: Database; readonly address: DatabaseAddress; drop(): Promise<void> }

/** A real PostgreSQL for a run of tests. */
export type TestCluster = { readonly address: SocketAddress; stop(): Promise<void> }

type SocketAddress = Extract<DatabaseAddress, { socketFolder: string }>

const templateName = 'noroshi_template'
const clusterVariable = 'TEST_CLUSTER'

/** Starts a PostgreSQL in a temporary folder with a migrated template database, and leaves its address to child processes in the environment. */
export async function startTestCluster(): Promise<TestCluster> {
  const folder = await mkdtemp(join(tmpdir(), 'nrs-'))
  await chmod(folder, 0o711)
  await mkdir(join(folder, 'private'), { mode: 0o700 })
  const server = await startEmbeddedPostgres({ postgres: join(folder, 'postgres'), private: join(folder, 'private') }, { durable: false })
  if ('url' in server.address) throw new TypeError('The embedded database has no socket')
  const address = server.address
  await createDatabase(address, templateName, 'template0')
  await migrate({ ...address, name: templateName })
  process.env[clusterVariable] = JSON.stringify({ ...address, password: address.password.reveal() })
  return {
    address,
    stop: async () => {
      delete process.env[clusterVariable]
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Returns an empty, migrated database; the cluster of the run is used where there is one, otherwise one is started for this file. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const shared = process.env[clusterVariable]
  const cluster = shared === undefined ? await startTestCluster() : null
  const base = cluster?.address ?? readAddress(shared ?? '')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await createDatabase(base, name, templateName)
  const address = { ...base, name }
  const database = openDatabase(address, 10)
  return {
    database,
    address,
    drop: async () => {
      await database.close()
      await inMaintenance(base, `drop database if exists "${name}" with (force)`)
      await cluster?.stop()
    },
  }
}

function readAddress(text: string): SocketAddress {
  const known = JSON.parse(text) as { socketFolder: string; user: string; password: string; name: string }
  return { ...known, password: new Secret(known.password) }
}

async function createDatabase(address: SocketAddress, name: string, template: string): Promise<void> {
  await inMaintenance(address, `create database "${name}" template "${template}" strategy file_copy`)
}

async function inMaintenance(address: SocketAddress, sql: string): Promise<void> {
  const client = new pg.Client(connectionSettings({ ...address, name: 'postgres' }))
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
