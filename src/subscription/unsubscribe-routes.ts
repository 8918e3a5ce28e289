import Type from 'typebox'
import type { Database } from '#database/database.ts'
import { noticeIdOf } from '#delivery/notice-id.ts'
import { insertNotice } from '#delivery/notice-store.ts'
import { notFound } from '#http/problem.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { uuidSchema } from '#identity/uuid-schema.ts'
import type { OwnerTags } from '#operator/owner-tag.ts'
import { pagePath } from '#ui/page-path.ts'
import type { AddressVault } from './address-vault.ts'
import { subscriptionNotices } from './subscription-notice-text.ts'
import { findSubscription, setSubscriptionState } from './subscription-store.ts'

/** What the route works with. */
export type UnsubscribeParts = { readonly database: Database; readonly vault: AddressVault; readonly ownerTags: OwnerTags }

/** Returns the route behind the link in every mail: it pauses, so that a mail that was passed on ends nothing for good, and the organisation is told. */
export function unsubscribeRoutes({ database, vault, ownerTags }: UnsubscribeParts): readonly ActorRoute[] {
  return [
    route({
      method: 'POST',
      path: '/api/v1/subscriptions/unsubscribe',
      operation: 'unsubscribe',
      summary: 'Pause the mails of one subscription, with the code from the link in each of them',
      tag: 'subscriptions',
      permission: 'public',
      body: Type.Object({ id: uuidSchema, code: Type.String({ maxLength: 60 }) }, { additionalProperties: false }),
      perMinute: 10,
      answers: { 204: { description: 'It is paused' }, 404: { description: 'No such subscription, or another code' } },
      handler: async ({ body }) => {
        const found = await findSubscription(database.kysely, body.id)
        if (found === null || !vault.isCodeOf(body.code, ['unsubscribe', body.id, ''])) throw notFound('subscription')
        if (found.state === 'active') {
          await setSubscriptionState(database.kysely, found.id, 'paused')
          await insertNotice(database.kysely, {
            id: noticeIdOf(`unsubscribed:${found.id}:${Temporal.Instant.from(found.createdAt).epochMilliseconds}`),
            recipient: ownerTags.tagOf(found.organisationId),
            body: subscriptionNotices.unsubscribed,
            path: pagePath('subscription', { subscriptionId: found.id }),
          })
        }
        return { status: 204 }
      },
    }),
  ]
}
