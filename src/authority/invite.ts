import { randomUUID } from 'node:crypto'
import { randomBytes } from '#base/bytes.ts'
import type { InTransaction, Queries } from '#database/database.ts'
import { Problem } from '#http/problem.ts'
import { hashCredential } from '#identity/credential.ts'
import { insertPeople } from '#identity/identity-store.ts'
import { appendEntry } from '#receipt/append-entry.ts'
import { logInstant } from '#receipt/log-instant.ts'
import { insertInvitation, takeInvitation, type Invitation } from './invitation-store.ts'
import type { AcceptedInvitation, IssuedInvitation } from './member.ts'
import { insertChange, insertNewcomer, keysOfOrganisation, letIn, listMembers, lockAuthority } from './member-store.ts'

const codeBytes = 24
const invitationHours = 72

/** Makes an invitation and returns its code, of which the hash alone is kept. It counts once, for three days. */
export async function issueInvitation(queries: Queries, wanted: Omit<Invitation, 'id'>, now: Temporal.Instant): Promise<IssuedInvitation> {
  const code = randomBytes(codeBytes).toBase64({ alphabet: 'base64url', omitPadding: true })
  const invitationId = randomUUID()
  const expiresAt = now.add({ hours: invitationHours }).toString()
  const kept = { codeHash: hashCredential(code), createdAt: now.toString(), expiresAt }
  await insertInvitation(queries, { ...wanted, id: invitationId }, kept)
  return { invitationId, code, expiresAt }
}

/**
 * Takes an invitation: makes the person, who may enrol keys and nothing else until an administrator and another member have approved them.
 *
 * @throws {Problem} 404 `INVITATION_UNKNOWN` for a code that is unknown, was used or has expired, alike.
 */
export async function acceptInvitation(tx: InTransaction, code: string, now: Temporal.Instant): Promise<AcceptedInvitation> {
  const at = now.toString()
  const invitation = await takeInvitation(tx, hashCredential(code), at)
  if (invitation === null)
    throw new Problem(404, 'INVITATION_UNKNOWN', 'The invitation is unknown, was used or has expired; ask for another one')
  const { organisationId, name, roles, invitedBy } = invitation
  const authorityCode = await lockAuthority(tx, organisationId)
  const isFirst = invitedBy === null && (await listMembers(tx, organisationId)).length === 0
  const personId = randomUUID()
  const pseudonym = randomBytes(2).toHex().toUpperCase()
  await insertPeople(tx, [{ id: personId, organisationId, name, roles: [], pseudonym }])
  await insertNewcomer(tx, { personId, organisationId, roles, requestedAt: at })
  if (!isFirst) return { personId, organisationId, status: 'awaiting-approval' }
  const epoch = (await keysOfOrganisation(tx, organisationId)).at(-1)?.epoch ?? 1
  await letIn(tx, personId, roles, at)
  await insertChange(tx, { organisationId, personId, change: 'join', epoch, by: null, at })
  await appendEntry(tx, {
    kind: 'member',
    at: logInstant(now),
    authority: authorityCode ?? organisationId,
    member: personId,
    change: 'join',
    epoch,
    // No key yet: the first one is vouched for by the root, which lists it.
    fingerprint: '0'.repeat(64),
  })
  return { personId, organisationId, status: 'joined' }
}
