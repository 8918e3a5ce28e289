import { queryOptions } from '@tanstack/react-query'
import { utf8 } from '#base/bytes.ts'
import type { JsonValue } from '#base/canonical-json.ts'
import { generateTeamKey, wrapFor } from '#envelope/key-envelope.ts'
import type { Role } from '#identity/actor.ts'
import { unlockOwnKeys } from '#identity/own-keys-client.ts'
import type { SignedIn } from '#identity/session-client.ts'
import type { WrappedKeys } from '#identity/unlock-keys.ts'
import { DirectoryError } from '#key-directory/directory-error.ts'
import type { CurrentAuthority } from '#key-directory/epoch-statement.ts'
import { request } from '#ui/api.ts'
import { browserNow } from '#ui/browser-clock.ts'
import { readSignedKeysHere } from './directory-client.ts'
import type { AcceptedInvitation, IssuedInvitation, MembersAnswer, Newcomer } from './member.ts'
import { approveNewcomer, isVouchedFor, makeNextEpoch, type ActingMember } from './vouch.ts'

/** The members as the server lists them, and those among them whose keys somebody vouched for whom the signed directory names. */
export type ShownMembers = MembersAnswer & { readonly vouched: ReadonlySet<string> }

/** An invitation that was made, with the link to give to the person. */
export type ShownInvitation = IssuedInvitation & { readonly link: string }

/** The query of the own authority's members; it fails with a {@link DirectoryError} where the directory of keys cannot be proven. */
export const membersQuery = queryOptions({
  queryKey: ['members'],
  queryFn: async ({ signal }): Promise<ShownMembers> => {
    const answer = await request<MembersAnswer>('/api/v1/members', { signal })
    // Before the first key there is nothing that anybody could vouch for.
    if (answer.epoch === 0) return { ...answer, vouched: new Set() }
    const authority = await ownAuthority(answer)
    const known = await Promise.all(answer.members.map(async (one) => ((await isVouchedFor(one, authority)) ? [one.personId] : [])))
    return { ...answer, vouched: new Set(known.flat()) }
  },
  retry: false,
})

/**
 * Approves a newcomer whose fingerprint was compared, on this device.
 *
 * @param compared SHA-256 in hexadecimal, as it was shown.
 * @throws {DirectoryError} `APPROVAL_REFUSED` if the server shows other keys by now; {@link ApiError}.
 */
export async function approveHere(personId: string, compared: string, session: SignedIn): Promise<'awaiting-approval' | 'joined'> {
  const { answer, acting } = await readActing(session)
  const newcomer: Newcomer | undefined = answer.newcomers.find((one) => one.personId === personId)
  if (newcomer === undefined) throw new DirectoryError('APPROVAL_REFUSED', 'Refused: nobody waits under this id any more')
  const order = await approveNewcomer(newcomer, compared, { ...acting, members: answer.members })
  const path = `/api/v1/members/${encodeURIComponent(personId)}/approvals`
  const { status } = await request<{ status: 'awaiting-approval' | 'joined' }>(path, {
    method: 'POST',
    body: order as unknown as JsonValue,
  })
  return status
}

/** Turns a newcomer down. */
export async function refuseHere(personId: string): Promise<void> {
  await request(`/api/v1/members/${encodeURIComponent(personId)}/refusal`, { method: 'POST' })
}

/**
 * Makes the next team key on this device, wraps it for those who stay, and removes a member with it; without one it is a rotation.
 *
 * @throws {DirectoryError} `APPROVAL_REFUSED` if nobody vouched for a member's keys; {@link ApiError}.
 */
export async function turnEpochHere(left: string | null, session: SignedIn): Promise<number> {
  const { answer, acting } = await readActing(session)
  const order = await makeNextEpoch(answer, left, acting)
  const path = left === null ? '/api/v1/members/rotation' : `/api/v1/members/${encodeURIComponent(left)}/removal`
  return (await request<{ epoch: number }>(path, { method: 'POST', body: order as unknown as JsonValue })).epoch
}

/** Makes the first team key of the own authority on this device, wrapped for its maker. */
export async function makeFirstKeyHere(): Promise<void> {
  const { person } = await request<WrappedKeys>('/api/v1/keys/mine')
  const { identity, recipient } = await generateTeamKey()
  const wrapped = await wrapFor(person.recipient, utf8(identity))
  await request('/api/v1/members/first-key', { method: 'POST', body: { keyId: crypto.randomUUID(), recipient, wrapped } })
}

/** Invites a person and returns the link, which is shown once. */
export async function inviteHere(name: { ja: string; en: string }, roles: readonly Role[]): Promise<ShownInvitation> {
  return await request<ShownInvitation>('/api/v1/invitations', { method: 'POST', body: { name, roles } })
}

/** Accepts an invitation: the server makes the person and begins its session. */
export async function acceptInvitationHere(code: string): Promise<AcceptedInvitation> {
  return await request<AcceptedInvitation>(`/api/v1/invitations/${encodeURIComponent(code)}/accept`, { method: 'POST' })
}

async function readActing(session: SignedIn): Promise<{ answer: MembersAnswer; acting: ActingMember }> {
  const answer = await request<MembersAnswer>('/api/v1/members')
  const authority = await ownAuthority(answer)
  const keys = await unlockOwnKeys(session)
  return { answer, acting: { personId: session.person.id, keys, authority, now: browserNow() } }
}

async function ownAuthority({ organisationId }: MembersAnswer): Promise<CurrentAuthority> {
  const { authorities } = await readSignedKeysHere()
  const own = authorities.find((one) => one.organisationId === organisationId)
  if (own !== undefined) return own
  throw new DirectoryError('DIRECTORY_INCOMPLETE', 'Refused: the own authority is not in the signed directory of keys yet')
}
