// From the commit of a publication to the last of 10,000 event streams and 1,000 webhooks, divided by the bare fan-out of the same bytes to as many in
// the same run; 1,000 TAXII clients poll meanwhile. Then the same among 50 readers that take nothing and 50 endpoints that never answer.
// Times are of one clock that all processes share. Medians over the rounds; the argument is the count of streams.
import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { taxiiCollections } from '#taxii/taxii-collection.ts'
import { warningBody } from '#warning/published-warning.ts'
import { newestPublished } from '#warning/warning-store.ts'
import type { WarningContent } from '#warning/warning.ts'
import { publishWarnings } from '../test/support/publish-warnings.ts'
import { addSubscriber } from '../test/support/sample-subscriber.ts'
import { addSubscription } from '../test/support/sample-subscription.ts'
import { sampleWarning } from '../test/support/sample-warning.ts'
import { median } from './in-flight.ts'
import type { BareOrder } from './warn-bare.ts'
import type { EndpointsOrder, EndpointsReady } from './warn-endpoints.ts'
import type { Arrivals, ReadersQuestion } from './warn-readers.ts'
import type { WarnServerOrder, WarnServerQuestion } from './warn-server.ts'

const streams = Number(process.argv[2] ?? 10_000)
const webhooks = streams / 10
const pollers = streams / 10
const pollEveryMs = 10_000
const stuck = 50
const rounds = 5
const accounts = 100
const children: ChildProcess[] = []

type Processes = Readonly<Record<'server' | 'worker' | 'readers' | 'endpoints', ChildProcess>>
type Ground = {
  readonly at: TestDatabase
  readonly processes: Processes
  readonly tokens: readonly string[]
  readonly places: EndpointsReady
}

const at = await createTestDatabase()
try {
  await measure()
} finally {
  for (const child of children) child.kill('SIGKILL')
  await at.drop()
}

async function measure(): Promise<void> {
  const { kysely } = at.database
  const tokens: string[] = []
  for (let index = 0; index < accounts; index++) tokens.push((await addSubscriber(kysely, 'green')).token)
  const processes = {
    server: start('warn-server.ts'),
    worker: start('warn-server.ts'),
    readers: start('warn-readers.ts'),
    endpoints: start('warn-endpoints.ts'),
  }
  const places = await ask<EndpointsReady>(processes.endpoints, { answering: webhooks, hanging: stuck } satisfies EndpointsOrder)
  for (const place of places.answering) await addSubscription(kysely, hook(place))
  const port = await ask<number>(processes.server, { role: 'server', address: plainAddress() } satisfies WarnServerOrder)
  await ask(processes.worker, {
    role: 'worker',
    address: plainAddress(),
    hooks: [...places.answering, ...places.hanging].map(hostOf),
  } satisfies WarnServerOrder)
  const ground = { at, processes, tokens, places }
  const empty = await ask<number>(processes.server, 'memory' satisfies WarnServerQuestion)
  await read(processes, { kind: 'open', port, tokens, streams, isStuck: false })
  const open = await ask<number>(processes.server, 'memory' satisfies WarnServerQuestion)
  say(
    `${streams} idle streams: ${((open - empty) / streams / 1000).toFixed(1)} kB resident each (${Math.round(empty / 1e6)} → ${Math.round(open / 1e6)} MB)`,
  )
  const green = taxiiCollections.find(({ tlp }) => tlp === 'green')?.id ?? ''
  processes.readers.send({
    kind: 'poll',
    port,
    tokens,
    path: `/taxii2/api/collections/${green}/objects/`,
    clients: pollers,
    everyMs: pollEveryMs,
  } satisfies ReadersQuestion)
  await publishWarnings(at.database, [content()], Temporal.Now.instant())
  await pause(pollEveryMs + 1000)
  await ask<Arrivals>(processes.readers, { kind: 'polled' } satisfies ReadersQuestion)
  const ours = await publishRounds(ground)
  await amongStuck(ground, port)
  const bare = await bareRounds(ground)
  const [mine, least] = [median(ours.map(({ last }) => last)), median(bare.map(({ last }) => last))]
  say(
    `publish to last delivery ${mine.toFixed(0)} ms, bare fan-out ${least.toFixed(0)} ms: ratio ${(mine / least).toFixed(2)} (asked: at most 2)`,
  )
}

type Round = {
  readonly rows: number
  readonly streamLast: number
  readonly streamP99: number
  readonly hookLast: number
  readonly hookP99: number
  readonly last: number
}

async function publishRounds(ground: Ground): Promise<readonly Round[]> {
  const all: Round[] = []
  const polls: number[] = []
  for (let round = 0; round < rounds; round++) {
    const { measured, committedAt } = await publishOnce(ground)
    all.push(measured)
    await pause(pollEveryMs + 500)
    const { at: seen } = await ask<Arrivals>(ground.processes.readers, { kind: 'polled' } satisfies ReadersQuestion)
    polls.push(...seen.map((time) => time - committedAt))
  }
  tellRounds('ours', all)
  say(`publication with its ${webhooks} delivery rows: ${median(all.map(({ rows }) => rows)).toFixed(0)} ms before the commit`)
  if (polls.length > 0)
    say(
      `${pollers} TAXII clients, polling every ${pollEveryMs / 1000} s: new objects after p50 ${percentile(polls, 0.5)} ms, p99 ${percentile(polls, 0.99)} ms (${polls.length} of ${pollers * rounds})`,
    )
  return all
}

async function publishOnce({ processes, at: ground }: Ground): Promise<{ readonly measured: Round; readonly committedAt: number }> {
  const streamsTold = armed(processes.readers, { kind: 'arm' } satisfies ReadersQuestion)
  const hooksTold = armed(processes.endpoints, webhooks)
  const startedAt = now()
  await publishWarnings(ground.database, [content()], Temporal.Now.instant())
  const committedAt = now()
  const [streamed, hooked] = await Promise.all([streamsTold, hooksTold])
  const measured = roundOf({ startedAt, committedAt, streamed, hooked })
  return { measured, committedAt }
}

function roundOf(seen: {
  readonly startedAt: number
  readonly committedAt: number
  readonly streamed: Arrivals
  readonly hooked: Arrivals
}): Round {
  const [stream, hook] = [seen.streamed, seen.hooked].map(({ at: times }) => times.map((time) => time - seen.committedAt)) as [
    number[],
    number[],
  ]
  const [streamLast, hookLast] = [Math.max(...stream), Math.max(...hook)]
  return {
    rows: seen.committedAt - seen.startedAt,
    streamLast,
    streamP99: percentile(stream, 0.99),
    hookLast,
    hookP99: percentile(hook, 0.99),
    last: Math.max(streamLast, hookLast),
  }
}

/** The same rounds once without and once with readers that take nothing and endpoints that never answer. */
async function amongStuck(ground: Ground, port: number): Promise<void> {
  const { kysely } = ground.at.database
  const before: Round[] = []
  for (let round = 0; round < rounds; round++) before.push((await publishOnce(ground)).measured)
  const { token } = await addSubscriber(kysely, 'amber')
  await read(ground.processes, { kind: 'open', port, tokens: [token], streams: stuck, isStuck: true })
  for (const place of ground.places.hanging) await addSubscription(kysely, hook(place))
  // What only the stuck readers may read fills what lies between them and the server.
  for (let filler = 0; filler < 20; filler++)
    await publishWarnings(ground.at.database, [content({ tlp: 'amber', indicators: manyIndicators() })], Temporal.Now.instant())
  await pause(2000)
  const during: Round[] = []
  for (let round = 0; round < rounds; round++) during.push((await publishOnce(ground)).measured)
  tellRounds(`without ${stuck} stuck readers and ${stuck} endpoints that hang`, before)
  tellRounds('with them', during)
  for (const kind of ['streamP99', 'hookP99'] as const) {
    const [calm, hard] = [median(before.map((one) => one[kind])), median(during.map((one) => one[kind]))]
    say(`${kind}: ${calm.toFixed(0)} → ${hard.toFixed(0)} ms (${(((hard - calm) / calm) * 100).toFixed(0)} %)`)
  }
}

async function bareRounds({ processes, tokens, places }: Ground): Promise<readonly Round[]> {
  await read(processes, { kind: 'close' })
  const bare = start('warn-bare.ts')
  const port = await answerOf<number>(bare)
  await read(processes, { kind: 'open', port, tokens, streams, isStuck: false })
  const [warning] = await newestPublished(at.database.kysely, { clearance: 'green', from: null, limit: 1 })
  if (warning === undefined) throw new Error('Cannot measure: nothing was published')
  const body = JSON.stringify(warningBody(warning))
  const order: BareOrder = { event: `id: ${warning.sequence}\nevent: warning\ndata: ${body}\n\n`, body, places: places.answering }
  const all: Round[] = []
  for (let round = 0; round < rounds; round++) {
    const streamsTold = armed(processes.readers, { kind: 'arm' } satisfies ReadersQuestion)
    const hooksTold = armed(processes.endpoints, webhooks)
    // As long as between two publications of ours: connections to endpoints have ended since, for both alike.
    await pause(pollEveryMs + 500)
    const committedAt = now()
    bare.send(order)
    const [streamed, hooked] = await Promise.all([streamsTold, hooksTold])
    all.push(roundOf({ startedAt: committedAt, committedAt, streamed, hooked }))
  }
  tellRounds('bare', all)
  return all
}

function tellRounds(name: string, all: readonly Round[]): void {
  const of = (kind: keyof Round): string => median(all.map((one) => one[kind])).toFixed(0)
  say(`${name}: streams p99 ${of('streamP99')}, last ${of('streamLast')} ms; webhooks p99 ${of('hookP99')}, last ${of('hookLast')} ms`)
}

function content(change: Partial<WarningContent> = {}): WarningContent {
  return sampleWarning({ tlp: 'green', ...change, ...(change.indicators === undefined ? {} : { indicators: change.indicators }) })
}

function manyIndicators(): WarningContent['indicators'] {
  return Array.from({ length: 1000 }, () => sampleWarning().indicators[0]).filter((one) => one !== undefined)
}

function hook(place: string) {
  return { address: `http://${place}/`, host: hostOf(place), clearance: 'green' } as const
}

function hostOf(place: string): string {
  return place.slice(0, place.indexOf(':'))
}

function plainAddress(): WarnServerOrder['address'] {
  const { address } = at
  if ('url' in address) throw new Error('Cannot measure: the test database has no socket')
  return { ...address, password: address.password.reveal() }
}

/** Sends a question whose answer comes later, and returns that. */
function armed(child: ChildProcess, question: object | number): Promise<Arrivals> {
  const told = answerOf<Arrivals>(child)
  child.send(question)
  return told
}

async function read(processes: Processes, question: ReadersQuestion): Promise<void> {
  await ask(processes.readers, question)
}

async function ask<Answer>(child: ChildProcess, question: object | string): Promise<Answer> {
  const told = answerOf<Answer>(child)
  child.send(question)
  return told
}

function answerOf<Answer>(child: ChildProcess): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  const onMessage = (message: unknown): void => {
    child.off('exit', onExit)
    resolve(message as Answer)
  }
  const onExit = (): void => {
    child.off('message', onMessage)
    reject(new Error('Cannot measure: a process ended'))
  }
  child.once('message', onMessage)
  child.once('exit', onExit)
  return promise
}

function start(file: string): ChildProcess {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), { execArgv: ['--expose-gc'] })
  children.push(child)
  return child
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

function now(): number {
  return Number(process.hrtime.bigint()) / 1e6
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
