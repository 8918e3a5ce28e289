import type { Language } from '#base/language.ts'
import { createServiceClient } from '#runtime/service-client.ts'
import type { MailServer } from './mail-server.ts'
import { readMail } from './read-mail.ts'
import type { WebhookServer } from './webhook-server.ts'

/** Where warnings up to TLP:GREEN are to go, and when. */
export type PushWish = {
  readonly destination: { readonly channel: 'webhook' | 'mail'; readonly form: string; readonly address: string }
  readonly language: Language
  readonly cadence: 'at-once' | 'daily'
}

/** Returns the settings with which a demonstration reaches webhooks on this machine and a mail server. */
export function pushEnvironment(mails: MailServer): Readonly<Record<string, string>> {
  return {
    NOROSHI_WEBHOOK_PRIVATE: '1',
    NOROSHI_WEBHOOK_HOSTS: '127.0.0.1',
    NOROSHI_SMTP_URL: `smtp://127.0.0.1:${mails.port}`,
    NOROSHI_SMTP_TLS: '0',
    NOROSHI_MAIL_FROM: 'noroshi@platform.example',
  }
}

/** Every form of message: three of webhooks, mail in both languages at once and as a digest. */
export function everyPush(webhooks: WebhookServer): readonly PushWish[] {
  const hook = (form: string, path = form) => ({ channel: 'webhook' as const, form, address: `http://127.0.0.1:${webhooks.port}/${path}` })
  const mail = (name: string) => ({ channel: 'mail' as const, form: 'text', address: `${name}@operator.example` })
  return [
    { destination: hook('json'), language: 'ja', cadence: 'at-once' },
    { destination: hook('slack'), language: 'ja', cadence: 'at-once' },
    { destination: hook('teams'), language: 'en', cadence: 'at-once' },
    { destination: hook('json', 'daily'), language: 'ja', cadence: 'daily' },
    { destination: mail('at-once'), language: 'ja', cadence: 'at-once' },
    { destination: mail('daily'), language: 'en', cadence: 'daily' },
  ]
}

/** Subscribes as whoever has `token`, proves mail addresses by what `mails` got, and returns the id. */
export async function subscribe(
  { url, token, mails }: { readonly url: string; readonly token: string; readonly mails: MailServer },
  { destination, language, cadence }: PushWish,
): Promise<string> {
  const client = createServiceClient(url, token)
  const filter = { kinds: [], sectorGroups: [], techniques: [], products: [], ownProducts: false, confirmedOnly: false, tlp: 'green' }
  const timing = { cadence, digestMinute: 480, zone: 'Asia/Tokyo' }
  const body = { name: destination.address, language, filter, timing, isShown: false, isOwn: false, destination }
  const { id } = (await client.json('/api/v1/subscriptions', { method: 'POST', body: JSON.stringify(body) })) as unknown as { id: string }
  if (destination.channel === 'mail') {
    const code = await codeFor(destination.address, mails)
    await client.json(`/api/v1/subscriptions/${id}/confirm`, { method: 'POST', body: JSON.stringify({ code }) })
  }
  return id
}

/** Returns the code of the mail that asks for it. */
async function codeFor(address: string, mails: MailServer): Promise<string> {
  for (;;) {
    const mail = mails.accepted.find(({ to }) => to === address)
    const code = mail === undefined ? null : /^(?:Code: |確認コード：)([A-Z0-9]+)$/mu.exec(readMail(mail.text).text)
    if (code?.[1] !== undefined) return code[1]
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
