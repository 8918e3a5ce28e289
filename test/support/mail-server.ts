import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

/** A message as it was accepted. */
export type AcceptedMail = { readonly messageId: string; readonly to: string; readonly text: string }

/** A real mail server on the loopback address that keeps what it accepted, in order. */
export type MailServer = {
  readonly port: number
  readonly accepted: readonly AcceptedMail[]
  /** Returns once nobody is connected, so that what a client had said before it died is dealt with. */
  idle(): Promise<void>
  stop(): Promise<void>
}

/** How it behaves. */
export type MailServerOptions = {
  /** Says for each message the status of a refusal, or null to accept; by default it accepts all. */
  readonly refuse?: (messageId: string) => number | null
  /** Waits after a message is kept and before its sender hears so. */
  readonly after?: () => Promise<void>
  readonly smtp?: Partial<SMTPServerOptions>
}

/** Starts it on a free port. */
export async function startMailServer(options: MailServerOptions = {}): Promise<MailServer> {
  const accepted: AcceptedMail[] = []
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    disabledCommands: ['STARTTLS'],
    ...options.smtp,
    onData: (stream, session, done) => {
      const accept = async (): Promise<void> => {
        try {
          const text = Buffer.concat(await Array.fromAsync(stream as AsyncIterable<Buffer>)).toString('utf8')
          const messageId = /^Message-ID: <([^>]+)>/im.exec(text)?.[1] ?? ''
          const status = options.refuse?.(messageId) ?? null
          if (status !== null) throw Object.assign(new Error('Refused'), { responseCode: status })
          for (const { address: to } of session.envelope.rcptTo) accepted.push({ messageId, to, text })
          await options.after?.()
          done()
        } catch (error) {
          // Refused; or its client died in the middle of the message.
          done(error instanceof Error ? error : new Error('Refused'))
        }
      }
      void accept()
    },
  })
  // A client that is killed in the middle is none of this server's business.
  server.on('error', () => {})
  const { promise, resolve } = Promise.withResolvers<void>()
  server.listen(0, '127.0.0.1', resolve)
  await promise
  const { port } = server.server.address() as AddressInfo
  return {
    port,
    accepted,
    idle: async () => {
      while (server.connections.size > 0) await new Promise((resolve) => setTimeout(resolve, 5))
    },
    stop: () => {
      const { promise: closed, resolve: close } = Promise.withResolvers<void>()
      server.close(() => close())
      return closed
    },
  }
}
