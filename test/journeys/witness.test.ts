import assert from 'node:assert/strict'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { runCommandLine } from '../support/command-line.ts'
import { startDemo, type RunningProgram } from '../support/demo.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { nextFiling, openFiler, postFiling, type Filer } from '../support/filings.ts'
import { startOwnPostgres, type OwnPostgres } from '../support/postgres.ts'

const names = ['isac', 'audit'] as const
const cleanUps: (() => Promise<void>)[] = []

let folder: string
let postgres: OwnPostgres
let environment: Record<string, string>
let log: RunningProgram
let server: RunningProgram
let filer: Filer
let receipt: string

/** Starts a witness of its own, which follows the logs of the policy in `policyFile`. */
async function startWitness(name: string, policyFile: string | null): Promise<RunningProgram> {
  const home = join(folder, name)
  const named = ['--name', `${name}.example/noroshi`, '--folder', home, '--socket', join(folder, `${name}.sock`)]
  const args = policyFile === null ? named : [...named, '--policy', policyFile]
  return await startDemo({ command: 'witness', args, dataFolder: folder })
}

/** Starts the log's process anew. */
async function startLog(): Promise<RunningProgram> {
  return await startDemo({ command: 'log', environment, dataFolder: join(folder, 'data') })
}

async function startWitnesses(): Promise<() => Promise<void>> {
  const policyFile = join(folder, 'policy.txt')
  await writeFile(policyFile, await (await fetch(`${server.url}/log/policy`)).text())
  const running = await Promise.all(names.map((name) => startWitness(name, policyFile)))
  return async () => {
    await Promise.all(running.map((program) => program.stop({ keepData: true })))
  }
}

let stopWitnesses: () => Promise<void>

before(async () => {
  folder = await temporaryFolder()
  cleanUps.push(() => rm(folder, { recursive: true, force: true }))
  await mkdir(join(folder, 'data'), { mode: 0o711 })
  postgres = await startOwnPostgres()
  cleanUps.push(() => postgres.stop())
  const lines: string[] = []
  for (const name of names) {
    const witness = await startWitness(name, null)
    await witness.stop({ keepData: true })
    const { verifierKey, url } = JSON.parse(witness.output()) as { verifierKey: string; url: string }
    lines.push(`witness ${name} ${verifierKey} ${url}`)
  }
  environment = {
    DATABASE_URL: postgres.url,
    NOROSHI_DEMO: '1',
    NOROSHI_LOG_HEAD_SECONDS: '1',
    NOROSHI_LOG_WITNESSES: [...lines, `group owners 2 ${names.join(' ')}`, 'quorum owners', ''].join('\n'),
  }
  log = await startLog()
  cleanUps.push(() => log.stop({ keepData: true }))
  server = await startDemo({ command: 'serve', environment, dataFolder: join(folder, 'data') })
  cleanUps.push(() => server.stop({ keepData: true }))
  filer = await openFiler(server.url)
})

after(async () => {
  for (const cleanUp of cleanUps.toReversed()) await cleanUp()
})

async function stateOfLog(): Promise<{ refusal: string | null; head: { size: number } | null; origin: string; shards: unknown[] }> {
  return (await (await fetch(`${server.url}/log/state`)).json()) as Awaited<ReturnType<typeof stateOfLog>>
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 100))
}

/** Waits for the receipt of a report to be witnessed, as `noroshi verify` judges it by its exit code. */
async function witnessedReceipt(reportId: string): Promise<string> {
  const commands = { NOROSHI_URL: server.url, NOROSHI_TOKEN: filer.token }
  const file = join(folder, `${reportId}.tlog-proof`)
  await until(async () => {
    const { code, output } = await runCommandLine(['report', 'receipt', reportId], commands)
    await writeFile(file, output)
    return code === 0 && (await verify(file)) === 0
  })
  return file
}

async function verify(file: string): Promise<number> {
  return (await runCommandLine(['verify', file], { NOROSHI_URL: server.url, NOROSHI_TOKEN: filer.token })).code ?? -1
}

test('a log whose witnesses do not answer signs nothing, says so, and takes filings all the same', async () => {
  const filing = await nextFiling(filer)
  assert.equal((await postFiling(filer, filing)).status, 201)
  await until(async () => (await stateOfLog()).refusal === 'LOG_WITNESSES_UNHEARD')
  assert.match(log.complaints(), /alarm the log refuses to sign/)
  stopWitnesses = await startWitnesses()
  cleanUps.push(() => stopWitnesses())
  receipt = await witnessedReceipt(filing.reportId)
  assert.equal((await stateOfLog()).refusal, null)
})

test('a log that was closed goes on as the next one under the same witnesses, and old receipts stay valid', async () => {
  await log.stop({ keepData: true })
  const own = { ...environment, NOROSHI_DATA: join(folder, 'data'), NOROSHI_PORT: String(server.port) }
  const looked = await runCommandLine(['log', 'close', '--json'], own)
  assert.equal(looked.code, 6, looked.complaints)
  const closed = await runCommandLine(['log', 'close', '--yes', '--json'], own)
  assert.equal(closed.code, 0, closed.complaints)
  const { lost } = JSON.parse(closed.output) as { lost: { from: number; to: number } }
  assert.equal(lost.from, lost.to)
  await stopWitnesses()
  stopWitnesses = await startWitnesses()
  log = await startLog()
  const filing = await nextFiling(filer)
  await postFiling(filer, filing)
  await witnessedReceipt(filing.reportId)
  const { shards, origin } = await stateOfLog()
  assert.deepEqual([shards.length, origin.endsWith('/log/2')], [2, true])
  assert.equal(await verify(receipt), 0)
  assert.equal((await fetch(`${server.url}/log/beginning`)).status, 200)
})
