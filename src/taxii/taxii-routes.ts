import type { IncomingHttpHeaders } from 'node:http'
import Type from 'typebox'
import type { Database } from '#database/database.ts'
import { notFound, Problem } from '#http/problem.ts'
import type { RouteAnswer } from '#http/route.ts'
import { readableLevels, type Actor } from '#identity/actor.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import type { ObjectIndex } from './object-index.ts'
import { createPageCache, type PageCache } from './page-cache.ts'
import type { PublishedObjects } from './published-objects.ts'
import { findCollection, isSightingCollection, taxiiCollections, type TaxiiCollection } from './taxii-collection.ts'
import { stixMediaType, taxiiMediaType } from './taxii-media-type.ts'
import { manifestPage, objectsPage, versionsPage, type PageRequest } from './taxii-page.ts'
import { createTaxiiPickUps } from './taxii-pick-ups.ts'
import { readTaxiiQuery, type TaxiiQuery } from './taxii-query.ts'
import { refuseOtherTypes, taxiiAnswers, taxiiChallenge, taxiiRoute } from './taxii-route.ts'
import { addSightings, describeSightingCollection, maySendSightings, statusRoute, type SightingPort } from './taxii-sighting-routes.ts'
import { collectionText, inAllLanguages, serverText } from './taxii-text.ts'

/** What the TAXII routes ask. */
export type TaxiiParts = {
  readonly objects: PublishedObjects
  /** As clients see this server, without a trailing slash; for example `https://report.example.jp`. */
  readonly origin: string
  /** Where sightings go; without it there is no collection for them. */
  readonly sightings?: SightingPort
  /** Where it is noted who has fetched what; without it nothing is. */
  readonly database?: Database
  /** Most bytes of rendered pages kept at hand; 32 MiB where not given. */
  readonly cacheBytes?: number
}

type TaxiiRequest = { readonly actor: Actor; readonly headers: IncomingHttpHeaders }
type CollectionRequest = TaxiiRequest & { readonly params: { readonly collection: string } }

const root = '/taxii2/api'

/** Most bytes of an envelope that somebody writes. */
const largestContent = 1024 * 1024

const collectionPath = `${root}/collections/{collection}`

const collectionParams = Type.Object({ collection: Type.String() })
const objectParams = Type.Object({ collection: Type.String(), object: Type.String() })
const text = Type.Optional(Type.Union([Type.String(), Type.Array(Type.String())]))
const pageQuery = { added_after: text, limit: text, next: text, 'match[spec_version]': text }
const versionQuery = { ...pageQuery, 'match[version]': text }
const fullQuery = Type.Object({ ...versionQuery, 'match[id]': text, 'match[type]': text })

const common = { ...taxiiRoute, permission: 'warning.read' } as const

/** Returns the routes of a TAXII 2.1 server for readers (OASIS TAXII 2.1, sections 4 and 5), with one API root and one collection for each TLP level. */
export function taxiiRoutes(parts: TaxiiParts): readonly ActorRoute[] {
  const pages = createPageCache(parts.cacheBytes ?? 32 * 1024 * 1024)
  const { sightings } = parts
  return [
    ...informationRoutes(parts),
    ...contentRoutes(parts, pages),
    ...writingRoutes(parts),
    ...(sightings === undefined ? [] : [statusRoute(sightings)]),
  ]
}

function informationRoutes(parts: TaxiiParts): readonly ActorRoute[] {
  const get = { ...common, method: 'GET', answers: taxiiAnswers } as const
  return [
    route({
      ...get,
      path: '/taxii2/',
      operation: 'taxiiDiscovery',
      summary: 'Server discovery (TAXII 2.1, section 4.1)',
      handler: (request) => information(request, discovery(parts.origin)),
    }),
    route({
      ...get,
      path: `${root}/`,
      operation: 'taxiiApiRoot',
      summary: 'API root information (section 4.2)',
      handler: (request) => information(request, apiRoot()),
    }),
    route({
      ...get,
      path: `${root}/collections/`,
      operation: 'taxiiCollections',
      summary: 'Collections that the caller may read (section 5.1)',
      handler: (request) => {
        const levels = readableLevels(request.actor)
        const readable = taxiiCollections.filter((one) => levels.includes(one.tlp)).map(describeCollection)
        const writable = parts.sightings !== undefined && maySendSightings(request.actor) ? [describeSightingCollection()] : []
        return information(request, { collections: [...readable, ...writable] })
      },
    }),
    route({
      ...get,
      path: `${collectionPath}/`,
      operation: 'taxiiCollection',
      summary: 'One collection, by id or alias (section 5.2)',
      params: collectionParams,
      handler: (request) => {
        if (isSightings(parts, request)) return information(request, describeSightingCollection())
        return information(request, describeCollection(readableCollection(request.actor, request.params.collection)))
      },
    }),
  ]
}

function contentRoutes(parts: TaxiiParts, pages: PageCache): readonly ActorRoute[] {
  const { objects } = parts
  const pickUp = parts.database === undefined ? null : createTaxiiPickUps(parts.database)
  const get = { ...common, method: 'GET', answers: taxiiAnswers } as const
  return [
    route({
      ...get,
      path: `${collectionPath}/manifest/`,
      operation: 'taxiiManifest',
      summary: 'What a collection holds (section 5.3)',
      params: collectionParams,
      query: fullQuery,
      handler: async (request) => {
        const opened = open(request, parts)
        return (await manifestPage({ ...opened, pages, query: readTaxiiQuery(request.query) })).answer
      },
    }),
    route({
      ...get,
      path: `${collectionPath}/objects/`,
      operation: 'taxiiObjects',
      summary: 'Objects of a collection, in the order in which they were added (section 5.4)',
      params: collectionParams,
      query: fullQuery,
      handler: async (request) => {
        const opened = open(request, parts)
        const { upTo } = objects
        const query = readTaxiiQuery(request.query)
        const { answer, isLast } = await objectsPage({ ...opened, pages, query })
        if (pickUp !== null && isLast && query.filterKey === '') await pickUp({ actor: request.actor, tlp: opened.collection.tlp, upTo })
        return answer
      },
    }),
    route({
      ...get,
      path: `${collectionPath}/objects/{object}/`,
      operation: 'taxiiObject',
      summary: 'Versions of one object (section 5.6)',
      params: objectParams,
      query: Type.Object(versionQuery),
      handler: async (request) => {
        const opened = open(request, parts)
        return (await objectsPage({ ...opened, pages, query: queryOfObject(request, opened.index) })).answer
      },
    }),
    route({
      ...get,
      path: `${collectionPath}/objects/{object}/versions/`,
      operation: 'taxiiVersions',
      summary: 'Which versions of one object there are (section 5.8)',
      params: objectParams,
      query: Type.Object(pageQuery),
      handler: (request) => {
        const { index } = open(request, parts)
        return versionsPage(index, queryOfObject(request, index))
      },
    }),
  ]
}

/** Writing anything but sightings is refused as the standard asks of a collection that is read only: 403 where the caller may read it, 404 where it may not (sections 5.5 and 5.7). */
function writingRoutes(parts: TaxiiParts): readonly ActorRoute[] {
  const refuse = (request: CollectionRequest): never => {
    readableCollection(request.actor, request.params.collection)
    throw new Problem(403, 'READ_ONLY', 'This collection is read only; warnings are published by the authorities alone')
  }
  return [
    route({
      ...common,
      method: 'POST',
      path: `${collectionPath}/objects/`,
      operation: 'taxiiAddObjects',
      summary: 'Takes sightings and opinions into the collection of sightings; refused for every other collection (section 5.5)',
      params: collectionParams,
      bodyBytes: largestContent,
      perMinute: 120,
      answers: {
        202: { description: 'What became of each object', contentType: taxiiMediaType },
        403: { description: 'Read only', contentType: taxiiMediaType },
      },
      handler: (request) => {
        refuseOtherTypes(request)
        const { sightings } = parts
        if (sightings === undefined || !isSightings(parts, request)) return refuse(request)
        return addSightings(sightings, request.actor, request.body)
      },
    }),
    route({
      ...common,
      method: 'DELETE',
      path: `${collectionPath}/objects/{object}/`,
      operation: 'taxiiDeleteObject',
      summary: 'Refused: nothing can be deleted; a sighting is taken back by a version of it that is revoked (section 5.7)',
      params: objectParams,
      answers: { 403: { description: 'Read only', contentType: taxiiMediaType } },
      handler: (request) => {
        refuseOtherTypes(request)
        if (isSightings(parts, request))
          throw new Problem(403, 'WRITE_ONLY', 'Nothing can be deleted here; send the object anew with revoked: true')
        return refuse(request)
      },
    }),
  ]
}

/** Tells whether this is about the collection of sightings and the caller may know of it. */
function isSightings(parts: TaxiiParts, { actor, params }: CollectionRequest): boolean {
  return parts.sightings !== undefined && isSightingCollection(params.collection) && maySendSightings(actor)
}

function information(request: TaxiiRequest, body: unknown): RouteAnswer {
  refuseOtherTypes(request)
  return { contentType: taxiiMediaType, body: Buffer.from(JSON.stringify(body)) }
}

function open(request: CollectionRequest, parts: TaxiiParts): Omit<PageRequest, 'pages' | 'query'> {
  refuseOtherTypes(request)
  if (isSightings(parts, request)) throw new Problem(403, 'WRITE_ONLY', 'This collection can be written alone')
  const collection = readableCollection(request.actor, request.params.collection)
  const index = parts.objects.collection(collection.tlp)
  if (index === null) throw new Problem(503, 'NOT_READY', 'The objects are being loaded; try again', { retryAfterSeconds: 2 })
  return { collection, index, acceptEncoding: request.headers['accept-encoding'] }
}

/** Foreign and absent collections answer alike; whoever has not signed in is told to, whatever it asked for. */
function readableCollection(actor: Actor, name: string): TaxiiCollection {
  const collection = findCollection(name)
  if (collection !== null && readableLevels(actor).includes(collection.tlp)) return collection
  if (actor.kind === 'anonymous')
    throw new Problem(401, 'SIGN_IN_NEEDED', 'Without a credential only the collection of TLP:CLEAR can be read', {
      headers: { 'www-authenticate': taxiiChallenge },
    })
  throw notFound('collection')
}

function queryOfObject(
  request: { readonly query: Readonly<Record<string, unknown>>; readonly params: { readonly object: string } },
  index: ObjectIndex,
): TaxiiQuery {
  const { object } = request.params
  if (!index.has(object)) throw notFound('object')
  const query = readTaxiiQuery({ ...request.query, 'match[id]': undefined, 'match[type]': undefined })
  return { ...query, ids: new Set([object]), filterKey: `${query.filterKey} ${object}` }
}

function discovery(origin: string) {
  return {
    title: inAllLanguages(serverText.title),
    description: inAllLanguages(serverText.description),
    default: `${origin}${root}/`,
    api_roots: [`${origin}${root}/`],
  }
}

function apiRoot() {
  return {
    title: inAllLanguages(serverText.title),
    description: inAllLanguages(serverText.description),
    versions: [taxiiMediaType],
    max_content_length: largestContent,
  }
}

function describeCollection(collection: TaxiiCollection) {
  const { title, description } = collectionText[collection.tlp]
  return {
    id: collection.id,
    title: inAllLanguages(title),
    description: inAllLanguages(description),
    alias: collection.alias,
    can_read: true,
    can_write: false,
    media_types: [stixMediaType],
  }
}
