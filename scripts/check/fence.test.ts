import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { cleanTree } from './clean-tree.ts'
import { folderOrderRule } from './folder-order-rule.ts'
import { machinePathRule } from './machine-path-rule.ts'
import { plantedBreaches } from './planted-breaches.ts'
import { plantTree } from './planted-tree.ts'
import { formatFinding } from './rule.ts'
import { rules } from './rules.ts'
import { readSourceTree } from './source-tree.ts'

const clean = plantTree(cleanTree)
after(() => clean.remove())

for (const rule of rules) {
  test(`${rule.name} holds in a clean tree`, async () => {
    assert.deepEqual(await rule.check(clean.tree), [])
  })

  test(`${rule.name} finds each breach that is planted`, async () => {
    const planted = plantedBreaches.filter((breach) => breach.rule === rule.name)
    assert.ok(planted.length > 0, `no breach of ${rule.name} is planted`)
    for (const { files, expected } of planted) {
      const { tree, remove } = plantTree({ ...cleanTree, ...files })
      try {
        const findings = await rule.check(tree)
        for (const [file, message] of expected) {
          const found = findings.some((finding) => finding.file === file && message.test(finding.message))
          assert.ok(found, `nothing says ${message} about ${file}:\n${findings.map(formatFinding).join('\n')}`)
        }
      } finally {
        remove()
      }
    }
  })
}

test('folder-order fails when it read no module', async () => {
  const { tree, remove } = plantTree({ 'package.json': cleanTree['package.json'] ?? '' })
  try {
    mkdirSync(join(tree.root, 'src'))
    await assert.rejects(folderOrderRule.check(readSourceTree(tree.root)), /0 of 0 files|incomplete/)
  } finally {
    remove()
  }
})

test('machine-paths finds the path of the checkout itself', async () => {
  const { tree, remove } = plantTree({})
  try {
    const { remove: removeNote, tree: noted } = plantTree({ 'docs/note.md': 'nothing' })
    assert.deepEqual(await machinePathRule.check(noted), [])
    removeNote()
    const own = { ...tree, files: ['docs/note.md'], text: () => `lies in ${tree.root}` }
    assert.equal((await machinePathRule.check(own)).length, 1)
  } finally {
    remove()
  }
})

test('check-all.ts ends with 2 and the list of rules when no rule has the name', () => {
  const program = fileURLToPath(new URL('check-all.ts', import.meta.url))
  const { status, stderr } = spawnSync(process.execPath, [program, 'no-such-rule'], { encoding: 'utf8' })
  assert.equal(status, 2)
  assert.match(stderr, /No rule is called no-such-rule. There are: lint, /)
})
