import { encodingFor } from '#http/compression.ts'
import type { RouteAnswer } from '#http/route.ts'
import type { ObjectIndex, Selected } from './object-index.ts'
import type { PageCache, RenderedPage } from './page-cache.ts'
import type { TaxiiCollection } from './taxii-collection.ts'
import { stixMediaType, taxiiMediaType } from './taxii-media-type.ts'
import { nextAfter, type TaxiiQuery } from './taxii-query.ts'
import { microsText } from './taxii-time.ts'

/** One question about the objects of a collection, and where rendered answers are kept. */
export type PageRequest = {
  readonly collection: TaxiiCollection
  readonly index: ObjectIndex
  readonly pages: PageCache
  readonly query: TaxiiQuery
  /** What the caller takes, as its Accept-Encoding header says. */
  readonly acceptEncoding: string | readonly string[] | undefined
}

/** A page as it goes out, and whether nothing more follows it. */
export type PageAnswer = { readonly answer: RouteAnswer; readonly isLast: boolean }

type Entry = { readonly stixId: string; readonly versionMillis: number; readonly addedMicros: number }

/** Returns a page of objects as an envelope (TAXII 2.1, section 3.7). */
export function objectsPage(request: PageRequest): Promise<PageAnswer> {
  return cached('objects', request, (selected) => {
    const before = Buffer.from(`{${moreOf(request.index, selected)}"objects":[`)
    const bodies = request.index.bodies(selected.entries)
    if (bodies.length <= mostPieces) return { pieces: [before, ...bodies, endOfList], ownBytes: before.length }
    const joined = Buffer.concat([before, ...bodies, endOfList])
    return { pieces: [joined], ownBytes: joined.length }
  })
}

/** Returns a page of a manifest (section 5.3.1). */
export function manifestPage(request: PageRequest): Promise<PageAnswer> {
  return cached('manifest', request, (selected) => {
    const { index } = request
    const records = selected.entries.map((entry) => JSON.stringify(manifestRecord(index.describe(entry))))
    return ownPieces(`{${moreOf(index, selected)}"objects":[${records.join(',')}]}`)
  })
}

/** Returns a page of the versions of one object (section 5.8.1). */
export function versionsPage(index: ObjectIndex, query: TaxiiQuery): RouteAnswer {
  const all = { ...query, versions: { first: false, last: false, all: true, millis: new Set<number>() } }
  const selected = query.takesStix21 ? index.select(all) : { entries: [], more: false }
  if (selected.entries.length === 0) return answerOf(emptyPage)
  const versions = selected.entries.map((entry) => versionText(index.describe(entry)))
  const page = ownPieces(`{${moreOf(index, selected)}"versions":${JSON.stringify(versions)}}`)
  return answerOf({ ...page, headers: addedHeaders(index, selected), isLast: !selected.more })
}

type Pieces = Omit<RenderedPage, 'headers' | 'isLast'>

const endOfList = Buffer.from(']}')
const emptyPage: RenderedPage = { ...ownPieces('{}'), headers: {}, isLast: true }

/** A body in more pieces than this is joined: each costs as much to send as a few kilobytes to copy. */
const mostPieces = 12

function ownPieces(text: string): Pieces {
  const body = Buffer.from(text)
  return { pieces: [body], ownBytes: body.length }
}

async function cached(kind: string, request: PageRequest, render: (selected: Selected) => Pieces): Promise<PageAnswer> {
  const { collection, index, query, pages } = request
  if (!query.takesStix21) return { answer: answerOf(emptyPage), isLast: false }
  // All pollers near the end share a page, whatever instant each of them names. The size makes pages of an earlier state unreachable.
  const start = index.firstAfter(query.afterMicros)
  const key = `${kind} ${collection.alias} ${index.number} ${index.size} ${start} ${query.limit} ${query.filterKey}`
  const page = pages.get(key, () => {
    const selected = index.select(query)
    return selected.entries.length === 0
      ? emptyPage
      : { ...render(selected), headers: addedHeaders(index, selected), isLast: !selected.more }
  })
  const isPacked = encodingFor(request.acceptEncoding, ['gzip']) !== null
  return { answer: answerOf(isPacked ? await pages.packed(key, page) : page), isLast: page.isLast }
}

function answerOf(page: RenderedPage): RouteAnswer {
  return { contentType: taxiiMediaType, headers: { ...page.headers, vary: 'accept-encoding' }, pieces: page.pieces }
}

function moreOf(index: ObjectIndex, selected: Selected): string {
  const last = selected.entries.at(-1)
  if (!selected.more || last === undefined) return '"more":false,'
  return `"more":true,"next":"${nextAfter(index.describe(last).addedMicros)}",`
}

function addedHeaders(index: ObjectIndex, selected: Selected): Readonly<Record<string, string>> {
  const [first] = selected.entries
  const last = selected.entries.at(-1)
  if (first === undefined || last === undefined) return {}
  return {
    'x-taxii-date-added-first': microsText(index.describe(first).addedMicros),
    'x-taxii-date-added-last': microsText(index.describe(last).addedMicros),
  }
}

function manifestRecord(entry: Entry) {
  return { id: entry.stixId, date_added: microsText(entry.addedMicros), version: versionText(entry), media_type: stixMediaType }
}

function versionText(entry: Entry): string {
  return new Date(entry.versionMillis).toISOString()
}
