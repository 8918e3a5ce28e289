// Requests per second for a page of 100 objects among 100,000 over TAXII, divided by a bare node:http server that checks the same token hash and
// sends the same bytes: 16 connections, one process each, the load from a process of its own, medians of three runs.
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { DatabaseAddress } from '#database/database.ts'
import { createTestDatabase } from '#database/test-database.ts'
import { taxiiCollections } from '#taxii/taxii-collection.ts'
import type { BarePage } from './bare-server.ts'
import type { LoadCount, LoadOrder } from './http-load.ts'
import { median } from './in-flight.ts'
import { publishObjects } from '../test/support/publish-objects.ts'
import { addSubscriber } from '../test/support/sample-subscriber.ts'
import { sampleObjects } from '../test/support/sample-warning.ts'
import type { TaxiiServerOrder, TaxiiServerReady } from './taxii-server.ts'

const connections = 16
const runs = 3
const seconds = Number(process.argv[2] ?? 4)
const objects = 100_000
const pageObjects = 100
const accept = 'application/taxii+json;version=2.1'
const children: ChildProcess[] = []
const cluster = await createTestDatabase()

type Subject = { readonly port: number; readonly token: string }

try {
  await measure()
} finally {
  for (const child of children) if (child.exitCode === null) child.kill()
  await cluster.drop()
}

async function measure(): Promise<void> {
  const { token } = await addSubscriber(cluster.database.kysely, 'green')
  for (let part = 0; part < objects; part += 20_000)
    await publishObjects(cluster.database, { collection: 'green', objects: sampleObjects(20_000, 'green'), now: Temporal.Now.instant() })
  const taxii = start('taxii-server.ts', ['--expose-gc'])
  taxii.send(addressOf(cluster.address))
  const ready = await answerOf<TaxiiServerReady>(taxii)
  const subject = { port: ready.port, token }
  const pages = await walk(subject)
  const middle = pages[Math.floor(pages.length / 2)] ?? ''
  const bare = start('bare-server.ts')
  bare.send(await pageOf(subject, middle))
  const rates = await compare(subject, { pages, middle, barePort: await answerOf<number>(bare) })
  taxii.send('memory')
  report(rates, ready, await answerOf<number>(taxii))
  taxii.send('stop')
  await once(taxii, 'exit')
}

type Rates = Record<'bare' | 'page' | 'walk', number[]>

async function compare(
  subject: Subject,
  what: { readonly pages: readonly string[]; readonly middle: string; readonly barePort: number },
): Promise<Rates> {
  const load = start('http-load.ts')
  const ask = async (port: number, paths: readonly string[]): Promise<number> => {
    const requests = paths.map((path) => requestText(path, subject.token))
    load.send({ port, requests, connections, seconds } satisfies LoadOrder)
    const count = await answerOf<LoadCount>(load)
    return count.answers / count.seconds
  }
  const rates: Rates = { bare: [], page: [], walk: [] }
  for (let run = 0; run <= runs; run++) {
    const bare = await ask(what.barePort, [what.middle])
    const page = await ask(subject.port, [what.middle])
    const walked = await ask(subject.port, what.pages)
    const figures = `bare ${Math.round(bare)}/s, one page ${Math.round(page)}/s, all pages in turn ${Math.round(walked)}/s`
    console.error(`run ${run}${run === 0 ? ' (warm-up)' : ''}: ${figures}`)
    if (run === 0) continue
    rates.bare.push(bare)
    rates.page.push(page)
    rates.walk.push(walked)
  }
  return rates
}

function report(rates: Rates, ready: TaxiiServerReady, memoryAtEnd: number): void {
  console.log(
    JSON.stringify({
      benchmark: 'taxii',
      pagesPerSecond: Math.round(median(rates.page)),
      walkedPagesPerSecond: Math.round(median(rates.walk)),
      barePerSecond: Math.round(median(rates.bare)),
      ratio: medianRatio(rates.page, rates.bare),
      walkedRatio: medianRatio(rates.walk, rates.bare),
      target: 0.5,
      objects,
      loadSeconds: Number(ready.loadSeconds.toFixed(1)),
      objectMegabytes: Math.round((ready.memoryAfter - ready.memoryBefore) / 1e6),
      residentMegabytes: Math.round(memoryAtEnd / 1e6),
    }),
  )
}

/** Returns the median of what was reached in each run, since only figures of one run compare. */
function medianRatio(reached: readonly number[], floor: readonly number[]): number {
  return Number(median(reached.map((rate, run) => rate / (floor[run] ?? Number.NaN))).toFixed(2))
}

function addressOf(address: DatabaseAddress): TaxiiServerOrder {
  if ('url' in address) throw new TypeError('The database of a measurement is an embedded one')
  return { ...address, password: address.password.reveal() }
}

function start(file: string, options: readonly string[] = []): ChildProcess {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), { serialization: 'advanced', execArgv: [...options] })
  children.push(child)
  return child
}

async function answerOf<Message>(child: ChildProcess): Promise<Message> {
  const { promise, resolve, reject } = Promise.withResolvers<Message>()
  const onMessage = (message: unknown): void => resolve(message as Message)
  const onExit = (): void => reject(new Error('A process of the measurement ended too early'))
  child.once('message', onMessage)
  child.once('exit', onExit)
  try {
    return await promise
  } finally {
    child.off('message', onMessage)
    child.off('exit', onExit)
  }
}

/** Returns the addresses of all pages of the collection, as a client finds them. */
async function walk(subject: Subject): Promise<readonly string[]> {
  const base = `/taxii2/api/collections/${taxiiCollections.find((one) => one.tlp === 'green')?.id}/objects/?limit=${pageObjects}`
  const paths = [base]
  let found = 0
  for (let path = base; ;) {
    const answer = (await (await get(subject, path)).json()) as { more: boolean; next?: string; objects: unknown[] }
    found += answer.objects.length
    if (!answer.more) break
    path = `${base}&next=${answer.next}`
    paths.push(path)
  }
  // The marking definition comes with the objects.
  if (found !== objects + 1) throw new Error(`Paging gave ${found} objects, expected ${objects + 1}`)
  return paths.slice(0, -1)
}

async function pageOf(subject: Subject, path: string): Promise<BarePage> {
  const response = await get(subject, path)
  const body = new Uint8Array(await response.arrayBuffer())
  const hopHeaders = new Set(['connection', 'keep-alive', 'date', 'transfer-encoding'])
  return { body, token: subject.token, headers: Object.fromEntries([...response.headers].filter(([name]) => !hopHeaders.has(name))) }
}

function get(subject: Subject, path: string): Promise<Response> {
  return fetch(`http://127.0.0.1:${subject.port}${path}`, {
    headers: { accept, 'accept-encoding': 'identity', authorization: `Bearer ${subject.token}` },
  })
}

function requestText(path: string, token: string): string {
  return `GET ${path} HTTP/1.1\r\nHost: localhost\r\nAccept: ${accept}\r\nAuthorization: Bearer ${token}\r\n\r\n`
}
