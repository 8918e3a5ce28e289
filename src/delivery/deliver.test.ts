import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { after, afterEach, before, beforeEach, test } from 'node:test'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { createMetrics } from '#runtime/metrics.ts'
import { Secret } from '#runtime/secret.ts'
import { startMailServer, type MailServer } from '../../test/support/mail-server.ts'
import { readMail } from '../../test/support/read-mail.ts'
import { silentLogger } from '../../test/support/test-server.ts'
import { mailChannel } from './channels/mail.ts'
import { noticeChannel } from './channels/notice.ts'
import { createDeliverer, type Deliverer, type DeliveryParts, type Renderer } from './deliver.ts'
import type { Channel, Message } from './delivery.ts'
import { insertDeliveries, type NewDelivery } from './delivery-store.ts'
import { noticesOf } from './notice-store.ts'

const message: Message = {
  subject: { ja: '【Noroshi】件名', en: 'A subject' },
  text: { ja: '本文です。\n', en: 'A text.\n.\nIts end.\n' },
  note: { ja: '一行', en: 'One line' },
  path: '/',
}

let test_: TestDatabase
let server: MailServer
let refusals: Map<string, number>

before(async () => {
  test_ = await createTestDatabase()
})
after(() => test_.drop())

beforeEach(async () => {
  refusals = new Map()
  server = await startMailServer({ refuse: (messageId) => refusals.get(messageId) ?? null })
  await test_.database.kysely.deleteFrom('delivery').execute()
})
afterEach(() => server.stop())

function mail(port = server.port, language: 'ja' | 'en' = 'en'): Channel {
  const settings = { url: new Secret(`smtp://127.0.0.1:${port}`), tls: false, from: 'noroshi@platform.example' }
  return mailChannel(settings, (recipient) =>
    Promise.resolve(recipient.length === 0 ? null : { address: 'desk@operator.example', language }),
  )
}

function deliverer(parts: Partial<DeliveryParts> = {}): Deliverer {
  return createDeliverer({
    database: test_.database,
    channel: mail(),
    renderers: new Map([['greeting', () => Promise.resolve(message)]]),
    logger: silentLogger,
    metrics: createMetrics(),
    monotonicMs: () => performance.now(),
    leaseMs: 15_000,
    ...parts,
  })
}

async function add(fields: Partial<NewDelivery> = {}): Promise<NewDelivery> {
  const id = randomUUID()
  const one = {
    id,
    occasion: 'greeting',
    subjectId: randomUUID(),
    channel: 'mail',
    recipient: randomBytes(32),
    messageId: `${id}@platform.example`,
    sendAt: '2026-11-22T00:00:00Z',
    ...fields,
  }
  await insertDeliveries(test_.database.kysely, [one])
  return one
}

async function stateOf({ id }: { readonly id: string }) {
  const row = await test_.database.kysely.selectFrom('delivery').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  return { state: row.state, attempts: row.attempts, failure: row.failure, isLeased: row.lease !== null }
}

/** Lets the wait after a failure be over. */
async function passWaits(): Promise<void> {
  await test_.database.kysely.updateTable('delivery').set({ next_attempt_at: '-infinity' }).execute()
}

test('a round sends each mail once, in the language of its reader, under the message id of its row', async () => {
  const rows = await Promise.all(Array.from({ length: 25 }, () => add()))
  await deliverer().round()
  await deliverer().round()
  assert.deepEqual(server.accepted.map(({ messageId }) => messageId).toSorted(), rows.map(({ messageId }) => messageId).toSorted())
  assert.deepEqual(await stateOf(rows[0] ?? { id: '' }), { state: 'sent', attempts: 1, failure: null, isLeased: false })
  const [{ text, to }] = server.accepted as [MailServer['accepted'][number]]
  assert.equal(to, 'desk@operator.example')
  assert.match(text, /^Subject: A subject\r$/m)
  assert.match(text, /^Auto-Submitted: auto-generated\r$/m)
  assert.match(text, /\r\n\r\nA text\.\r\n\.\r\nIts end\.\r\n/)
})

test('Japanese mail arrives whole', async () => {
  await add()
  await deliverer({ channel: mail(server.port, 'ja') }).round()
  const text = server.accepted[0]?.text ?? ''
  assert.match(text, /^Subject: =\?UTF-8\?/im)
  const { headers, text: body } = readMail(text)
  assert.deepEqual([headers.get('subject'), body.trim()], ['【Noroshi】件名', '本文です。'])
})

test('nothing that a message says becomes a header or a recipient of its own', async () => {
  const end = '\r\nBcc: other@elsewhere.example\r\n\r\nA text of somebody else'
  const hostile = { ja: `件名${end}`, en: `A subject${end}` }
  const unsubscribe = `https://platform.example/p/unsubscribe?id=1${end}`
  const renderers = new Map<string, Renderer>([
    ['greeting', () => Promise.resolve({ ...message, subject: hostile, unsubscribe, earlierMails: [`1@platform.example${end}`] })],
  ])
  for (const language of ['ja', 'en'] as const) {
    await add()
    await deliverer({ renderers, channel: mail(server.port, language) }).round()
  }
  assert.deepEqual(
    server.accepted.map(({ to }) => to),
    ['desk@operator.example', 'desk@operator.example'],
  )
  for (const [index, { text }] of server.accepted.entries()) {
    const { headers, text: body } = readMail(text)
    assert.ok(!headers.has('bcc'))
    assert.equal(body.trim(), index === 0 ? '本文です。' : message.text.en.trim())
  }
})

test('a passing refusal is tried again under the same message id, one for good is given up at once', async () => {
  const [busy, unknown] = [await add(), await add()]
  refusals.set(busy.messageId, 451).set(unknown.messageId, 550)
  await deliverer().round()
  assert.deepEqual(await stateOf(busy), { state: 'waiting', attempts: 1, failure: 'EMESSAGE-451', isLeased: false })
  assert.deepEqual(await stateOf(unknown), { state: 'given-up', attempts: 1, failure: 'EMESSAGE-550', isLeased: false })
  await deliverer().round()
  assert.equal((await stateOf(busy)).attempts, 1, 'it waits')
  refusals.clear()
  await passWaits()
  await deliverer().round()
  assert.equal((await stateOf(busy)).state, 'sent')
  assert.deepEqual(
    server.accepted.map(({ messageId }) => messageId),
    [busy.messageId],
  )
})

test('a server that is away is tried again, and given up after the last attempt', async () => {
  const one = await add()
  const away = deliverer({ channel: mail(1) })
  await away.round()
  assert.equal((await stateOf(one)).failure, 'ESOCKET')
  await test_.database.kysely.updateTable('delivery').set({ attempts: 99, next_attempt_at: '-infinity' }).execute()
  await away.round()
  assert.deepEqual(await stateOf(one), { state: 'given-up', attempts: 100, failure: 'ESOCKET', isLeased: false })
})

test('what there is nothing to say of any more, and what goes to nobody, is dropped', async () => {
  const [silent, gone] = [await add(), await add({ recipient: Buffer.alloc(0), occasion: 'other' })]
  const renderers = new Map<string, Renderer>([
    ['greeting', () => Promise.resolve(null)],
    ['other', () => Promise.resolve(message)],
  ])
  await deliverer({ renderers }).round()
  assert.equal((await stateOf(silent)).state, 'dropped')
  assert.equal((await stateOf(gone)).state, 'dropped')
  assert.equal(server.accepted.length, 0)
})

test('a server that insists on no encryption gets nothing where TLS is wanted', async () => {
  const one = await add()
  const settings = { url: new Secret(`smtp://127.0.0.1:${server.port}`), tls: true, from: 'noroshi@platform.example' }
  const channel = mailChannel(settings, () => Promise.resolve({ address: 'desk@operator.example', language: 'en' }))
  await deliverer({ channel }).round()
  assert.equal((await stateOf(one)).state, 'waiting')
  assert.equal(server.accepted.length, 0)
})

test('a server with a certificate that nobody vouches for gets nothing where TLS is wanted', async () => {
  const own = await startMailServer({ smtp: { disabledCommands: [] } })
  try {
    const one = await add()
    const settings = { url: new Secret(`smtp://127.0.0.1:${own.port}`), tls: true, from: 'noroshi@platform.example' }
    const channel = mailChannel(settings, () => Promise.resolve({ address: 'desk@operator.example', language: 'en' }))
    await deliverer({ channel }).round()
    assert.equal((await stateOf(one)).state, 'waiting')
    assert.equal(own.accepted.length, 0)
  } finally {
    await own.stop()
  }
})

test('a server that takes longer to answer than a lease lasts gets the message once: the lease is renewed', async () => {
  const answer = Promise.withResolvers<void>()
  const slow = await startMailServer({ after: () => answer.promise })
  try {
    const one = await add()
    const leaseMs = 600
    const sending = deliverer({ channel: mail(slow.port), leaseMs }).round()
    // Else the other one could claim it first, and wait for the answer that comes only after its rounds.
    while (!(await stateOf(one)).isLeased);
    const other = deliverer({ channel: mail(slow.port), leaseMs })
    const until = performance.now() + 3 * leaseMs
    while (performance.now() < until) await other.round()
    answer.resolve()
    await sending
    assert.deepEqual(await stateOf(one), { state: 'sent', attempts: 1, failure: null, isLeased: false })
    assert.equal(slow.accepted.length, 1)
  } finally {
    await slow.stop()
  }
})

test('what another process holds is passed by, and taken over once its lease was seen for its whole time', async () => {
  const one = await add()
  await test_.database.kysely.updateTable('delivery').set({ lease: randomUUID(), attempts: 1 }).execute()
  let now = 0
  const watching = deliverer({ monotonicMs: () => now })
  await watching.round()
  now = 14_999
  await watching.round()
  assert.equal((await stateOf(one)).state, 'waiting')
  now = 15_000
  await watching.round()
  assert.deepEqual(await stateOf(one), { state: 'sent', attempts: 2, failure: null, isLeased: false })
})

test('a process that was held up beyond its time sends nothing', async () => {
  const one = await add()
  let now = 0
  const slow = async (): Promise<Message> => {
    now = 9_000
    return Promise.resolve(message)
  }
  await deliverer({ monotonicMs: () => now, renderers: new Map([['greeting', slow]]) }).round()
  assert.deepEqual(await stateOf(one), { state: 'waiting', attempts: 1, failure: 'LEASE_LOST', isLeased: false })
  assert.equal(server.accepted.length, 0)
})

test('two processes at once send each once', async () => {
  const rows = await Promise.all(Array.from({ length: 60 }, () => add()))
  await Promise.all([deliverer().round(), deliverer().round()])
  assert.deepEqual(server.accepted.map(({ messageId }) => messageId).toSorted(), rows.map(({ messageId }) => messageId).toSorted())
})

test('what goes on another channel stays', async () => {
  const one = await add()
  await deliverer({ channel: noticeChannel(test_.database) }).round()
  assert.deepEqual(await stateOf(one), { state: 'waiting', attempts: 0, failure: null, isLeased: false })
})

test('the same subject to the same recipient on the same channel is one message, and one notice', async () => {
  const recipient = randomBytes(32)
  const first = await add({ channel: 'notice', recipient })
  await add({ channel: 'notice', recipient, subjectId: first.subjectId })
  await deliverer({ channel: noticeChannel(test_.database) }).round()
  const { rows } = await noticesOf(test_.database.kysely, recipient, { page: { limit: 10, after: null }, unreadOnly: true })
  assert.deepEqual(
    rows.map(({ id, body, path }) => ({ id, body, path })),
    [{ id: first.id, body: message.note, path: '/' }],
  )
})
