import { queryOptions, useQuery, useSuspenseQuery, type UseQueryResult } from '@tanstack/react-query'
import type { LocalText } from '#base/language.ts'
import { request } from '#ui/api.ts'
import type { Clearance, OrganisationKind, Role } from './actor.ts'
import { forgetKeys } from './key-ring.ts'
import type { SlotKind } from './key-slot.ts'

/** Somebody who is signed in. */
export type SignedIn = {
  readonly signedIn: true
  readonly demo: boolean
  readonly person: {
    readonly id: string
    readonly name: LocalText
    readonly roles: readonly Role[]
    /** What unlocks the own key; empty while the person has none that may be used. */
    readonly unlocks: readonly SlotKind[]
  }
  readonly organisation: { readonly id: string; readonly kind: OrganisationKind; readonly name: LocalText }
  readonly clearance: Clearance
}

/** Who is signed in in this browser, if anybody, and whether this is a demonstration. */
export type Session = SignedIn | { readonly signedIn: false; readonly demo: boolean }

/** The query of the session; forget it (`queryClient.clear()`) when somebody signs in or out. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => request<Session>('/api/v1/session', { signal }),
})

/** Returns the query of who is signed in. */
export function useSession(): UseQueryResult<Session> {
  return useQuery(sessionQuery)
}

/**
 * Returns who is signed in, for pages that name roles in their registration and so are shown to signed-in people only.
 *
 * @throws {TypeError} on a page that anybody may see while nobody is signed in.
 */
export function useSignedIn(): SignedIn {
  const session = useSuspenseQuery(sessionQuery).data
  if (!session.signedIn) throw new TypeError('Cannot tell who is signed in: nobody is')
  return session
}

/** Signs in as a person of the demonstration; unlocked keys of the person before are forgotten. */
export async function signInAsPersona(personId: string): Promise<void> {
  forgetKeys()
  await request('/api/v1/session/demo', { method: 'POST', body: { personId } })
}

/** Ends every session of the person, this one too, and loads the start page anew. */
export async function signOutEverywhere(): Promise<void> {
  forgetKeys()
  await request('/api/v1/sessions', { method: 'DELETE' })
  location.assign('/')
}

/** Ends the session and loads the start page anew, so that nothing of it stays in memory. */
export async function signOut(): Promise<void> {
  forgetKeys()
  await request('/api/v1/session', { method: 'DELETE' })
  location.assign('/')
}
