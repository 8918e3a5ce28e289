import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { createPublicationWatch } from '#warning/publication-watch.ts'
import { publishObjects } from '../../test/support/publish-objects.ts'
import { sampleObjects } from '../../test/support/sample-warning.ts'
import { silentLogger } from '../../test/support/test-server.ts'
import { createPublishedObjects, type PublishedObjects } from './published-objects.ts'

const now = Temporal.Instant.from('2026-11-22T09:00:00Z')
let database: TestDatabase

before(async () => {
  database = await createTestDatabase()
})

after(() => database.drop())

function publish(count: number): Promise<void> {
  return publishObjects(database.database, { collection: 'green', objects: sampleObjects(count, 'green'), now })
}

/** Waits until a process has as many objects as asked, looking at each turn of the event loop. */
async function reaches(objects: PublishedObjects, size: number): Promise<void> {
  while (objects.collection('green')?.size !== size) await new Promise((resolve) => setImmediate(resolve))
}

test('createPublishedObjects() has nothing to show before the first refresh', async () => {
  const objects = createPublishedObjects({ database: database.database })
  assert.equal(objects.collection('green'), null)
  await objects.refresh()
  assert.equal(objects.collection('green')?.size, 0)
})

test('createPublishedObjects() adds each object once when refreshed by many at once', async () => {
  const objects = createPublishedObjects({ database: database.database })
  await publish(10)
  await Promise.all(Array.from({ length: 5 }, () => objects.refresh()))
  assert.equal(objects.collection('green')?.size, 11)
})

test('createPublicationWatch() brings to every process what any process publishes, at once', async () => {
  const processes = [createPublishedObjects({ database: database.database }), createPublishedObjects({ database: database.database })]
  const watches = processes.map((objects) =>
    createPublicationWatch({ address: database.address, logger: silentLogger, refresh: [objects.refresh], pollSeconds: 600 }),
  )
  for (const watch of watches) await watch.start()
  await publish(5)
  for (const objects of processes) await reaches(objects, 16)
  for (const watch of watches) await watch.stop()
})

test('createPublicationWatch() goes on when its connection is cut', async () => {
  const objects = createPublishedObjects({ database: database.database })
  const watch = createPublicationWatch({ address: database.address, logger: silentLogger, refresh: [objects.refresh], pollSeconds: 0.05 })
  await watch.start()
  await reaches(objects, 16)
  const cut = "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'listen%'"
  assert.equal((await database.database.pool.query(cut)).rowCount, 1)
  await publish(3)
  await reaches(objects, 19)
  await watch.stop()
})
