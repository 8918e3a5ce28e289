import { randomUUID } from 'node:crypto'
import type { Queries } from '#database/database.ts'
import type { Renderer } from '#delivery/deliver.ts'
import { insertDeliveries } from '#delivery/delivery-store.ts'
import { pagePath } from '#ui/page-path.ts'
import type { AddressVault } from './address-vault.ts'
import { pendingRecipientOf, pendingSubscriptionIdOf, recipientOf, subscriptionIdOf } from './recipient.ts'
import { confirmNoteText, noteText, testNoteText } from './subscription-note-text.ts'
import { findSubscription, type StoredSubscription } from './subscription-store.ts'

/** The kind of delivery that is about a subscription itself: a test, or the code that confirms a mail address while that is not done. */
export const noteOccasion = 'subscription-note'

/** Sends a message about a subscription to it; where another address of it waits to be confirmed, to that one. */
export async function sendNote(
  queries: Queries,
  { subscription, vault }: { readonly subscription: StoredSubscription; readonly vault: AddressVault },
  now: Temporal.Instant,
): Promise<void> {
  const id = randomUUID()
  const waits = subscription.channel === 'mail' && (vault.open(subscription.id, subscription.sealed).pending ?? null) !== null
  await insertDeliveries(queries, [
    {
      id,
      occasion: noteOccasion,
      subjectId: id,
      channel: subscription.channel,
      recipient: waits ? pendingRecipientOf(subscription.id) : recipientOf(subscription.id),
      messageId: `${id}@noroshi.invalid`,
      sendAt: now.toString(),
      lane: subscription.host,
    },
  ])
}

/** Returns what says the test message, or the code that confirms a mail address. */
export function noteRenderer({ origin, vault }: { readonly origin: string; readonly vault: AddressVault }): Renderer {
  return async (queries, subjectId, { recipient }) => {
    const waiting = pendingSubscriptionIdOf(recipient)
    const id = waiting ?? subscriptionIdOf(recipient)
    const subscription = id === null ? null : await findSubscription(queries, id)
    if (subscription === null) return null
    const path = pagePath('subscription', { subscriptionId: subscription.id })
    const page = origin + path
    const { address, pending = null } = vault.open(subscription.id, subscription.sealed)
    if (waiting !== null && pending === null) return null
    if (waiting !== null || (subscription.state === 'unconfirmed' && subscription.channel === 'mail')) {
      const code = vault.codeOf('confirm', subscription.id, pending ?? address)
      return { subject: noteText.confirmSubject, text: confirmNoteText(code, page), note: noteText.confirmSubject, path }
    }
    if (subscription.state === 'unconfirmed') return null
    const text = testNoteText(page)
    return {
      subject: noteText.testSubject,
      text,
      note: noteText.testSubject,
      path,
      payload: testPayload(subscription, { subjectId, page, text: text[subscription.language] }),
    }
  }
}

function testPayload(
  { form, language }: StoredSubscription,
  { subjectId, page, text }: { readonly subjectId: string; readonly page: string; readonly text: string },
): string {
  switch (form) {
    case 'slack':
      return JSON.stringify({ text })
    case 'teams':
      return JSON.stringify({
        type: 'message',
        attachments: [
          {
            contentType: 'application/vnd.microsoft.card.adaptive',
            contentUrl: null,
            content: {
              $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
              type: 'AdaptiveCard',
              version: '1.4',
              body: [{ type: 'TextBlock', text, wrap: true }],
            },
          },
        ],
      })
    case 'json':
    case 'text':
      return JSON.stringify({ type: 'subscription.test', data: { id: subjectId, page, text, language } })
  }
}
