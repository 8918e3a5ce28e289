import type { Language } from '#base/language.ts'

/** Roles that a person may hold; design, section "who may do what". */
export const roles = [
  'filer',
  'viewer',
  'operator-administrator',
  'officer',
  'releaser',
  'authority-administrator',
  'subscriber',
  'registrar',
  'rule-author',
  'auditor',
  'service-account',
] as const

/** One role of a person in its organisation. */
export type Role = (typeof roles)[number]

/** Kinds of organisation; a person never holds roles on both sides. */
export const organisationKinds = ['operator', 'authority', 'subscriber', 'platform'] as const

/** One kind of organisation. */
export type OrganisationKind = (typeof organisationKinds)[number]

/** Levels of TLP 2.0 up to which warnings are shared with a group, least protected first. */
export const clearances = ['clear', 'green', 'amber', 'amber+strict'] as const

/** The highest TLP level that somebody may read. */
export type Clearance = (typeof clearances)[number]

/** Who asks: nobody known, or a person of an organisation, signed in or by a token. */
export type Actor =
  | { readonly kind: 'anonymous' }
  | {
      readonly kind: 'person'
      readonly personId: string
      readonly personName: Readonly<Record<Language, string>>
      readonly organisationId: string
      readonly organisationKind: OrganisationKind
      readonly organisationName: Readonly<Record<Language, string>>
      readonly roles: readonly Role[]
      readonly clearance: Clearance
      /** What the token in use may do, or null for everything that the roles allow. */
      readonly scopes: readonly string[] | null
      /** The session of the browser that asks; absent for a token. */
      readonly session?: ActorSession
    }

/** A session: its id, and the instant (ISO 8601 in UTC) at which the person last showed that it is there. */
export type ActorSession = { readonly id: string; readonly verifiedAt: string }

/** A known person. */
export type PersonActor = Extract<Actor, { kind: 'person' }>

/** Returns the TLP levels that `actor` may read. */
export function readableLevels(actor: Actor): readonly Clearance[] {
  const highest = actor.kind === 'person' && actor.roles.includes('subscriber') ? actor.clearance : 'clear'
  return clearances.slice(0, clearances.indexOf(highest) + 1)
}
