// Kills the server, then PostgreSQL, each twenty times (or as often as the argument says) under a load of filings whose clients retry the same
// bytes until they are acknowledged. Ends with 1 if an acknowledged report was lost or one was doubled.
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import type { Filing } from '#envelope/filing-schema.ts'
import { startDemo, type RunningProgram } from '../test/support/demo.ts'
import { temporaryFolder } from '../test/support/temporary-folder.ts'
import { nextFiling, openFiler, postFiling, type Filer } from '../test/support/filings.ts'
import { median } from './in-flight.ts'

const kills = Number(process.argv[2] ?? 20)
const width = 8
const loadMs = 700
const environment = { NOROSHI_FILINGS_PER_MINUTE: '100000000' }

const dataFolder = await temporaryFolder()
let demo = await startDemo({ dataFolder, environment })
const { port } = demo
const filer = await openFiler(demo.url)
const acknowledged = new Map<string, string>()
const faults: string[] = []
let stopping = false
let retries = 0
const load = Promise.all(Array.from({ length: width }, () => fileUntilStopped(filer)))
const back = { server: [] as number[], postgres: [] as number[] }

for (let kill = 0; kill < kills; kill++) back.server.push(await killServer())
for (let kill = 0; kill < kills; kill++) back.postgres.push(await killPostgres())
stopping = true
await load
await compare(demo)
await demo.stop({ keepData: true })
await rm(dataFolder, { recursive: true, force: true })
console.log(
  JSON.stringify({
    benchmark: 'kill',
    kills: { server: kills, postgres: kills },
    acknowledged: acknowledged.size,
    retries,
    lostOrDoubled: faults.length,
    secondsUntilBack: { server: seconds(back.server), postgres: seconds(back.postgres) },
  }),
)
for (const fault of faults.slice(0, 20)) console.error(fault)
if (faults.length > 0) process.exitCode = 1

function seconds(values: readonly number[]): number {
  return Number((median(values) / 1000).toFixed(1))
}

async function fileUntilStopped(by: Filer): Promise<void> {
  while (!stopping) await fileUntilAcknowledged(by, await nextFiling(by))
}

async function fileUntilAcknowledged(by: Filer, filing: Filing): Promise<void> {
  for (;;) {
    const answer = await postFiling(by, filing).catch(() => null)
    if (answer?.status === 201 || answer?.status === 200) {
      if (acknowledged.has(filing.reportId)) faults.push(`${filing.reportId} was acknowledged twice by one client`)
      acknowledged.set(filing.reportId, String(answer.body['digest']))
      return
    }
    if (answer !== null && answer.status !== 503 && answer.status !== 429) {
      faults.push(`${filing.reportId} was refused with ${answer.status} ${String(answer.body['code'])}`)
      return
    }
    retries += 1
    await pause(50)
  }
}

async function killServer(): Promise<number> {
  await pause(loadMs)
  demo.child.kill('SIGKILL')
  const started = performance.now()
  demo = await startDemo({ dataFolder, port, environment })
  return performance.now() - started
}

async function killPostgres(): Promise<number> {
  await pause(loadMs)
  const pid = Number((await readFile(join(dataFolder, 'postgres', 'cluster', 'postmaster.pid'), 'utf8')).split('\n')[0])
  process.kill(pid, 'SIGKILL')
  const started = performance.now()
  const before = acknowledged.size
  while (acknowledged.size === before || (await isAway())) await pause(20)
  return performance.now() - started
}

async function isAway(): Promise<boolean> {
  const response = await fetch(`http://localhost:${port}/readyz`).catch(() => null)
  return response?.ok !== true
}

async function compare(program: RunningProgram): Promise<void> {
  const password = await readFile(join(program.dataFolder, 'private', 'database-password'), 'utf8')
  const client = new pg.Client({ host: join(program.dataFolder, 'postgres'), user: 'noroshi', password, database: 'noroshi' })
  await client.connect()
  const { rows } = await client.query<{ id: string; digest: string; incidents: number }>(
    `select report.id, encode(digest, 'hex') as digest, (select count(*)::int from incident where incident.id = report.incident_id) as incidents from report`,
  )
  await client.end()
  const stored = new Map(rows.map((row) => [row.id, row]))
  if (stored.size !== rows.length) faults.push(`${rows.length - stored.size} reports are there twice`)
  for (const [id, digest] of acknowledged) {
    if (stored.get(id)?.digest !== digest) faults.push(`${id} was acknowledged and is not there`)
    if (stored.get(id)?.incidents !== 1) faults.push(`${id} has no incident`)
  }
  for (const id of stored.keys())
    if (!acknowledged.has(id)) faults.push(`${id} is there and was never acknowledged, though its client retried`)
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
