import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { Role } from '#identity/actor.ts'
import { hashCredential, tokenOf } from '#identity/credential.ts'
import { insertOrganisations, insertPeople, insertToken } from '#identity/identity-store.ts'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { ownerTags } from '#operator/owner-tag.ts'
import { Secret } from '#runtime/secret.ts'
import { createServiceClient, type ServiceClient } from '#runtime/service-client.ts'
import { startTestServer, type TestServer } from '../../test/support/test-server.ts'
import { contactRoutes } from './contact-routes.ts'
import { listContacts } from './contact-store.ts'
import { noticeRoutes } from './notice-routes.ts'
import { insertNotice } from './notice-store.ts'

const tags = ownerTags(new Secret('owner key of tests'))
const [ownId, otherId] = [randomUUID(), randomUUID()]

let own: TestDatabase
let server: TestServer
let filer: Person
let administrator: Person
let stranger: Person

before(async () => {
  own = await createTestDatabase()
  const { database } = own
  server = await startTestServer([...noticeRoutes({ database, ownerTags: tags }), ...contactRoutes({ database })], database)
  await insertOrganisations(
    database.kysely,
    [ownId, otherId].map((id) => ({ id, kind: 'operator' as const, name: { ja: '架空', en: 'Fictional' }, clearance: 'clear' as const })),
  )
  filer = await personOf(ownId, ['filer'])
  administrator = await personOf(ownId, ['operator-administrator'])
  stranger = await personOf(otherId, ['filer', 'operator-administrator'])
})

after(async () => {
  await server.stop()
  await own.drop()
})

type Person = { readonly client: ServiceClient; readonly token: string }

async function personOf(organisationId: string, roles: readonly Role[]): Promise<Person> {
  const [id, token] = [randomUUID(), tokenOf(crypto.getRandomValues(Buffer.alloc(32)))]
  const times = { createdAt: '2026-01-01T00:00:00Z', expiresAt: '2099-01-01T00:00:00Z' }
  await insertPeople(own.database.kysely, [{ id, organisationId, name: { ja: '役', en: 'Role' }, roles, pseudonym: 'T' }])
  const hash = hashCredential(token)
  await insertToken(own.database.kysely, { hash, id: randomUUID(), personId: id, label: 'test', scopes: null, ...times })
  return { client: createServiceClient(server.url, token), token }
}

type Answer = { readonly notices: readonly { readonly id: string }[]; readonly unread: number; readonly next: string | null }

async function notices({ client }: Person, query = ''): Promise<Answer> {
  return (await client.json(`/api/v1/notices${query}`)) as unknown as Answer
}

async function send({ token }: Person, method: string, path: string, body: unknown): Promise<{ status: number; body: unknown }> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
  const response = await fetch(server.url + path, { method, headers, body: JSON.stringify(body) })
  return { status: response.status, body: await response.json() }
}

test('an organisation reads its own notices, page by page, and is done with them as a whole', async () => {
  const ids = [randomUUID(), randomUUID(), randomUUID()]
  for (const id of ids)
    await insertNotice(own.database.kysely, { id, recipient: tags.tagOf(ownId), body: { ja: '一行', en: 'One line' }, path: '/' })
  const first = await notices(filer, '?limit=2')
  const second = await notices(filer, `?limit=2&after=${first.next}`)
  assert.deepEqual([...first.notices, ...second.notices].map(({ id }) => id).toSorted(), ids.toSorted())
  assert.deepEqual([first.unread, second.next], [3, null])
  assert.deepEqual(await notices(stranger), { notices: [], unread: 0, next: null })

  assert.deepEqual((await send(stranger, 'POST', '/api/v1/notices/read', { ids })).body, { unread: 0 })
  assert.deepEqual((await send(administrator, 'POST', '/api/v1/notices/read', { ids: ids.slice(0, 2) })).body, { unread: 1 })
  assert.equal((await notices(filer, '?unread=true')).notices.length, 1)
  assert.equal((await notices(filer)).notices.length, 3)
})

test('administrators alone set the contacts of their organisation; an address that stays keeps its id', async () => {
  const path = '/api/v1/organisation/contacts'
  const contacts = [
    { address: 'a@desk.example', language: 'ja' },
    { address: 'b@desk.example', language: 'en' },
  ]
  assert.equal((await send(filer, 'PUT', path, { contacts })).status, 403)
  assert.deepEqual(await send(administrator, 'PUT', path, { contacts }), { status: 200, body: { contacts } })
  const [known] = await listContacts(own.database.kysely, ownId)
  const changed = [{ address: 'a@desk.example', language: 'en' }]
  assert.deepEqual((await send(administrator, 'PUT', path, { contacts: [...contacts, ...changed].slice(2) })).body, { contacts: changed })
  assert.deepEqual(await listContacts(own.database.kysely, ownId), [{ ...known, language: 'en' }])
  assert.deepEqual((await send(administrator, 'PUT', path, { contacts: [] })).body, { contacts: [] })
  assert.deepEqual(await stranger.client.json(path), { contacts: [] })
})

test('contacts that could carry a header or are no address are refused', async () => {
  const addresses = [
    'a',
    'a@b',
    'a@b.example\r\nBcc: c@d.example',
    'A <a@b.example>',
    'a@b.example,c@d.example',
    'あ@b.example',
    '"a b"@c.example',
  ]
  for (const address of addresses) {
    const { status } = await send(administrator, 'PUT', '/api/v1/organisation/contacts', { contacts: [{ address, language: 'ja' }] })
    assert.equal(status, 422, address)
  }
})
