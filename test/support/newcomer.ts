import { randomUUID } from 'node:crypto'
import type { AcceptedInvitation } from '#authority/member.ts'
import type { Database } from '#database/database.ts'
import { generatePersonalKey, wrapForPassphrase } from '#envelope/personal-key.ts'
import { hashCredential } from '#identity/credential.ts'
import { insertToken } from '#identity/identity-store.ts'
import { insertPersonKeys } from '#identity/key-store.ts'
import { insertSlots } from '#identity/slot-store.ts'
import { formatFingerprint, personFingerprint } from '#key-directory/fingerprint.ts'

/** Somebody who accepted an invitation and enrolled a key, with a token to act by on the command line. */
export type EnrolledNewcomer = {
  readonly personId: string
  readonly status: AcceptedInvitation['status']
  readonly token: string
  readonly passphrase: string
  /** As the person reads it out. */
  readonly digits: string
  readonly cookie: string
}

/** Accepts an invitation as a newcomer would, and enrols a key; its slot is a passphrase, since the command line has no passkey. */
export async function enrolNewcomer(at: { readonly url: string; readonly database: Database }, link: string): Promise<EnrolledNewcomer> {
  const code = new URL(link).hash.slice(1)
  const answer = await fetch(`${at.url}/api/v1/invitations/${code}/accept`, { method: 'POST', headers: { 'noroshi-request': '1' } })
  if (answer.status !== 201) throw new Error(`The invitation was answered with ${answer.status}: ${await answer.text()}`)
  const { personId, status } = (await answer.json()) as AcceptedInvitation
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const { digits, token, passphrase } = await enrolKey(at.database, personId)
  return { personId, status, token, passphrase, digits, cookie }
}

/** Gives a person a fresh key and a token. */
async function enrolKey(database: Database, personId: string): Promise<Pick<EnrolledNewcomer, 'digits' | 'token' | 'passphrase'>> {
  const made = await generatePersonalKey()
  const passphrase = `passphrase of ${personId}`
  const token = `nrs_${randomUUID()}`
  const now = Temporal.Now.instant()
  const at = now.toString()
  const keyId = randomUUID()
  const wrapped = await wrapForPassphrase(made.secret, passphrase, { workFactor: 10 })
  await insertPersonKeys(database.kysely, [{ keyId, personId, ...made.public }], { at, usableAt: at })
  const slot = { id: randomUUID(), keyId, kind: 'passphrase', label: '', wrapped, credentialId: null, lookup: null } as const
  await insertSlots(database.kysely, [slot], { at, provenAt: at })
  const expiresAt = now.add({ hours: 24 }).toString()
  const label = 'test'
  await insertToken(database.kysely, {
    hash: hashCredential(token),
    id: randomUUID(),
    personId,
    label,
    scopes: null,
    createdAt: at,
    expiresAt,
  })
  return { digits: formatFingerprint(personFingerprint(made.public)), token, passphrase }
}
