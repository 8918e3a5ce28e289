import { randomUUID } from 'node:crypto'
import type { Queries } from '#database/database.ts'
import { longestMailAddress, mailAddressPattern } from '#delivery/mail-address.ts'
import { isAllowedHost, readWebhookAddress, type WebhookRules } from '#delivery/webhook-address.ts'
import { notFound, Problem } from '#http/problem.ts'
import { clearances, type PersonActor } from '#identity/actor.ts'
import type { OwnerTags } from '#operator/owner-tag.ts'
import { freshSecret, type AddressVault } from './address-vault.ts'
import { sendNote } from './subscription-note.ts'
import type { NewSubscription } from './subscription-schema.ts'
import { findSubscription, insertSubscription, isConfirmedHost, subscriptionsOf, type StoredSubscription } from './subscription-store.ts'
import type { PushChannel, SubscriptionFilter, SubscriptionTiming } from './subscription.ts'
import { tellRegistrars } from './tell-registrar.ts'

/** What making a subscription works with. */
export type MakingParts = {
  readonly queries: Queries
  readonly vault: AddressVault
  readonly ownerTags: OwnerTags
  readonly rules: WebhookRules
  /** False where this installation sends no mail. */
  readonly sendsMail: boolean
  readonly now: Temporal.Instant
}

const mostOfOrganisation = 100

/**
 * Makes a subscription of the actor's organisation. One whose address nobody has confirmed yet sends nothing but, for mail, the code that confirms it;
 * the registrars are told of a host that waits for them.
 *
 * @returns The subscription and, of a webhook, the secret that signs it, which is not shown again.
 * @throws {Problem} 422 where the address, the marking or the zone cannot be, 409 where mail is not sent or there are too many.
 */
export async function makeSubscription(
  asked: NewSubscription,
  actor: PersonActor,
  parts: MakingParts,
): Promise<{ readonly made: StoredSubscription; readonly secret: string | null }> {
  const { queries, vault, now } = parts
  refuseFilter(asked.filter, actor)
  refuseTiming(asked.timing)
  if ((await subscriptionsOf(queries, actor.organisationId)).length >= mostOfOrganisation)
    throw new Problem(409, 'TOO_MANY_SUBSCRIPTIONS', `An organisation has at most ${mostOfOrganisation} subscriptions`)
  const { address, host, isConfirmed } = await readDestination(asked.destination, actor, parts)
  if (host !== null && !isConfirmed) await tellRegistrars(parts, { organisationId: actor.organisationId, host })
  const id = randomUUID()
  const secret = asked.destination.channel === 'webhook' ? freshSecret() : null
  await insertSubscription(queries, {
    id,
    organisationId: actor.organisationId,
    personId: asked.isOwn ? actor.personId : null,
    name: asked.name,
    channel: asked.destination.channel,
    form: asked.destination.form,
    language: asked.language,
    host,
    filter: asked.filter,
    timing: asked.timing,
    state: isConfirmed ? 'active' : 'unconfirmed',
    isShown: asked.isShown,
    askedHost: null,
    sealed: vault.seal(id, { address, secrets: secret === null ? [] : [{ secret, until: null }] }),
  })
  const made = await findSubscription(queries, id)
  if (made === null) throw notFound('subscription')
  if (!isConfirmed && made.channel === 'mail') await sendNote(queries, { subscription: made, vault }, now)
  return { made, secret }
}

type Destination = { readonly address: string; readonly host: string | null; readonly isConfirmed: boolean }

/**
 * Returns where an address leads, and whether it counts at once.
 *
 * @throws {Problem} 422 where it cannot be one of the channel, 409 where this installation sends no mail.
 */
export async function readDestination(
  { channel, address }: { readonly channel: PushChannel; readonly address: string },
  actor: PersonActor,
  { queries, rules, sendsMail }: MakingParts,
): Promise<Destination> {
  if (channel === 'mail') {
    if (!sendsMail) throw new Problem(409, 'MAIL_NOT_SENT', 'This installation sends no mail (NOROSHI_SMTP_URL is not set)')
    if (!new RegExp(mailAddressPattern, 'u').test(address) || address.length > longestMailAddress)
      throw refusal('/destination/address', 'NO_MAIL_ADDRESS', 'This is no mail address: expected name@example.jp')
    return { address, host: null, isConfirmed: false }
  }
  const url = readWebhookAddress(address, rules)
  if (!(url instanceof URL))
    throw refusal('/destination/address', url, 'The address cannot be a webhook: expected https, a host name, port 443 or 8443')
  const host = url.hostname
  const isConfirmed = isAllowedHost(host, rules) || (await isConfirmedHost(queries, actor.organisationId, host))
  return { address: url.href, host, isConfirmed }
}

/** Refuses a filter that asks for more than the organisation may read. */
export function refuseFilter({ tlp }: SubscriptionFilter, { clearance }: PersonActor): void {
  if (clearances.indexOf(tlp) > clearances.indexOf(clearance))
    throw refusal('/filter/tlp', 'TLP_ABOVE_CLEARANCE', `The clearance of the organisation ends at TLP:${clearance.toUpperCase()}`)
}

/** Refuses a time zone that nobody knows. */
export function refuseTiming({ zone }: SubscriptionTiming): void {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone)
  } catch {
    throw refusal('/timing/zone', 'ZONE_UNKNOWN', `There is no time zone "${zone}"`)
  }
  // An offset such as +09:00 is no name; PostgreSQL reads its sign the other way round.
  if (!/^[A-Za-z]/.test(zone)) throw refusal('/timing/zone', 'ZONE_UNKNOWN', `"${zone}" is no name of a time zone`)
}

function refusal(pointer: string, code: string, detail: string): Problem {
  return new Problem(422, code, detail, { errors: [{ pointer, code, detail }] })
}
