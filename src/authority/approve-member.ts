import type { InTransaction } from '#database/database.ts'
import { notFound, Problem } from '#http/problem.ts'
import type { PersonActor } from '#identity/actor.ts'
import { parseStatement } from '#key-directory/epoch-statement.ts'
import { personFingerprint } from '#key-directory/fingerprint.ts'
import { isApprovalSigned } from '#key-directory/member-approval.ts'
import { appendEntry } from '#receipt/append-entry.ts'
import { logInstant } from '#receipt/log-instant.ts'
import { actingPerson } from './acting-person.ts'
import { listStatements } from './directory-store.ts'
import type { Member, Newcomer, WrappedCopy } from './member.ts'
import {
  approversOf,
  insertApprovals,
  insertChange,
  insertCopies,
  keysOfOrganisation,
  letIn,
  listMembers,
  listNewcomers,
} from './member-store.ts'
import type { ApprovalOrder } from './vouch.ts'

/** Where a newcomer stands. */
export type MembershipStatus = 'awaiting-approval' | 'joined'

/**
 * Takes a member's approval of a newcomer. Once an administrator and another member approved the same keys, the newcomer gets its roles and its
 * copies of the team keys, and the log an entry: all of it or nothing.
 *
 * @throws {Problem} 404 if nobody waits under this id in the own authority; 403 `APPROVAL_REFUSED` if the approval is not signed by the caller's own key
 *   over the very keys that the newcomer has now; 409 `COPIES_MISSING` if the last approval brings not every team key.
 */
export async function approveMember(
  tx: InTransaction,
  order: ApprovalOrder & { readonly personId: string },
  { actor, now }: { readonly actor: PersonActor; readonly now: Temporal.Instant },
): Promise<MembershipStatus> {
  const { person, key, authorityCode } = await actingPerson(tx, actor, 'member.approve')
  const { organisationId } = person
  const newcomer = (await listNewcomers(tx, organisationId)).find(({ personId }) => personId === order.personId)
  if (newcomer === undefined) throw notFound('newcomer')
  const fingerprint = await approvedFingerprint(order, newcomer, { organisationId, signing: key.signing })
  await insertApprovals(tx, [{ approverId: person.personId, approval: order.approval }])
  const members = await listMembers(tx, organisationId)
  const since = await epochSince(tx, organisationId)
  if (!isApproved(await approversOf(tx, { personId: newcomer.personId, fingerprint, since }), members)) return 'awaiting-approval'
  const keys = await keysOfOrganisation(tx, organisationId)
  refuseIncompleteCopies(order.copies, { keyIds: keys.map(({ keyId }) => keyId), personKeyId: newcomer.key?.keyId ?? '' })
  const at = now.toString()
  const epoch = keys.at(-1)?.epoch ?? 1
  await letIn(tx, newcomer.personId, newcomer.roles, at)
  await insertCopies(tx, order.copies)
  await insertChange(tx, { organisationId, personId: newcomer.personId, change: 'join', epoch, by: person.personId, at })
  await appendEntry(tx, {
    kind: 'member',
    at: logInstant(now),
    authority: authorityCode,
    member: newcomer.personId,
    change: 'join',
    epoch,
    fingerprint,
  })
  return 'joined'
}

/** Clients believe no approval from before the newest epoch, which names everybody who was a member then. */
async function epochSince(tx: InTransaction, organisationId: string): Promise<string | null> {
  const newest = (await listStatements(tx)).findLast((one) => one.organisationId === organisationId)
  return newest === undefined ? null : parseStatement(newest.statement).issuedAt
}

async function approvedFingerprint(
  { approval, personId }: ApprovalOrder & { readonly personId: string },
  newcomer: Newcomer,
  approver: { readonly organisationId: string; readonly signing: string },
): Promise<string> {
  // Approved key and shown key are one: an approval of keys that the newcomer had before, or never had, counts for nothing.
  const fingerprint = newcomer.key === null ? null : personFingerprint(newcomer.key)
  const fits =
    approval.personId === personId &&
    approval.organisationId === approver.organisationId &&
    approval.signer === approver.signing &&
    approval.fingerprint === fingerprint
  if (fingerprint === null || !fits || !(await isApprovalSigned(approval)))
    throw new Problem(403, 'APPROVAL_REFUSED', 'The approval is not signed by your own key over the keys that this person has now')
  return fingerprint
}

function isApproved(approvers: Awaited<ReturnType<typeof approversOf>>, members: readonly Member[]): boolean {
  // While an authority has one member alone, nobody else can approve.
  const needed = Math.min(2, members.length)
  return approvers.length >= needed && approvers.some(({ roles }) => roles.includes('authority-administrator'))
}

function refuseIncompleteCopies(
  copies: readonly WrappedCopy[],
  expected: { readonly keyIds: readonly string[]; readonly personKeyId: string },
): void {
  const keyIds = new Set(copies.map(({ keyId }) => keyId))
  const isWhole =
    keyIds.size === copies.length &&
    keyIds.size === expected.keyIds.length &&
    expected.keyIds.every((keyId) => keyIds.has(keyId)) &&
    copies.every(({ personKeyId }) => personKeyId === expected.personKeyId)
  if (!isWhole)
    throw new Problem(
      409,
      'COPIES_MISSING',
      'The last approval brings the team keys of all epochs, wrapped for the newcomer; load the list anew',
    )
}
