import Type from 'typebox'
import type { LocalText } from '#base/language.ts'
import type { Database } from '#database/database.ts'
import { readCursor } from '#database/keyset-page.ts'
import { closeCircuit, findCircuit } from '#delivery/circuit-store.ts'
import { deliveriesTo } from '#delivery/delivery-log-store.ts'
import type { WebhookRules } from '#delivery/webhook-address.ts'
import { notFound, Problem } from '#http/problem.ts'
import type { Actor, PersonActor } from '#identity/actor.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import type { OwnerTags } from '#operator/owner-tag.ts'
import type { Clock } from '#runtime/clock.ts'
import { freshSecret, type AddressVault } from './address-vault.ts'
import { applyChange, takePendingAddress } from './change-subscription.ts'
import { makeSubscription } from './make-subscription.ts'
import { recipientOf } from './recipient.ts'
import { subscriptionBody } from './subscription-body.ts'
import { sendNote } from './subscription-note.ts'
import { newSubscriptionSchema, productsSchema, subscriptionChangeSchema, subscriptionParams } from './subscription-schema.ts'
import {
  changeSubscription,
  confirmSubscription,
  deleteSubscription,
  findSubscription,
  ownProducts,
  replaceOwnProducts,
  setSubscriptionState,
  subscriptionsOf,
  type StoredSubscription,
} from './subscription-store.ts'

/** What the routes of subscriptions work with. */
export type SubscriptionParts = {
  readonly database: Database
  readonly clock: Clock
  readonly vault: AddressVault
  readonly ownerTags: OwnerTags
  readonly rules: WebhookRules
  readonly sendsMail: boolean
  /** Groups that a filter may name. */
  readonly sectorGroups: readonly { readonly code: string; readonly name: LocalText }[]
}

const common = { tag: 'subscriptions', permission: 'subscription.manage' } as const
const one = { ...common, params: subscriptionParams } as const
const absent = { 404: { description: 'Absent, or of another organisation' } } as const
const shown = { 200: { description: 'The subscription as it is now' }, ...absent } as const
const base = '/api/v1/subscriptions'
const overlapHours = 24

/** Returns the routes by which an organisation says which warnings it wants, and where. */
export function subscriptionRoutes(parts: SubscriptionParts): readonly ActorRoute[] {
  return [...listRoutes(parts), ...oneRoutes(parts), ...actRoutes(parts), deliveriesRoute(parts), ...productRoutes(parts)]
}

function listRoutes(parts: SubscriptionParts): readonly ActorRoute[] {
  return [
    route({
      ...common,
      method: 'GET',
      path: base,
      operation: 'listSubscriptions',
      summary: 'The subscriptions of the own organisation',
      answers: {
        200: {
          description: 'All of them, oldest first, whether this installation sends mail, and the groups of sectors that a filter may name',
        },
      },
      handler: async ({ actor }) => {
        const found = await subscriptionsOf(parts.database.kysely, personOf(actor).organisationId)
        const subscriptions = await Promise.all(found.map((row) => bodyOf(row, parts)))
        const sectorGroups = parts.sectorGroups.map(({ code, name }) => ({ code, name }))
        return { body: { subscriptions, sendsMail: parts.sendsMail, sectorGroups } }
      },
    }),
    route({
      ...common,
      method: 'POST',
      path: base,
      operation: 'makeSubscription',
      summary: 'Subscribe; the secret that signs a webhook is in this answer and in no other',
      body: newSubscriptionSchema,
      perMinute: 30,
      answers: {
        201: { description: 'The subscription' },
        409: { description: 'Too many, or no mail here' },
        422: { description: 'Refused' },
      },
      handler: async ({ actor, body }) => {
        const { made, secret } = await parts.database.kysely
          .transaction()
          .execute((queries) => makeSubscription(body, personOf(actor), { ...parts, queries, now: parts.clock.now() }))
        return { status: 201, body: { ...(await bodyOf(made, parts)), secret } }
      },
    }),
  ]
}

function oneRoutes(parts: SubscriptionParts): readonly ActorRoute[] {
  const { kysely } = parts.database
  return [
    route({
      ...one,
      method: 'GET',
      path: `${base}/{id}`,
      operation: 'readSubscription',
      summary: 'One subscription, and how it fails if it does',
      answers: shown,
      handler: async ({ actor, params }) => ({ body: await bodyOf(await ownOne(params.id, actor, parts), parts) }),
    }),
    route({
      ...one,
      method: 'PUT',
      path: `${base}/{id}`,
      operation: 'changeSubscription',
      summary: 'Change what a subscription asks for, how it is written, when it is sent and to which address; its channel stays',
      body: subscriptionChangeSchema,
      answers: { ...shown, 422: { description: 'Refused' } },
      handler: async ({ actor, params, body }) => {
        const found = await ownOne(params.id, actor, parts)
        await kysely
          .transaction()
          .execute((queries) => applyChange(found, { asked: body, actor: personOf(actor) }, { ...parts, queries, now: parts.clock.now() }))
        return { body: await bodyOf(await ownOne(params.id, actor, parts), parts) }
      },
    }),
    route({
      ...one,
      method: 'DELETE',
      path: `${base}/{id}`,
      operation: 'deleteSubscription',
      summary: 'End a subscription; unlike a paused one it gets no recalls either',
      answers: { 204: { description: 'It is gone' }, ...absent },
      handler: async ({ actor, params }) => {
        const found = await ownOne(params.id, actor, parts)
        await deleteSubscription(kysely, found.id)
        return { status: 204 }
      },
    }),
  ]
}

function actRoutes(parts: SubscriptionParts): readonly ActorRoute[] {
  const { database, clock, vault } = parts
  const { kysely } = database
  const act = (name: string, how: { operation: string; summary: string; run: (found: StoredSubscription) => Promise<object | void> }) =>
    route({
      ...one,
      method: 'POST',
      path: `${base}/{id}/${name}`,
      operation: how.operation,
      summary: how.summary,
      perMinute: 30,
      answers: { ...shown, 409: { description: 'Not as it stands' } },
      handler: async ({ actor, params }) => {
        const more = await how.run(await ownOne(params.id, actor, parts))
        return { body: { ...(await bodyOf(await ownOne(params.id, actor, parts), parts)), ...more } }
      },
    })
  return [
    act('pause', {
      operation: 'pauseSubscription',
      summary: 'Send nothing but recalls and revisions of what was sent',
      run: async ({ id }) => void (await setSubscriptionState(kysely, id, 'paused')),
    }),
    act('resume', {
      operation: 'resumeSubscription',
      summary: 'Send again, what waited for a failing destination too',
      run: async ({ id, channel }) => {
        await setSubscriptionState(kysely, id, 'active')
        await closeCircuit(kysely, { recipient: recipientOf(id), channel })
      },
    }),
    act('test', {
      operation: 'testSubscription',
      summary: 'Send a test message, or the code that confirms a mail address once more',
      run: (subscription) => {
        if (subscription.channel === 'webhook' && subscription.state === 'unconfirmed')
          throw new Problem(409, 'HOST_UNCONFIRMED', 'Nothing is sent to a webhook before the registrar has confirmed its host')
        return sendNote(kysely, { subscription, vault }, clock.now())
      },
    }),
    act('secret', {
      operation: 'replaceSecret',
      summary: 'Make a new signing secret, which is shown once; the one before signs for another day',
      run: async (found) => {
        if (found.channel !== 'webhook') throw new Problem(409, 'NO_WEBHOOK', 'Only webhooks are signed')
        const secret = freshSecret()
        await changeSubscription(kysely, found.id, { ...found, sealed: withSecret(found, { secret, vault, now: clock.now() }) })
        return { secret }
      },
    }),
    confirmRoute(parts),
  ]
}

function withSecret(
  found: StoredSubscription,
  { secret, vault, now }: { readonly secret: string; readonly vault: AddressVault; readonly now: Temporal.Instant },
): Buffer {
  const { address, secrets, pending = null } = vault.open(found.id, found.sealed)
  const until = now.add({ hours: overlapHours }).toString()
  const [current] = secrets
  const kept = current === undefined ? [] : [{ secret: current.secret, until }]
  return vault.seal(found.id, { address, pending, secrets: [{ secret, until: null }, ...kept] })
}

function confirmRoute(parts: SubscriptionParts): ActorRoute {
  return route({
    ...one,
    method: 'POST',
    path: `${base}/{id}/confirm`,
    operation: 'confirmSubscription',
    summary: 'Show that a mail address is the own one, with the code that was sent to it',
    body: Type.Object({ code: Type.String({ maxLength: 40 }) }, { additionalProperties: false }),
    perMinute: 10,
    answers: { ...shown, 422: { description: 'Another code' } },
    handler: async ({ actor, params, body }) => {
      const found = await ownOne(params.id, actor, parts)
      const { address, pending = null } = parts.vault.open(found.id, found.sealed)
      const code = body.code.normalize('NFKC').trim().toUpperCase()
      if (found.channel !== 'mail' || !parts.vault.isCodeOf(code, ['confirm', found.id, pending ?? address]))
        throw new Problem(422, 'CODE_WRONG', 'This is not the code that was sent to the address')
      await takePendingAddress(parts.database.kysely, found, parts.vault)
      await confirmSubscription(parts.database.kysely, found.id)
      return { body: await bodyOf(await ownOne(params.id, actor, parts), parts) }
    },
  })
}

function deliveriesRoute(parts: SubscriptionParts): ActorRoute {
  return route({
    ...one,
    method: 'GET',
    path: `${base}/{id}/deliveries`,
    operation: 'listDeliveries',
    summary: 'What was sent and is to be sent to a subscription, newest first, with every attempt and its outcome',
    query: Type.Object({
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
      after: Type.Optional(Type.String({ maxLength: 400 })),
    }),
    answers: { 200: { description: 'A page of deliveries' }, ...absent },
    handler: async ({ actor, params, query }) => {
      const found = await ownOne(params.id, actor, parts)
      const after = query.after === undefined ? null : readCursor(query.after, ['instant', 'uuid'])
      const page = await deliveriesTo(parts.database.kysely, recipientOf(found.id), { limit: query.limit ?? 50, after })
      return { body: { deliveries: page.rows, next: page.next } }
    },
  })
}

function productRoutes({ database }: SubscriptionParts): readonly ActorRoute[] {
  const path = '/api/v1/organisation/products'
  return [
    route({
      ...common,
      method: 'GET',
      path,
      operation: 'listProducts',
      summary: 'The products that the own organisation has declared; nobody else reads them',
      answers: { 200: { description: 'Names' } },
      handler: async ({ actor }) => ({ body: { products: await ownProducts(database.kysely, personOf(actor).organisationId) } }),
    }),
    route({
      ...common,
      method: 'PUT',
      path,
      operation: 'replaceProducts',
      summary: 'Declare which products the own organisation uses',
      body: productsSchema,
      bodyBytes: 128 * 1024,
      answers: { 200: { description: 'Names' } },
      handler: async ({ actor, body }) => {
        const { organisationId } = personOf(actor)
        await database.kysely.transaction().execute((tx) => replaceOwnProducts(tx, organisationId, body.products))
        return { body: { products: await ownProducts(database.kysely, organisationId) } }
      },
    }),
  ]
}

function personOf(actor: Actor): PersonActor {
  if (actor.kind !== 'person') throw notFound('subscription')
  return actor
}

async function ownOne(id: string, actor: Actor, { database }: SubscriptionParts): Promise<StoredSubscription> {
  const found = await findSubscription(database.kysely, id)
  if (found === null || found.organisationId !== personOf(actor).organisationId) throw notFound('subscription')
  return found
}

async function bodyOf(found: StoredSubscription, { database, vault }: SubscriptionParts) {
  const circuit = await findCircuit(database.kysely, { recipient: recipientOf(found.id), channel: found.channel })
  return subscriptionBody(found, { vault, circuit })
}
