import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test, type TestContext } from 'node:test'
import type { Filing } from '#envelope/filing-schema.ts'
import { openingsOfIncident } from '#opening/opening-store.ts'
import { runCommandLine } from '../support/command-line.ts'
import { ended, freePort, launchProgram, type RunningProgram } from '../support/demo.ts'
import { startFaultProxy, type Fault } from '../support/fault-proxy.ts'
import { openGatewayGround, type GatewayGround } from '../support/gateway-ground.ts'
import { findInFolder, searchFor } from '../support/search-bytes.ts'

let ground: GatewayGround
let folder: string

before(async () => {
  ground = await openGatewayGround()
  folder = await mkdtemp(join(tmpdir(), 'nrs-inside-'))
  await writeFile(join(folder, 'secret'), ground.gateway.secret.reveal(), { mode: 0o600 })
})

after(async () => {
  await ground.close()
  await rm(folder, { recursive: true, force: true })
})

type GatewayProgram = RunningProgram & { readonly at: string; readonly ready: Promise<void> }

/** Starts the gateway's process, which reaches the platform at `url`. */
async function launchGateway(t: TestContext, url: string, args: readonly string[] = []): Promise<GatewayProgram> {
  const port = await freePort()
  const own = ['--folder', ground.gateway.folder, '--secret', join(folder, 'secret'), '--every', '1', '--port', String(port)]
  const environment = { NOROSHI_URL: url, NOROSHI_TOKEN: ground.gateway.token }
  const program = await launchProgram({ command: 'gateway', args: [...own, ...args], environment })
  t.after(() => program.stop())
  return { ...program, at: `http://localhost:${port}` }
}

async function admit(name: string, may: string): Promise<string> {
  const path = join(folder, `${name}.token`)
  const { code, complaints } = await runCommandLine([
    'gateway',
    'person',
    name,
    '--folder',
    ground.gateway.folder,
    '--token-file',
    path,
    '--may',
    may,
  ])
  assert.equal(code, 0, complaints)
  assert.equal((await stat(path)).mode & 0o777, 0o600)
  return path
}

/** Asks the running gateway until it holds this report, and returns what it found. */
async function searchUntilFound(
  at: string,
  tokenFile: string,
  words: string,
): Promise<{ readonly hits: readonly { readonly reportId: string }[] }> {
  for (;;) {
    const { code, output, complaints } = await runCommandLine(['gateway', 'search', words, '--at', at, '--token-file', tokenFile, '--json'])
    assert.equal(code, 0, complaints)
    const result = JSON.parse(output) as { readonly hits: readonly { readonly reportId: string }[] }
    if (result.hits.length > 0) return result
  }
}

function openingsOf({ incidentId }: Filing) {
  return openingsOfIncident(ground.server.test.database.kysely, incidentId, { toldAt: Temporal.Now.instant().toString() })
}

test('a gateway killed at any step resumes: nothing is lost, and nothing is opened twice', async (t) => {
  const words = '強制終了の試験'
  const filing = await ground.fileReport(words)
  const steps = [
    /received-reports/,
    new RegExp(`GET /api/v1/reports/${filing.reportId}`),
    new RegExp(`POST /api/v1/reports/${filing.reportId}/openings`),
    /GET \/api\/v1\/keys\/(?!mine)/,
  ]
  let doom: { readonly at: RegExp; readonly program: GatewayProgram } | null = null
  const proxy = await startFaultProxy(ground.server.url, async (what): Promise<Fault> => {
    if (doom === null || !doom.at.test(what)) return 'pass'
    doom.program.child.kill('SIGKILL')
    await ended(doom.program.child)
    return 'lose-answer'
  })
  t.after(() => proxy.stop())
  for (const at of steps) {
    const program = await launchGateway(t, proxy.url)
    doom = { at, program }
    await ended(program.child)
    doom = null
  }
  const tokenFile = await admit('Ito', '')
  const { at, ready } = await launchGateway(t, proxy.url)
  await ready
  const found = await searchUntilFound(at, tokenFile, words)
  assert.deepEqual(
    found.hits.map((one) => one.reportId),
    [filing.reportId],
  )
  assert.equal((await openingsOf(filing)).length, 1, 'the same wish, sent again, is the same opening')
})

test('people inside search, read and ask for openings with their own token, and the record of the gateway names them', async (t) => {
  const filing = await ground.fileReport('営業所の端末がﾗﾝｻﾑｳｪｱに感染した')
  const [reader, opener, auditor] = [await admit('Kato', ''), await admit('Mori', 'open'), await admit('Abe', 'audit')]
  const program = await launchGateway(t, ground.server.url, ['--on-request'])
  await program.ready
  const run = (args: readonly string[], tokenFile: string) =>
    runCommandLine(['gateway', ...args, '--at', program.at, '--token-file', tokenFile, '--lang', 'ja'])
  const open = ['open', filing.reportId, '--purpose', 'triage']
  assert.equal((await run(open, reader)).code, 4)
  assert.deepEqual(await openingsOf(filing), [])
  let opened = await run(open, opener)
  // The list of what was received may not have come yet.
  while (opened.code === 6) opened = await run(open, opener)
  assert.equal(opened.code, 0, opened.complaints)
  assert.deepEqual(
    (await openingsOf(filing)).map((one) => [one.purpose, one.officer.pseudonym]),
    [['triage', 'gateway']],
  )
  const found = await run(['search', 'らんさむうぇあ', '--kind', 'ransomware'], reader)
  assert.match(found.output, /霧ヶ浦電力株式会社.*\n.*\n.*営業所の端末が【ﾗﾝｻﾑｳｪｱ】に感染した/)
  assert.equal((await run(['acts'], reader)).code, 4)
  const acts = await run(['acts'], auditor)
  assert.match(acts.output, new RegExp(`Mori\\topen\\t${filing.reportId}\\ttriage`))
  assert.match(acts.output, /Kato\tsearch\t.*らんさむうぇあ/)
  const removed = await runCommandLine(['gateway', 'person', 'Kato', '--remove', '--folder', ground.gateway.folder])
  assert.equal(removed.code, 0)
  const dismissed = await fetch(`${program.at}/api/v1/status`, {
    headers: { authorization: `Bearer ${(await readFile(reader, 'utf8')).trim()}` },
  })
  assert.ok([200, 401].includes(dismissed.status))
  assert.equal((await fetch(`${program.at}/`)).status, 401)
})

test('the folder of a gateway without its secret reveals none of 200 texts, its search index included', async (t) => {
  const canaries = Array.from({ length: 200 }, (_, at) => `canary-${at.toString(36)}-${crypto.randomUUID()}`)
  await ground.fileReport(canaries.join(' '))
  const tokenFile = await admit('Ueda', '')
  const program = await launchGateway(t, ground.server.url)
  await program.ready
  const last = canaries.at(-1) ?? ''
  await searchUntilFound(program.at, tokenFile, last)
  const running = await Promise.all(canaries.map((text) => findInFolder(ground.gateway.folder, searchFor(text))))
  assert.deepEqual(
    running.flatMap((one) => one.found),
    [],
  )
  assert.ok((running[0]?.bytes ?? 0) > 10_000)
  program.child.kill('SIGKILL')
  await ended(program.child)
  const killed = await Promise.all(canaries.map((text) => findInFolder(ground.gateway.folder, searchFor(text))))
  assert.deepEqual(
    killed.flatMap((one) => one.found),
    [],
  )
})

test('a gateway whose account was revoked says so and stops; one whose server is away waits', async (t) => {
  let fault: Fault = 'lose-request'
  const proxy = await startFaultProxy(ground.server.url, () => fault)
  t.after(() => proxy.stop())
  const program = await launchGateway(t, proxy.url)
  await program.ready
  while (!/The server is away/.test(program.complaints())) await new Promise((resolve) => program.child.stderr?.once('data', resolve))
  fault = 'pass'
  while (!/The server is back/.test(program.complaints())) await new Promise((resolve) => program.child.stderr?.once('data', resolve))
  const queries = ground.server.test.database.kysely
  await queries.updateTable('person').set({ active: false }).where('id', '=', ground.gateway.personId).execute()
  t.after(() => queries.updateTable('person').set({ active: true }).where('id', '=', ground.gateway.personId).execute())
  await ended(program.child)
  assert.equal(program.child.exitCode, 4)
  assert.match(program.complaints(), /The server refuses this gateway/)
})
