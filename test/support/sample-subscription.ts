import { randomUUID } from 'node:crypto'
import type { Queries } from '#database/database.ts'
import type { Clearance } from '#identity/actor.ts'
import { Secret } from '#runtime/secret.ts'
import { addressVault, freshSecret } from '#subscription/address-vault.ts'
import { insertSubscription, type SubscriptionRow } from '#subscription/subscription-store.ts'
import type { SubscriptionFilter, SubscriptionTiming } from '#subscription/subscription.ts'
import { addSubscriber, type SampleSubscriber } from './sample-subscriber.ts'

/** A vault whose key is known. */
export const sampleVault = addressVault(new Secret('sample'))

/** A filter that asks nothing. */
export const openFilter: SubscriptionFilter = {
  kinds: [],
  sectorGroups: [],
  techniques: [],
  products: [],
  ownProducts: false,
  confirmedOnly: false,
  tlp: 'amber+strict',
}

/** Sent at once. */
export const atOnce: SubscriptionTiming = { cadence: 'at-once', digestMinute: 480, zone: 'Asia/Tokyo' }

/** A subscription in the database, with whoever made it. */
export type SampleSubscription = SubscriptionRow & { readonly secret: string; readonly subscriber: SampleSubscriber }

/** What may differ from a webhook of JSON that asks for everything. */
export type SampleChange = Partial<Omit<SubscriptionRow, 'sealed'>> & { readonly address?: string; readonly clearance?: Clearance }

/** Adds a subscription of a fresh organisation, or of the one that is given. */
export async function addSubscription(queries: Queries, change: SampleChange = {}): Promise<SampleSubscription> {
  const { address = 'https://hooks.example.jp/noroshi', clearance = 'amber+strict', ...rest } = change
  const subscriber = await addSubscriber(queries, clearance)
  const person = await queries
    .selectFrom('person')
    .select('organisation_id')
    .where('id', '=', subscriber.personId)
    .executeTakeFirstOrThrow()
  const id = randomUUID()
  const secret = freshSecret()
  const row: SubscriptionRow = {
    id,
    organisationId: person.organisation_id,
    personId: null,
    name: 'sample',
    channel: 'webhook',
    form: 'json',
    language: 'en',
    host: 'hooks.example.jp',
    askedHost: null,
    filter: openFilter,
    timing: atOnce,
    state: 'active',
    isShown: false,
    sealed: sampleVault.seal(id, { address, secrets: [{ secret, until: null }] }),
    ...rest,
  }
  await insertSubscription(queries, row)
  return { ...row, secret, subscriber }
}
