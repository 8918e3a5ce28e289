import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sourceStamp } from './source-stamp.ts'

let root = ''

before(async () => {
  root = await mkdtemp(join(tmpdir(), 'noroshi-stamp-'))
  await mkdir(join(root, 'src/web'), { recursive: true })
  for (const name of ['package.json', 'package-lock.json', 'tsconfig.json', 'src/web/a.ts', 'src/web/b.tsx'])
    await writeFile(join(root, name), name)
})

after(() => rm(root, { recursive: true, force: true }))

test('sourceStamp() changes with the content, the name and the place of a source, and with the packages', async () => {
  const stamps = new Set([await sourceStamp(root)])
  await writeFile(join(root, 'src/web/a.ts'), 'changed')
  stamps.add(await sourceStamp(root))
  await writeFile(join(root, 'src/web/c.css'), '')
  stamps.add(await sourceStamp(root))
  await writeFile(join(root, 'package-lock.json'), '{}')
  stamps.add(await sourceStamp(root))
  assert.equal(stamps.size, 4)
})

test('sourceStamp() does not count tests', async () => {
  const stamp = await sourceStamp(root)
  await writeFile(join(root, 'src/web/a.test.ts'), 'x')
  assert.equal(await sourceStamp(root), stamp)
})
