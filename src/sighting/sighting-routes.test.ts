import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { ownerTags } from '#operator/owner-tag.ts'
import { systemClock } from '#runtime/clock.ts'
import { Secret } from '#runtime/secret.ts'
import { runCommandLine } from '../../test/support/command-line.ts'
import { publishWarnings } from '../../test/support/publish-warnings.ts'
import { addSubscriber, type SampleSubscriber } from '../../test/support/sample-subscriber.ts'
import { sampleWarning } from '../../test/support/sample-warning.ts'
import { startTestServer, type TestServer } from '../../test/support/test-server.ts'
import { sightingKeys } from './sighting-keys.ts'
import { answerAddress, type AnswerLinks } from './answer-link.ts'
import { sightingRoutes } from './sighting-routes.ts'

let database: TestDatabase
let server: TestServer
let green: SampleSubscriber
let links: AnswerLinks
let warningId: string
let indicatorIds: readonly string[]

before(async () => {
  database = await createTestDatabase()
  green = await addSubscriber(database.database.kysely, 'green')
  const keys = { ownerTags: ownerTags(new Secret('owner')), ...sightingKeys(new Secret('sighting')) }
  const clock = systemClock()
  const parts = { database: database.database, clock, ...keys }
  links = keys.answerLinks
  server = await startTestServer(sightingRoutes(parts), database.database)
  const validUntil = clock
    .now()
    .add({ hours: 24 * 30 })
    .toString()
    .slice(0, 10)
  const content = sampleWarning({ validUntil })
  const indicators = content.indicators.map((one) => ({ ...one, validUntil }))
  indicatorIds = indicators.map(({ id }) => id)
  const ids = await publishWarnings(database.database, [{ ...content, indicators }], clock.now())
  warningId = ids[0] ?? ''
})

after(async () => {
  await server.stop()
  await database.drop()
})

function ask(path: string, { token = green.token, body }: { token?: string | null; body?: unknown } = {}): Promise<Response> {
  const headers = { 'content-type': 'application/json', ...(token === null ? {} : { authorization: `Bearer ${token}` }) }
  return fetch(server.url + path, { headers, ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }) })
}

test('POST /api/v1/sightings takes an answer from a subscriber and from nobody else', async () => {
  const body = { kind: 'seen', subjects: [indicatorIds[0]] }
  assert.equal((await ask('/api/v1/sightings', { token: null, body })).status, 401)
  const answered = await ask('/api/v1/sightings', { body })
  assert.equal(answered.status, 200)
  assert.deepEqual(await answered.json(), { taken: [indicatorIds[0]], refused: [] })
  assert.equal((await ask('/api/v1/sightings', { body: { kind: 'seen', subjects: [randomUUID()] } })).status, 404)
  assert.equal((await ask('/api/v1/sightings', { body: { kind: 'liked', subjects: [warningId] } })).status, 422)
})

test('GET /api/v1/warnings/{id}/sightings shows the own answers, and no number of one organisation', async () => {
  const shown = (await (await ask(`/api/v1/warnings/${warningId}/sightings`)).json()) as Record<string, unknown>
  assert.deepEqual(shown['warning'], { seen: null, blocked: null, 'false-positive': null })
  assert.deepEqual(shown['indicators'], [])
  assert.equal((await ask(`/api/v1/warnings/${randomUUID()}/sightings`)).status, 404)
  assert.equal((await ask(`/api/v1/warnings/${warningId}/sightings`, { token: null })).status, 401)
})

test('noroshi sighting answers, shows and takes back', async () => {
  const environment = { NOROSHI_URL: server.url, NOROSHI_TOKEN: green.token }
  const [one = '', two = ''] = indicatorIds
  const answered = await runCommandLine(['sighting', 'blocked', two, '--json'], environment)
  assert.equal(answered.code, 0, answered.complaints)
  assert.deepEqual(JSON.parse(answered.output), { taken: [two], refused: [] })
  const shown = await runCommandLine(['sighting', 'show', warningId, '--json'], environment)
  const { own } = JSON.parse(shown.output) as { own: readonly { subjectId: string; kind: string }[] }
  assert.ok(own.some(({ subjectId, kind }) => subjectId === two && kind === 'blocked'))
  for (const [kind, id] of [
    ['blocked', two],
    ['seen', one],
  ] as const)
    assert.equal((await runCommandLine(['sighting', kind, id, '--withdraw'], environment)).code, 0)
  const empty = await runCommandLine(['sighting', 'show', warningId, '--json'], environment)
  assert.deepEqual((JSON.parse(empty.output) as { own: unknown }).own, [])
  assert.equal((await runCommandLine(['sighting', 'liked', one], environment)).code, 2)
})

test('a link in a mail answers once, and opening it changes nothing', async () => {
  const { kysely } = database.database
  const { organisation_id: organisationId } = await kysely
    .selectFrom('person')
    .select('organisation_id')
    .where('id', '=', green.personId)
    .executeTakeFirstOrThrow()
  const tokenAt = (now: Temporal.Instant, id = organisationId) =>
    new URL(answerAddress(links, { origin: server.url, warningId, organisationId: id, now })).hash.slice(1)
  const now = Temporal.Now.instant()
  const token = tokenAt(now)
  const codeOf = async (path: string, body: unknown): Promise<string> => {
    const response = await ask(path, { token: null, body })
    return `${response.status} ${response.ok ? '' : ((await response.json()) as { code: string }).code}`.trim()
  }
  const answers = () => kysely.selectFrom('sighting').select(['subject_id', 'kind']).where('kind', '=', 'blocked').execute()
  for (let times = 0; times < 2; times += 1) assert.equal(await codeOf('/api/v1/answer-links/read', { token }), '200')
  assert.deepEqual(await answers(), [])
  assert.equal(await codeOf('/api/v1/answer-links', { token, kind: 'blocked' }), '204')
  assert.equal((await answers()).length, indicatorIds.length + 1)
  assert.equal(await codeOf('/api/v1/answer-links', { token, kind: 'false-positive' }), '409 LINK_SPENT')
  assert.equal(await codeOf('/api/v1/answer-links', { token: tokenAt(now.subtract({ hours: 24 * 31 })), kind: 'seen' }), '410 LINK_EXPIRED')
  assert.equal(await codeOf('/api/v1/answer-links', { token: tokenAt(now, randomUUID()), kind: 'seen' }), '404 LINK_UNKNOWN')
  assert.equal(await codeOf('/api/v1/answer-links/read', { token: `${token.slice(0, -2)}AA` }), '404 LINK_UNKNOWN')
  // Whoever has the database knows when each mail went, and to whom: what is left of a used link must not tell by which one it came.
  const [spent, ...more] = await kysely.selectFrom('spent_answer_link').selectAll().execute()
  assert.deepEqual(more, [])
  assert.match(spent?.expires_at ?? '', /^\d{4}-\d{2}-01T00:00:00Z$/)
  assert.ok((spent?.expires_at ?? '') > (links.grantOf(token)?.expiresAt.toString() ?? ''))
})
