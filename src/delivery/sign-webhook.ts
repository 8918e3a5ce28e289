import { createHmac } from 'node:crypto'

/** A message as a webhook carries it. */
export type WebhookMessage = {
  readonly id: string
  /** Seconds since 1970. */
  readonly timestamp: number
  readonly body: string
}

/**
 * Returns the headers of a webhook: id, timestamp and one signature for each secret, so that a secret can be replaced without a gap.
 *
 * @param secrets `whsec_` and base64.
 * @see https://www.standardwebhooks.com, "Signature scheme": HMAC-SHA256 over `ID.TIMESTAMP.BODY`
 */
export function webhookHeaders(message: WebhookMessage, secrets: readonly string[]): Readonly<Record<string, string>> {
  const { id, timestamp, body } = message
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`
  })
  return { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': signatures.join(' ') }
}
