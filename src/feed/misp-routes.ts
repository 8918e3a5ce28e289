import { createHash } from 'node:crypto'
import Type from 'typebox'
import { notFound } from '#http/problem.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { uuidSchema } from '#identity/uuid-schema.ts'
import { mispAttribute, mispEventFrame, mispManifestEntry } from '#misp/write-event.ts'
import { clearanceOf } from '#warning/warning-routes.ts'
import { batched } from './batched.ts'
import { openFeed, type FeedParts, type FeedReading } from './feed-answer.ts'
import { feedVersions, feedWarnings, indicatorsOfWarning, type FeedVersionOfWarning, type FeedWarning } from './feed-store.ts'
import { livePages } from './live-pages.ts'
import { mispAttributeOf, mispHeadOf, mispPublisher, mispReportOf, otherAttributes, type MispPublisher } from './misp-event.ts'

/** What the MISP feed is made from. */
export type MispFeedParts = FeedParts & {
  /** As clients see this server, without a trailing slash. */
  readonly origin: string
}

const warningsAtOnce = 200
const indicatorsAtOnce = 2_000
const jsonType = 'application/json'
const csvType = 'text/csv; charset=utf-8'

const common = {
  method: 'GET',
  tag: 'feeds',
  permission: 'warning.read',
  perMinute: 1_200,
  challenge: 'Basic realm="Noroshi", Bearer realm="Noroshi"',
} as const
const notModified = { description: 'The caller has this version' } as const

/**
 * Returns the routes of a MISP feed: one event for each warning, under the id of the warning.
 *
 * The timestamp of an event grows when anything of it changes, and then alone; what was taken back stays in it as deleted, so that readers delete it, too.
 */
export function mispRoutes(parts: MispFeedParts): readonly ActorRoute[] {
  return [manifestRoute(parts), eventRoute(parts), hashesRoute(parts)]
}

function manifestRoute(parts: MispFeedParts): ActorRoute {
  return route({
    ...common,
    path: '/feeds/misp/manifest.json',
    operation: 'readMispManifest',
    summary: 'MISP feed: every warning that the caller may read, by id, with when it last changed; without a credential those of TLP:CLEAR',
    answers: { 200: { description: 'The manifest', contentType: jsonType }, 304: notModified },
    handler: (request) =>
      openFeed(parts, request, (reading) => ({
        channel: null,
        contentType: jsonType,
        chunks: () => batched(manifestTexts(reading, mispPublisher(parts.origin))),
      })),
  })
}

function eventRoute(parts: MispFeedParts): ActorRoute {
  return route({
    ...common,
    path: '/feeds/misp/{id}.json',
    operation: 'readMispEvent',
    summary: 'MISP feed: one warning as an event',
    params: Type.Object({ id: uuidSchema }),
    answers: {
      200: { description: 'The event', contentType: jsonType },
      304: notModified,
      404: { description: 'Absent, or not for this caller' },
    },
    handler: async (request) => {
      const clearance = clearanceOf(request.actor)
      const versions = await feedVersions(parts.database.kysely, clearance, request.params.id)
      if (versions.length === 0) throw notFound('event')
      return openFeed(parts, request, (reading) => ({
        // Readers fetch what has changed in the order of the manifest: who has come to the newest event has them all.
        channel: versions.at(-1)?.publishedAt === reading.state.publishedAt ? 'misp' : null,
        contentType: jsonType,
        chunks: () =>
          batched(eventTexts(reading, { id: request.params.id, versions, publisher: mispPublisher(parts.origin), origin: parts.origin })),
      }))
    },
  })
}

function hashesRoute(parts: MispFeedParts): ActorRoute {
  return route({
    ...common,
    path: '/feeds/misp/hashes.csv',
    operation: 'readMispHashes',
    summary:
      'MISP feed: the MD5 digest of each value that counts now, and its event, for readers that look values up without fetching events',
    answers: { 200: { description: 'One line for each indicator: digest, id of the event', contentType: csvType }, 304: notModified },
    handler: (request) =>
      openFeed(parts, request, (reading) => ({ channel: null, contentType: csvType, chunks: () => batched(hashTexts(reading)) })),
  })
}

async function* manifestTexts(reading: FeedReading, publisher: MispPublisher): AsyncGenerator<string> {
  const { database, clearance, today } = reading
  yield '{'
  let separator = ''
  for (let from: number | null = null; ;) {
    const range = { clearance, today, id: null, from, newestFirst: false, limit: warningsAtOnce }
    const some: readonly FeedWarning[] = await feedWarnings(database.kysely, range)
    for (const warning of some) {
      yield `${separator}"${warning.id}":${JSON.stringify(mispManifestEntry(mispHeadOf(warning, publisher)))}`
      separator = ','
    }
    from = some.at(-1)?.sequence ?? null
    if (some.length < warningsAtOnce) break
  }
  yield '}'
}

async function* eventTexts(
  reading: FeedReading,
  event: {
    readonly id: string
    readonly versions: readonly FeedVersionOfWarning[]
    readonly publisher: MispPublisher
    readonly origin: string
  },
): AsyncGenerator<string> {
  const { database, clearance, today } = reading
  const range = { clearance, today, id: event.id, from: null, newestFirst: false, limit: 1 }
  const [warning] = await feedWarnings(database.kysely, range)
  if (warning === undefined) throw notFound('event')
  const { before, after } = mispEventFrame(mispHeadOf(warning, event.publisher), [mispReportOf(warning, event.origin)])
  yield before
  const others = otherAttributes(event.id, event.versions)
  yield others.map((one) => JSON.stringify(mispAttribute(one))).join(',')
  let separator = others.length === 0 ? '' : ','
  for (let last: string | null = null; ;) {
    const some = await indicatorsOfWarning(database.kysely, { warningId: event.id, after: last, limit: indicatorsAtOnce })
    if (some.length > 0) yield separator + some.map((one) => JSON.stringify(mispAttribute(mispAttributeOf(one, today)))).join(',')
    if (some.length > 0) separator = ','
    last = some.at(-1)?.id ?? null
    if (some.length < indicatorsAtOnce) break
  }
  yield after
}

async function* hashTexts(reading: FeedReading): AsyncGenerator<string> {
  for await (const some of livePages(reading))
    yield some
      .map((one) => `${createHash('md5').update(mispAttributeOf(one, reading.today).value).digest('hex')},${one.warningId}\n`)
      .join('')
}
