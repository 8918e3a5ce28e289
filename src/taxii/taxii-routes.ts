import Type from 'typebox'
import { notFound, Problem } from '#http/problem.ts'
import type { RouteAnswer } from '#http/route.ts'
import { readableLevels, type Actor } from '#identity/actor.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import type { ObjectIndex } from './object-index.ts'
import { createPageCache, type PageCache } from './page-cache.ts'
import type { PublishedObjects } from './published-objects.ts'
import { findCollection, taxiiCollections, type TaxiiCollection } from './taxii-collection.ts'
import { acceptsTaxii, stixMediaType, taxiiMediaType } from './taxii-media-type.ts'
import { manifestPage, objectsPage, versionsPage } from './taxii-page.ts'
import { readTaxiiQuery, type TaxiiQuery } from './taxii-query.ts'
import { collectionText, inAllLanguages, serverText } from './taxii-text.ts'

/** What the TAXII routes ask. */
export type TaxiiParts = {
  readonly objects: PublishedObjects
  /** As clients see this server, without a trailing slash; for example `https://report.example.jp`. */
  readonly origin: string
  /** Most bytes of rendered pages kept at hand; 32 MiB where not given. */
  readonly cacheBytes?: number
}

type TaxiiRequest = { readonly actor: Actor; readonly headers: { readonly accept?: string | undefined } }

const root = '/taxii2/api'
const collectionPath = `${root}/collections/{collection}`
const challenge = 'Basic realm="Noroshi", Bearer realm="Noroshi"'

const collectionParams = Type.Object({ collection: Type.String() })
const objectParams = Type.Object({ collection: Type.String(), object: Type.String() })
const text = Type.Optional(Type.Union([Type.String(), Type.Array(Type.String())]))
const pageQuery = { added_after: text, limit: text, next: text, 'match[spec_version]': text }
const versionQuery = { ...pageQuery, 'match[version]': text }
const fullQuery = Type.Object({ ...versionQuery, 'match[id]': text, 'match[type]': text })

const common = {
  tag: 'taxii',
  permission: 'warning.read',
  perMinute: 6_000,
  challenge,
  renderProblem: (problem: { title: string; detail: string; code: string; requestId: string; status: number }) => ({
    contentType: taxiiMediaType,
    body: {
      title: problem.title,
      description: problem.detail,
      error_id: problem.requestId,
      error_code: problem.code,
      http_status: String(problem.status),
    },
  }),
} as const

const answers = {
  200: { description: 'Found', contentType: taxiiMediaType },
  400: { description: 'A parameter is wrong', contentType: taxiiMediaType },
  401: { description: 'No or a wrong credential', contentType: taxiiMediaType },
  404: { description: 'Absent, or not for this caller', contentType: taxiiMediaType },
  406: { description: `The caller does not accept ${taxiiMediaType}`, contentType: taxiiMediaType },
} as const

/** Returns the routes of a TAXII 2.1 server for readers (OASIS TAXII 2.1, sections 4 and 5), with one API root and one collection for each TLP level. */
export function taxiiRoutes(parts: TaxiiParts): readonly ActorRoute[] {
  const pages = createPageCache(parts.cacheBytes ?? 32 * 1024 * 1024)
  return [...informationRoutes(parts), ...contentRoutes(parts.objects, pages), ...refusedRoutes()]
}

function informationRoutes(parts: TaxiiParts): readonly ActorRoute[] {
  const get = { ...common, method: 'GET', answers } as const
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
        return information(request, { collections: taxiiCollections.filter((one) => levels.includes(one.tlp)).map(describeCollection) })
      },
    }),
    route({
      ...get,
      path: `${collectionPath}/`,
      operation: 'taxiiCollection',
      summary: 'One collection, by id or alias (section 5.2)',
      params: collectionParams,
      handler: (request) => information(request, describeCollection(readableCollection(request.actor, request.params.collection))),
    }),
  ]
}

function contentRoutes(objects: PublishedObjects, pages: PageCache): readonly ActorRoute[] {
  const get = { ...common, method: 'GET', answers } as const
  return [
    route({
      ...get,
      path: `${collectionPath}/manifest/`,
      operation: 'taxiiManifest',
      summary: 'What a collection holds (section 5.3)',
      params: collectionParams,
      query: fullQuery,
      handler: (request) => {
        const { collection, index } = open(request, objects)
        return manifestPage({ collection, index, pages, query: readTaxiiQuery(request.query) })
      },
    }),
    route({
      ...get,
      path: `${collectionPath}/objects/`,
      operation: 'taxiiObjects',
      summary: 'Objects of a collection, in the order in which they were added (section 5.4)',
      params: collectionParams,
      query: fullQuery,
      handler: (request) => {
        const { collection, index } = open(request, objects)
        return objectsPage({ collection, index, pages, query: readTaxiiQuery(request.query) })
      },
    }),
    route({
      ...get,
      path: `${collectionPath}/objects/{object}/`,
      operation: 'taxiiObject',
      summary: 'Versions of one object (section 5.6)',
      params: objectParams,
      query: Type.Object(versionQuery),
      handler: (request) => {
        const { collection, index } = open(request, objects)
        return objectsPage({ collection, index, pages, query: queryOfObject(request, index) })
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
        const { index } = open(request, objects)
        return versionsPage(index, queryOfObject(request, index))
      },
    }),
  ]
}

/** Writing is refused as the standard asks of a collection that is read only: 403 where the caller may read it, 404 where it may not (sections 5.5 and 5.7). */
function refusedRoutes(): readonly ActorRoute[] {
  const refuse = (request: TaxiiRequest & { readonly params: { readonly collection: string } }): never => {
    refuseOtherTypes(request)
    readableCollection(request.actor, request.params.collection)
    throw new Problem(403, 'READ_ONLY', 'This collection is read only; warnings are published by the authorities alone')
  }
  return [
    route({
      ...common,
      method: 'POST',
      path: `${collectionPath}/objects/`,
      operation: 'taxiiAddObjects',
      summary: 'Refused: every collection is read only (section 5.5)',
      params: collectionParams,
      answers: { 403: { description: 'Read only', contentType: taxiiMediaType } },
      handler: refuse,
    }),
    route({
      ...common,
      method: 'DELETE',
      path: `${collectionPath}/objects/{object}/`,
      operation: 'taxiiDeleteObject',
      summary: 'Refused: every collection is read only (section 5.7)',
      params: objectParams,
      answers: { 403: { description: 'Read only', contentType: taxiiMediaType } },
      handler: refuse,
    }),
  ]
}

function information(request: TaxiiRequest, body: unknown): RouteAnswer {
  refuseOtherTypes(request)
  return { contentType: taxiiMediaType, body: Buffer.from(JSON.stringify(body)) }
}

function refuseOtherTypes(request: TaxiiRequest): void {
  if (!acceptsTaxii(request.headers.accept)) throw new Problem(406, 'NOT_ACCEPTABLE', `This server answers in ${taxiiMediaType} alone`)
}

function open(
  request: TaxiiRequest & { readonly params: { readonly collection: string } },
  objects: PublishedObjects,
): { readonly collection: TaxiiCollection; readonly index: ObjectIndex } {
  refuseOtherTypes(request)
  const collection = readableCollection(request.actor, request.params.collection)
  const index = objects.collection(collection.tlp)
  if (index === null) throw new Problem(503, 'NOT_READY', 'The objects are being loaded; try again', { retryAfterSeconds: 2 })
  return { collection, index }
}

/** Foreign and absent collections answer alike; whoever has not signed in is told to, whatever it asked for. */
function readableCollection(actor: Actor, name: string): TaxiiCollection {
  const collection = findCollection(name)
  if (collection !== null && readableLevels(actor).includes(collection.tlp)) return collection
  if (actor.kind === 'anonymous')
    throw new Problem(401, 'SIGN_IN_NEEDED', 'Without a credential only the collection of TLP:CLEAR can be read', {
      headers: { 'www-authenticate': challenge },
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
    max_content_length: 64 * 1024,
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
