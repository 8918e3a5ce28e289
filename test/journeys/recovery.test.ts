import assert from 'node:assert/strict'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { utf8 } from '#base/bytes.ts'
import { generateTeamKey, wrapFor } from '#envelope/key-envelope.ts'
import { keyOfPerson, publishKey } from '#identity/key-store.ts'
import { findCast, type Persona } from '#main/walkthrough-cast.ts'
import { recoveryFingerprint } from '#recovery/recovery-key.ts'
import type { FiledReport } from '#report/report.ts'
import { createServiceClient } from '#runtime/service-client.ts'
import { runCommandLine, type CommandResult } from '../support/command-line.ts'
import { startDemoServer, type DemoServer } from '../support/demo-server.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { fileAnswers, sampleAnswers } from '../support/file-answers.ts'
import { databaseUrl } from '../support/postgres.ts'

const told = '配電監視端末の暗号化を確認した。'

let server: DemoServer
let folder: string
let report: FiledReport
let officer: Persona
/** The commands of docs/operate/recovery.md, in their order. */
let drill: readonly string[]

before(async () => {
  server = await startDemoServer()
  folder = await temporaryFolder()
  const text = await readFile(new URL('../../docs/operate/recovery.md', import.meta.url), 'utf8')
  drill = [...text.matchAll(/```sh\n\.\/noroshi (?<command>.+)\n```/g)].map((found) => found.groups?.['command'] ?? '')
})

after(async () => {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

/** Runs the command of the drill that begins with these words, as whoever holds `token`. */
async function runDrill(words: string, values: Readonly<Record<string, string>> = {}, token?: string): Promise<CommandResult> {
  const found = drill.find((one) => one.startsWith(words))
  assert.ok(found !== undefined, `docs/operate/recovery.md has no command that begins with "${words}"`)
  return run(found, values, token)
}

async function run(command: string, values: Readonly<Record<string, string>> = {}, token?: string): Promise<CommandResult> {
  const filled = command.replaceAll(/\$([A-Z]+)/g, (_, name: string) => values[name] ?? assert.fail(`no value for ${name}`))
  const words = [...filled.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
  const environment = { NOROSHI_URL: server.url, ...(token === undefined ? {} : { NOROSHI_TOKEN: token }) }
  return runCommandLine(words, environment, folder)
}

/** Lets the offline commands prove that they need no server. */
async function runOffline(words: string, values: Readonly<Record<string, string>> = {}): Promise<CommandResult> {
  const found = drill.find((one) => one.startsWith(words)) ?? words
  // Reports are sealed to the key that the signed directory names: here that of the demonstration.
  const own = words === 'recovery create' || found === words ? found : found.replaceAll('ceremony/', `${server.recoveryFolder}/`)
  const filled = own.replaceAll(/\$([A-Z]+)/g, (_, name: string) => values[name] ?? '')
  return runCommandLine(filled.split(/\s+/), { NOROSHI_URL: 'http://127.0.0.1:9' }, folder)
}

async function logged(incidentId: string): Promise<readonly Record<string, unknown>[]> {
  const { rows } = await server.test.database.pool.query<{ entry: string }>(
    'select entry from log_entry where case_id = $1 order by case_seq',
    [incidentId],
  )
  return rows.map(({ entry }) => JSON.parse(entry) as Record<string, unknown>).filter(({ kind }) => kind === 'recovery')
}

test('a ceremony makes five shares and no whole key, and its public part is published', async () => {
  const made = await runOffline('recovery create')
  assert.equal(made.code, 0, made.complaints)
  const again = await runOffline('recovery create')
  assert.notEqual(again.code, 0, 'A ceremony is never written over')
  const published = await runCommandLine(
    ['recovery', 'publish', 'ceremony/recovery-public.json'],
    { DATABASE_URL: databaseUrl(server.test.address), NOROSHI_DATA: join(folder, 'data') },
    folder,
  )
  assert.equal(published.code, 0, published.complaints)
  assert.ok(drill.includes('recovery publish ceremony/recovery-public.json'))
  const fingerprint = /fingerprint {2}([0-9a-f]{64})/.exec(made.output)?.[1] ?? ''
  assert.ok(published.complaints.includes(fingerprint))
  for (const number of [1, 2, 3, 4, 5])
    assert.equal((await readFile(join(folder, `ceremony/share-${number}-of-5.txt`), 'utf8')).includes('AGE-SECRET-KEY'), false)
})

test('drill A: three of five shares open a report that was exported, and the case says so', async () => {
  const cast = await findCast(createServiceClient(server.url, null))
  report = await fileAnswers({ url: server.url, filer: cast.filer, answers: { ...sampleAnswers, 'inc.summary': told } })
  const client = createServiceClient(server.url, cast.filer.token)
  const { filing } = (await client.json(`/api/v1/reports/${report.reportId}`)) as unknown as {
    filing: { sealed: { authorities: { keyId: string }[] } }
  }
  const directory = (await client.json('/api/v1/directory')) as unknown as { authorities: { keyId: string; organisationId: string }[] }
  const keyIds = new Set(filing.sealed.authorities.map(({ keyId }) => keyId))
  officer = cast.officerOf(directory.authorities.filter(({ keyId }) => keyIds.has(keyId)).map(({ organisationId }) => organisationId))
  const exported = await runDrill('recovery export $INCIDENT', { INCIDENT: report.incidentId }, officer.token)
  assert.equal(exported.code, 0, exported.complaints)
  assert.equal((await readFile(join(folder, 'recovery.json'), 'utf8')).includes(told), false)
  const opened = await runOffline('recovery open')
  assert.equal(opened.code, 0, opened.complaints)
  assert.ok((await readFile(join(folder, `opened/${report.reportId}.json`), 'utf8')).includes(told))
  const [entry] = await logged(report.incidentId)
  assert.deepEqual([entry?.['holders'], entry?.['purpose'], entry?.['report']], [3, 'drill of the year', report.reportId])
})

test('two of five shares do not open; a mistyped, a foreign and a repeated share are named with their file', async () => {
  const open = (...shares: readonly string[]) =>
    runOffline(['recovery open', ...shares.map((share) => `--share ${share}`), '--bundle recovery.json'].join(' '))
  const [one, three, four] = [1, 3, 4].map((number) => join(server.recoveryFolder, `share-${number}-of-5.txt`))
  assert.ok(one !== undefined && three !== undefined && four !== undefined)
  const few = await open(one, four)
  assert.deepEqual([few.code, /2 of 5 shares do not open: 3 are needed, 1 more/.test(few.complaints)], [3, true], few.complaints)
  const sheet = await readFile(three, 'utf8')
  const typed = sheet.replace(/^( {2}2 {3})(.)/m, (_, head: string, first: string) => head + (first === '7' ? '8' : '7'))
  await writeFile(join(folder, 'mistyped.txt'), typed)
  const mistyped = await open(one, 'mistyped.txt', four)
  assert.deepEqual([mistyped.code, /mistyped\.txt: row 2 of 5/.test(mistyped.complaints)], [3, true], mistyped.complaints)
  const foreign = join(folder, 'ceremony', 'share-5-of-5.txt')
  const stray = await open(one, foreign, four)
  assert.deepEqual([stray.code, stray.complaints.includes(`${foreign}: this is a share of another key`)], [3, true], stray.complaints)
  const twice = await open(one, three, one)
  assert.deepEqual([twice.code, /share-1-of-5\.txt: share 1 was given twice/.test(twice.complaints)], [3, true], twice.complaints)
  // The shares of another ceremony make a key, and it opens nothing here.
  const others = await open(...[1, 2, 3].map((number) => join(folder, 'ceremony', `share-${number}-of-5.txt`)))
  assert.deepEqual([others.code, others.output], [3, ''])
})

test('drill B: an authority that lost everything reads its reports again, under entries as before', async () => {
  const { database } = server.test
  const fresh = await loseEverything()
  const refused = await runDrill('report open', { REPORT: report.reportId }, officer.token)
  assert.notEqual(refused.code, 0)
  const exported = await runDrill('recovery export --all', {}, officer.token)
  assert.equal(exported.code, 0, exported.complaints)
  const wrong = await runOffline('recovery rewrap', { FINGERPRINT: '0'.repeat(64) })
  assert.deepEqual([wrong.code, /FINGERPRINT_WRONG/.test(wrong.complaints)], [3, true], wrong.complaints)
  const rewrapped = await runOffline('recovery rewrap', { FINGERPRINT: recoveryFingerprint(fresh).slice(0, 32) })
  assert.equal(rewrapped.code, 0, rewrapped.complaints)
  const returned = await runDrill('recovery return', {}, officer.token)
  assert.equal(returned.code, 0, returned.complaints)
  const opened = await runDrill('report open', { REPORT: report.reportId }, officer.token)
  assert.equal(opened.code, 0, opened.complaints)
  assert.ok(opened.output.includes(told))
  assert.equal((await logged(report.incidentId)).length, 3)
  const { rows } = await database.pool.query('select 1 from opening where report_id = $1', [report.reportId])
  assert.equal(rows.length, 2, 'The attempt without a key was logged too')
})

/** Gives the officer's authority a new team key, and forgets every copy of the old one. */
async function loseEverything(): Promise<string> {
  const { database } = server.test
  const key = await keyOfPerson(database.kysely, officer.personId)
  assert.ok(key !== null)
  const { identity, recipient } = await generateTeamKey()
  const keyId = crypto.randomUUID()
  await database.pool.query('delete from organisation_key_copy where person_key_id = $1', [key.keyId])
  await publishKey(database.kysely, { keyId, organisationId: officer.organisation.id, recipient }, '2026-11-23T00:00:00Z')
  await database.kysely
    .insertInto('organisation_key_copy')
    .values({ key_id: keyId, person_key_id: key.keyId, wrapped: await wrapFor(key.recipient, utf8(identity)) })
    .execute()
  return recipient
}
