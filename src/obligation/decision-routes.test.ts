import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { allRulebooks } from '#rulebook/all-rulebooks.ts'
import { assessAll } from '#rulebook/assess-all.ts'
import { startDemoServer, type DemoServer } from '../../test/support/demo-server.ts'
import { openFiler, type Filer, unlockKeysOf } from '../../test/support/filings.ts'
import { openDecision, sealDecision, type Decision, type RecordedDecision, type SealedDecision } from './decision.ts'

let server: DemoServer
let filer: Filer
type Persona = Filer['cast']['filer']

let personas: readonly Persona[]

const facts = { 'inc.certainty': 'false-alarm', 'inc.summary': 'canary-of-a-false-alarm' }
const decision: Decision = {
  facts,
  assessment: assessAll(facts, allRulebooks(), Temporal.Instant.from('2026-11-22T03:00:00Z')),
  decidedAt: '2026-11-22T03:00:00Z',
}

before(async () => {
  server = await startDemoServer()
  filer = await openFiler(server.url)
  personas = ((await filer.client.json('/api/v1/demo/personas')) as unknown as { personas: readonly Persona[] }).personas
})

after(() => server.stop())

function seal(decisionId: string = randomUUID()): Promise<SealedDecision> {
  const { keys, directory } = filer
  return sealDecision(decisionId, decision, { recipient: directory.own.recipient, signer: keys.person, signerKeyId: keys.personKeyId })
}

type Answer = { readonly status: number; readonly body: RecordedDecision & { readonly code?: string } }

async function post(sent: unknown, options: { key?: string; token?: string } = {}): Promise<Answer> {
  const response = await fetch(`${server.url}/api/v1/decisions`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${options.token ?? filer.token}`,
      ...(options.key === undefined ? {} : { 'idempotency-key': options.key }),
    },
    body: JSON.stringify(sent),
  })
  return { status: response.status, body: (await response.json()) as Answer['body'] }
}

async function get(path: string, token: string = filer.token): Promise<{ status: number; text: string }> {
  const response = await fetch(server.url + path, { headers: { authorization: `Bearer ${token}` } })
  return { status: response.status, text: await response.text() }
}

function own(): string {
  const found = personas.find(({ token }) => token === filer.token)
  assert.ok(found)
  return found.organisation.id
}

test('a recorded decision opens for the own operator as it was decided, with the filer as its signer', async () => {
  const sent = await seal()
  const { status, body } = await post(sent, { key: sent.decisionId })
  assert.equal(status, 201)
  assert.equal(body.decisionId, sent.decisionId)
  assert.deepEqual(
    body.rulebooks.map(({ id }) => id),
    ['jp'],
  )
  const viewer = personas.find(({ roles, organisation }) => roles.includes('viewer') && organisation.id === own())
  assert.ok(viewer)
  const kept = JSON.parse((await get(`/api/v1/decisions/${sent.decisionId}`, viewer.token)).text) as SealedDecision & RecordedDecision
  const client = filer.client.as(viewer.token)
  const keys = await unlockKeysOf(client)
  const opened = await openDecision(kept, keys.organisation.values())
  assert.deepEqual(opened.facts, facts)
  assert.deepEqual(opened.assessment, JSON.parse(JSON.stringify(decision.assessment)))
  assert.equal(opened.signer.keyId, filer.keys.personKeyId)
  assert.equal(kept.digest, body.digest)
})

test('the record says nothing that the server could read, and nothing but the tag of whose it is', async () => {
  const sent = await seal()
  await post(sent, { key: sent.decisionId })
  const { rows } = await server.test.database.pool.query<{ all: string }>('select decision::text as all from decision')
  const text = rows.map(({ all }) => all).join('\n')
  const ids = [own(), filer.keys.personKeyId, filer.directory.own.keyId, ...filer.keys.organisation.keys()]
  for (const trace of ['canary', 'false-alarm', 'not-due', 'verdict', ...ids]) {
    assert.ok(!text.includes(trace), trace)
    assert.ok(!text.includes(Buffer.from(trace).toString('hex')), trace)
  }
})

test('a retry under the same key is the same record; other content under it is refused', async () => {
  const sent = await seal()
  const first = await post(sent, { key: sent.decisionId })
  const again = await post(sent, { key: sent.decisionId })
  assert.deepEqual([first.status, again.status], [201, 200])
  assert.deepEqual(again.body, first.body)
  const other = await post(await seal(), { key: sent.decisionId })
  assert.deepEqual([other.status, other.body.code], [409, 'IDEMPOTENCY_KEY_REUSED'])
  const sameId = await post(await seal(sent.decisionId), { key: randomUUID() })
  assert.deepEqual([sameId.status, sameId.body.code], [409, 'DECISION_EXISTS'])
  assert.equal((await post(sent)).body.code, 'IDEMPOTENCY_KEY_MISSING')
})

test('retries that meet in the database are one record', async () => {
  const sent = await seal()
  const answers = await Promise.all(Array.from({ length: 8 }, () => post(sent, { key: sent.decisionId })))
  assert.equal(answers.filter(({ status }) => status === 201).length, 1)
  assert.equal(new Set(answers.map(({ body }) => JSON.stringify(body))).size, 1)
})

test('what is not sealed is refused', async () => {
  const sent = await seal()
  assert.equal(
    (await post({ ...sent, sealed: Buffer.from('{"verdict":"not-due"}').toString('base64') }, { key: randomUUID() })).status,
    422,
  )
  assert.equal((await post({ ...sent, facts }, { key: randomUUID() })).status, 422)
  assert.equal((await post({ ...sent, sealed: `${sent.sealed.slice(0, -4)}!` }, { key: randomUUID() })).status, 422)
})

test('the list has the own decisions alone, newest first, page by page', async () => {
  const ids = []
  for (let count = 0; count < 3; count++) {
    const sent = await seal()
    await post(sent, { key: sent.decisionId })
    ids.unshift(sent.decisionId)
  }
  const seen: string[] = []
  for (let after = ''; ;) {
    const page = JSON.parse((await get(`/api/v1/decisions?limit=2${after}`)).text) as { decisions: RecordedDecision[]; next: string | null }
    seen.push(...page.decisions.map(({ decisionId }) => decisionId))
    if (page.next === null) break
    after = `&after=${page.next}`
  }
  assert.deepEqual(seen.slice(0, 3), ids)
  assert.equal(new Set(seen).size, seen.length)
})

test('nobody else reads or records for an operator, and a foreign decision is like none', async () => {
  const sent = await seal()
  await post(sent, { key: sent.decisionId })
  const foreign = personas.find(({ roles, organisation }) => roles.includes('filer') && organisation.id !== own())
  const viewer = personas.find(({ roles, organisation }) => roles.includes('viewer') && organisation.id === own())
  const officer = personas.find(({ roles }) => roles.includes('officer'))
  assert.ok(foreign && viewer && officer)
  const { text } = await get('/api/v1/decisions', foreign.token)
  assert.deepEqual(JSON.parse(text), { decisions: [], next: null })
  const [theirs, nobodys] = [
    await get(`/api/v1/decisions/${sent.decisionId}`, foreign.token),
    await get(`/api/v1/decisions/${randomUUID()}`, foreign.token),
  ]
  assert.equal(theirs.status, 404)
  assert.equal(withoutRequestId(theirs.text), withoutRequestId(nobodys.text))
  assert.equal((await get('/api/v1/decisions', officer.token)).status, 403)
  assert.equal((await post(await seal(), { key: randomUUID(), token: viewer.token })).status, 403)
})

function withoutRequestId(text: string): string {
  return text.replace(/"requestId":"[^"]*"/, '')
}

test('openDecision() refuses a decision whose rulebooks were changed on the server', async () => {
  const sent = await seal()
  const changed = { ...sent, rulebooks: [{ id: 'jp', version: '1999.01.01' }] }
  await assert.rejects(openDecision(changed, filer.keys.organisation.values()), { code: 'DECISION_MALFORMED' })
})
