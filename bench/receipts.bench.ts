// From filing to provisional receipt at 200 filings per second; filings per second with the log divided by those without it, in one run; proofs and their
// verification at ten million leaves (bench/log.bench.ts); sizes of receipts. Server, log and PostgreSQL are processes of their own.
//
//   npm run bench -- receipts [SECONDS of load, 15] [LEAVES, 10000000]
import { execFile } from 'node:child_process'
import { Agent, request } from 'node:http'
import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'
import { parsePolicy } from '#transparency-log/policy.ts'
import { verifyReceipt } from '#transparency-log/receipt.ts'
import { startDemo, type RunningProgram } from '../test/support/demo.ts'
import { temporaryFolder } from '../test/support/temporary-folder.ts'
import { nextFiling, openFiler, type Filer } from '../test/support/filings.ts'
import { startOwnPostgres } from '../test/support/postgres.ts'
import { inFlight, median } from './in-flight.ts'

const seconds = Number(process.argv[2] ?? 15)
const leaves = Number(process.argv[3] ?? 10_000_000)
const filingsPerSecond = 200
const width = 16
const runs = 3
const perRun = Math.max(100, Math.round(seconds * 100))
const samples = 25

const postgres = await startOwnPostgres()
const dataFolder = await temporaryFolder()
const programs: RunningProgram[] = []
try {
  await measure()
} finally {
  for (const program of programs.toReversed()) await program.stop({ keepData: true })
  await postgres.stop()
  await rm(dataFolder, { recursive: true, force: true })
}

type Body = { readonly id: string; readonly text: string }
type Subject = { readonly filer: Filer; readonly port: number; readonly agent: Agent }

async function measure(): Promise<void> {
  const log = await start('log')
  const server = await start('serve')
  const subject = { filer: await openFiler(server.url), port: server.port, agent: new Agent({ keepAlive: true, maxSockets: 256 }) }
  await inFlight(await bodies(subject.filer, 500), width, (body) => file(subject, body))
  const latency = await openLoad(subject)
  const throughput = await compareThroughput(subject, log)
  subject.agent.destroy()
  await stopPrograms()
  const tree = await measureTree()
  console.log(
    JSON.stringify(
      {
        benchmark: 'receipts',
        load: { filingsPerSecond: latency.rate, seconds },
        millisecondsToProvisionalReceipt: latency.receipt,
        millisecondsToAcknowledgement: latency.acknowledged,
        millisecondsToWitnessedReceipt: latency.witnessed,
        receiptBytes: latency.bytes,
        ...throughput,
        target: { throughputRatio: 0.8 },
        tree,
      },
      null,
      2,
    ),
  )
}

async function start(command: string): Promise<RunningProgram> {
  const environment = {
    DATABASE_URL: postgres.url,
    NOROSHI_DEMO: '1',
    NOROSHI_FILINGS_PER_MINUTE: '100000000',
    NOROSHI_RELEASE_TICK_SECONDS: '3600',
  }
  const program = await startDemo({ command, dataFolder, environment })
  programs.push(program)
  return program
}

async function stopPrograms(): Promise<void> {
  for (let program = programs.pop(); program !== undefined; program = programs.pop()) await program.stop({ keepData: true })
}

function bodies(filer: Filer, count: number): Promise<readonly Body[]> {
  return Promise.all(
    Array.from({ length: count }, async () => {
      const filing = await nextFiling(filer)
      return { id: filing.reportId, text: JSON.stringify(filing) }
    }),
  )
}

/** Files at a fixed rate, whatever the answers take, and asks for each receipt as soon as its filing is acknowledged. */
async function openLoad(subject: Subject) {
  const all = await bodies(subject.filer, seconds * filingsPerSecond)
  const times = { acknowledged: [] as number[], receipt: [] as number[] }
  const startedAt = performance.now()
  const waiting = all.map(async (body, at) => {
    const dueAt = startedAt + (at * 1000) / filingsPerSecond
    await pause(dueAt - performance.now())
    await file(subject, body)
    times.acknowledged.push(performance.now() - dueAt)
    await receiptOf(subject, body.id)
    times.receipt.push(performance.now() - dueAt)
  })
  await Promise.all(waiting)
  const rate = Math.round(all.length / ((performance.now() - startedAt) / 1000))
  const chosen = all.filter((_, at) => at % Math.ceil(all.length / samples) === 0)
  return { rate, receipt: shares(times.receipt), acknowledged: shares(times.acknowledged), ...(await verifySome(subject, chosen)) }
}

/** Checks receipts offline as they become witnessed, and measures how long one more filing takes to that. */
async function verifySome(subject: Subject, chosen: readonly Body[]) {
  const policy = parsePolicy(await (await subject.filer.client.fetch('/log/policy')).text())
  const [last] = await bodies(subject.filer, 1)
  if (last === undefined) throw new Error('There is no filing')
  const filedAt = performance.now()
  await file(subject, last)
  const provisional = await receiptOf(subject, last.id)
  let witnessedBytes = 0
  for (const { id } of [...chosen, last]) {
    for (;;) {
      const bytes = await receiptOf(subject, id)
      witnessedBytes = bytes.length
      if ((await verifyReceipt(bytes, { policy, expected: { report: id } })).state === 'witnessed') break
      await pause(50)
    }
  }
  return { witnessed: Math.round(performance.now() - filedAt), bytes: { provisional: provisional.length, witnessed: witnessedBytes } }
}

/**
 * Files as fast as 16 connections can, in turn with and without the log: without, the log's process stands still and no entry is written.
 */
async function compareThroughput(subject: Subject, log: RunningProgram) {
  const client = new pg.Client({ connectionString: postgres.url })
  await client.connect()
  await client.query(`create function bench_skip() returns trigger language plpgsql as 'begin return null; end'`)
  await client.query('create trigger bench_skip before insert on log_entry for each row execute function bench_skip()')
  await client.query('alter table log_entry disable trigger bench_skip')
  const rates = { with: [] as number[], without: [] as number[] }
  for (let run = 0; run < runs; run++) {
    rates.with.push(perRun / (await inFlight(await bodies(subject.filer, perRun), width, (body) => file(subject, body))))
    const next = await bodies(subject.filer, perRun)
    log.child.kill('SIGSTOP')
    await client.query('alter table log_entry enable trigger bench_skip')
    rates.without.push(perRun / (await inFlight(next, width, (body) => file(subject, body))))
    await client.query('alter table log_entry disable trigger bench_skip')
    log.child.kill('SIGCONT')
    console.error(
      `run ${run + 1}: ${Math.round(rates.with[run] ?? 0)} filings/s with the log, ${Math.round(rates.without[run] ?? 0)} without`,
    )
  }
  await client.end()
  const [withLog, without] = [median(rates.with), median(rates.without)]
  return {
    filingsPerSecond: { withLog: Math.round(withLog), without: Math.round(without) },
    throughputRatio: Number((withLog / without).toFixed(2)),
  }
}

async function measureTree(): Promise<unknown> {
  const bench = fileURLToPath(new URL('log.bench.ts', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, [bench, String(leaves)])
  const { milliseconds, receiptBytes, proofHashes, peakMegabytes } = JSON.parse(stdout) as Record<string, unknown>
  return { leaves, milliseconds, receiptBytes, proofHashes, peakMegabytes }
}

async function file(subject: Subject, { id, text }: Body): Promise<void> {
  const { status } = await send(subject, { method: 'POST', path: '/api/v1/reports', text, idempotencyKey: id })
  if (status !== 201) throw new Error(`Filing was answered with ${status}`)
}

async function receiptOf(subject: Subject, id: string): Promise<Uint8Array> {
  for (;;) {
    const { status, body } = await send(subject, { method: 'GET', path: `/api/v1/reports/${id}/receipt?wait=10` })
    if (status === 200) return body
    if (status !== 202) throw new Error(`The receipt was answered with ${status}`)
  }
}

type Sent = { readonly method: string; readonly path: string; readonly text?: string; readonly idempotencyKey?: string }

function send({ filer, port, agent }: Subject, { method, path, text, idempotencyKey }: Sent): Promise<{ status: number; body: Buffer }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; body: Buffer }>()
  const headers = {
    authorization: `Bearer ${filer.token}`,
    ...(text === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
    ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
  }
  const outgoing = request({ agent, host: '127.0.0.1', port, path, method, headers }, (incoming) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, body: Buffer.concat(chunks) }))
  })
  outgoing.on('error', reject)
  outgoing.end(text)
  return promise
}

function shares(values: readonly number[]): { p50: number; p99: number } {
  const sorted = values.toSorted((left, right) => left - right)
  const at = (share: number): number => Math.round(sorted[Math.floor(sorted.length * share)] ?? Number.NaN)
  return { p50: at(0.5), p99: at(0.99) }
}

function pause(ms: number): Promise<void> {
  return ms <= 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, ms))
}
