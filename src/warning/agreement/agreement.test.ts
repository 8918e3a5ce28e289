import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { signAgreement, type ReleaseAgreement } from '#envelope/release-agreement.ts'
import { ownerTags } from '#operator/owner-tag.ts'
import { filingVault } from '#report/filing-vault.ts'
import { allRulebooks } from '#rulebook/all-rulebooks.ts'
import { createServiceClient } from '#runtime/service-client.ts'
import { Secret } from '#runtime/secret.ts'
import { startDemoServer, type DemoServer } from '../../../test/support/demo-server.ts'
import { dumpRows } from '../../../test/support/dump-rows.ts'
import { unlockKeysOf } from '../../../test/support/filings.ts'
import { listPersonas } from '../../../test/support/personas.ts'
import { agreementFor } from './agreement-for.ts'

type Persona = Awaited<ReturnType<typeof listPersonas>>[number]

// What the server of tests keeps outside the database.
const ownerKey = new Secret('owner key of tests')
const vault = filingVault(ownerKey)

let server: DemoServer
let administrator: Persona
let filer: Persona
let seed: Uint8Array

before(async () => {
  server = await startDemoServer()
  const personas = await listPersonas(server.url)
  const found = personas.find(({ roles }) => roles.includes('operator-administrator'))
  assert.ok(found)
  administrator = found
  const other = personas.find(({ roles, organisation }) => roles.includes('filer') && organisation.id !== found.organisation.id)
  assert.ok(other)
  filer = other
  seed = (await unlockKeysOf(createServiceClient(server.url, found.token))).person.signing
})

after(() => server.stop())

async function signed(change: Partial<ReleaseAgreement> = {}): Promise<ReleaseAgreement> {
  const now = Temporal.Now.instant()
  const fields = {
    agreementId: randomUUID(),
    facts: ['techniques', 'indicators'] as ReleaseAgreement['facts'],
    tlp: 'green' as const,
    agreedAt: now.toString({ fractionalSecondDigits: 3 }),
    until: now.add({ hours: 24 * 30 }).toString({ fractionalSecondDigits: 3 }),
  }
  return signAgreement({ ...fields, ...change }, seed)
}

async function call(method: string, by: Persona, body?: unknown): Promise<{ status: number; code?: string; body: string }> {
  const answer = await fetch(`${server.url}/api/v1/release-agreement`, {
    method,
    headers: { authorization: `Bearer ${by.token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  return { status: answer.status, body: text, ...(answer.ok ? {} : { code: (JSON.parse(text) as { code: string }).code }) }
}

function found(now: Temporal.Instant = Temporal.Now.instant()) {
  const tag = ownerTags(ownerKey).tagOf(administrator.organisation.id)
  return agreementFor(server.test.database.kysely, tag, { vault, rulebooks: allRulebooks(), sectors: [], now })
}

test('an administrator agrees, the gate finds it until it runs out, and nobody else has it', async () => {
  assert.equal(await found(), null)
  const agreement = await signed()
  assert.equal((await call('POST', administrator, agreement)).status, 201)
  assert.deepEqual(await found(), { facts: ['indicators', 'techniques'], tlp: 'green' })
  assert.equal(await found(Temporal.Instant.from(agreement.until)), null)
  assert.match((await call('GET', administrator)).body, new RegExp(agreement.agreementId))
  assert.match((await call('GET', filer)).body, /"agreement":null/)
})

test('a filer gives none, and none is taken that the administrator did not sign, of other times, or twice', async () => {
  const agreement = await signed()
  assert.equal((await call('POST', filer, agreement)).status, 403)
  assert.equal((await call('POST', administrator, { ...agreement, tlp: 'clear' })).code, 'SIGNATURE_WRONG')
  const now = Temporal.Now.instant()
  const at = (hours: number) => now.add({ hours }).toString({ fractionalSecondDigits: 3 })
  assert.equal((await call('POST', administrator, await signed({ agreedAt: at(-1) }))).code, 'AGREED_AT_WRONG')
  assert.equal((await call('POST', administrator, await signed({ until: at(-1) }))).code, 'UNTIL_WRONG')
  assert.equal((await call('POST', administrator, await signed({ until: at(24 * 400) }))).code, 'UNTIL_WRONG')
  assert.equal((await call('POST', administrator, agreement)).status, 201)
  assert.equal((await call('POST', administrator, agreement)).code, 'AGREEMENT_EXISTS')
  assert.notEqual(await found(), null)
})

test('a database that was stolen says of no operator that it agreed, and one that was altered agrees for nobody', async () => {
  assert.equal((await call('POST', administrator, await signed())).status, 201)
  const rows = (await dumpRows(server.test.database)).filter(({ table }) => table === 'release_agreement')
  assert.ok(rows.length > 0)
  const { signer } = await signed()
  for (const { text } of rows) for (const name of [administrator.organisation.id, signer]) assert.ok(!text.includes(name))
  const { kysely } = server.test.database
  const tag = ownerTags(ownerKey).tagOf(administrator.organisation.id)
  const current = kysely.updateTable('release_agreement').where('owner_tag', '=', tag).where('revoked_at', 'is', null)
  await current.set({ sealed_agreement: Buffer.alloc(100) }).execute()
  await assert.rejects(found(), { code: 'FILING_UNREADABLE' })
  await kysely.deleteFrom('release_agreement').execute()
})

test('revoking counts at once, both acts are logged, and there is nothing left to revoke', async () => {
  const agreement = await signed()
  assert.equal((await call('POST', administrator, agreement)).status, 201)
  assert.equal((await call('DELETE', filer)).status, 403)
  assert.equal((await call('DELETE', administrator)).status, 204)
  assert.equal(await found(), null)
  assert.equal((await call('DELETE', administrator)).status, 404)
  const logged = (await dumpRows(server.test.database)).filter(
    ({ table, text }) => table === 'log_entry' && text.includes(agreement.agreementId),
  )
  const changes = ['agreed', 'revoked'].map(
    (change) => logged.filter(({ text }) => text.includes(`${change}\\"`) || text.includes(`"${change}"`)).length,
  )
  assert.deepEqual([logged.length, ...changes], [2, 1, 1])
})
