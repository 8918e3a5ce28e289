import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { utf8, utf8Text } from '#base/bytes.ts'
import { signOpeningRequest } from '#envelope/opening-request.ts'
import { generatePersonalKey, unwrapWithPassphrase, type PersonalKey } from '#envelope/personal-key.ts'
import { unwrapWith, wrapFor } from '#envelope/key-envelope.ts'
import { hashCredential } from '#identity/credential.ts'
import { insertPeople, insertToken } from '#identity/identity-store.ts'
import { insertPersonKeys } from '#identity/key-store.ts'
import type { UnlockedKeys, WrappedKeys } from '#identity/unlock-keys.ts'
import { openCurrentKeys, type SignedKeys } from '#key-directory/current-keys.ts'
import { parseRoot } from '#key-directory/directory-root.ts'
import { personFingerprint } from '#key-directory/fingerprint.ts'
import { signApproval, type MemberApproval } from '#key-directory/member-approval.ts'
import { demoOperators } from '#operator/demo-operators.ts'
import { createServiceClient } from '#runtime/service-client.ts'
import { startDemoServer, type DemoServer } from '../../test/support/demo-server.ts'
import { listPersonas } from '../../test/support/personas.ts'
import { fileAnswers, sampleAnswers } from '../../test/support/file-answers.ts'
import { enrolNewcomer, type EnrolledNewcomer } from '../../test/support/newcomer.ts'
import { demoAuthorities, type DemoAuthority } from './demo-authorities.ts'
import type { MembersAnswer } from './member.ts'
import { insertApprovals } from './member-store.ts'
import { makeNextEpoch } from './vouch.ts'

const races = 25

let server: DemoServer

before(async () => {
  server = await startDemoServer()
})

after(() => server.stop())

function authorityOf(code: string): DemoAuthority {
  const found = demoAuthorities.find((one) => one.code === code)
  assert.ok(found !== undefined)
  return found
}

const ministry = authorityOf('jp.minister.meti')
const stranger = demoAuthorities.find((one) => one.id !== ministry.id) ?? ministry

function personOf(role: string, of: DemoAuthority = ministry): string {
  return of.people.find(({ roles }) => roles.some((one) => one === role))?.id ?? ''
}

async function post(token: string, path: string, body: unknown): Promise<{ status: number; body: Record<string, unknown> }> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
  const response = await fetch(server.url + path, { method: 'POST', headers, body: JSON.stringify(body) })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

async function keysOf(personId: string): Promise<UnlockedKeys> {
  const wrapped = (await createServiceClient(server.url, server.tokenOf(personId)).json('/api/v1/keys/mine')) as unknown as WrappedKeys
  const slot = wrapped.person.slots.find(({ kind }) => kind === 'passphrase')
  const person = await unwrapWithPassphrase(slot?.wrapped ?? '', server.passphraseOf(personId))
  const organisation = await Promise.all(
    wrapped.organisation.map(async (copy): Promise<[string, string]> => [
      copy.keyId,
      utf8Text(await unwrapWith(person.encryption, copy.wrapped)),
    ]),
  )
  return { personKeyId: wrapped.person.keyId, person, organisation: new Map(organisation) }
}

async function invited(): Promise<EnrolledNewcomer> {
  const invitation = { name: { ja: '山田', en: 'Yamada' }, roles: ['officer'] }
  const { body } = await post(server.tokenOf(personOf('authority-administrator')), '/api/v1/invitations', invitation)
  return await enrolNewcomer({ url: server.url, database: server.test.database }, String(body['link']))
}

async function members(): Promise<MembersAnswer> {
  const client = createServiceClient(server.url, server.tokenOf(personOf('authority-administrator')))
  return (await client.json('/api/v1/members')) as unknown as MembersAnswer
}

async function shownFingerprint(personId: string): Promise<string> {
  const found = (await members()).newcomers.find((one) => one.personId === personId)
  assert.ok(found?.key !== undefined && found.key !== null)
  return personFingerprint(found.key)
}

test('an approval counts only if the approved key is the shown one and the signer is who sends it', async () => {
  const [newcomer, other] = [await invited(), await invited()]
  const [fingerprint, otherFingerprint] = [await shownFingerprint(newcomer.personId), await shownFingerprint(other.personId)]
  const [officer, releaser] = [personOf('officer'), personOf('releaser')]
  const seeds = { officer: (await keysOf(officer)).person.signing, releaser: (await keysOf(releaser)).person.signing }
  const tokens = {
    officer: server.tokenOf(officer),
    releaser: server.tokenOf(releaser),
    stranger: server.tokenOf(personOf('officer', stranger)),
    newcomer: newcomer.token,
  }
  const wrongHash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => bytes.toHex())
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        organisationId: fc.constantFrom(ministry.id, stranger.id),
        personId: fc.constantFrom(newcomer.personId, other.personId),
        fingerprint: fc.oneof(fc.constantFrom(fingerprint, otherFingerprint), wrongHash),
        seed: fc.constantFrom('officer', 'releaser'),
        token: fc.constantFrom('officer', 'releaser', 'stranger', 'newcomer'),
        alter: fc.constantFrom(null, 'fingerprint', 'personId', 'approvedAt'),
      } as const),
      async ({ seed, token, alter, ...fields }) => {
        const approval = await signApproval({ ...fields, approvedAt: '2026-11-22T03:00:00.000Z' }, seeds[seed])
        const altered: Partial<MemberApproval> =
          alter === 'fingerprint'
            ? { fingerprint }
            : alter === 'personId'
              ? { personId: newcomer.personId }
              : alter === 'approvedAt'
                ? { approvedAt: '2026-11-22T03:00:00.001Z' }
                : {}
        const sent = { ...approval, ...altered }
        const isTrue = fields.organisationId === ministry.id && fields.personId === newcomer.personId && fields.fingerprint === fingerprint
        const isUntouched =
          sent.fingerprint === approval.fingerprint && sent.personId === approval.personId && sent.approvedAt === approval.approvedAt
        const { status } = await post(tokens[token], `/api/v1/members/${newcomer.personId}/approvals`, { approval: sent, copies: [] })
        assert.equal(status === 200, isTrue && isUntouched && seed === token, `${status}`)
      },
    ),
    { numRuns: 60 },
  )
  assert.notEqual((await post(newcomer.token, '/api/v1/members/rotation', {})).status, 200)
})

test('an approval of keys that the newcomer had before counts for nothing', async () => {
  const newcomer = await invited()
  const approve = async (personId: string, fingerprint: string) => {
    const fields = { organisationId: ministry.id, personId: newcomer.personId, fingerprint, approvedAt: '2026-11-22T03:00:00.000Z' }
    const approval = await signApproval(fields, (await keysOf(personId)).person.signing)
    return await post(server.tokenOf(personId), `/api/v1/members/${newcomer.personId}/approvals`, { approval, copies: [] })
  }
  const before = await shownFingerprint(newcomer.personId)
  assert.equal((await approve(personOf('officer'), before)).status, 200)
  const { kysely } = server.test.database
  const at = Temporal.Now.instant().toString()
  await kysely.updateTable('person_key').set({ revoked_at: at }).where('person_id', '=', newcomer.personId).execute()
  const made = await generatePersonalKey()
  await insertPersonKeys(kysely, [{ keyId: randomUUID(), personId: newcomer.personId, ...made.public }], { at, usableAt: at })
  assert.equal((await approve(personOf('authority-administrator'), before)).status, 403)
  const { status, body } = await approve(personOf('authority-administrator'), personFingerprint(made.public))
  assert.deepEqual([status, body], [200, { status: 'awaiting-approval' }])
})

test('an invitation counts once, and an epoch by anybody but a listed administrator is refused', async () => {
  const administrator = server.tokenOf(personOf('authority-administrator'))
  const { body } = await post(administrator, '/api/v1/invitations', { name: { ja: '山田', en: 'Yamada' }, roles: ['officer'] })
  const accept = () => post('', `/api/v1/invitations/${String(body['code'])}/accept`, {})
  const path = `${server.url}/api/v1/invitations/${String(body['code'])}/accept`
  const answers = await Promise.all(Array.from({ length: 5 }, () => fetch(path, { method: 'POST' })))
  assert.deepEqual(
    answers.map(({ status }) => status).toSorted((one, other) => one - other),
    [201, 404, 404, 404, 404],
  )
  assert.notEqual((await accept()).status, 201)
  const officer = personOf('officer')
  const order = await nextEpoch(officer, null)
  assert.equal((await post(server.tokenOf(officer), '/api/v1/members/rotation', order)).status, 403)
  assert.equal((await post(administrator, '/api/v1/members/rotation', order)).body['code'], 'EPOCH_REFUSED')
})

async function nextEpoch(by: string, left: string | null) {
  const client = createServiceClient(server.url, server.tokenOf(by))
  const { signed } = (await client.json('/api/v1/directory')) as unknown as { signed: SignedKeys }
  const { root } = (await client.json('/api/v1/directory/root')) as { root: string }
  const { authorities } = await openCurrentKeys(signed, parseRoot(root), null)
  const authority = authorities.find(({ organisationId }) => organisationId === ministry.id)
  assert.ok(authority !== undefined)
  return await makeNextEpoch(await members(), left, { personId: by, keys: await keysOf(by), authority, now: Temporal.Now.instant() })
}

/** Adds an officer with a key that the administrator vouched for, as if it had joined. */
async function addOfficer(): Promise<{ personId: string; token: string; secret: PersonalKey; pseudonym: string }> {
  const { kysely } = server.test.database
  const [personId, keyId, token, pseudonym] = [randomUUID(), randomUUID(), `nrs_${randomUUID()}`, randomUUID().slice(0, 8)]
  const made = await generatePersonalKey()
  const now = Temporal.Now.instant()
  const at = now.toString()
  await insertPeople(kysely, [{ id: personId, organisationId: ministry.id, name: { ja: '甲', en: 'A' }, roles: ['officer'], pseudonym }])
  await insertPersonKeys(kysely, [{ keyId, personId, ...made.public }], { at, usableAt: at })
  const expiresAt = now.add({ hours: 1 }).toString()
  await insertToken(kysely, {
    hash: hashCredential(token),
    id: randomUUID(),
    personId,
    label: 'race',
    scopes: null,
    createdAt: at,
    expiresAt,
  })
  const administrator = personOf('authority-administrator')
  const { person, organisation } = await keysOf(administrator)
  const fields = {
    organisationId: ministry.id,
    personId,
    fingerprint: personFingerprint(made.public),
    approvedAt: now.toString({ fractionalSecondDigits: 3 }),
  }
  await insertApprovals(kysely, [{ approverId: administrator, approval: await signApproval(fields, person.signing) }])
  const copies = [...organisation].map(async ([id, identity]) => ({
    key_id: id,
    person_key_id: keyId,
    wrapped: await wrapFor(made.public.recipient, utf8(identity)),
  }))
  await kysely
    .insertInto('organisation_key_copy')
    .values(await Promise.all(copies))
    .execute()
  return { personId, token, secret: made.secret, pseudonym }
}

test(`no opening is logged after a removal, in ${races} races of both`, async () => {
  const operator = demoOperators.find(({ sectors }) => sectors.includes('jp.espa.electricity'))
  const filer = (await listPersonas(server.url)).find((one) => one.organisation.id === operator?.id && one.roles.includes('filer'))
  assert.ok(filer !== undefined)
  const report = await fileAnswers({ url: server.url, filer, answers: sampleAnswers })
  const administrator = personOf('authority-administrator')
  for (let race = 0; race < races; race++) {
    const officer = await addOfficer()
    const order = await nextEpoch(administrator, officer.personId)
    const open = async () => {
      const wish = { reportId: report.reportId, purpose: 'race', requestedAt: Temporal.Now.instant().toString() }
      const { reportId, ...signed } = await signOpeningRequest(wish, officer.secret)
      return await post(officer.token, `/api/v1/reports/${reportId}/openings`, signed)
    }
    assert.equal((await open()).status, 201)
    const [removal] = await Promise.all([
      post(server.tokenOf(administrator), `/api/v1/members/${officer.personId}/removal`, order),
      open(),
      open(),
    ])
    assert.equal(removal.status, 200, JSON.stringify(removal.body))
    assert.notEqual((await open()).status, 201)
    await assertOrder(officer)
  }
})

/** Entries get their number after the person's row was locked: none of an opening may come after that of the removal. */
async function assertOrder(officer: { readonly personId: string; readonly pseudonym: string }): Promise<void> {
  const rows = await server.test.database.kysely.selectFrom('log_entry').select(['id', 'entry']).orderBy('id').execute()
  const told = rows.map(({ id, entry }) => ({ id, entry: JSON.parse(entry) as Record<string, unknown> }))
  const left = told.find(({ entry }) => entry['kind'] === 'member' && entry['member'] === officer.personId)
  assert.equal(left?.entry['change'], 'leave')
  const opened = told.filter(({ entry }) => entry['kind'] === 'open' && entry['officer'] === officer.pseudonym)
  assert.ok(opened.length > 0)
  assert.ok(opened.every(({ id }) => id < (left?.id ?? 0)))
}
