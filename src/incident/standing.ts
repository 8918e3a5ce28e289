import type { Database } from '#database/database.ts'
import { notFound } from '#http/problem.ts'
import type { PersonActor } from '#identity/actor.ts'
import { can, type Action } from '#identity/can.ts'
import type { OwnerTags } from '#operator/owner-tag.ts'
import { findIncident } from './incident-store.ts'

/**
 * Returns an incident that `actor` may do `action` on, with how it stands to it.
 *
 * @throws {Problem} 404, alike for an incident that does not exist and for one of somebody else.
 */
export async function standingTo(
  wish: {
    readonly actor: { readonly kind: 'anonymous' } | PersonActor
    readonly action: Action
    readonly incidentId: string
    readonly what: string
  },
  parts: { readonly database: Database; readonly ownerTags: OwnerTags },
) {
  const { actor } = wish
  const found = actor.kind === 'person' ? await findIncident(parts.database.kysely, wish.incidentId) : null
  if (actor.kind !== 'person' || found === null) throw notFound(wish.what)
  const own = actor.organisationKind === 'operator' && found.ownerTag.equals(parts.ownerTags.tagOf(actor.organisationId))
  const received = actor.organisationKind === 'authority' && found.authorityIds.includes(actor.organisationId)
  if (!can(actor, wish.action, { own, received })) throw notFound(wish.what)
  return { incident: found.incident, actor, own, received }
}
