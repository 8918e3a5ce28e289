import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { systemClock } from '#runtime/clock.ts'
import { createServiceClient } from '#runtime/service-client.ts'
import { addSubscriber } from '../../test/support/sample-subscriber.ts'
import { startTestServer, type TestServer } from '../../test/support/test-server.ts'
import type { ShownToken } from './api-token.ts'
import { hashCredential, newSessionValue, sessionCookie } from './credential.ts'
import { actorsOfTokens } from './identity-store.ts'
import { tokenRoutes } from './token-routes.ts'

let database: TestDatabase
let server: TestServer

before(async () => {
  database = await createTestDatabase()
  server = await startTestServer(tokenRoutes({ database: database.database, clock: systemClock() }), database.database)
})
after(async () => {
  await server.stop()
  await database.drop()
})

type Browser = { readonly personId: string; readonly ask: (method: string, path?: string, body?: object) => Promise<Response> }

/** A subscriber with a session that began just now. */
async function browser(): Promise<Browser> {
  const { personId } = await addSubscriber(database.database.kysely, 'green')
  const value = newSessionValue()
  const now = Temporal.Now.instant()
  await database.database.kysely
    .insertInto('session')
    .values({
      hash: hashCredential(value),
      person_id: personId,
      created_at: now.toString(),
      expires_at: now.add({ hours: 1 }).toString(),
      verified_at: now.toString(),
    })
    .execute()
  const ask = (method: string, path = '', body?: object) =>
    fetch(`${server.url}/api/v1/tokens${path}`, {
      method,
      headers: {
        cookie: `${sessionCookie}=${value}`,
        'noroshi-request': '1',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  return { personId, ask }
}

test('a token reads warnings, does what was added and no more, and ends when its owner says so', async () => {
  const { ask, personId } = await browser()
  const made = await ask('POST', '', { label: 'SIEM', days: 30, grants: ['sighting.send'] })
  assert.equal(made.status, 201, await made.clone().text())
  const { token, id } = (await made.json()) as { token: string; id: string }
  const actor = async () => {
    const found = await actorsOfTokens(database.database.kysely, [hashCredential(token)], Temporal.Now.instant().toString())
    return found.get(hashCredential(token).toString('hex'))
  }
  assert.deepEqual([(await actor())?.personId, (await actor())?.scopes], [personId, ['warning.read', 'sighting.send']])
  const listed = (await (await ask('GET')).json()) as { tokens: ShownToken[] }
  assert.deepEqual(
    listed.tokens.map((one) => one.label),
    ['SIEM', 'sample'],
  )
  assert.ok(!JSON.stringify(listed).includes(token))
  assert.equal((await (await browser()).ask('DELETE', `/${id}`)).status, 404)
  assert.equal((await ask('DELETE', `/${id}`)).status, 204)
  assert.equal(await actor(), undefined)
  assert.equal((await ask('DELETE', `/${id}`)).status, 404)
})

test('a token makes no further tokens, nothing but what may be granted is granted, and there are at most twenty', async () => {
  const { token } = await addSubscriber(database.database.kysely, 'green')
  const body = { label: 'x', days: 1, grants: [] }
  await assert.rejects(createServiceClient(server.url, token).json('/api/v1/tokens', { method: 'POST', body: JSON.stringify(body) }), {
    status: 403,
  })
  const { ask } = await browser()
  assert.equal((await ask('POST', '', { ...body, grants: ['report.file'] })).status, 422)
  assert.equal((await ask('POST', '', { ...body, days: 4000 })).status, 422)
  for (let made = 1; made < 20; made++) assert.equal((await ask('POST', '', { ...body, label: randomUUID() })).status, 201)
  assert.equal((await ask('POST', '', body)).status, 409)
})
