import assert from 'node:assert/strict'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { CommandContext } from '#runtime/command.ts'
import { runRulebookCheck } from './run-rulebook-check.ts'

const source = fileURLToPath(new URL('../rulebook/', import.meta.url))

async function check(args: readonly string[], json = false): Promise<{ outcome: string; text: string }> {
  const printed: string[] = []
  const context = { args, json, language: 'en', print: (text: string) => printed.push(text) }
  const outcome = await runRulebookCheck(context as unknown as CommandContext)
  return { outcome, text: printed.join('\n') }
}

async function korea(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'noroshi-rules-'))
  t.after(() => rm(folder, { recursive: true }))
  await cp(join(source, 'kr'), join(folder, 'kr'), { recursive: true })
  return folder
}

test('rulebook check finds no fault in the rulebooks of this program, from memory and from their folders', async () => {
  const [memory, folder] = await Promise.all([check([]), check([source])])
  assert.equal(memory.outcome, 'ok')
  assert.equal(folder.outcome, 'ok')
  assert.equal(memory.text.split('\n').toSorted().join('\n'), folder.text.split('\n').toSorted().join('\n'))
})

test('rulebook check names file, line, pointer and the expected form of a fault', async (t) => {
  const folder = await korea(t)
  const path = join(folder, 'kr', 'network-act-48-3.json')
  const text = await readFile(path, 'utf8')
  await writeFile(path, text.replace('mal.suspected = \\"yes\\"', 'mal.suspected = \\"maybe\\"'))
  const line = text.split('\n').findIndex((one) => one.includes('mal.suspected = ')) + 1
  const { outcome, text: said } = await check([folder])
  assert.equal(outcome, 'failed')
  assert.match(said, new RegExp(`kr/network-act-48-3\\.json:${line} /trigger/0/if`, 'u'))
  assert.match(said, /CONDITION_TYPE: .*expected one of: yes, no/u)
})

test('rulebook check names the line of a text that is no JSON, and a key that is there twice', async (t) => {
  const folder = await korea(t)
  const path = join(folder, 'kr', 'rulebook.json')
  const text = await readFile(path, 'utf8')
  await writeFile(path, text.replace('"version":', '"id":'))
  const { outcome, text: said } = await check([join(folder, 'kr')], true)
  assert.equal(outcome, 'failed')
  const { rulebooks } = JSON.parse(said) as { rulebooks: { faults: { code: string; file: string; line: number }[] }[] }
  const [fault] = rulebooks[0]?.faults ?? []
  assert.equal(fault?.code, 'JSON_DUPLICATE_KEY')
  assert.equal(fault.file, 'kr/rulebook.json')
  assert.equal(fault.line, text.split('\n').findIndex((one) => one.includes('"version"')) + 1)
})

test('rulebook check refuses a folder that holds no rulebook', async () => {
  await assert.rejects(check([join(source, 'core')]), { code: 'RULEBOOK_MISSING' })
  await assert.rejects(check([join(source, 'atlantis')]), { code: 'FOLDER_UNREADABLE' })
})
