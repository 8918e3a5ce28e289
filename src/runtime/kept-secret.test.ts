import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { keptSecret } from './kept-secret.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nrs-'))
})

afterEach(() => rm(folder, { recursive: true, force: true }))

test('keptSecret() makes a secret once, keeps it for its own user alone, and leaves nothing beside it', async () => {
  const made = await keptSecret(folder, 'owner-key')
  assert.match(made.reveal(), /^[\w-]{43}$/)
  assert.equal((await keptSecret(folder, 'owner-key')).reveal(), made.reveal())
  assert.equal(await readFile(join(folder, 'owner-key'), 'utf8'), made.reveal())
  assert.equal((await stat(join(folder, 'owner-key'))).mode & 0o777, 0o600)
  assert.deepEqual(await readdir(folder), ['owner-key'])
})

test('keptSecret() gives the same secret to all that ask at the same time', async () => {
  const secrets = await Promise.all(Array.from({ length: 50 }, () => keptSecret(folder, 'owner-key')))
  assert.equal(new Set(secrets.map((one) => one.reveal())).size, 1)
  assert.deepEqual(await readdir(folder), ['owner-key'])
})

test('keptSecret() refuses an empty or unreadable file rather than working with nothing or making another', async () => {
  await writeFile(join(folder, 'owner-key'), '')
  await assert.rejects(keptSecret(folder, 'owner-key'), { code: 'KEPT_SECRET_UNREADABLE', message: /owner-key: it is empty/ })
  await assert.rejects(keptSecret(folder, '.'), { code: 'KEPT_SECRET_UNREADABLE' })
  assert.equal(await readFile(join(folder, 'owner-key'), 'utf8'), '')
})

test('keptSecret() leaves nothing behind when making fails', async () => {
  await assert.rejects(
    keptSecret(folder, 'key', () => Promise.reject(new Error('no randomness'))),
    /no randomness/,
  )
  assert.deepEqual(await readdir(folder), [])
})
