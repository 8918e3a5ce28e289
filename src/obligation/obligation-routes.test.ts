import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Filing } from '#envelope/filing-schema.ts'
import { startDemoServer, type DemoServer } from '../../test/support/demo-server.ts'
import { nextFiling, openFiler, postFiling, type Filer } from '../../test/support/filings.ts'
import type { OwedEntries, OwedSummary } from './owed-entry.ts'

let server: DemoServer
let filer: Filer
let filing: Filing
type Persona = Filer['cast']['filer']

let personas: readonly Persona[]

before(async () => {
  server = await startDemoServer()
  filer = await openFiler(server.url)
  filing = await nextFiling(filer)
  assert.equal((await postFiling(filer, filing)).status, 201)
  personas = ((await filer.client.json('/api/v1/demo/personas')) as unknown as { personas: readonly Persona[] }).personas
})

after(() => server.stop())

async function read<Answer>(path: string, token: string = filer.token): Promise<Answer> {
  return (await filer.client.as(token).json(path)) as unknown as Answer
}

async function incidentsSeenBy(token: string): Promise<ReadonlySet<string>> {
  const { obligations } = await read<OwedEntries>('/api/v1/obligations?state=all&limit=200', token)
  return new Set(obligations.map(({ incidentId }) => incidentId))
}

async function statusOf(path: string, token: string = filer.token): Promise<number> {
  const response = await fetch(server.url + path, { headers: { authorization: `Bearer ${token}` } })
  await response.arrayBuffer()
  return response.status
}

test('GET /api/v1/obligations says what the filer owes, why, how it was counted, and where to report it', async () => {
  const { obligations, next } = await read<OwedEntries>('/api/v1/obligations?law=jp.ccea.art5&party=operator')
  assert.equal(next, null)
  const [entry] = obligations
  assert.equal(obligations.length, 1)
  assert.equal(entry?.incidentId, filing.incidentId)
  assert.equal(entry.incidentKind, 'ransomware')
  assert.equal(entry.stage, 'detailed')
  assert.ok(entry.dueAt !== null && entry.arithmetic !== null && entry.explanation.length > 1)
  assert.equal(entry.reporting?.isHere, true)
  assert.ok(entry.reporting.recipients.length > 0)
  assert.ok(entry.reporting.source?.url.startsWith('https://'))
})

test('GET /api/v1/obligations shows nobody the rows of another operator or of another authority', async () => {
  const own = personas.find(({ token }) => token === filer.token)?.organisation.id
  const received = new Set(
    filer.directory.authorities
      .filter(({ keyId }) => filing.sealed.authorities.some((one) => one.keyId === keyId))
      .map(({ organisationId }) => organisationId),
  )
  const readers = personas.filter(({ roles }) => roles.some((role) => ['filer', 'viewer', 'officer'].includes(role)))
  const sides = { reads: 0, doesNot: 0 }
  for (const { organisation, token } of readers) {
    const mayRead = organisation.id === own || received.has(organisation.id)
    sides[mayRead ? 'reads' : 'doesNot']++
    assert.deepEqual(await incidentsSeenBy(token), new Set(mayRead ? [filing.incidentId] : []), organisation.name.en)
  }
  assert.ok(sides.reads > 1 && sides.doesNot > 1)
})

test('GET /api/v1/obligations tells an authority nothing of where an operator reports', async () => {
  const { organisationId } = filer.directory.authorities.find(({ keyId }) => keyId === filing.sealed.authorities[0]?.keyId) ?? {}
  const officer = personas.find(({ organisation, roles }) => organisation.id === organisationId && roles.includes('officer'))
  assert.ok(officer !== undefined)
  const { obligations } = await read<OwedEntries>('/api/v1/obligations?party=operator', officer.token)
  assert.ok(obligations.length > 0 && obligations.every(({ reporting }) => reporting === null))
})

test('an authority sees what is owed under the laws that name it, in no list what is owed under others', async () => {
  const named = await lawsSeen(filer.token, 'operator')
  assert.ok(named.has('jp.appi.art26') && named.has('jp.ccea.art5'))
  const received = filer.directory.authorities.filter(({ keyId }) => filing.sealed.authorities.some((one) => one.keyId === keyId))
  const codes = new Map(received.map(({ organisationId, code }) => [organisationId, code]))
  const officers = personas.filter(({ organisation, roles }) => roles.includes('officer') && codes.has(organisation.id))
  assert.ok(officers.length > 0)
  for (const { organisation, token } of officers) {
    const isPrivacyCommission = codes.get(organisation.id) === 'jp.ppc'
    assert.deepEqual(
      await lawsSeen(token, 'operator'),
      new Set([isPrivacyCommission ? 'jp.appi.art26' : 'jp.ccea.art5']),
      organisation.name.en,
    )
  }
})

/** Returns the laws under which an operator owes something, as the list and the incident show them alike. */
async function lawsSeen(token: string, party: string): Promise<ReadonlySet<string>> {
  const list = await read<OwedEntries>(`/api/v1/obligations?state=all&party=${party}`, token)
  const incident = await read<OwedEntries>(`/api/v1/incidents/${filing.incidentId}`, token)
  const shown = new Set(incident.obligations.filter((one) => one.party === party).map(({ law }) => law))
  assert.deepEqual(new Set(list.obligations.map(({ law }) => law)), shown)
  return shown
}

test('GET /api/v1/obligations refuses a forged cursor and an unknown filter', async () => {
  for (const keys of [
    ['yesterday'],
    ['2026-11-01T00:00:00Z', filing.incidentId, 'a', 'b', 'c', '-1'],
    ['infinity', 'x', 'a', 'b', 'c', '1'],
  ]) {
    const cursor = Buffer.from(JSON.stringify(keys)).toString('base64url')
    assert.equal(await statusOf(`/api/v1/obligations?after=${cursor}`), 400, JSON.stringify(keys))
  }
  const whole = ['infinity', filing.incidentId, 'a', 'b', 'c', '999999999999999']
  assert.equal(await statusOf(`/api/v1/obligations?after=${Buffer.from(JSON.stringify(whole)).toString('base64url')}`), 200)
  assert.equal(await statusOf('/api/v1/obligations?state=lost'), 422)
  assert.equal(await statusOf('/api/v1/obligations?owner=me'), 422)
})

test('GET /api/v1/obligations/summary names the next stage of the list, and counts what is overdue', async () => {
  const summary = await read<OwedSummary>('/api/v1/obligations/summary')
  const { obligations } = await read<OwedEntries>('/api/v1/obligations?party=operator')
  assert.deepEqual(summary.next, obligations[0])
  assert.equal(summary.overdue, obligations.filter(({ state }) => state === 'overdue').length)
})
