import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { systemClock } from '#runtime/clock.ts'
import { storedEntry } from './log-entry-store.ts'
import { registerServedFiles } from './register-served-files.ts'
import { registeredNames } from './served-file.ts'
import { startDemoServer, type DemoServer } from '../../test/support/demo-server.ts'

let server: DemoServer
let pages: string

before(async () => {
  server = await startDemoServer()
  pages = await mkdtemp(join(tmpdir(), 'nrs-'))
  await mkdir(join(pages, 'download'))
  for (const name of registeredNames) await writeFile(join(pages, 'download', name), name)
})

after(async () => {
  await server.stop()
  await rm(pages, { recursive: true })
})

function register(): Promise<void> {
  return registerServedFiles(pages, { database: server.test.database, clock: systemClock() })
}

async function logged(): Promise<readonly (readonly [string, string])[]> {
  const rows = await server.test.database.kysely.selectFrom('log_entry').select('entry').orderBy('id').execute()
  return rows.flatMap(({ entry }) => {
    const told = storedEntry(entry)
    return told.kind === 'bundle' ? [[told.version, told.digest] as const] : []
  })
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

test('registerServedFiles() enters each file once, however many servers start, and a file that changed again', async () => {
  await Promise.all([register(), register(), register()])
  await register()
  const first = registeredNames.map((name) => [name, sha256(name)] as const)
  assert.deepEqual(await logged(), first)
  await writeFile(join(pages, 'download', 'noroshi.mjs'), 'changed')
  await register()
  assert.deepEqual(await logged(), [...first, ['noroshi.mjs', sha256('changed')]])
})

test('GET /download/… proves what is registered to anybody, once a head covers it, and knows no other name', async () => {
  const waiting = await fetch(`${server.url}/download/noroshi.mjs.tlog-proof`)
  assert.deepEqual([waiting.status, waiting.headers.get('retry-after')], [202, '1'])
  for (const name of ['noroshi.mjs', 'other.mjs.tlog-proof', '.tlog-proof', '..%2f..%2fetc%2fpasswd.tlog-proof'])
    assert.equal((await fetch(`${server.url}/download/${name}`)).status, 404, name)
})
