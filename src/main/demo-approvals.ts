import type { GivenApproval } from '#authority/member-store.ts'
import { demoAuthorities } from '#authority/demo-authorities.ts'
import type { PersonalKey } from '#envelope/personal-key.ts'
import type { PersonKey } from '#identity/key-store.ts'
import { personFingerprint } from '#key-directory/fingerprint.ts'
import { signApproval, type MemberApproval } from '#key-directory/member-approval.ts'

/** Returns the words of an authority's administrator about the keys of all its founding members; none for any other organisation. */
export async function demoApprovals(
  organisationId: string,
  members: readonly { readonly key: PersonKey; readonly secret: PersonalKey }[],
  at: Temporal.Instant,
): Promise<readonly GivenApproval[]> {
  const people = demoAuthorities.find(({ id }) => id === organisationId)?.people ?? []
  const administrator = people.find(({ roles }) => roles.includes('authority-administrator'))
  const seed = members.find(({ key }) => key.personId === administrator?.id)?.secret.signing
  if (administrator === undefined || seed === undefined) return []
  const approvedAt = at.toString({ fractionalSecondDigits: 3 })
  const approvals = members.map(({ key }): Promise<MemberApproval> => {
    return signApproval({ organisationId, personId: key.personId, fingerprint: personFingerprint(key), approvedAt }, seed)
  })
  return (await Promise.all(approvals)).map((approval) => ({ approverId: administrator.id, approval }))
}
