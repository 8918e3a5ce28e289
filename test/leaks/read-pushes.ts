import { languages } from '#base/language.ts'
import type { StreamReader } from '../support/follow-stream.ts'
import type { MailServer } from '../support/mail-server.ts'
import { pdfTexts } from '../support/pdf-texts.ts'
import { readMail } from '../support/read-mail.ts'
import type { WebhookServer } from '../support/webhook-server.ts'
import type { ChannelAnswer } from './read-all-channels.ts'

/** What receives warnings that come by themselves. */
export type Receivers = { readonly webhooks: WebhookServer; readonly mails: MailServer; readonly stream: StreamReader }

/** Returns everything that has come by itself: bodies and headers. The codes in links to Noroshi's own pages are random, and are left out. */
export function pushedAnswers({ webhooks, mails, stream }: Receivers): readonly ChannelAnswer[] {
  const hooks = webhooks.received.map(({ path, body }) => answer(`webhook ${path}`, 'application/json', body))
  const letters = mails.accepted.map(({ to, text: raw }) => {
    const { headers, text } = readMail(raw)
    const lines = [...[...headers].map(([name, value]) => `${name}: ${value}`), text].join('\n')
    return answer(`mail ${to}`, 'text/plain', lines.replaceAll(/(\/p\/(?:answer|unsubscribe)[?#])[^\s>]+/g, '$1'))
  })
  const events = stream.events.map(({ warning }) => answer('event stream', 'application/json', JSON.stringify(warning)))
  return [...hooks, ...letters, ...events]
}

/** Returns what the PDFs of these warnings show, in both languages. */
export async function readPdfs(url: string, token: string, ids: readonly string[]): Promise<readonly ChannelAnswer[]> {
  const answers: ChannelAnswer[] = []
  for (const id of ids) {
    for (const language of languages) {
      const address = `/api/v1/warnings/${id}/pdf?language=${language}`
      const response = await fetch(url + address, { headers: { authorization: `Bearer ${token}` } })
      if (!response.ok) throw new Error(`${address} answered ${response.status}`)
      answers.push(answer(address, 'text/plain', (await pdfTexts(Buffer.from(await response.arrayBuffer()))).join('\n')))
    }
  }
  return answers
}

function answer(address: string, contentType: string, text: string): ChannelAnswer {
  return { address, contentType, bytes: Buffer.from(refanged(text)) }
}

/** What people read is defanged, which would hide a name from a search as it hides links from programs. */
function refanged(text: string): string {
  return text.replaceAll('[.]', '.').replaceAll('[:]', ':').replaceAll('[@]', '@').replaceAll('hxxp', 'http')
}
