import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { runCommandLine } from '../../test/support/command-line.ts'
import { startDemoServer, type DemoServer } from '../../test/support/demo-server.ts'
import { nextFiling, openFiler, postFiling, type Filer } from '../../test/support/filings.ts'
import { readCalendar } from '../../test/support/read-calendar.ts'
import type { OwedEntry } from './owed-entry.ts'

let server: DemoServer
let filer: Filer
let folder: string

before(async () => {
  server = await startDemoServer()
  filer = await openFiler(server.url)
  assert.equal((await postFiling(filer, await nextFiling(filer))).status, 201)
  folder = await mkdtemp(join(tmpdir(), 'nrs-'))
})

after(async () => {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

function owed(args: readonly string[], token: string | null = filer.token) {
  return runCommandLine(['owed', ...args], { NOROSHI_URL: server.url, ...(token === null ? {} : { NOROSHI_TOKEN: token }) })
}

test('noroshi owed prints what is owed with the time left, in both languages', async () => {
  const english = await owed([])
  assert.deepEqual([english.code, english.complaints], [0, ''])
  assert.match(english.output, /Report of specified infringement events: Detailed report .*\n.*end of .* JST .*(left|past)/)
  assert.match((await owed(['--lang', 'ja'])).output, /特定侵害事象等の報告：詳報.*\n.*24時（日本時間）.*(残り|超過)/)
})

test('noroshi owed --json answers the stages that the own operator owes', async () => {
  const { code, output } = await owed(['--json'])
  const { obligations } = JSON.parse(output) as { obligations: readonly OwedEntry[] }
  assert.equal(code, 0)
  assert.ok(obligations.length > 0 && obligations.every(({ party }) => party === 'operator'))
})

test('noroshi owed --ics writes a calendar that the own user alone may read', async () => {
  const path = join(folder, 'deadlines.ics')
  assert.equal((await owed(['--ics', path])).code, 0)
  assert.ok(readCalendar(await readFile(path, 'utf8')).events.length > 0)
  assert.equal((await stat(path)).mode & 0o777, 0o600)
  assert.equal((await owed(['--ics', join(folder, 'absent', 'deadlines.ics')])).code, 1)
})

test('noroshi owed ends with 4 without a token, and for somebody who owes nothing', async () => {
  assert.equal((await owed([], null)).code, 4)
  assert.equal((await owed(['--ics', join(folder, 'no.ics')], filer.cast.subscriber.token)).code, 4)
})
