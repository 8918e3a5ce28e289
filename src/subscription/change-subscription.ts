import type { InTransaction, Queries } from '#database/database.ts'
import { closeCircuit } from '#delivery/circuit-store.ts'
import { Problem } from '#http/problem.ts'
import type { PersonActor } from '#identity/actor.ts'
import type { AddressVault } from './address-vault.ts'
import { readDestination, refuseFilter, refuseTiming, type MakingParts } from './make-subscription.ts'
import { recipientOf } from './recipient.ts'
import { sendNote } from './subscription-note.ts'
import type { SubscriptionPatch } from './subscription-schema.ts'
import { tellRegistrars } from './tell-registrar.ts'
import { changeSubscription, findSubscription, subscriptionsAskingFor, type StoredSubscription } from './subscription-store.ts'

/**
 * Changes what a subscription asks for, how it is written and where it goes.
 *
 * A new address that nobody has confirmed yet waits beside the present one, which counts until then: no recall is lost on the way.
 *
 * @throws {Problem} 422 where the address, the form, the marking or the zone cannot be.
 */
export async function applyChange(
  found: StoredSubscription,
  { asked, actor }: { readonly asked: SubscriptionPatch; readonly actor: PersonActor },
  parts: MakingParts,
): Promise<void> {
  const { queries, vault, now } = parts
  const { address, form, ...plain } = asked
  refuseFilter(plain.filter, actor)
  refuseTiming(plain.timing)
  if (form !== undefined && found.channel !== 'webhook') throw new Problem(422, 'FORM_FIXED', 'Mails are plain text; expected no form')
  const place = address === undefined ? presentPlace(found) : await newPlace(found, { address, actor }, parts)
  await changeSubscription(queries, found.id, { ...found, ...plain, form: form ?? found.form, ...place })
  const changed = await findSubscription(queries, found.id)
  if (changed === null || address === undefined) return
  if (place.isMoved) await closeCircuit(queries, { recipient: recipientOf(found.id), channel: found.channel })
  if (found.channel === 'mail' && needsCode(changed, vault)) await sendNote(queries, { subscription: changed, vault }, now)
}

/** Tells whether an address of the subscription waits for its code. */
function needsCode(subscription: StoredSubscription, vault: AddressVault): boolean {
  return subscription.state === 'unconfirmed' || pendingAddress(subscription, vault) !== null
}

function pendingAddress({ id, sealed }: StoredSubscription, vault: AddressVault): string | null {
  return vault.open(id, sealed).pending ?? null
}

/** Makes the address that waited the one that counts; what waited for the one before goes there. Does nothing where none waits. */
export async function takePendingAddress(queries: Queries, found: StoredSubscription, vault: AddressVault): Promise<void> {
  const { pending, ...known } = vault.open(found.id, found.sealed)
  if (pending === undefined || pending === null) return
  const sealed = vault.seal(found.id, { ...known, address: pending })
  await changeSubscription(queries, found.id, { ...found, sealed, host: found.askedHost ?? found.host, askedHost: null })
  await closeCircuit(queries, { recipient: recipientOf(found.id), channel: found.channel })
}

/** Makes every address at `host` that an organisation waits for the one that counts. */
export async function takeAskedHost(
  tx: InTransaction,
  asked: { readonly organisationId: string; readonly host: string },
  vault: AddressVault,
): Promise<void> {
  for (const found of await subscriptionsAskingFor(tx, asked)) await takePendingAddress(tx, found, vault)
}

type Place = Pick<StoredSubscription, 'sealed' | 'host' | 'askedHost' | 'state'> & { readonly isMoved: boolean }

function presentPlace({ sealed, host, askedHost, state }: StoredSubscription): Place {
  return { sealed, host, askedHost, state, isMoved: false }
}

async function newPlace(
  found: StoredSubscription,
  { address, actor }: { readonly address: string; readonly actor: PersonActor },
  parts: MakingParts,
): Promise<Place> {
  const { vault } = parts
  const { secrets, address: present } = vault.open(found.id, found.sealed)
  const to = await readDestination({ channel: found.channel, address }, actor, parts)
  const isPresent = to.address === present
  if (!isPresent && !to.isConfirmed && to.host !== null)
    await tellRegistrars(parts, { organisationId: found.organisationId, host: to.host })
  const waits = !isPresent && !to.isConfirmed && found.state !== 'unconfirmed'
  if (waits) {
    const sealed = vault.seal(found.id, { address: present, secrets, pending: to.address })
    return { sealed, host: found.host, askedHost: to.host, state: found.state, isMoved: false }
  }
  const state = found.state === 'unconfirmed' && to.isConfirmed ? 'active' : found.state
  return { sealed: vault.seal(found.id, { address: to.address, secrets }), host: to.host, askedHost: null, state, isMoved: !isPresent }
}
