import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import pg from 'pg'
import type { JsonObject, JsonValue } from '#base/canonical-json.ts'
import { findCast, type Cast } from '#main/walkthrough-cast.ts'
import { coreFields } from '#rulebook/core-field.ts'
import type { CoreField } from '#rulebook/core-field-schema.ts'
import { createServiceClient } from '#runtime/service-client.ts'
import { runCommandLine } from '../support/command-line.ts'
import { startDemo, type RunningProgram } from '../support/demo.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { startOwnPostgres, type OwnPostgres } from '../support/postgres.ts'
import { findInBytes, findInFolder, lookThroughMemory, memoryIsReadable, searchFor } from '../support/search-bytes.ts'

// One text that no program has by itself. Every canary holds it, so that one search finds any of them.
const mark = `Kanarie${randomBytes(5).toString('hex')}`
const canaryCount = 200
const reportCount = 2
const canaries = Array.from({ length: canaryCount }, (_, index) => `${mark}.${String(index).padStart(3, '0')}`)

// What the server may read, as proof that the searches find what is there.
const occurredAt = '2019-03-17T04:53:29Z'
const sharedDomain = `${randomBytes(8).toString('hex')}.example`

const cleanUps: (() => Promise<void>)[] = []

let folder: string
let postgres: OwnPostgres
let log: RunningProgram
let server: RunningProgram
let worker: RunningProgram
let cast: Cast
let reportIds: readonly string[]
let openedTexts: readonly string[]

before(async () => {
  folder = await temporaryFolder()
  cleanUps.push(() => rm(folder, { recursive: true, force: true }))
  postgres = await startOwnPostgres()
  cleanUps.push(() => postgres.stop())
  const dumps = join(folder, 'dumps')
  await mkdir(dumps)
  // What a crash would leave behind, on a signal: a snapshot of the heap and a diagnostic report.
  const NODE_OPTIONS = `--heapsnapshot-signal=SIGUSR2 --diagnostic-dir=${dumps} --report-on-signal --report-signal=SIGWINCH --report-directory=${dumps}`
  const environment = { DATABASE_URL: postgres.url, NOROSHI_DEMO: '1', NOROSHI_FILINGS_PER_MINUTE: '100000', NODE_OPTIONS }
  const start = async (command: string): Promise<RunningProgram> => {
    const program = await startDemo({ command, environment, dataFolder: join(folder, 'data') })
    cleanUps.push(() => program.stop({ keepData: true }))
    return program
  }
  // The log service first: it loads the fictional country, so that no private key was ever made in server or worker.
  log = await start('log')
  server = await start('serve')
  worker = await start('worker')
  await start('gate')
  cast = await findCast(createServiceClient(server.url, null))
  reportIds = await fileReports()
  openedTexts = await openReports()
})

after(async () => {
  for (const cleanUp of cleanUps.toReversed()) await cleanUp()
})

test(`an officer reads back all ${canaryCount} canaries of the sealed parts`, () => {
  const read = openedTexts.join('\n')
  assert.deepEqual(
    canaries.filter((canary) => !read.includes(canary)),
    [],
  )
})

test('nothing of a sealed part is in the files of the database, its write-ahead log included', async () => {
  const wal = await findInFolder(join(postgres.folder, 'cluster', 'pg_wal'), searchFor(reportIds[0] ?? ''))
  assert.ok(wal.found.length > 0, 'The search must find the id of a report in the write-ahead log')
  const known = await findInFolder(postgres.folder, searchFor(occurredAt))
  assert.ok(known.found.length > 0, 'The search must find a fact of the handling part')
  const { found } = await findInFolder(postgres.folder, searchFor(mark))
  assert.deepEqual(found, [])
})

test('nothing of a sealed part is in any row of any table', async () => {
  const rows = Buffer.from(await allRows(), 'utf8')
  assert.notDeepEqual(findInBytes(rows, searchFor(occurredAt)), [], 'The search must find a fact of the handling part')
  assert.deepEqual(findInBytes(rows, searchFor(mark)), [])
})

test('nothing of a sealed part is in what the programs wrote', async () => {
  const written = [log, server, worker].map((program) => program.output() + program.complaints()).join('\n')
  assert.ok(written.includes('"ready":true'))
  assert.deepEqual(findInBytes(Buffer.from(written, 'utf8'), searchFor(mark)), [])
  assert.deepEqual((await findInFolder(folder, searchFor(mark))).found, await ownFiles())
})

test('nothing of a sealed part, no private key and no half of a report key is in the memory of the running server and worker', async (context) => {
  const [canary, password] = [searchFor(mark), searchFor(postgres.password)]
  // The program's own code knows the beginnings alone.
  const halves = [searchFor('noroshi-share-1 authority '), searchFor('noroshi-share-1 log ')]
  const own = await intakeKey()
  for (const program of [server, worker]) {
    const processId = program.child.pid ?? 0
    const readable = await memoryIsReadable(processId)
    if (readable !== true) return context.skip(readable)
    let passwords = 0
    const { found, bytes } = await lookThroughMemory(processId, (piece) => {
      passwords += findInBytes(piece, password).length
      const keys = strangeKeys(piece, own)
      return [...[canary, ...halves].flatMap((search) => findInBytes(piece, search)), ...keys]
    })
    assert.ok(passwords > 0, 'The search must find the password of the database')
    assert.deepEqual(found, [])
    context.diagnostic(`${Math.round(bytes / 1e6)} MB of process ${processId} searched`)
  }
})

test('nothing of a sealed part, no private key and no half is in a snapshot of the heap or a diagnostic report of server and worker', async () => {
  const dumps = join(folder, 'dumps')
  for (const program of [server, worker]) {
    program.child.kill('SIGUSR2')
    program.child.kill('SIGWINCH')
  }
  while (!(await areWritten(dumps))) await new Promise((resolve) => setTimeout(resolve, 200))
  const own = await intakeKey()
  for (const name of await readdir(dumps)) {
    const dump = await readFile(join(dumps, name))
    assert.ok(dump.includes('noroshi'), `${name} must hold something of the program`)
    for (const forbidden of [mark, 'noroshi-share-1 authority ', 'noroshi-share-1 log ']) assert.ok(!dump.includes(forbidden), name)
    assert.deepEqual(strangeKeys(dump, own), [], name)
  }
})

/** The one private key that a server has: it opens the outer envelope of files that were made without a network, in which a report lies sealed. */
async function intakeKey(): Promise<string> {
  return readFile(join(folder, 'data', 'private', 'intake-key.json'), 'utf8')
}

function strangeKeys(piece: Buffer, own: string): string[] {
  if (!piece.includes('AGE-SECRET-KEY-')) return []
  const found = piece.toString('latin1').match(/AGE-SECRET-KEY-(?:PQ-)?1[02-9AC-HJ-NP-Z]{40}/g) ?? []
  return found.some((key) => !own.includes(key)) ? ['a private key'] : []
}

/** Tells whether each of the two programs has written both files to their end, which in either is that of a JSON text. */
async function areWritten(dumps: string): Promise<boolean> {
  const names = await readdir(dumps)
  if (names.length < 4) return false
  const ends = await Promise.all(names.map(async (name) => (await readFile(join(dumps, name), 'utf8')).trimEnd().endsWith('}')))
  return ends.every(Boolean)
}

test('nothing of a sealed part reaches a subscriber, who does get the warning', async () => {
  const client = createServiceClient(server.url, cast.subscriber.token)
  const ids = await publishedWarnings(reportCount)
  const collections = (await client.json('/taxii2/api/collections/', { headers: { accept: taxii } })) as {
    collections: { id: string; can_read: boolean }[]
  }
  const readable = collections.collections.filter((one) => one.can_read)
  const paths = [
    '/api/v1/warnings',
    ...ids.flatMap((id) => ['', '/stix', '/indicators.csv', '/statement'].map((part) => `/api/v1/warnings/${id}${part}`)),
    ...readable.flatMap(({ id }) => ['objects', 'manifest'].map((part) => `/taxii2/api/collections/${id}/${part}/`)),
  ]
  const answers = await Promise.all(
    paths.map(async (path) => {
      const response = await client.fetch(path, { headers: { accept: path.startsWith('/taxii2') ? taxii : '*/*' } })
      return `${JSON.stringify([...response.headers])}\n${await response.text()}`
    }),
  )
  const received = Buffer.from(answers.join('\n'), 'utf8')
  assert.notDeepEqual(findInBytes(received, searchFor(sharedDomain)), [], 'The subscriber must get the indicator')
  assert.deepEqual(findInBytes(received, searchFor(mark)), [])
})

const taxii = 'application/taxii+json;version=2.1'

/** Seals and files the canaries by the command line, in reports that fill every sealed field that takes a text. */
async function fileReports(): Promise<readonly string[]> {
  const reports = sealedAnswers()
  await mkdir(join(folder, 'filer'))
  const ids: string[] = []
  for (const [index, sealed] of reports.entries()) {
    const file = join(folder, 'filer', `report-${index}.json`)
    await writeFile(file, JSON.stringify({ ...readableAnswers(index), ...sealed }))
    const environment = { NOROSHI_URL: server.url, NOROSHI_TOKEN: cast.filer.token, NOROSHI_OUTBOX: join(folder, 'filer', 'outbox') }
    const result = await runCommandLine(['report', 'file', file, '--json'], environment)
    assert.equal(result.code, 0, result.complaints)
    ids.push((JSON.parse(result.output) as { reportId: string }).reportId)
  }
  return ids
}

function readableAnswers(index: number): JsonObject {
  return {
    'inc.kind': 'ransomware',
    'inc.certainty': 'confirmed',
    'inc.status': 'ongoing',
    't.aware': '2026-11-22T03:10:00Z',
    't.occurred': occurredAt,
    'ast.designated': 'yes',
    'mal.suspected': 'yes',
    'share.consent': 'yes',
    'share.tlp': 'green',
    ioc: [{ type: 'domain', value: `c${index}.${sharedDomain}` }],
  }
}

/** Deals the canaries out to the places for text in the sealed fields of all reports, round and round. */
function sealedAnswers(): readonly JsonObject[] {
  const fields = coreFields.filter((field) => field.parts.includes('sealed') && placesOf(field) > 0)
  const places = Array.from({ length: reportCount }, () =>
    fields.flatMap((field) => Array.from({ length: placesOf(field) }, () => field)),
  ).flat()
  const texts = places.map((_, place) => canaries.filter((_canary, index) => index % places.length === place).join(' '))
  assert.ok(places.length <= canaryCount, `${places.length} places need as many canaries`)
  const perReport = places.length / reportCount
  return Array.from({ length: reportCount }, (_, report) => {
    const own = texts.slice(report * perReport, (report + 1) * perReport)
    // Every other report has text that an engine keeps as two bytes a letter.
    const dealt = own.map((text) => (report % 2 === 0 ? text : `漏洩 ${text}`))
    return Object.fromEntries(fields.map((field): [string, JsonValue] => [field.id, answerOf(field, dealt.splice(0, placesOf(field)))]))
  })
}

/** How many texts of a few canaries each `field` takes in one report. */
function placesOf(field: CoreField): number {
  if (field.type === 'text') return field.maximumLength >= 100 ? 1 : 0
  if (field.type === 'texts') return 1
  return field.type === 'records' ? textKeys(field).length : 0
}

function textKeys(field: Extract<CoreField, { type: 'records' }>): readonly string[] {
  return field.items.flatMap((item) => (item.type === 'text' ? [item.key] : []))
}

function answerOf(field: CoreField, texts: readonly string[]): JsonValue {
  if (field.type === 'texts') return [...texts]
  if (field.type !== 'records') return texts[0] ?? ''
  const required = field.items.flatMap((item): [string, JsonValue][] =>
    item.type === 'code' ? [[item.key, item.options[0]?.code ?? '']] : [],
  )
  return [Object.fromEntries([...required, ...textKeys(field).map((key, index): [string, JsonValue] => [key, texts[index] ?? ''])])]
}

async function openReports(): Promise<readonly string[]> {
  const directory = (await createServiceClient(server.url, cast.filer.token).json('/api/v1/directory')) as {
    authorities: { organisationId: string; keyId: string }[]
  }
  const texts: string[] = []
  for (const id of reportIds) {
    const { filing } = (await createServiceClient(server.url, cast.filer.token).json(`/api/v1/reports/${id}`)) as unknown as {
      filing: { sealed: { authorities: { keyId: string }[] } }
    }
    const keyIds = new Set(filing.sealed.authorities.map((one) => one.keyId))
    const officer = cast.officerOf(directory.authorities.filter((one) => keyIds.has(one.keyId)).map((one) => one.organisationId))
    const environment = { NOROSHI_URL: server.url, NOROSHI_TOKEN: officer.token }
    const result = await runCommandLine(['report', 'open', id, '--purpose', 'triage', '--json'], environment)
    assert.equal(result.code, 0, result.complaints)
    texts.push(result.output)
  }
  return texts
}

/** Waits on the event stream until `count` warnings are published, and returns their ids. */
async function publishedWarnings(count: number): Promise<readonly string[]> {
  const client = createServiceClient(server.url, cast.subscriber.token)
  for (;;) {
    const { warnings } = (await client.json('/api/v1/warnings?limit=50')) as { warnings: { id: string }[] }
    if (warnings.length >= count) return warnings.map(({ id }) => id)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

async function allRows(): Promise<string> {
  const client = new pg.Client({ connectionString: postgres.url })
  await client.connect()
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `select quote_ident(relname) as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`,
    )
    assert.ok(tables.length > 10)
    const texts: string[] = []
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(`select one::text as row from ${name} one`)
      texts.push(...rows.map(({ row }) => row))
    }
    return texts.join('\n')
  } finally {
    await client.end()
  }
}

/** The filer's own files hold the canaries in clear; nothing else in the folder of this test may. */
async function ownFiles(): Promise<readonly string[]> {
  const { found } = await findInFolder(join(folder, 'filer'), searchFor(mark))
  assert.equal(found.length, reportCount)
  return found
}
