import type { SealedOpeningWish } from '#envelope/sealed-opening-request.ts'

/** A wish for a sealed opening as it is kept, with the consent to it where it was given. Instants are ISO 8601 in UTC. */
export type KeptSealedOpening = SealedOpeningWish & {
  readonly authorityId: string
  readonly signature: string
  readonly approval: { readonly personId: string; readonly at: string; readonly signature: string } | null
}

/** A wish for a sealed opening as people of the authority see it. */
export type ShownSealedOpening = Omit<KeptSealedOpening, 'signature' | 'approval' | 'authorityId'> & {
  readonly incidentId: string
  readonly pseudonym: string
  readonly approvedAt: string | null
  readonly openedAt: string | null
}
