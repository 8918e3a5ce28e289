import Type from 'typebox'
import { route, type ActorRoute } from '#identity/route.ts'
import { advices, type Advice } from '#warning/warning.ts'
import { batched } from './batched.ts'
import { blockLists, linesOf, type BlockList } from './block-lists.ts'
import { openFeed, type FeedParts, type FeedReading } from './feed-answer.ts'
import { liveValues } from './feed-store.ts'
import { csvHead, csvLines } from './indicator-csv.ts'
import { livePages } from './live-pages.ts'

const readAtOnce = 2_000

const common = { method: 'GET', tag: 'feeds', permission: 'warning.read', perMinute: 120 } as const
const notModified = { description: 'The caller has this version' } as const
const csvType = 'text/csv; charset=utf-8'
const textType = 'text/plain; charset=utf-8'

/** Returns the routes of the lists of what counts now: all indicators as CSV and JSON, and the values of each type as plain text. */
export function listRoutes(parts: FeedParts): readonly ActorRoute[] {
  return [csvRoute(parts), jsonRoute(parts), ...blockLists.map((list) => blockListRoute(parts, list))]
}

function csvRoute(parts: FeedParts): ActorRoute {
  return route({
    ...common,
    path: '/feeds/indicators.csv',
    operation: 'readIndicatorCsv',
    summary:
      'Every indicator that counts now and that the caller may read, as CSV for spreadsheets; without a credential those of TLP:CLEAR',
    answers: { 200: { description: 'One line for each indicator', contentType: csvType }, 304: notModified },
    handler: (request) =>
      openFeed(parts, request, (reading) => ({
        channel: 'csv',
        contentType: csvType,
        fileName: 'indicators.csv',
        chunks: () => batched(csvTexts(reading)),
      })),
  })
}

function jsonRoute(parts: FeedParts): ActorRoute {
  return route({
    ...common,
    path: '/feeds/indicators.json',
    operation: 'readIndicatorJson',
    summary: 'Every indicator that counts now and that the caller may read, as JSON',
    answers: { 200: { description: 'The day of the list, and its indicators by id' }, 304: notModified },
    handler: (request) =>
      openFeed(parts, request, (reading) => ({
        channel: 'list',
        contentType: 'application/json; charset=utf-8',
        chunks: () => batched(jsonTexts(reading)),
      })),
  })
}

function blockListRoute(parts: FeedParts, list: BlockList): ActorRoute {
  return route({
    ...common,
    path: `/feeds/${list.name}.txt`,
    operation: `readBlockList_${list.name.replaceAll('-', '_')}`,
    summary: `Plain list of ${list.holds} that count now, one a line; those to block unless \`advice\` says otherwise`,
    query: Type.Object({ advice: Type.Optional(Type.Enum([...advices, 'all'], { description: 'block where not given' })) }),
    answers: { 200: { description: 'One value a line', contentType: textType }, 304: notModified },
    handler: (request) => {
      const asked = request.query.advice ?? 'block'
      const wanted = asked === 'all' ? advices : [asked]
      return openFeed(parts, request, (reading) => ({
        channel: 'list',
        contentType: textType,
        chunks: () => batched(valueTexts(reading, { list, wanted })),
      }))
    },
  })
}

async function* csvTexts(reading: FeedReading): AsyncGenerator<string> {
  yield csvHead
  for await (const some of livePages(reading))
    yield csvLines(some.map((one) => ({ ...one, validFrom: one.publishedAt.slice(0, 'YYYY-MM-DD'.length) })))
}

async function* jsonTexts(reading: FeedReading): AsyncGenerator<string> {
  yield `{"day":"${reading.today}","indicators":[`
  let separator = ''
  for await (const some of livePages(reading)) {
    yield separator + some.map((one) => JSON.stringify(one)).join(',')
    separator = ','
  }
  yield ']}'
}

async function* valueTexts(
  reading: FeedReading,
  asked: { readonly list: BlockList; readonly wanted: readonly Advice[] },
): AsyncGenerator<string> {
  const { database, clearance, today } = reading
  for (const type of asked.list.types)
    for (let after: string | null = null; ;) {
      const values: readonly string[] = await liveValues(database.kysely, {
        clearance,
        today,
        type,
        advices: asked.wanted,
        after,
        limit: readAtOnce,
      })
      yield values.flatMap((value) => linesOf(type, value).map((line) => `${line}\n`)).join('')
      after = values.at(-1) ?? null
      if (values.length < readAtOnce) break
    }
}
