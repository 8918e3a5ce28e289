import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { knownGoodFolder } from './known-good-folder.ts'

let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nrs-'))
})
after(() => rm(folder, { recursive: true, force: true }))

test('knownGoodFolder() reads every list of a folder and below it', async () => {
  await mkdir(join(folder, 'lists', 'one'), { recursive: true })
  await writeFile(join(folder, 'lists', 'one', 'list.json'), JSON.stringify({ name: 'One', type: 'hostname', list: ['example.org'] }))
  await writeFile(join(folder, 'two.json'), JSON.stringify({ name: 'Two', type: 'cidr', list: ['198.18.0.0/15'] }))
  await writeFile(join(folder, 'README.md'), 'no list')
  assert.deepEqual(
    (await knownGoodFolder(folder)).map(({ name }) => name),
    ['One', 'Two'],
  )
  assert.deepEqual(await knownGoodFolder(null), [])
})

test('knownGoodFolder() refuses the whole folder for one list that cannot be read', async () => {
  await writeFile(join(folder, 'broken.json'), '{')
  await assert.rejects(knownGoodFolder(folder), { code: 'KNOWN_GOOD_UNREADABLE', message: /broken\.json/u })
  await assert.rejects(knownGoodFolder(join(folder, 'absent')), { code: 'KNOWN_GOOD_UNREADABLE', message: /absent/u })
})
