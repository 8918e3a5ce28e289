import type { LocalText } from '#base/language.ts'
import type { OrganisationKind } from '#identity/actor.ts'

/** An organisation that may answer warnings. */
export type Answering = { readonly id: string; readonly kind: OrganisationKind; readonly name: LocalText }

/** That one organisation answers as another one, its owner. */
export type AnswerOwner = { readonly organisationId: string; readonly ownerId: string }
