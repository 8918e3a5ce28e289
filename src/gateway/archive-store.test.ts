import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test, type TestContext } from 'node:test'
import { isCodedError } from '#base/coded-error.ts'
import { Secret } from '#runtime/secret.ts'
import { createArchiveBox } from './archive-box.ts'
import { openArchive, type InsideAct } from './archive-store.ts'
import type { ArchivedReport } from './archived-report.ts'
import { makeKeyFile, readKeyFile } from './key-file.ts'

const act: InsideAct = { at: '2026-11-23T01:00:00Z', person: 'Sato', act: 'search', about: '暗号化' }

function known(): ArchivedReport {
  const report = { reportId: randomUUID(), incidentId: randomUUID(), stage: 'initial', revision: 1, filedAt: '2026-11-22T03:10:00.000Z' }
  return { report, state: { step: 'known' } }
}

async function temporaryFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'nrs-gateway-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  return folder
}

test('an archive returns what was put into it, after it was opened anew too', async (t) => {
  const folder = await temporaryFolder(t)
  const box = createArchiveBox(randomBytes(32))
  const first = openArchive(folder, box)
  const archived = known()
  first.put(archived)
  first.put({ ...archived, state: { step: 'failed', code: 'unreadable', at: act.at, opening: null } })
  first.record(act)
  first.close()
  const second = openArchive(folder, box)
  t.after(() => second.close())
  assert.deepEqual(second.find(archived.report.reportId)?.state, { step: 'failed', code: 'unreadable', at: act.at, opening: null })
  assert.deepEqual(second.idsAt(['failed']), [archived.report.reportId])
  assert.deepEqual(second.idsAt(['known', 'kept']), [])
  assert.deepEqual(second.counts(), { failed: 1 })
  assert.deepEqual(second.acts(10), [act])
  assert.equal(second.find(randomUUID()), null)
})

test('an archive refuses another key, an altered byte and a report under the id of another', async (t) => {
  const folder = await temporaryFolder(t)
  const box = createArchiveBox(randomBytes(32))
  const archive = openArchive(folder, box)
  const [left, right] = [known(), known()]
  archive.put(left)
  archive.put(right)
  archive.close()
  const stranger = openArchive(folder, createArchiveBox(randomBytes(32)))
  assert.throws(() => stranger.find(left.report.reportId), { code: 'ARCHIVE_ALTERED' })
  stranger.close()
  const database = new DatabaseSync(join(folder, 'archive.sqlite'))
  database
    .prepare('update report set sealed = (select sealed from report where report_id = ?) where report_id = ?')
    .run(left.report.reportId, right.report.reportId)
  database.close()
  const again = openArchive(folder, box)
  t.after(() => again.close())
  assert.deepEqual(again.find(left.report.reportId), left)
  assert.throws(() => again.find(right.report.reportId), { code: 'ARCHIVE_ALTERED' })
})

test("the gateway's record misses no act that was taken out between others", async (t) => {
  const folder = await temporaryFolder(t)
  const box = createArchiveBox(randomBytes(32))
  const archive = openArchive(folder, box)
  for (const about of ['one', 'two', 'three']) archive.record({ ...act, about })
  archive.close()
  const database = new DatabaseSync(join(folder, 'archive.sqlite'))
  database.exec('delete from act where seq = 2')
  database.close()
  const again = openArchive(folder, box)
  t.after(() => again.close())
  assert.deepEqual(
    again.acts(1).map((one) => one.about),
    ['three'],
  )
  assert.throws(() => again.acts(10), { code: 'ARCHIVE_ALTERED' })
})

test('an archive is its user’s alone, and one process works with it', async (t) => {
  const folder = join(await temporaryFolder(t), 'archive')
  const box = createArchiveBox(randomBytes(32))
  const archive = openArchive(folder, box)
  assert.equal((await stat(folder)).mode & 0o777, 0o700)
  assert.equal((await stat(join(folder, 'archive.sqlite'))).mode & 0o777, 0o600)
  assert.throws(() => openArchive(folder, box), { code: 'ARCHIVE_IN_USE' })
  archive.close()
  await chmod(folder, 0o750)
  assert.throws(() => openArchive(folder, box), { code: 'FOLDER_UNSAFE' })
})

test('a key file opens with its secret alone, is readable by its user alone, and is never written over', async (t) => {
  const path = join(await temporaryFolder(t), 'gateway.key')
  const secret = new Secret('a secret of tests')
  const known = await makeKeyFile(path, secret, { workFactor: 10 })
  assert.match(known.recipient, /^age1pq1/)
  assert.equal((await stat(path)).mode & 0o777, 0o600)
  const secrets = await readKeyFile(path, secret)
  const held = readFileSync(path).toString('latin1')
  assert.ok(!held.includes(secrets.personal.encryption) && !held.includes(secrets.archive.toBase64()))
  const code = (error: unknown): boolean => isCodedError(error) && error.code === 'KEY_FILE_UNREADABLE'
  await assert.rejects(readKeyFile(path, new Secret('another')), code)
  await assert.rejects(makeKeyFile(path, secret, { workFactor: 10 }), code)
  assert.deepEqual(await readKeyFile(path, secret), secrets)
  const bytes = readFileSync(path)
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
  await writeFile(path, bytes)
  await assert.rejects(readKeyFile(path, secret), code)
  await assert.rejects(readKeyFile(`${path}.none`, secret), { code: 'KEY_FILE_MISSING' })
})
