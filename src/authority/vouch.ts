import { utf8 } from '#base/bytes.ts'
import { generateTeamKey, wrapFor } from '#envelope/key-envelope.ts'
import type { UnlockedKeys } from '#identity/unlock-keys.ts'
import { DirectoryError } from '#key-directory/directory-error.ts'
import { signEpochStatement, type CurrentAuthority, type EpochStatement } from '#key-directory/epoch-statement.ts'
import { personFingerprint } from '#key-directory/fingerprint.ts'
import { isApprovalSigned, signApproval, type MemberApproval } from '#key-directory/member-approval.ts'
import type { Member, MembersAnswer, Newcomer, WrappedCopy } from './member.ts'

// What a member's own machine does. The server keeps the list of members and may lie about it: a team key is wrapped for nobody whose keys
// were not vouched for by somebody whom the signed directory names.

/** An approval on its way to the server, with the team keys where it is the last one that was missing. */
export type ApprovalOrder = { readonly approval: MemberApproval; readonly copies: readonly WrappedCopy[] }

/** An authority's next epoch on its way to the server. */
export type EpochOrder = { readonly statement: EpochStatement; readonly copies: readonly WrappedCopy[] }

/** Who acts: the own keys, unlocked, and what the signed directory says of the own authority. */
export type ActingMember = {
  readonly personId: string
  readonly keys: UnlockedKeys
  readonly authority: CurrentAuthority
  readonly now: Temporal.Instant
}

/**
 * Tells whether the keys that the server shows for `member` are that person's: the newest epoch or the directory names their fingerprint, or an
 * administrator whom the directory lists has signed for it since that epoch began. Whom an epoch does not name has left before it, whatever was signed for him.
 */
export async function isVouchedFor(member: Pick<Member, 'personId' | 'key' | 'approvals'>, authority: CurrentAuthority): Promise<boolean> {
  if (member.key === null) return false
  const fingerprint = personFingerprint(member.key)
  const named = [...(authority.members ?? []), ...authority.administrators]
  if (named.some((one) => one.personId === member.personId && one.fingerprint === fingerprint)) return true
  const signers = new Set(authority.administrators.map(({ signing }) => signing))
  return (await approvalsFor(member, authority)).some(({ signer }) => signers.has(signer))
}

/** Returns the approvals of exactly the keys that the server shows for `member`, whose signatures hold. */
async function approvalsFor(
  member: Pick<Member, 'personId' | 'key' | 'approvals'>,
  authority: CurrentAuthority,
): Promise<readonly MemberApproval[]> {
  if (member.key === null) return []
  const fingerprint = personFingerprint(member.key)
  const { personId } = member
  const fitting = member.approvals.filter(
    (one) =>
      one.personId === personId &&
      one.fingerprint === fingerprint &&
      one.organisationId === authority.organisationId &&
      isSinceEpoch(one, authority),
  )
  const hold = await Promise.all(fitting.map(isApprovalSigned))
  return fitting.filter((_, index) => hold[index] === true)
}

function isSinceEpoch({ approvedAt }: MemberApproval, { membersAt, statement }: CurrentAuthority): boolean {
  // A statement that the directory names and nobody shows would have told who left.
  return membersAt === null ? statement === null : approvedAt > membersAt
}

/**
 * Returns the own approval of a newcomer whose fingerprint was compared with the person; with it the team keys of all epochs, wrapped for the
 * newcomer, where with this approval an administrator and another member have vouched for these very keys.
 *
 * @param compared Fingerprint that the person read out, SHA-256 in hexadecimal.
 * @throws {DirectoryError} `APPROVAL_REFUSED` if the keys that the server shows have another fingerprint.
 */
export async function approveNewcomer(
  newcomer: Newcomer,
  compared: string,
  by: ActingMember & { readonly members: readonly Member[] },
): Promise<ApprovalOrder> {
  if (newcomer.key === null || personFingerprint(newcomer.key) !== compared)
    throw new DirectoryError('APPROVAL_REFUSED', 'Refused: the keys that the server shows have another fingerprint than the one compared')
  const { organisationId } = by.authority
  const approvedAt = by.now.toString({ fractionalSecondDigits: 3 })
  const fields = { organisationId, personId: newcomer.personId, fingerprint: compared, approvedAt }
  const approval = await signApproval(fields, by.keys.person.signing)
  if (!(await isLastMissing(newcomer, approval, by))) return { approval, copies: [] }
  const { keyId: personKeyId, recipient } = newcomer.key
  const copies = [...by.keys.organisation].map(async ([keyId, identity]) => {
    return { keyId, personKeyId, wrapped: await wrapFor(recipient, utf8(identity)) }
  })
  return { approval, copies: await Promise.all(copies) }
}

async function isLastMissing(
  newcomer: Newcomer,
  own: MemberApproval,
  by: ActingMember & { readonly members: readonly Member[] },
): Promise<boolean> {
  const administrators = new Set(by.authority.administrators.map(({ signing }) => signing))
  if (by.members.length === 1) return administrators.has(own.signer)
  const others = (await approvalsFor(newcomer, by.authority)).filter(({ signer }) => signer !== own.signer)
  if (others.some(({ signer }) => administrators.has(signer))) return true
  if (!administrators.has(own.signer)) return false
  const signers = new Set(others.map(({ signer }) => signer))
  for (const member of by.members) {
    if (member.key !== null && signers.has(member.key.signing) && (await isVouchedFor(member, by.authority))) return true
  }
  return false
}

/**
 * Returns the authority's next epoch: a fresh team key, wrapped for every member who stays, in a statement signed by this administrator.
 *
 * @param left Who leaves; null for a rotation without leaving.
 * @throws {DirectoryError} `APPROVAL_REFUSED` if nobody vouched for the keys that the server shows for a member.
 */
export async function makeNextEpoch(
  { members, organisationId }: Pick<MembersAnswer, 'members' | 'organisationId'>,
  left: string | null,
  by: ActingMember,
): Promise<EpochOrder> {
  const staying = members.flatMap((one) => (one.personId === left || one.key === null ? [] : [{ ...one, key: one.key }]))
  for (const member of staying) {
    if (!(await isVouchedFor(member, by.authority)))
      throw new DirectoryError(
        'APPROVAL_REFUSED',
        `Refused: nobody whom the directory names has vouched for the keys of ${member.name.en}. Compare the fingerprint and approve first`,
      )
  }
  const team = await generateTeamKey()
  const keyId = crypto.randomUUID()
  const statement = await signEpochStatement(
    {
      organisationId,
      epoch: by.authority.epoch + 1,
      previousKeyId: by.authority.keyId,
      keyId,
      recipient: team.recipient,
      issuedAt: by.now.toString({ fractionalSecondDigits: 3 }),
      left,
      members: staying.map(({ personId, key }) => ({ personId, fingerprint: personFingerprint(key) })),
    },
    by.keys.person.signing,
  )
  const copies = staying.map(async ({ key }) => {
    return { keyId, personKeyId: key.keyId, wrapped: await wrapFor(key.recipient, utf8(team.identity)) }
  })
  return { statement, copies: await Promise.all(copies) }
}
