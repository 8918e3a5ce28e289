import Type from 'typebox'
import { languages } from '#base/language.ts'
import { notFound, Problem } from '#http/problem.ts'
import { readableLevels, type Actor } from '#identity/actor.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { findCollection, taxiiCollections, type TaxiiCollection } from '#taxii/taxii-collection.ts'
import { atomFeed } from './atom-feed.ts'
import { batched } from './batched.ts'
import { openFeed, type FeedParts } from './feed-answer.ts'
import { feedWarnings } from './feed-store.ts'
import { liveBundle } from './live-bundle.ts'

/** What feeds of whole warnings are made from. */
export type WarningFeedParts = FeedParts & {
  /** As readers see this server, without a trailing slash. */
  readonly origin: string
}

const atomType = 'application/atom+xml; charset=utf-8'
const stixType = 'application/stix+json;version=2.1'
const mostEntries = 100

const common = { method: 'GET', tag: 'feeds', permission: 'warning.read', perMinute: 120 } as const
const notModified = { description: 'The caller has this version' } as const

/** Returns the routes of the feeds that carry whole warnings: Atom, and for each TLP level everything that counts now as a STIX 2.1 bundle. */
export function warningFeedRoutes(parts: WarningFeedParts): readonly ActorRoute[] {
  return [atomRoute(parts), bundleRoute(parts)]
}

function atomRoute(parts: WarningFeedParts): ActorRoute {
  return route({
    ...common,
    path: '/feeds/warnings.atom',
    operation: 'readAtomFeed',
    summary: `The newest ${mostEntries} warnings that the caller may read, as an Atom feed; without a credential those of TLP:CLEAR`,
    query: Type.Object({ language: Type.Optional(Type.Enum([...languages], { description: 'Both where not given' })) }),
    answers: { 200: { description: 'An Atom feed', contentType: atomType }, 304: notModified },
    handler: (request) =>
      openFeed(parts, request, ({ database, clearance, today, state, version }) => {
        const wanted = request.query.language === undefined ? languages : [request.query.language]
        const texts = async function* () {
          const range = { clearance, today, id: null, from: null, newestFirst: true, limit: mostEntries }
          const warnings = await feedWarnings(database.kysely, range)
          const updatedAt = state.publishedAt === null ? version.lastModified : Temporal.Instant.from(state.publishedAt)
          yield atomFeed({ origin: parts.origin, warnings, languages: wanted, updatedAt })
        }
        return { channel: 'atom', contentType: atomType, chunks: () => batched(texts()) }
      }),
  })
}

function bundleRoute(parts: WarningFeedParts): ActorRoute {
  return route({
    ...common,
    path: '/feeds/stix/{level}.json',
    operation: 'readStixFile',
    summary: 'Everything of one TLP level that counts now, as a STIX 2.1 bundle',
    params: Type.Object({ level: Type.String({ description: `One of ${taxiiCollections.map(({ alias }) => alias).join(', ')}` }) }),
    answers: {
      200: { description: 'A bundle', contentType: stixType },
      304: notModified,
      404: { description: 'Absent, or not for this caller' },
    },
    handler: (request) => {
      const { tlp } = readableLevel(request.actor, request.params.level)
      return openFeed(parts, request, ({ database, today }) => ({
        channel: null,
        contentType: stixType,
        chunks: () => batched(liveBundle({ database, tlp, today })),
      }))
    },
  })
}

/** Foreign and absent levels answer alike; whoever has not signed in is told to. */
function readableLevel(actor: Actor, name: string): TaxiiCollection {
  const level = findCollection(name)
  if (level !== null && readableLevels(actor).includes(level.tlp)) return level
  if (actor.kind === 'anonymous')
    throw new Problem(401, 'SIGN_IN_NEEDED', 'Without a credential only TLP:CLEAR can be read', {
      headers: { 'www-authenticate': 'Basic realm="Noroshi", Bearer realm="Noroshi"' },
    })
  throw notFound('file')
}
