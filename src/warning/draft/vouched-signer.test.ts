import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { startDemoServer, type DemoServer } from '../../../test/support/demo-server.ts'
import { officerOf, readDraft, signDraft, tickDrafts, type Officer } from '../../../test/support/officers.ts'
import type { MembersAnswer } from '#authority/member.ts'
import { insertApprovals } from '#authority/member-store.ts'
import { makeNextEpoch } from '#authority/vouch.ts'
import { signWarningWish } from '#envelope/warning-wish.ts'
import { generatePersonalKey, type PersonalKey } from '#envelope/personal-key.ts'
import { insertPeople } from '#identity/identity-store.ts'
import { insertPersonKeys } from '#identity/key-store.ts'
import { openCurrentKeys, type SignedKeys } from '#key-directory/current-keys.ts'
import { parseRoot } from '#key-directory/directory-root.ts'
import { personFingerprint } from '#key-directory/fingerprint.ts'
import { signApproval } from '#key-directory/member-approval.ts'
import { createServiceClient } from '#runtime/service-client.ts'
import { insertSignature } from './draft-store.ts'
import { wishOf } from './draft.ts'
import { emptyWarning } from './editable-warning.ts'

let server: DemoServer
let officer: Officer
let releaser: Officer
let administrator: Officer

before(async () => {
  server = await startDemoServer()
  officer = await officerOf(server, 'officer')
  const { organisationId } = officer.person
  releaser = await officerOf(server, 'releaser', { organisationId })
  administrator = await officerOf(server, 'authority-administrator', { organisationId })
})

after(() => server.stop())

const today = Temporal.Now.instant().toZonedDateTimeISO('UTC').toPlainDate()

/** Returns a draft that waits for approval, signed by the officer. */
async function submitted(): Promise<string> {
  const content = { ...emptyWarning(today), tlp: 'green', pap: 'green', techniques: ['T1486'] }
  const made = await officer.call('POST', '/api/v1/warning-drafts', { content })
  assert.equal(made.status, 201, JSON.stringify(made.body))
  const id = String(made.body['id'])
  assert.equal((await signDraft(officer, id, 'draft')).status, 204)
  return id
}

/** Approves past the API, as whoever holds the role of the server can. */
async function approveInDatabase(id: string, personId: string, key: PersonalKey): Promise<void> {
  const { kysely } = server.test.database
  const signer = { part: 'approval', personId, signedAt: Temporal.Now.instant().round('millisecond').toString() } as const
  const signature = await signWarningWish(wishOf(await readDraft(officer, id)), signer, key)
  assert.ok(await insertSignature(kysely, id, { ...signer, signature }))
  await kysely.updateTable('warning_draft').set({ state: 'approved' }).where('id', '=', id).execute()
}

async function refusedFor(id: string): Promise<readonly string[]> {
  await tickDrafts(server, Temporal.Now.instant())
  const draft = await readDraft(officer, id)
  return draft.state === 'published' ? ['published'] : (draft.refused ?? []).map(({ code }) => code)
}

async function addReleaser(): Promise<{ personId: string; secret: PersonalKey; fingerprint: string }> {
  const { kysely } = server.test.database
  const [personId, at, made] = [randomUUID(), Temporal.Now.instant().toString(), await generatePersonalKey()]
  const name = { ja: '偽', en: 'Nobody' }
  await insertPeople(kysely, [
    { id: personId, organisationId: officer.person.organisationId, name, roles: ['releaser'], pseudonym: personId.slice(0, 8) },
  ])
  await insertPersonKeys(kysely, [{ keyId: randomUUID(), personId, ...made.public }], { at, usableAt: at })
  return { personId, secret: made.secret, fingerprint: personFingerprint(made.public) }
}

function approvalOf(personId: string, fingerprint: string, by: PersonalKey) {
  const approvedAt = Temporal.Now.instant().toString({ fractionalSecondDigits: 3 })
  return signApproval({ organisationId: officer.person.organisationId, personId, fingerprint, approvedAt }, by.signing)
}

test('a person whom somebody wrote into the database approves nothing, whoever but a listed administrator vouches for it', async () => {
  const { kysely } = server.test.database
  const forged = await addReleaser()
  const id = await submitted()
  await approveInDatabase(id, forged.personId, forged.secret)
  assert.deepEqual(await refusedFor(id), ['signer-not-vouched'])
  for (const [approverId, key] of [
    [forged.personId, forged.secret],
    [releaser.person.personId, releaser.keys.person],
  ] as const) {
    await insertApprovals(kysely, [{ approverId, approval: await approvalOf(forged.personId, forged.fingerprint, key) }])
    assert.equal((await signDraft(officer, id, 'draft')).status, 204)
    await approveInDatabase(id, forged.personId, forged.secret)
    assert.deepEqual(await refusedFor(id), ['signer-not-vouched'])
  }
  await kysely.updateTable('person').set({ active: false }).where('id', '=', forged.personId).execute()
})

test('a key that somebody put in the place of a releaser’s approves nothing', async () => {
  const { kysely } = server.test.database
  const { personId } = releaser.person
  const made = await generatePersonalKey()
  const before_ = await kysely.selectFrom('person_key').selectAll().where('person_id', '=', personId).executeTakeFirstOrThrow()
  const change = (signing_key: string) => kysely.updateTable('person_key').set({ signing_key }).where('id', '=', before_.id).execute()
  const id = await submitted()
  await change(made.public.signing)
  await approveInDatabase(id, personId, made.secret)
  assert.deepEqual(await refusedFor(id), ['signer-not-vouched'])
  await change(before_.signing_key)
})

test('a person for whom an administrator vouched approves, and after leaving no more, even if the database says otherwise', async () => {
  const { kysely } = server.test.database
  const joined = await addReleaser()
  const approval = await approvalOf(joined.personId, joined.fingerprint, administrator.keys.person)
  await insertApprovals(kysely, [{ approverId: administrator.person.personId, approval }])
  const first = await submitted()
  await approveInDatabase(first, joined.personId, joined.secret)
  assert.deepEqual(await refusedFor(first), ['published'])
  await remove(joined.personId)
  await kysely.updateTable('person').set({ active: true }).where('id', '=', joined.personId).execute()
  await kysely.updateTable('person_key').set({ revoked_at: null }).where('person_id', '=', joined.personId).execute()
  const second = await submitted()
  await approveInDatabase(second, joined.personId, joined.secret)
  assert.deepEqual(await refusedFor(second), ['signer-not-vouched'])
  // Whom the newest epoch names goes on as before.
  const third = await submitted()
  assert.equal((await signDraft(releaser, third, 'approval')).status, 200)
  assert.deepEqual(await refusedFor(third), ['published'])
  // The gate has seen the epoch without that person: hiding it does not bring the person back.
  await kysely.deleteFrom('epoch_statement').execute()
  const fourth = await submitted()
  await approveInDatabase(fourth, joined.personId, joined.secret)
  assert.deepEqual(await refusedFor(fourth), ['signer-not-vouched'])
})

async function remove(personId: string): Promise<void> {
  const client = createServiceClient(server.url, administrator.token)
  const { signed } = (await client.json('/api/v1/directory')) as unknown as { signed: SignedKeys }
  const { authorities } = await openCurrentKeys(signed, parseRoot(server.directoryRoot ?? ''), null)
  const authority = authorities.find(({ organisationId }) => organisationId === officer.person.organisationId)
  assert.ok(authority !== undefined)
  const members = (await client.json('/api/v1/members')) as unknown as MembersAnswer
  const acting = { personId: administrator.person.personId, keys: administrator.keys, authority, now: Temporal.Now.instant() }
  const order = await makeNextEpoch(members, personId, acting)
  const removed = await administrator.call('POST', `/api/v1/members/${personId}/removal`, order)
  assert.equal(removed.status, 200, JSON.stringify(removed.body))
}
