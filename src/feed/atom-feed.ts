import { Feed } from 'feed'
import type { Language, LocalText } from '#base/language.ts'
import { pagePath } from '#ui/page-path.ts'
import { reportText } from '#warning/render-text.ts'
import { feedText, inLanguages } from './feed-text.ts'
import type { FeedWarning } from './feed-store.ts'
import { addressSpace, uuidOf } from './uuid-of.ts'

/** What an Atom feed is made from. */
export type AtomParts = {
  /** As readers see this server, without a trailing slash. */
  readonly origin: string
  /** Newest first. */
  readonly warnings: readonly FeedWarning[]
  /** One language, or both, one after the other. */
  readonly languages: readonly Language[]
  /** When the feed last changed. */
  readonly updatedAt: Temporal.Instant
}

/**
 * Returns warnings as an Atom feed (RFC 4287). The id of an entry is that of the warning and stays; a revision or a recall shows as a change of it.
 *
 * Entries say what to do and what is happening; indicators are in the lists and on the page of the warning.
 */
export function atomFeed(parts: AtomParts): string {
  const { origin, languages } = parts
  const feed = new Feed({
    id: `urn:uuid:${uuidOf(addressSpace, `${origin}/feeds/warnings.atom`)}`,
    title: inLanguages(feedText.title, languages, ' / '),
    description: inLanguages(feedText.subtitle, languages, ' '),
    link: `${origin}${pagePath('warnings')}`,
    feedLinks: { atom: `${origin}/feeds/warnings.atom` },
    updated: dateOf(parts.updatedAt),
    author: { name: 'Noroshi', link: origin },
    generator: false,
    copyright: '',
  })
  for (const warning of parts.warnings) addEntry(feed, warning, parts)
  return feed.atom1()
}

function addEntry(feed: Feed, warning: FeedWarning, { origin, languages }: AtomParts): void {
  const { content, act } = warning
  const { name, description } = reportText({ ...content, indicators: [] }, act)
  feed.addItem({
    id: `urn:uuid:${warning.id}`,
    title: escaped(inLanguages(name, languages, ' / ')),
    link: `${origin}${pagePath('warning', { warningId: warning.id })}`,
    date: dateOf(Temporal.Instant.from(warning.publishedAt)),
    published: dateOf(Temporal.Instant.from(warning.firstPublishedAt)),
    content: paragraphs(description, languages),
    category: [`tlp:${content.tlp}`, act, content.kind].map((term) => ({ term, name: term, scheme: `${origin}/feeds/` })),
  })
}

/** The words of officers are in it: nothing of them may become markup at whoever reads the feed. */
function paragraphs(text: LocalText, languages: readonly Language[]): string {
  return languages.map((language) => `<div lang="${language}">${escaped(text[language]).replaceAll('\n', '<br/>')}</div>`).join('<hr/>')
}

// What XML 1.0 cannot hold (section 2.2), as a character or as a reference.
const notXml = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu

function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(notXml, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

function dateOf(instant: Temporal.Instant): Date {
  return new Date(instant.epochMilliseconds)
}
