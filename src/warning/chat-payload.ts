import type { Language } from '#base/language.ts'
import { messageText } from './warning-message-text.ts'

/** A message for a channel of people in a chat service. */
export type ChatMessage = {
  readonly title: string
  /** Plain text, several lines. */
  readonly text: string
  /** Pages of the warnings that it speaks of. */
  readonly pages: readonly string[]
}

const [slackHeader, slackSection, teamsText, mostLinks] = [150, 2_900, 20_000, 5]

/** Returns `message` in the form that the service takes: Block Kit for Slack, an Adaptive Card for Teams. */
export function chatPayload(form: 'slack' | 'teams', message: ChatMessage, language: Language): object {
  return form === 'slack' ? slackPayload(message, language) : teamsPayload(message, language)
}

function slackPayload({ title, text, pages }: ChatMessage, language: Language): object {
  const sections = chunks(text, slackSection).map((part) => ({ type: 'section', text: { type: 'plain_text', text: part, emoji: false } }))
  return {
    text: slackEscaped(title),
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: title.slice(0, slackHeader), emoji: false } },
      ...sections.slice(0, 40),
      {
        type: 'actions',
        elements: pages.slice(0, mostLinks).map((url) => ({
          type: 'button',
          text: { type: 'plain_text', text: messageText.page[language], emoji: false },
          url,
        })),
      },
    ],
  }
}

/** Only these three count as markup in Slack's `text`. */
function slackEscaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function teamsPayload({ title, text, pages }: ChatMessage, language: Language): object {
  const lines = text.slice(0, teamsText).split('\n')
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          body: [
            { type: 'TextBlock', text: cardEscaped(title), weight: 'bolder', size: 'medium', wrap: true },
            ...lines
              .filter((line) => line !== '')
              .map((line) => ({ type: 'TextBlock', text: cardEscaped(line), wrap: true, spacing: 'small' })),
          ],
          actions: pages.slice(0, mostLinks).map((url) => ({ type: 'Action.OpenUrl', title: messageText.page[language], url })),
        },
      },
    ],
  }
}

/** A TextBlock reads a part of Markdown: what would be a link, a list or emphasis is written as it is. */
function cardEscaped(line: string): string {
  return line.replaceAll(/[\\*_[\]()#`~>|]/g, String.raw`\$&`)
}

function chunks(text: string, size: number): readonly string[] {
  const parts: string[] = []
  let part = ''
  for (const line of text.split('\n')) {
    if (part.length + line.length + 1 > size && part !== '') {
      parts.push(part)
      part = ''
    }
    part += `${line.slice(0, size - 1)}\n`
  }
  return [...parts, part].filter((one) => one.trim() !== '')
}
