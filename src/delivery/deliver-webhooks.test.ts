import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { after, afterEach, before, beforeEach, test } from 'node:test'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { createMetrics } from '#runtime/metrics.ts'
import { silentLogger } from '../../test/support/test-server.ts'
import { startWebhookServer, type WebhookServer } from '../../test/support/webhook-server.ts'
import { webhookChannel, type WebhookChannel } from './channels/webhook.ts'
import type { Circuits } from './circuit.ts'
import { closeCircuit, findCircuit, giveUpParked } from './circuit-store.ts'
import { createDeliverer, type Deliverer } from './deliver.ts'
import type { Message } from './delivery.ts'
import { insertDeliveries, removeOldDeliveries } from './delivery-store.ts'

const text = { ja: '', en: '' }
const message: Message = { subject: text, text, note: text, path: '/', payload: '{"type":"test"}' }

let test_: TestDatabase
let server: WebhookServer
let channel: WebhookChannel
let told: string[]
/** Path of each recipient, by hex. */
const paths = new Map<string, string>()
/** Status of each path; `hang` never answers. */
const answers = new Map<string, number | 'hang'>()
/** Called when something comes at a path. */
const waits = new Map<string, () => void>()

before(async () => {
  test_ = await createTestDatabase()
})
after(() => test_.drop())

beforeEach(async () => {
  told = []
  answers.clear()
  server = await startWebhookServer(({ path }, response) => {
    waits.get(path)?.()
    const answer = answers.get(path) ?? 204
    if (answer !== 'hang') response.writeHead(answer).end()
  })
  channel = webhookChannel({
    rules: { hosts: [], allowPrivate: true },
    targetOf: (recipient) => {
      const path = paths.get(recipient.toString('hex'))
      return Promise.resolve(path === undefined ? null : { url: `http://127.0.0.1:${server.port}${path}`, secrets: [] })
    },
    nowSeconds: () => 1_800_000_000,
    timeoutMs: 5_000,
  })
  for (const table of ['delivery', 'delivery_circuit'] as const) await test_.database.kysely.deleteFrom(table).execute()
})
afterEach(async () => {
  await channel.close()
  await server.stop()
})

const circuits: Circuits = {
  onParked: (_, { recipient }, failure) => {
    told.push(`parked ${paths.get(recipient.toString('hex')) ?? ''} ${failure}`)
    return Promise.resolve()
  },
  onGivenUp: (_, { recipient }, failure) => {
    told.push(`given up ${paths.get(recipient.toString('hex')) ?? ''} ${failure}`)
    return Promise.resolve()
  },
}

function deliverer(): Deliverer {
  return createDeliverer({
    database: test_.database,
    channel,
    renderers: new Map([['greeting', () => Promise.resolve(message)]]),
    logger: silentLogger,
    metrics: createMetrics(),
    monotonicMs: () => performance.now(),
    leaseMs: 15_000,
    circuits,
  })
}

function recipientAt(path: string): Buffer {
  const recipient = randomBytes(16)
  paths.set(recipient.toString('hex'), path)
  return recipient
}

async function add(recipient: Buffer, count = 1, lane: string | null = null): Promise<readonly string[]> {
  const ids = Array.from({ length: count }, () => randomUUID())
  const sendAt = '2026-11-22T00:00:00Z'
  const rows = ids.map((id) => ({
    id,
    occasion: 'greeting',
    subjectId: id,
    channel: 'webhook',
    recipient,
    messageId: `${id}@x`,
    sendAt,
    lane,
  }))
  await insertDeliveries(test_.database.kysely, rows)
  return ids
}

async function statesOf(ids: readonly string[]): Promise<readonly string[]> {
  const rows = await test_.database.kysely.selectFrom('delivery').select('state').where('id', 'in', ids).execute()
  return rows.map(({ state }) => state)
}

async function passWaits(): Promise<void> {
  const kysely = test_.database.kysely
  await kysely.updateTable('delivery').set({ next_attempt_at: '-infinity' }).where('next_attempt_at', '<', 'infinity').execute()
}

function idsAt(path: string): readonly string[] {
  return server.received.filter((one) => one.path === path).map(({ headers }) => String(headers['webhook-id']))
}

test('every healthy endpoint gets each message once, and never two at the same time', async () => {
  const recipient = recipientAt('/one')
  const ids = await add(recipient, 12)
  await deliverer().round()
  assert.deepEqual(idsAt('/one').toSorted(), [...ids].toSorted())
  assert.equal(server.open.most, 1)
  const attempts = await test_.database.kysely.selectFrom('delivery_attempt').selectAll().execute()
  assert.deepEqual(new Set(attempts.map(({ outcome }) => outcome)), new Set(['sent']))
  assert.equal(attempts.length, 12)
})

test('one host gets at most two messages at the same time, whoever they are for', async () => {
  for (let count = 0; count < 12; count++) await add(recipientAt(`/lane${count}`), 1, 'hooks.example.jp')
  await deliverer().round()
  assert.equal(server.received.length, 12)
  assert.ok(server.open.most <= 2, `${server.open.most} at once`)
})

test('endpoints that hang and fail keep nothing from the others', async () => {
  const bad = Array.from({ length: 30 }, (_, index) => recipientAt(`/bad${index}`))
  const good = Array.from({ length: 30 }, (_, index) => recipientAt(`/good${index}`))
  for (const [index, recipient] of bad.entries()) {
    answers.set(`/bad${index}`, index % 2 === 0 ? 'hang' : 503)
    await add(recipient, 3)
  }
  const wanted = (await Promise.all(good.map((recipient) => add(recipient, 2)))).flat()
  await deliverer().round()
  assert.deepEqual(new Set(await statesOf(wanted)), new Set(['sent']))
  for (const index of bad.keys())
    if (index % 2 === 0) assert.equal(idsAt(`/bad${index}`).length, 1, 'what else waits for it waits with the one that got no answer')
})

test('a host that hangs with hundreds of messages before all others holds up nobody else', async () => {
  for (let index = 0; index < 500; index++) {
    answers.set(`/hog${index}`, 'hang')
    await add(recipientAt(`/hog${index}`), 1, 'hog.example.jp')
  }
  const good = recipientAt('/good')
  const wanted = await add(good, 1, 'hooks.example.jp')
  await test_.database.kysely.updateTable('delivery').set({ next_attempt_at: '-infinity' }).where('recipient', '<>', good).execute()
  const running = deliverer()
  const { promise: came, resolve } = Promise.withResolvers<void>()
  waits.set('/good', resolve)
  const round = running.round()
  await came
  running.stop()
  await round
  assert.deepEqual(await statesOf(wanted), ['sent'])
  assert.equal(server.received.filter(({ path }) => path.startsWith('/hog')).length, 2)
})

test('a message that is always refused lets the others of its recipient pass, and keeps its id on every attempt', async () => {
  const recipient = recipientAt('/poison')
  answers.set('/poison', 500)
  const [poison] = await add(recipient)
  await deliverer().round()
  const others = await add(recipient, 3)
  await test_.database.kysely.updateTable('delivery').set({ next_attempt_at: '-infinity' }).execute()
  answers.set('/poison', 204)
  await deliverer().round()
  assert.deepEqual(new Set(await statesOf([...others, poison ?? ''])), new Set(['sent']))
  assert.equal(idsAt('/poison').filter((id) => id === poison).length, 2)
  assert.equal(await findCircuit(test_.database.kysely, { recipient, channel: 'webhook' }), null)
})

test('a recipient that says it is gone, or has failed for a day, is parked and told so once; resuming sends what waited', async () => {
  const [gone, worn] = [recipientAt('/gone'), recipientAt('/worn')]
  answers.set('/gone', 410).set('/worn', 500)
  const [goneIds, wornIds] = [await add(gone, 2), await add(worn, 2)]
  await deliverer().round()
  await test_.database.kysely
    .updateTable('delivery_circuit')
    .set({ failures: 30, failing_since: '2026-01-01T00:00:00Z' })
    .where('recipient', '=', worn)
    .execute()
  await passWaits()
  await deliverer().round()
  await passWaits()
  await deliverer().round()
  assert.deepEqual(told, ['parked /gone HTTP_410', 'parked /worn HTTP_500'])
  assert.equal(idsAt('/gone').length, 1)
  assert.equal(idsAt('/worn').length, 2)
  answers.clear()
  for (const recipient of [gone, worn]) assert.equal(await closeCircuit(test_.database.kysely, { recipient, channel: 'webhook' }), true)
  await deliverer().round()
  assert.deepEqual(new Set(await statesOf([...goneIds, ...wornIds])), new Set(['sent']))
})

test('what is given up is told, what waited too long for a parked recipient is given up, and old records go', async () => {
  const recipient = recipientAt('/last')
  answers.set('/last', 500)
  const ids = await add(recipient, 2)
  await test_.database.kysely
    .updateTable('delivery')
    .set({ attempts: 99 })
    .where('id', '=', ids[0] ?? '')
    .execute()
  await deliverer().round()
  await passWaits()
  await deliverer().round()
  assert.ok(told.includes('given up /last HTTP_500'))
  await test_.database.kysely
    .updateTable('delivery_circuit')
    .set({ parked_at: '2026-01-01T00:00:00Z' })
    .where('recipient', '=', recipient)
    .execute()
  await test_.database.kysely.updateTable('delivery').set({ next_attempt_at: 'infinity' }).where('state', '=', 'waiting').execute()
  assert.equal(await giveUpParked(test_.database.kysely, 30), 1)
  assert.deepEqual(await statesOf(ids), ['given-up', 'given-up'])
  await test_.database.kysely.updateTable('delivery').set({ settled_at: '2020-01-01T00:00:00Z' }).execute()
  assert.equal(await removeOldDeliveries(test_.database.kysely, { days: 400, limit: 10 }), 2)
  assert.deepEqual(await test_.database.kysely.selectFrom('delivery_attempt').selectAll().execute(), [])
})
