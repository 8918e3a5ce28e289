import type { Database } from '#database/database.ts'
import type { MailAddress } from '#delivery/channels/mail.ts'
import type { WebhookTarget } from '#delivery/channels/webhook.ts'
import type { AddressVault, SealedAddress } from './address-vault.ts'
import { pendingSubscriptionIdOf, subscriptionIdOf } from './recipient.ts'
import { findSubscription, type StoredSubscription } from './subscription-store.ts'

/** What finding addresses works with. */
export type TargetParts = { readonly database: Database; readonly vault: AddressVault }

/** Returns what finds where a webhook of a subscription goes; null where the subscription is gone. */
export function webhookFinder(
  parts: TargetParts & { readonly now: () => Temporal.Instant },
): (recipient: Buffer) => Promise<WebhookTarget | null> {
  return async (recipient) => {
    const found = await open(parts, recipient)
    return found === null ? null : { url: found.address, secrets: secretsAt(found, parts.now()) }
  }
}

/** Returns what finds where a mail of a subscription goes; null where the subscription is gone, or the recipient is none. */
export function mailFinder(parts: TargetParts): (recipient: Buffer) => Promise<MailAddress | null> {
  return async (recipient) => {
    const waiting = pendingSubscriptionIdOf(recipient)
    if (waiting !== null) {
      const found = await openById(parts, waiting)
      return found?.pending === undefined || found.pending === null ? null : { address: found.pending, language: found.language }
    }
    const found = await open(parts, recipient)
    return found === null ? null : { address: found.address, language: found.language }
  }
}

/** The newest first. */
function secretsAt({ secrets }: SealedAddress, now: Temporal.Instant): readonly string[] {
  const isUsed = (until: string | null): boolean => until === null || Temporal.Instant.compare(Temporal.Instant.from(until), now) > 0
  return secrets.filter(({ until }) => isUsed(until)).map(({ secret }) => secret)
}

type OpenAddress = SealedAddress & Pick<StoredSubscription, 'language'>

async function open(parts: TargetParts, recipient: Buffer): Promise<OpenAddress | null> {
  const id = subscriptionIdOf(recipient)
  return id === null ? null : openById(parts, id)
}

async function openById({ database, vault }: TargetParts, id: string): Promise<OpenAddress | null> {
  const found = await findSubscription(database.kysely, id)
  return found === null ? null : { ...vault.open(found.id, found.sealed), language: found.language }
}
