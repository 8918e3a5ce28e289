import assert from 'node:assert/strict'
import { link, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { openForAdding, writeForUser } from './file-for-user.ts'
import type { SystemUser } from './system-user.ts'

// Root may give files away; anybody else is its own owner, for whom links are refused all the same.
const owner: SystemUser | null = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : null

async function planted(t: TestContext, plant: (target: string, path: string) => Promise<void>): Promise<{ path: string; target: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'nrs-'))
  t.after(() => rm(folder, { recursive: true }))
  const target = join(folder, 'of-somebody-else')
  const path = join(folder, 'file')
  await writeFile(target, 'untouched')
  await plant(target, path)
  return { path, target }
}

async function isUntouched(target: string): Promise<boolean> {
  return (await readFile(target, 'utf8')) === 'untouched' && (await stat(target)).uid === process.getuid?.()
}

test('writeForUser() replaces a link, and leaves what it points at alone', async (t) => {
  for (const plant of [symlink, link]) {
    const { path, target } = await planted(t, plant)
    await writeForUser(path, 'own', owner)
    assert.equal(await readFile(path, 'utf8'), 'own')
    assert.ok(await isUntouched(target))
  }
})

test('openForAdding() refuses a link, and leaves what it points at alone', async (t) => {
  for (const plant of [symlink, link]) {
    const { path, target } = await planted(t, plant)
    await assert.rejects(openForAdding(path, owner), { code: 'DATABASE_START_FAILED' })
    assert.ok(await isUntouched(target))
  }
})

test('openForAdding() makes the file and adds to it', async (t) => {
  const { path } = await planted(t, () => Promise.resolve())
  for (const text of ['a', 'b']) {
    const file = await openForAdding(path, owner)
    await file.write(text)
    await file.close()
  }
  assert.equal(await readFile(path, 'utf8'), 'ab')
})
