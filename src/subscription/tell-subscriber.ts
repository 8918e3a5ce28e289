import type { InTransaction } from '#database/database.ts'
import type { Circuits } from '#delivery/circuit.ts'
import type { Delivery } from '#delivery/delivery.ts'
import { noticeIdOf } from '#delivery/notice-id.ts'
import { insertNotice } from '#delivery/notice-store.ts'
import type { OwnerTags } from '#operator/owner-tag.ts'
import type { LocalText } from '#base/language.ts'
import { pagePath } from '#ui/page-path.ts'
import { subscriptionIdOf } from './recipient.ts'
import { findSubscription } from './subscription-store.ts'
import { subscriptionNotices } from './subscription-notice-text.ts'

/** Returns what tells an organisation, inside Noroshi, that one of its subscriptions does not reach it any more. */
export function subscriberCircuits(ownerTags: OwnerTags): Circuits {
  const tell = async (tx: InTransaction, delivery: Delivery, what: { readonly subject: string; readonly body: LocalText }) => {
    const id = subscriptionIdOf(delivery.recipient)
    const found = id === null ? null : await findSubscription(tx, id)
    if (found === null) return
    await insertNotice(tx, {
      id: noticeIdOf(what.subject),
      recipient: ownerTags.tagOf(found.organisationId),
      body: what.body,
      path: pagePath('subscription', { subscriptionId: found.id }),
    })
  }
  return {
    onParked: (tx, delivery) =>
      tell(tx, delivery, { subject: `subscription-parked:${delivery.id}:${delivery.attempts}`, body: subscriptionNotices.parked }),
    onGivenUp: (tx, delivery) => tell(tx, delivery, { subject: `delivery-given-up:${delivery.id}`, body: subscriptionNotices.givenUp }),
  }
}
