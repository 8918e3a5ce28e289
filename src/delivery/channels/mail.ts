import MailComposer from 'nodemailer/lib/mail-composer'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { Language } from '#base/language.ts'
import type { Secret } from '#runtime/secret.ts'
import { DeliveryError, type Channel, type Delivery, type Message } from '../delivery.ts'

/** Where mail is handed in, and in whose name. */
export type MailSettings = {
  /** `smtp://USER:PASSWORD@HOST:PORT`, or `smtps:` for TLS from the first byte. */
  readonly url: Secret
  /** False sends in the clear; true refuses a server without STARTTLS and a certificate that does not hold. */
  readonly tls: boolean
  readonly from: string
}

/** Where a contact is reached. */
export type MailAddress = { readonly address: string; readonly language: Language }

/**
 * Returns the channel `mail`: plain text to one address per message, on a connection of its own, so that ending an attempt ends it for certain.
 *
 * @param addressOf Returns where the contact is reached that a delivery goes to, or null if there is no such contact any more.
 */
export function mailChannel(settings: MailSettings, addressOf: (recipient: Buffer) => Promise<MailAddress | null>): Channel {
  return {
    name: 'mail',
    send: async (delivery, message, signal) => {
      const to = await addressOf(delivery.recipient)
      if (to === null) return false
      const bytes = await compose({ delivery, message, to }, settings)
      await handOver({ from: settings.from, to: to.address, bytes }, settings, signal)
      return true
    },
  }
}

type Letter = { readonly delivery: Delivery; readonly message: Message; readonly to: MailAddress }

function compose({ delivery, message, to }: Letter, { from }: MailSettings): Promise<Buffer> {
  return new MailComposer({
    from,
    to: to.address,
    messageId: messageIdOf(delivery.messageId, from),
    subject: message.subject[to.language],
    text: message.text[to.language],
    headers: {
      'Auto-Submitted': 'auto-generated',
      'Content-Language': to.language,
      ...unsubscribeHeaders(message),
      ...threadHeaders(message, from),
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build()
}

/** Whoever makes deliveries without knowing from where mail is sent leaves the right part open. */
function messageIdOf(messageId: string, from: string): string {
  return `<${messageId.replace(/@noroshi\.invalid$/, `@${from.split('@').at(-1) ?? 'noroshi.invalid'}`)}>`
}

/** RFC 2369, section 3.2, and RFC 8058, section 3.1. */
function unsubscribeHeaders({ unsubscribe }: Message): Readonly<Record<string, string>> {
  if (unsubscribe === undefined) return {}
  return { 'List-Unsubscribe': `<${unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
}

/** RFC 5322, section 3.6.4. */
function threadHeaders({ earlierMails = [] }: Message, from: string): Readonly<Record<string, string>> {
  const ids = earlierMails.map((messageId) => messageIdOf(messageId, from))
  const last = ids.at(-1)
  return last === undefined ? {} : { 'In-Reply-To': last, References: ids.join(' ') }
}

type Envelope = { readonly from: string; readonly to: string; readonly bytes: Buffer }

/** Returns once the server has accepted the message. */
function handOver({ from, to, bytes }: Envelope, { url, tls }: MailSettings, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const server = new URL(url.reveal())
  const connection = new SMTPConnection({
    host: server.hostname.replaceAll(/^\[|\]$/g, ''),
    port: server.port === '' ? undefined : Number(server.port),
    secure: server.protocol === 'smtps:',
    requireTLS: tls && server.protocol === 'smtp:',
    ignoreTLS: !tls,
    // The name of this machine may name an organisation.
    name: 'noroshi.invalid',
    tls: { minVersion: 'TLSv1.2' },
    connectionTimeout: 30_000,
    greetingTimeout: 30_000,
    // Whoever waits less than this for the answer to a message sends it twice to a slow server (RFC 5321, section 4.5.3.2.6).
    socketTimeout: 600_000,
  })
  const fail = (error: unknown): void => {
    // First: closing says that the connection ended, which is not why.
    reject(failureOf(error))
    connection.close()
  }
  const onAbort = (): void => fail(new DeliveryError('LEASE_LOST', { permanent: false }))
  signal.addEventListener('abort', onAbort, { once: true })
  connection.on('error', fail)
  connection.once('end', () => reject(new DeliveryError('CONNECTION_ENDED', { permanent: false })))
  const send = (): void =>
    connection.send({ from, to: [to] }, bytes, (error) => {
      if (error !== null) return fail(error)
      resolve()
      connection.quit()
    })
  connection.connect((error) => {
    if (error) return fail(error)
    if (server.username === '') return send()
    const credentials = { user: decodeURIComponent(server.username), pass: decodeURIComponent(server.password) }
    connection.login({ user: credentials.user, credentials }, (refusal) => (refusal === null ? send() : fail(refusal)))
  })
  return promise.finally(() => signal.removeEventListener('abort', onAbort))
}

/** A refusal of the recipient or of the message is for good; a refusal of our credentials or connection may be mended. */
function failureOf(error: unknown): DeliveryError {
  if (error instanceof DeliveryError) return error
  if (!(error instanceof Error)) return new DeliveryError('UNKNOWN', { permanent: false })
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown }
  const named = typeof code === 'string' && /^[A-Z0-9_]{1,40}$/.test(code) ? code : 'UNKNOWN'
  const answered = typeof responseCode === 'number' ? responseCode : null
  const isAboutMessage = named === 'EENVELOPE' || named === 'EMESSAGE'
  return new DeliveryError(answered === null ? named : `${named}-${answered}`, {
    permanent: isAboutMessage && answered !== null && answered >= 500,
    // Not the error itself: its text repeats the address.
  })
}
