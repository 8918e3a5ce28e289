import { sql } from 'kysely'
import type { Language, LocalText } from '#base/language.ts'
import { batched } from '#database/batched.ts'
import type { InTransaction, Queries } from '#database/database.ts'
import type { Clearance } from '#identity/actor.ts'
import { productKey } from './product-key.ts'
import type { AskedHost, ConfirmedHost } from './shown-subscription.ts'
import type {
  Cadence,
  Form,
  PushChannel,
  Subscription,
  SubscribedKind,
  SubscriptionFilter,
  SubscriptionState,
  SubscriptionTiming,
} from './subscription.ts'

declare module '#database/tables.ts' {
  interface Tables {
    subscription: {
      id: string
      organisation_id: string
      person_id: string | null
      name: string
      channel: PushChannel
      form: Form
      language: Language
      sealed: Buffer
      host: string | null
      asked_host: string | null
      kinds: readonly SubscribedKind[]
      sector_groups: readonly string[]
      techniques: readonly string[]
      products: readonly string[]
      product_keys: readonly string[]
      own_products: boolean
      confirmed_only: boolean
      tlp: Clearance
      cadence: Cadence
      digest_minute: number
      zone: string
      state: SubscriptionState
      is_shown: boolean
      created_at: string
      changed_at: string
    }
    organisation_product: { organisation_id: string; product_key: string; name: string }
    webhook_host: { organisation_id: string; host: string; confirmed_by: string | null; confirmed_at: string }
  }
}

/** What is written of a subscription; `sealed` holds its address and secrets. */
export type SubscriptionRow = Omit<Subscription, 'createdAt'> & { readonly sealed: Buffer }

/** A subscription with what was locked up of it. */
export type StoredSubscription = Subscription & { readonly sealed: Buffer }

/** Adds a subscription. */
export async function insertSubscription(queries: Queries, row: SubscriptionRow): Promise<void> {
  await queries
    .insertInto('subscription')
    .values({
      id: row.id,
      organisation_id: row.organisationId,
      person_id: row.personId,
      channel: row.channel,
      state: row.state,
      created_at: sql`clock_timestamp()`,
      changed_at: sql`clock_timestamp()`,
      ...changeable(row),
    })
    .execute()
}

/** What a subscriber may change of a subscription. */
export type SubscriptionChange = Pick<
  SubscriptionRow,
  'name' | 'form' | 'language' | 'host' | 'askedHost' | 'filter' | 'timing' | 'isShown' | 'sealed' | 'state'
>

/** Changes a subscription; false where it is gone. */
export async function changeSubscription(queries: Queries, id: string, change: SubscriptionChange): Promise<boolean> {
  const changed = await queries
    .updateTable('subscription')
    .set({ ...changeable(change), state: change.state, changed_at: sql`clock_timestamp()` })
    .where('id', '=', id)
    .returning('id')
    .execute()
  return changed.length === 1
}

function changeable(row: Omit<SubscriptionChange, 'state'>) {
  const { filter, timing } = row
  return {
    name: row.name,
    form: row.form,
    language: row.language,
    host: row.host,
    asked_host: row.askedHost,
    is_shown: row.isShown,
    sealed: row.sealed,
    ...filterColumns(filter),
    ...timingColumns(timing),
  }
}

function filterColumns(filter: SubscriptionFilter) {
  return {
    kinds: filter.kinds,
    sector_groups: filter.sectorGroups,
    techniques: filter.techniques,
    products: filter.products,
    product_keys: filter.products.map(productKey),
    own_products: filter.ownProducts,
    confirmed_only: filter.confirmedOnly,
    tlp: filter.tlp,
  }
}

function timingColumns(timing: SubscriptionTiming) {
  return { cadence: timing.cadence, digest_minute: timing.digestMinute, zone: timing.zone }
}

/** Pauses a subscription or takes it up again; false where it is gone or still unconfirmed. */
export async function setSubscriptionState(queries: Queries, id: string, state: 'active' | 'paused'): Promise<boolean> {
  const changed = await queries
    .updateTable('subscription')
    .set({ state, changed_at: sql`clock_timestamp()` })
    .where('id', '=', id)
    .where('state', '<>', 'unconfirmed')
    .returning('id')
    .execute()
  return changed.length === 1
}

/** Marks a subscription as one whose address was shown to be its own. */
export async function confirmSubscription(queries: Queries, id: string): Promise<void> {
  await queries
    .updateTable('subscription')
    .set({ state: 'active', changed_at: sql`clock_timestamp()` })
    .where('id', '=', id)
    .where('state', '=', 'unconfirmed')
    .execute()
}

/** Removes a subscription. */
export async function deleteSubscription(queries: Queries, id: string): Promise<void> {
  await queries.deleteFrom('subscription').where('id', '=', id).execute()
}

/** Returns the subscriptions of an organisation, oldest first. */
export async function subscriptionsOf(queries: Queries, organisationId: string): Promise<readonly StoredSubscription[]> {
  const rows = await all(queries).where('organisation_id', '=', organisationId).orderBy('created_at').orderBy('id').execute()
  return rows.map(subscriptionOf)
}

/** Returns a subscription, or null where it is gone. */
export const findSubscription = batched(async (queries, ids: readonly string[]): Promise<readonly (StoredSubscription | null)[]> => {
  const rows = await all(queries).where('id', 'in', ids).execute()
  const found = new Map(rows.map((row) => [row.id, subscriptionOf(row)]))
  return ids.map((id) => found.get(id) ?? null)
})

/** A subscription that still counts, with what its organisation may read now. */
export type LivingSubscription = StoredSubscription & { readonly clearance: Clearance }

/**
 * Returns a subscription if anybody stands behind it: the person whose own it is, or anybody of the organisation, is there and may read warnings.
 * Otherwise null.
 */
export const findLivingSubscription = batched(async (queries, ids: readonly string[]): Promise<readonly (LivingSubscription | null)[]> => {
  const rows = await all(queries)
    .innerJoin('organisation', 'organisation.id', 'subscription.organisation_id')
    .select('organisation.clearance')
    .where('subscription.id', 'in', ids)
    .where(hasReader())
    .execute()
  const found = new Map(rows.map((row) => [row.id, { ...subscriptionOf(row), clearance: row.clearance }]))
  return ids.map((id) => found.get(id) ?? null)
})

/** Returns the condition that somebody stands behind the row of `subscription`. */
export function hasReader() {
  return sql<boolean>`exists (
    select 1 from person
    where person.organisation_id = subscription.organisation_id and person.active and 'subscriber' = any (person.roles)
      and (subscription.person_id is null or person.id = subscription.person_id))`
}

function all(queries: Queries) {
  return queries
    .selectFrom('subscription')
    .select([
      'subscription.id',
      'subscription.organisation_id',
      'subscription.person_id',
      'subscription.name',
      'subscription.channel',
      'subscription.form',
      'subscription.language',
      'subscription.sealed',
      'subscription.host',
      'subscription.asked_host',
      'subscription.kinds',
      'subscription.sector_groups',
      'subscription.techniques',
      'subscription.products',
      'subscription.own_products',
      'subscription.confirmed_only',
      'subscription.tlp',
      'subscription.cadence',
      'subscription.digest_minute',
      'subscription.zone',
      'subscription.state',
      'subscription.is_shown',
      'subscription.created_at',
    ])
}

type Row = Awaited<ReturnType<ReturnType<typeof all>['execute']>>[number]

function subscriptionOf(row: Row): StoredSubscription {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    personId: row.person_id,
    name: row.name,
    channel: row.channel,
    form: row.form,
    language: row.language,
    sealed: row.sealed,
    host: row.host,
    askedHost: row.asked_host,
    filter: {
      kinds: row.kinds,
      sectorGroups: row.sector_groups,
      techniques: row.techniques,
      products: row.products,
      ownProducts: row.own_products,
      confirmedOnly: row.confirmed_only,
      tlp: row.tlp,
    },
    timing: { cadence: row.cadence, digestMinute: row.digest_minute, zone: row.zone },
    state: row.state,
    isShown: row.is_shown,
    createdAt: row.created_at,
  }
}

/** Returns the names of the products that an organisation has declared, by name. */
export async function ownProducts(queries: Queries, organisationId: string): Promise<readonly string[]> {
  const rows = await queries
    .selectFrom('organisation_product')
    .select('name')
    .where('organisation_id', '=', organisationId)
    .orderBy('name')
    .execute()
  return rows.map(({ name }) => name)
}

/** Gives an organisation exactly these products; names that differ in writing alone are one. */
export async function replaceOwnProducts(tx: InTransaction, organisationId: string, names: readonly string[]): Promise<void> {
  await tx.deleteFrom('organisation_product').where('organisation_id', '=', organisationId).execute()
  const byKey = new Map(names.map((name) => [productKey(name), name]))
  byKey.delete('')
  if (byKey.size === 0) return
  const rows = [...byKey].map(([key, name]) => ({ organisation_id: organisationId, product_key: key, name }))
  await tx.insertInto('organisation_product').values(rows).execute()
}

/** Tells whether a host was confirmed for the webhooks of an organisation. */
export async function isConfirmedHost(queries: Queries, organisationId: string, host: string): Promise<boolean> {
  const row = await queries
    .selectFrom('webhook_host')
    .select('host')
    .where('organisation_id', '=', organisationId)
    .where('host', '=', host)
    .executeTakeFirst()
  return row !== undefined
}

/** Returns the hosts of webhooks that wait to be confirmed, each with its organisation, the longest first. */
export async function askedHosts(queries: Queries): Promise<readonly AskedHost[]> {
  const { rows } = await sql<{ organisationId: string; host: string; ja: string; en: string; since: string }>`
    select organisation.id as "organisationId", coalesce(subscription.asked_host, subscription.host) as host,
      organisation.name_ja as ja, organisation.name_en as en, min(subscription.changed_at) as since
    from subscription join organisation on organisation.id = subscription.organisation_id
    where subscription.channel = 'webhook' and (subscription.state = 'unconfirmed' or subscription.asked_host is not null)
    group by 1, 2, 3, 4 order by since, 1, 2 limit 500`.execute(queries)
  return rows.map(({ ja, en, ...rest }) => ({ ...rest, name: { ja, en } }))
}

/** Tells whether an organisation waits for a host to be confirmed. */
export async function isAskedHost(
  queries: Queries,
  { organisationId, host }: { readonly organisationId: string; readonly host: string },
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from subscription
    where organisation_id = ${organisationId} and channel = 'webhook' and coalesce(asked_host, host) = ${host}
      and (state = 'unconfirmed' or asked_host is not null) limit 1`.execute(queries)
  return rows.length > 0
}

/** Returns the ids of the organisations in which somebody confirms hosts. */
export async function registrarOrganisations(queries: Queries): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct organisation_id as id from person where active and 'registrar' = any (roles)`.execute(queries)
  return rows.map(({ id }) => id)
}

/** Returns the name of an organisation. */
export async function nameOfOrganisation(queries: Queries, organisationId: string): Promise<LocalText> {
  const row = await queries
    .selectFrom('organisation')
    .select(['name_ja', 'name_en'])
    .where('id', '=', organisationId)
    .executeTakeFirstOrThrow()
  return { ja: row.name_ja, en: row.name_en }
}

/** Returns the hosts that were confirmed for single organisations, latest first; `since` is when. */
export async function confirmedHosts(queries: Queries): Promise<readonly ConfirmedHost[]> {
  const rows = await queries
    .selectFrom('webhook_host')
    .innerJoin('organisation', 'organisation.id', 'webhook_host.organisation_id')
    .leftJoin('person', 'person.id', 'webhook_host.confirmed_by')
    .select(['webhook_host.organisation_id', 'host', 'confirmed_at', 'organisation.name_ja', 'organisation.name_en'])
    .select(['person.name_ja as by_ja', 'person.name_en as by_en'])
    .orderBy('confirmed_at', 'desc')
    .orderBy('webhook_host.organisation_id')
    .orderBy('host')
    .limit(500)
    .execute()
  return rows.map((row) => ({
    organisationId: row.organisation_id,
    host: row.host,
    name: { ja: row.name_ja, en: row.name_en },
    since: row.confirmed_at,
    by: row.by_ja === null || row.by_en === null ? null : { ja: row.by_ja, en: row.by_en },
  }))
}

/** Returns the subscriptions of an organisation that wait to move to `host`. */
export async function subscriptionsAskingFor(
  tx: InTransaction,
  { organisationId, host }: { readonly organisationId: string; readonly host: string },
): Promise<readonly StoredSubscription[]> {
  const rows = await all(tx).where('organisation_id', '=', organisationId).where('asked_host', '=', host).forUpdate().execute()
  return rows.map(subscriptionOf)
}

/** Confirms a host for the webhooks of one organisation, and with it the subscriptions that wait for their first one. */
export async function confirmHost(
  tx: InTransaction,
  { organisationId, host, personId }: { readonly organisationId: string; readonly host: string; readonly personId: string },
): Promise<void> {
  await tx
    .insertInto('webhook_host')
    .values({ organisation_id: organisationId, host, confirmed_by: personId, confirmed_at: sql`clock_timestamp()` })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await tx
    .updateTable('subscription')
    .set({ state: 'active', changed_at: sql`clock_timestamp()` })
    .where('organisation_id', '=', organisationId)
    .where('host', '=', host)
    .where('state', '=', 'unconfirmed')
    .execute()
}

/** Takes a confirmed host back, so that its subscriptions wait again; false where it was not confirmed. */
export async function withdrawHost(
  tx: InTransaction,
  { organisationId, host }: { readonly organisationId: string; readonly host: string },
): Promise<boolean> {
  const gone = await tx
    .deleteFrom('webhook_host')
    .where('organisation_id', '=', organisationId)
    .where('host', '=', host)
    .returning('host')
    .execute()
  if (gone.length === 0) return false
  await tx
    .updateTable('subscription')
    .set({ state: 'unconfirmed', changed_at: sql`clock_timestamp()` })
    .where('organisation_id', '=', organisationId)
    .where('host', '=', host)
    .execute()
  return true
}
