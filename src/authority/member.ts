import type { Role } from '#identity/actor.ts'
import type { MemberApproval } from '#key-directory/member-approval.ts'

/** A person of an authority with the public halves of its keys. */
export type Member = {
  readonly personId: string
  readonly name: { readonly ja: string; readonly en: string }
  readonly roles: readonly Role[]
  /** Id, recipient and signing key of the person; null where none is in use. */
  readonly key: { readonly keyId: string; readonly recipient: string; readonly signing: string } | null
  /** Signed words about whose keys these are. */
  readonly approvals: readonly MemberApproval[]
}

/** Somebody who wants to join; `roles` are those that it will hold. */
export type Newcomer = Member & { readonly requestedAt: string }

/** Something that happened to the members or the key of an authority. */
export type MemberChange = {
  readonly change: 'join' | 'leave' | 'rotation' | 'refusal'
  readonly person: { readonly ja: string; readonly en: string }
  readonly epoch: number
  readonly by: { readonly ja: string; readonly en: string } | null
  readonly at: string
}

/** What the server says of an authority's members. Keys in it count only once they were vouched for. */
export type MembersAnswer = {
  readonly organisationId: string
  /** 0 before the first key. */
  readonly epoch: number
  readonly members: readonly Member[]
  readonly newcomers: readonly Newcomer[]
  readonly history: readonly MemberChange[]
}

/** A team key wrapped for one person. */
export type WrappedCopy = { readonly keyId: string; readonly personKeyId: string; readonly wrapped: string }

/** Roles that a person of an authority may be invited to. */
export const authorityRoles = ['officer', 'releaser', 'authority-administrator'] as const satisfies readonly Role[]

/** A one-time code and until when it counts. */
export type IssuedInvitation = { readonly invitationId: string; readonly code: string; readonly expiresAt: string }

/** What an accepted invitation made. */
export type AcceptedInvitation = {
  readonly personId: string
  readonly organisationId: string
  /** `awaiting-approval` but for the very first person of an authority, whom nobody could approve. */
  readonly status: 'awaiting-approval' | 'joined'
}
