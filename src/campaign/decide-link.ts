import type { Database, InTransaction } from '#database/database.ts'
import { notFound } from '#http/problem.ts'
import type { Actor, PersonActor } from '#identity/actor.ts'
import { can } from '#identity/can.ts'
import { lockPerson } from '#identity/identity-store.ts'
import type { Clock } from '#runtime/clock.ts'
import { actsOfLinks, insertAct, recipientsOf } from './link-act-store.ts'
import { lockLink, type StoredLink } from './link-store.ts'
import { standingOfLink, type LinkAct } from './link.ts'
import { settleCampaigns } from './settle-campaigns.ts'

/** What deciding works with. */
export type DecidingParts = { readonly database: Database; readonly clock: Clock; readonly newId: () => string }

/**
 * Keeps what an officer decides about a link, and brings the campaigns of its authority in line. What has been decided already is decided once.
 *
 * @throws {Problem} 404, alike for a link that does not exist and for one between incidents of others.
 */
export function decideLink(
  actor: Actor,
  { linkId, act, reason }: LinkAct & { readonly linkId: string },
  parts: DecidingParts,
): Promise<void> {
  return parts.database.kysely.transaction().execute(async (tx) => {
    const { person, link } = await decidable(tx, actor, linkId)
    const acts = await actsOfLinks(tx, [linkId])
    const last = acts.findLast((one) => one.authorityId === person.organisationId) ?? null
    const before = standingOfLink(link.bits, last)
    if (before === (act === 'confirm' ? 'confirmed' : 'cut') && last?.reason === reason) return
    const who = { authorityId: person.organisationId, personId: person.personId }
    await insertAct(tx, { linkId, ...who, act, reason, bits: link.bits, actedAt: parts.clock.now().toString() })
    await settleCampaigns(tx, person.organisationId, parts)
  })
}

async function decidable(tx: InTransaction, actor: Actor, linkId: string): Promise<{ person: PersonActor; link: StoredLink }> {
  const person = actor.kind === 'person' ? ((await lockPerson(tx, actor.personId))?.person ?? null) : null
  const link = person === null ? null : await lockLink(tx, linkId)
  if (person === null || link === null) throw notFound('link')
  const holders = await recipientsOf(tx, [link.low, link.high])
  const received = holders.some((one) => one.authorityId === person.organisationId)
  if (!can(person, 'link.decide', { own: false, received }) || link.evidence.length === 0) throw notFound('link')
  return { person, link }
}
