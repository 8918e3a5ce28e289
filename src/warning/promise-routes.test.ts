import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { recordPickUp } from '#delivery/pick-up-store.ts'
import { createServiceClient } from '#runtime/service-client.ts'
import { addSubscription } from '../../test/support/sample-subscription.ts'
import { publishWarnings } from '../../test/support/publish-warnings.ts'
import { sampleWarning } from '../../test/support/sample-warning.ts'
import { startTestServer } from '../../test/support/test-server.ts'
import { endedSpans } from './promise-store.ts'
import { promiseRoutes } from './promise-routes.ts'
import { findReach, resendNewest } from './reach-store.ts'

let test_: TestDatabase

before(async () => {
  test_ = await createTestDatabase()
})
after(() => test_.drop())

test('the promise tells full days of at least ten, rounded, and nothing of fewer', async () => {
  const { database } = test_
  const insert = async (count: number, channel: string) => {
    for (let made = 0; made < count; made++) {
      const id = randomUUID()
      await database.kysely
        .insertInto('delivery')
        .values({
          id,
          occasion: 'warning',
          subject_id: id,
          channel,
          recipient: Buffer.alloc(16),
          message_id: id,
          send_at: yesterday(0),
          next_attempt_at: yesterday(0),
          attempts: 1,
          lease: null,
          state: 'sent',
          settled_at: yesterday(made + 1),
          failure: null,
          lane: null,
          bundled_into: null,
        })
        .execute()
    }
  }
  await insert(17, 'webhook')
  await insert(9, 'mail')
  const server = await startTestServer(promiseRoutes({ database }), database)
  const answer = await createServiceClient(server.url, null).json('/api/v1/promise')
  await server.stop()
  const day = yesterday(0).slice(0, 10)
  assert.deepEqual(answer, {
    days: [{ day, step: 'delivered', channel: 'webhook', atLeast: 10, halfWithinSeconds: 15, mostWithinSeconds: 60 }],
  })
})

function yesterday(second: number): string {
  const start = Temporal.Now.zonedDateTimeISO('UTC').startOfDay().subtract({ days: 1 })
  return start.add({ hours: 12, seconds: second }).toInstant().toString()
}

test('findReach() counts whom a version reached, and names those alone that let their name be shown', async () => {
  const { kysely } = test_.database
  const [shown, silent] = [await addSubscription(kysely, { isShown: true }), await addSubscription(kysely)]
  const at = Temporal.Now.instant().round({ smallestUnit: 'second' })
  const [id = ''] = await publishWarnings(test_.database, [sampleWarning()], at)
  await kysely
    .updateTable('delivery')
    .set({ state: 'sent', settled_at: at.toString() })
    .where('recipient', '=', bytesOf(silent.id))
    .execute()
  await recordPickUp(kysely, { organisationId: shown.organisationId, channel: 'taxii', upTo: at.toString() })
  await recordPickUp(kysely, { organisationId: silent.organisationId, channel: 'taxii', upTo: at.subtract({ seconds: 9 }).toString() })
  const reach = await findReach(kysely, id)
  assert.deepEqual(reach?.counts, [
    { channel: 'webhook', state: 'reached', count: 1 },
    { channel: 'webhook', state: 'waiting', count: 1 },
    { channel: 'taxii', state: 'reached', count: 1 },
    { channel: 'taxii', state: 'waiting', count: 1 },
  ])
  const name = { ja: '見本協会', en: 'Sample Association' }
  assert.deepEqual(reach?.names, [{ name, channel: 'webhook', state: 'waiting', at: null, phones: [] }])
  assert.equal(await findReach(kysely, randomUUID()), null)
})

test('resendNewest() lets what was given up and what waits be tried at once, and leaves what arrived', async () => {
  const { kysely } = test_.database
  const [given, parked, arrived] = [await addSubscription(kysely), await addSubscription(kysely), await addSubscription(kysely)]
  const at = Temporal.Now.instant().round({ smallestUnit: 'second' })
  const [id = ''] = await publishWarnings(test_.database, [sampleWarning()], at)
  const reach = await findReach(kysely, id)
  const all = kysely.updateTable('delivery').where('subject_id', '=', reach?.versionId ?? '')
  await all.set({ state: 'sent', settled_at: at.toString() }).execute()
  await all.set({ state: 'given-up', failure: 'HTTP_500' }).where('recipient', '=', bytesOf(given.id)).execute()
  await all.set({ state: 'waiting', settled_at: null, next_attempt_at: 'infinity' }).where('recipient', '=', bytesOf(parked.id)).execute()
  assert.equal(await resendNewest(kysely, id), 2)
  const rows = await kysely
    .selectFrom('delivery')
    .select(['recipient', 'state', 'settled_at'])
    .where('subject_id', '=', reach?.versionId ?? '')
    .where((build) => build('next_attempt_at', '<=', build.fn<string>('clock_timestamp', [])))
    .where('state', '=', 'waiting')
    .execute()
  assert.deepEqual(
    new Set(rows.map(({ recipient }) => recipient.toString('hex'))),
    new Set([given, parked].map((one) => bytesOf(one.id).toString('hex'))),
  )
  assert.ok(!rows.some(({ recipient }) => recipient.equals(bytesOf(arrived.id))))
})

function bytesOf(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex')
}

test('endedSpans() tells each pick-up once', async () => {
  const { kysely } = test_.database
  const { organisationId } = await addSubscription(kysely)
  const first = await endedSpans(kysely, null)
  assert.deepEqual(first.spans, [])
  await recordPickUp(kysely, { organisationId, channel: 'misp', upTo: Temporal.Now.instant().toString() })
  const second = await endedSpans(kysely, first.until)
  assert.deepEqual(
    second.spans.map(({ step, channel }) => [step, channel]),
    [['picked-up', 'misp']],
  )
  assert.deepEqual((await endedSpans(kysely, second.until)).spans, [])
})
