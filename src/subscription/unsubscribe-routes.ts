import { randomUUID } from 'node:crypto'
import Type from 'typebox'
import type { Database } from '#database/database.ts'
import { insertNotice } from '#delivery/notice-store.ts'
import { notFound } from '#http/problem.ts'
import type { RouteAnswer } from '#http/route.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { uuidSchema } from '#identity/uuid-schema.ts'
import type { OwnerTags } from '#operator/owner-tag.ts'
import { pagePath } from '#ui/page-path.ts'
import type { AddressVault } from './address-vault.ts'
import { subscriptionNotices } from './subscription-notice-text.ts'
import { findSubscription, setSubscriptionState } from './subscription-store.ts'

/** What the routes work with. */
export type UnsubscribeParts = { readonly database: Database; readonly vault: AddressVault; readonly ownerTags: OwnerTags }

const link = { id: uuidSchema, code: Type.String({ maxLength: 60 }) }
const answers = { 204: { description: 'It is paused' }, 404: { description: 'No such subscription, or another code' } } as const

/**
 * Returns the routes behind the link in every mail: for its page, and for mail programs that unsubscribe by themselves (RFC 8058). Both pause, so that a mail
 * that was passed on ends nothing for good, and the organisation is told. Looking at the link does nothing: programs that check mails do so.
 */
export function unsubscribeRoutes(parts: UnsubscribeParts): readonly ActorRoute[] {
  return [
    route({
      method: 'POST',
      path: '/api/v1/subscriptions/unsubscribe',
      operation: 'unsubscribe',
      summary: 'Pause the mails of one subscription, with the code from the link in each of them',
      tag: 'subscriptions',
      permission: 'public',
      body: Type.Object(link, { additionalProperties: false }),
      perMinute: 10,
      answers,
      handler: async ({ body }) => pause(parts, body),
    }),
    route({
      method: 'POST',
      path: pagePath('unsubscribe'),
      operation: 'unsubscribeByMailProgram',
      summary: 'Pause the mails of one subscription, as mail programs do with the address in List-Unsubscribe (RFC 8058)',
      tag: 'subscriptions',
      permission: 'public',
      query: Type.Object(link),
      body: Type.Object({ 'List-Unsubscribe': Type.Literal('One-Click') }),
      bodyForm: true,
      answers,
      handler: async ({ query }) => pause(parts, query),
    }),
  ]
}

async function pause(
  { database, vault, ownerTags }: UnsubscribeParts,
  { id, code }: { readonly id: string; readonly code: string },
): Promise<RouteAnswer> {
  const found = await findSubscription(database.kysely, id)
  if (found === null || !vault.isCodeOf(code, ['unsubscribe', id, ''])) throw notFound('subscription')
  if (found.state !== 'active') return { status: 204 }
  await setSubscriptionState(database.kysely, found.id, 'paused')
  await insertNotice(database.kysely, {
    id: randomUUID(),
    recipient: ownerTags.tagOf(found.organisationId),
    body: subscriptionNotices.unsubscribed,
    path: pagePath('subscription', { subscriptionId: found.id }),
  })
  return { status: 204 }
}
