import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { noteFailure, holdBack } from '#delivery/circuit-store.ts'
import { deliveriesTo } from '#delivery/delivery-log-store.ts'
import { noticeRoutes } from '#delivery/notice-routes.ts'
import { systemClock } from '#runtime/clock.ts'
import { createServiceClient, type ServiceClient } from '#runtime/service-client.ts'
import { Secret } from '#runtime/secret.ts'
import { ownerTags } from '#operator/owner-tag.ts'
import { addSubscriber } from '../../test/support/sample-subscriber.ts'
import { atOnce, openFilter, sampleVault } from '../../test/support/sample-subscription.ts'
import { startTestServer, type TestServer } from '../../test/support/test-server.ts'
import { mailFinder } from './find-target.ts'
import { pendingRecipientOf, recipientOf } from './recipient.ts'
import type { SubscriptionBody } from './shown-subscription.ts'
import { subscriptionRoutes } from './subscription-routes.ts'
import { findSubscription } from './subscription-store.ts'
import { unsubscribeRoutes } from './unsubscribe-routes.ts'
import { webhookHostRoutes } from './webhook-host-routes.ts'

let test_: TestDatabase
let server: TestServer

before(async () => {
  test_ = await createTestDatabase()
  const { database } = test_
  const tags = ownerTags(new Secret('tags'))
  const rules = { hosts: ['hooks.example.jp', '*.chat.example'], allowPrivate: false }
  const routes = [
    ...unsubscribeRoutes({ database, vault: sampleVault, ownerTags: tags }),
    ...webhookHostRoutes({ database, vault: sampleVault, ownerTags: tags }),
    ...subscriptionRoutes({
      database,
      clock: systemClock(),
      vault: sampleVault,
      ownerTags: tags,
      rules,
      sendsMail: true,
      sectorGroups: [],
    }),
    ...noticeRoutes({ database, ownerTags: tags }),
  ]
  server = await startTestServer(routes, database)
})
after(async () => {
  await server.stop()
  await test_.drop()
})

async function addRegistrar(): Promise<{ token: string }> {
  const added = await addSubscriber(test_.database.kysely, 'clear')
  await test_.database.kysely
    .updateTable('person')
    .set({ roles: ['registrar'] })
    .where('id', '=', added.personId)
    .execute()
  return added
}

async function subscriber(clearance: 'green' | 'amber' = 'amber'): Promise<ServiceClient> {
  const { token } = await addSubscriber(test_.database.kysely, clearance)
  return createServiceClient(server.url, token)
}

const asked = {
  name: 'Security desk',
  language: 'en',
  filter: { ...openFilter, tlp: 'amber' },
  timing: atOnce,
  isShown: false,
  isOwn: false,
  destination: { channel: 'webhook', form: 'json', address: 'https://hooks.example.jp/in?key=secret' },
}

type Made = Pick<SubscriptionBody, 'id' | 'state' | 'circuit'> & { readonly secret: string | null }

async function make(client: ServiceClient, change: object = {}): Promise<Made> {
  return (await client.json('/api/v1/subscriptions', { method: 'POST', body: JSON.stringify({ ...asked, ...change }) })) as unknown as Made
}

async function act(client: ServiceClient, { id }: Made, name: string, body?: object): Promise<Made> {
  const path = `/api/v1/subscriptions/${id}/${name}`
  return (await client.json(path, { method: 'POST', ...(body === undefined ? {} : { body: JSON.stringify(body) }) })) as unknown as Made
}

test('a webhook at an allowed host is active at once; its secret and the path of its address are shown no more', async () => {
  const client = await subscriber()
  const made = await make(client)
  assert.equal(made.state, 'active')
  assert.match(made.secret ?? '', /^whsec_/)
  const text = JSON.stringify(await client.json('/api/v1/subscriptions'))
  assert.ok(text.includes('https://hooks.example.jp'))
  assert.ok(!text.includes('whsec_') && !text.includes('key=secret'))
  const row = await test_.database.kysely.selectFrom('subscription').select('sealed').where('id', '=', made.id).executeTakeFirstOrThrow()
  assert.ok(!row.sealed.includes('hooks.example.jp'))
})

test('a webhook at another host waits, one at an address, without TLS or above the clearance is refused', async () => {
  const client = await subscriber('green')
  const filter = { ...openFilter, tlp: 'green' }
  const to = (address: string) => make(client, { filter, destination: { ...asked.destination, address } })
  const waiting = await to('https://other.example.jp/')
  assert.equal(waiting.state, 'unconfirmed')
  await assert.rejects(act(client, waiting, 'test'), { status: 409, code: 'HOST_UNCONFIRMED' })
  assert.equal((await to('https://a.chat.example/')).state, 'active')
  for (const address of [
    'http://hooks.example.jp/',
    'https://127.0.0.1/',
    'https://u:p@hooks.example.jp/',
    'https://hooks.example.jp:22/',
    'ftp://x',
  ])
    await assert.rejects(to(address), { status: 422 })
  await assert.rejects(make(client), { status: 422, code: 'TLP_ABOVE_CLEARANCE' })
  await assert.rejects(make(client, { filter, timing: { ...atOnce, zone: 'Mars/Olympus' } }), { status: 422, code: 'ZONE_UNKNOWN' })
})

test('mail begins when the code that was sent to its address comes back', async () => {
  const client = await subscriber()
  const made = await make(client, { destination: { channel: 'mail', form: 'text', address: 'desk@operator.example' } })
  assert.equal(made.state, 'unconfirmed')
  const { rows } = await deliveriesTo(test_.database.kysely, recipientOf(made.id), { limit: 10, after: null })
  assert.deepEqual(
    rows.map(({ occasion }) => occasion),
    ['subscription-note'],
  )
  await assert.rejects(act(client, made, 'confirm', { code: 'AAAAAAAAAA' }), { status: 422, code: 'CODE_WRONG' })
  const code = sampleVault.codeOf('confirm', made.id, 'desk@operator.example')
  assert.equal((await act(client, made, 'confirm', { code: ` ${code.toLowerCase()} ` })).state, 'active')
})

/** Returns what the organisation sends to change a subscription: what it was, and `change`. */
function changed(change: object): string {
  const { destination: _, isOwn: __, ...kept } = asked
  return JSON.stringify({ ...kept, ...change })
}

async function put(client: ServiceClient, { id }: Made, change: object): Promise<SubscriptionBody> {
  return (await client.json(`/api/v1/subscriptions/${id}`, { method: 'PUT', body: changed(change) })) as unknown as SubscriptionBody
}

async function addressOf(id: string): Promise<string> {
  const stored = await findSubscription(test_.database.kysely, id)
  return sampleVault.open(id, stored?.sealed ?? Buffer.alloc(0)).address
}

test('what a subscription asks for, its form and its address can be changed; its secret stays', async () => {
  const client = await subscriber()
  const made = await make(client)
  const filter = { ...openFilter, tlp: 'green', kinds: ['ddos'], techniques: ['T1498'] }
  const body = await put(client, made, { filter, form: 'slack', address: 'https://a.chat.example/new' })
  assert.deepEqual(body.filter, filter)
  assert.deepEqual([body.form, body.destination, body.pendingDestination, body.state], ['slack', 'https://a.chat.example', null, 'active'])
  const stored = await findSubscription(test_.database.kysely, made.id)
  assert.equal(stored?.host, 'a.chat.example')
  assert.equal(sampleVault.open(made.id, stored?.sealed ?? Buffer.alloc(0)).secrets[0]?.secret, made.secret)
  assert.equal((await put(client, made, { name: 'Night desk' })).destination, 'https://a.chat.example')
  await assert.rejects(put(client, made, { address: 'http://hooks.example.jp/' }), { status: 422 })
  await assert.rejects(put(client, made, { filter: { ...openFilter, tlp: 'amber+strict' } }), { status: 422, code: 'TLP_ABOVE_CLEARANCE' })
})

test('a webhook moves to another host when the registrar has confirmed it, and not before', async () => {
  const client = await subscriber()
  const made = await make(client)
  const body = await put(client, made, { address: 'https://elsewhere.example.jp/in?k=1' })
  assert.deepEqual(
    [body.state, body.destination, body.pendingDestination],
    ['active', asked.destination.address.slice(0, 24), 'https://elsewhere.example.jp'],
  )
  const { token } = await addRegistrar()
  const registrar = createServiceClient(server.url, token)
  const hosts = async () =>
    (await registrar.json('/api/v1/webhook-hosts')) as { hosts: { organisationId: string; host: string }[]; confirmed: { host: string }[] }
  const waiting = (await hosts()).hosts.find(({ host }) => host === 'elsewhere.example.jp')
  assert.ok(waiting)
  const { organisationId, host } = waiting
  await registrar.fetch('/api/v1/webhook-hosts', { method: 'POST', body: JSON.stringify({ organisationId, host }) })
  assert.equal(await addressOf(made.id), 'https://elsewhere.example.jp/in?k=1')
  const after_ = await hosts()
  assert.ok(!after_.hosts.some((one) => one.host === host))
  assert.ok(after_.confirmed.some((one) => one.host === host))
  const withdraw = () => registrar.fetch('/api/v1/webhook-hosts', { method: 'DELETE', body: JSON.stringify({ organisationId, host }) })
  await withdraw()
  assert.equal(((await client.json(`/api/v1/subscriptions/${made.id}`)) as unknown as Made).state, 'unconfirmed')
  assert.ok((await hosts()).hosts.some((one) => one.host === host))
  await assert.rejects(withdraw(), { status: 404 })
})

test('the registrar is told once of a host that waits, and its organisation of what the registrar did', async () => {
  const registrar = createServiceClient(server.url, (await addRegistrar()).token)
  const client = await subscriber()
  const noticesOf = async (of: ServiceClient) =>
    ((await of.json('/api/v1/notices')) as unknown as { notices: { body: { ja: string; en: string }; path: string }[] }).notices
  const told = async (of: ServiceClient, host: string) => (await noticesOf(of)).filter(({ body }) => body.en.includes(host))
  const to = (address: string) => ({ destination: { ...asked.destination, address } })
  await make(client, to('https://told.example.jp/one'))
  const second = await make(client, to('https://told.example.jp/two'))
  assert.deepEqual(
    (await told(registrar, 'told.example.jp')).map(({ path }) => path),
    ['/p/webhook-hosts'],
  )
  await put(client, second, { address: 'https://moved.example.jp/' })
  assert.equal((await told(registrar, 'moved.example.jp')).length, 1)
  await make(client)
  assert.equal((await told(registrar, 'hooks.example.jp')).length, 0)

  const { hosts } = (await registrar.json('/api/v1/webhook-hosts')) as unknown as { hosts: { organisationId: string; host: string }[] }
  const waiting = hosts.find(({ host }) => host === 'told.example.jp')
  const body = JSON.stringify({ organisationId: waiting?.organisationId, host: waiting?.host })
  await registrar.fetch('/api/v1/webhook-hosts', { method: 'POST', body })
  await registrar.fetch('/api/v1/webhook-hosts', { method: 'DELETE', body })
  const answers = (await told(client, 'told.example.jp')).map((one) => one.body.en)
  assert.equal(answers.length, 2)
  assert.ok(answers.some((one) => one.includes('was confirmed')) && answers.some((one) => one.includes('taken back')))
})

test('mail moves to another address with the code that was sent there; a change back needs none', async () => {
  const client = await subscriber()
  const [first, second] = ['desk@operator.example', 'new@operator.example']
  const made = await make(client, { destination: { channel: 'mail', form: 'text', address: first } })
  await act(client, made, 'confirm', { code: sampleVault.codeOf('confirm', made.id, first) })
  const body = await put(client, made, { address: second })
  assert.deepEqual([body.state, body.destination, body.pendingDestination], ['active', first, second])
  const notes = await test_.database.kysely
    .selectFrom('delivery')
    .select('recipient')
    .where('recipient', '=', pendingRecipientOf(made.id))
    .execute()
  assert.equal(notes.length, 1)
  assert.deepEqual(await mailFinder({ database: test_.database, vault: sampleVault })(pendingRecipientOf(made.id)), {
    address: second,
    language: 'en',
  })
  assert.equal(await addressOf(made.id), first)
  assert.equal((await put(client, made, { address: first })).pendingDestination, null)
  await put(client, made, { address: second })
  await assert.rejects(act(client, made, 'confirm', { code: sampleVault.codeOf('confirm', made.id, first) }), { status: 422 })
  await act(client, made, 'confirm', { code: sampleVault.codeOf('confirm', made.id, second) })
  assert.equal(await addressOf(made.id), second)
  await assert.rejects(put(client, made, { address: 'nonsense' }), { status: 422, code: 'NO_MAIL_ADDRESS' })
  await assert.rejects(put(client, made, { form: 'json' }), { status: 422, code: 'FORM_FIXED' })
})

test('a replaced secret signs on beside the new one', async () => {
  const client = await subscriber()
  const made = await make(client)
  const { secret } = await act(client, made, 'secret')
  const stored = await findSubscription(test_.database.kysely, made.id)
  const { secrets } = sampleVault.open(made.id, stored?.sealed ?? Buffer.alloc(0))
  assert.deepEqual(
    secrets.map((one) => one.secret),
    [secret, made.secret],
  )
  assert.equal(secrets[0]?.until, null)
  assert.ok(secrets[1]?.until !== null)
})

test('a parked subscription says so, and resumes with what waited', async () => {
  const client = await subscriber()
  const made = await make(client)
  await act(client, made, 'test')
  const recipient = recipientOf(made.id)
  await test_.database.kysely.transaction().execute(async (tx) => {
    await noteFailure(tx, { recipient, channel: 'webhook', failure: 'HTTP_410' })
    await holdBack(tx, { recipient, channel: 'webhook', waitSeconds: null, lastId: made.id })
  })
  const parked = (await client.json(`/api/v1/subscriptions/${made.id}`)) as unknown as Made
  assert.equal(parked.circuit?.failure, 'HTTP_410')
  assert.notEqual(parked.circuit?.parkedAt, null)
  const log = (await client.json(`/api/v1/subscriptions/${made.id}/deliveries`)) as {
    deliveries: { nextAttemptAt: string | null }[]
  }
  assert.equal(log.deliveries[0]?.nextAttemptAt, null)
  assert.equal((await act(client, made, 'resume')).circuit, null)
  const { rows } = await deliveriesTo(test_.database.kysely, recipient, { limit: 10, after: null })
  assert.notEqual(rows[0]?.nextAttemptAt, null)
})

test('the link in a mail pauses, tells the organisation, and does nothing without its code', async () => {
  const client = await subscriber()
  const made = await make(client)
  const id = made.id
  const anonymous = createServiceClient(server.url, null)
  const send = (code: string) =>
    anonymous.fetch('/api/v1/subscriptions/unsubscribe', { method: 'POST', body: JSON.stringify({ id, code }) })
  await assert.rejects(send(sampleVault.codeOf('confirm', id, '')), { status: 404 })
  await send(sampleVault.codeOf('unsubscribe', id, ''))
  assert.equal(((await client.json(`/api/v1/subscriptions/${id}`)) as unknown as Made)['state'], 'paused')
  const { notices } = (await client.json('/api/v1/notices')) as unknown as { notices: { path: string }[] }
  assert.deepEqual(
    notices.map(({ path }) => path),
    [`/p/subscriptions/${id}`],
  )
})

test('a mail program unsubscribes by one click; whoever only looks at the link, or posts something else, changes nothing', async () => {
  const client = await subscriber()
  const [made, other] = [await make(client), await make(client)]
  const state = async ({ id }: Made) => ((await client.json(`/api/v1/subscriptions/${id}`)) as unknown as Made).state
  const link = ({ id }: Made, code = sampleVault.codeOf('unsubscribe', id, '')) => `${server.url}/p/unsubscribe?id=${id}&code=${code}`
  const click = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })
  const parts = new FormData()
  parts.set('List-Unsubscribe', 'One-Click')
  const status = async (address: string, init: RequestInit) => (await fetch(address, init)).status
  for (const method of ['GET', 'HEAD']) await fetch(link(made), { method })
  for (const body of ['', 'List-Unsubscribe=Yes', new URLSearchParams({ x: 'One-Click' })])
    assert.ok([415, 422].includes(await status(link(made), { method: 'POST', body })), String(body))
  assert.equal(await status(link(made, 'A'.repeat(24)), { method: 'POST', body: click }), 404)
  assert.equal(await state(made), 'active')
  assert.equal(await status(link(made), { method: 'POST', body: click }), 204)
  assert.equal(await status(link(made), { method: 'POST', body: click }), 204)
  assert.deepEqual([await state(made), await state(other)], ['paused', 'active'])
  assert.equal(await status(link(other), { method: 'POST', body: parts }), 204)
  assert.equal(await state(other), 'paused')
  await act(client, made, 'resume')
  assert.equal(await state(made), 'active')
})

test('nobody sees or changes what belongs to another organisation', async () => {
  const made = await make(await subscriber())
  const other = await subscriber()
  const path = `/api/v1/subscriptions/${made.id}`
  await assert.rejects(other.json(path), { status: 404 })
  await assert.rejects(other.json(`${path}/deliveries`), { status: 404 })
  await assert.rejects(other.fetch(path, { method: 'DELETE' }), { status: 404 })
  for (const name of ['pause', 'resume', 'test', 'secret']) await assert.rejects(act(other, made, name), { status: 404 })
})
