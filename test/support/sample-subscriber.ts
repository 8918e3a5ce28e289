import { randomBytes, randomUUID } from 'node:crypto'
import type { Queries } from '#database/database.ts'
import type { Clearance } from '#identity/actor.ts'
import { hashCredential, tokenOf } from '#identity/credential.ts'
import { insertOrganisations, insertPeople, insertToken } from '#identity/identity-store.ts'

/** A subscriber with a token. */
export type SampleSubscriber = { readonly personId: string; readonly token: string; readonly tokenId: string }

/** Adds an organisation with this clearance, a subscriber in it, and a token that is valid for a day. */
export async function addSubscriber(queries: Queries, clearance: Clearance): Promise<SampleSubscriber> {
  const organisationId = randomUUID()
  const personId = randomUUID()
  const tokenId = randomUUID()
  const token = tokenOf(randomBytes(32))
  const name = { ja: '見本協会', en: 'Sample Association' }
  const now = Temporal.Now.instant()
  await insertOrganisations(queries, [{ id: organisationId, kind: 'subscriber', name, clearance }])
  await insertPeople(queries, [{ id: personId, organisationId, name, roles: ['subscriber'], pseudonym: 'sample' }])
  await insertToken(queries, {
    hash: hashCredential(token),
    id: tokenId,
    personId,
    label: 'sample',
    scopes: null,
    createdAt: now.toString(),
    expiresAt: now.add({ hours: 24 }).toString(),
  })
  return { personId, token, tokenId }
}
