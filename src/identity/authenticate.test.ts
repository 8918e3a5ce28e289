import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { fixedClock, type FixedClock } from '#runtime/clock.ts'
import { addSubscriber, type SampleSubscriber } from '../../test/support/sample-subscriber.ts'
import { createAuthority } from './authenticate.ts'
import { hashCredential, newSessionValue, sessionCookie } from './credential.ts'
import { deleteSession, insertSession, revokeToken } from './identity-store.ts'

let cluster: TestDatabase
let clock: FixedClock
let subscriber: SampleSubscriber

before(async () => {
  cluster = await createTestDatabase()
})

after(() => cluster.drop())

beforeEach(async () => {
  clock = fixedClock(Temporal.Now.instant())
  subscriber = await addSubscriber(cluster.database.kysely, 'green')
})

function authority() {
  return createAuthority({ database: cluster.database, clock })
}

function later(seconds: number): void {
  clock.set(clock.now().add({ seconds }))
}

test('a token is known by Bearer and Basic, and an unknown or unreadable one is refused with a challenge', async () => {
  const authenticate = (authorization: string) => authority().authenticate({ authorization })
  const basic = `Basic ${Buffer.from(`anybody:${subscriber.token}`).toString('base64')}`
  for (const authorization of [`Bearer ${subscriber.token}`, basic]) {
    const { actor, byCookie } = await authenticate(authorization)
    assert.equal(actor.kind === 'person' && actor.personId, subscriber.personId)
    assert.equal(byCookie, false)
  }
  for (const wrong of ['Bearer nrs_nobody', 'Digest x', `Bearer ${subscriber.token.toUpperCase()}`])
    await assert.rejects(authenticate(wrong), {
      status: 401,
      code: 'CREDENTIAL_REFUSED',
      headers: { 'www-authenticate': 'Bearer realm="Noroshi", Basic realm="Noroshi"' },
    })
})

test('a revoked token is refused within five seconds, and an expired one', async () => {
  const access = authority()
  const headers = { authorization: `Bearer ${subscriber.token}` }
  assert.equal((await access.authenticate(headers)).actor.kind, 'person')
  await revokeToken(cluster.database.kysely, subscriber.tokenId, clock.now().toString())
  later(5)
  await assert.rejects(access.authenticate(headers), { status: 401 })
  const other = await addSubscriber(cluster.database.kysely, 'green')
  assert.equal((await access.authenticate({ authorization: `Bearer ${other.token}` })).actor.kind, 'person')
  later(25 * 3600)
  await assert.rejects(access.authenticate({ authorization: `Bearer ${other.token}` }), { status: 401 })
})

test('a token dies with the membership of its person within five seconds', async () => {
  const access = authority()
  const headers = { authorization: `Bearer ${subscriber.token}` }
  assert.equal((await access.authenticate(headers)).actor.kind, 'person')
  await cluster.database.pool.query('update person set active = false where id = $1', [subscriber.personId])
  later(5)
  await assert.rejects(access.authenticate(headers), { status: 401 })
})

test('a session is known by its cookie until it ends or expires, and then its bearer is nobody', async () => {
  const access = authority()
  const value = newSessionValue()
  const now = clock.now()
  const expiresAt = now.add({ hours: 1 }).toString()
  const hash = hashCredential(value)
  const session = { hash, personId: subscriber.personId, createdAt: now.toString(), expiresAt }
  const headers = { cookie: `${sessionCookie}=${value}` }
  await insertSession(cluster.database.kysely, session)
  const { actor, byCookie } = await access.authenticate(headers)
  assert.deepEqual([actor.kind, byCookie], ['person', true])
  await deleteSession(cluster.database.kysely, hash)
  later(5)
  assert.deepEqual((await access.authenticate(headers)).actor, { kind: 'anonymous' })
  await insertSession(cluster.database.kysely, session)
  later(5)
  assert.equal((await access.authenticate(headers)).actor.kind, 'person')
  later(3600)
  assert.deepEqual((await access.authenticate(headers)).actor, { kind: 'anonymous' })
})

test('mayTry() tells who should sign in from who may not', async () => {
  const access = authority()
  const { actor } = await access.authenticate({ authorization: `Bearer ${subscriber.token}` })
  assert.equal(access.mayTry({ kind: 'anonymous' }, 'report.file'), 'sign-in')
  assert.equal(access.mayTry(actor, 'report.file'), 'no')
  assert.equal(access.mayTry(actor, 'warning.read'), 'yes')
  assert.equal(access.mayTry(actor, 'no.such.act'), 'no')
})

test('whoever asks at the same moment is looked up in one query, each by its own credential', async () => {
  const access = authority()
  const subscribers = await Promise.all(Array.from({ length: 20 }, () => addSubscriber(cluster.database.kysely, 'green')))
  let queries = 0
  const count = (): void => void queries++
  cluster.database.pool.on('acquire', count)
  const asked = [...subscribers, ...subscribers].map(({ token }) => access.authenticate({ authorization: `Bearer ${token}` }))
  const unknown = access.authenticate({ authorization: 'Bearer nrs_nobody' })
  await assert.rejects(unknown, { status: 401 })
  const actors = (await Promise.all(asked)).map(({ actor }) => (actor.kind === 'person' ? actor.personId : null))
  cluster.database.pool.off('acquire', count)
  assert.deepEqual(
    actors,
    [...subscribers, ...subscribers].map(({ personId }) => personId),
  )
  assert.equal(queries, 1)
})
