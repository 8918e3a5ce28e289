import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { test } from 'node:test'
import { runCommandLine } from '../support/command-line.ts'
import outcomes from '../../docs/rulebook/examples/outcomes.json' with { type: 'json' }

const folder = new URL('../../docs/rulebook/examples/', import.meta.url)

type Stage = { readonly stage: string; readonly dueAt: string | null }
type Duty = {
  readonly id: string
  readonly verdict: string
  readonly stages: readonly Stage[]
  readonly missing: readonly { readonly field: string }[]
  readonly followUp: { readonly kind: string } | null
}

type Expected = { readonly verdict: string; readonly dueAt?: object; readonly missing?: readonly string[]; readonly followUp?: string }

async function assessed(...words: readonly string[]): Promise<readonly Duty[]> {
  const { code, output, complaints } = await runCommandLine(['assess', ...words, '--json'])
  assert.equal(code, 0, complaints)
  return (JSON.parse(output) as { obligations: Duty[] }).obligations
}

for (const { facts, expect } of outcomes.examples) {
  test(`noroshi assess answers docs/rulebook/examples/${facts} as its explanation says`, async () => {
    const duties = await assessed(fileURLToPath(new URL(facts, folder)), '--at', outcomes.at)
    for (const [id, expected] of Object.entries(expect) as [string, Expected][]) {
      const duty = duties.find((one) => one.id === id)
      assert.ok(duty, id)
      assert.equal(duty.verdict, expected.verdict, id)
      assert.equal(duty.followUp?.kind, expected.followUp, id)
      if (expected.dueAt !== undefined)
        assert.deepEqual(Object.fromEntries(duty.stages.map(({ stage, dueAt }) => [stage, dueAt])), expected.dueAt)
      if (expected.missing !== undefined)
        assert.deepEqual(
          duty.missing.map(({ field }) => field),
          expected.missing,
        )
    }
  })
}

test('every file of facts among the examples has its explanation in both languages', () => {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json') && name !== 'outcomes.json')
  assert.deepEqual(outcomes.examples.map(({ facts }) => facts).toSorted(), files.toSorted())
  for (const { why } of outcomes.examples) assert.ok(why.ja.length > 40 && why.en.length > 40)
})

test('noroshi assess refuses an instant and a folder of rules that it cannot use, and says what it expected', async () => {
  const file = fileURLToPath(new URL('dora-classified-late.json', folder))
  const late = await runCommandLine(['assess', file, '--at', 'tomorrow'])
  assert.equal(late.code, 2)
  assert.match(late.complaints, /--at tomorrow: expected an instant such as/u)
  const nowhere = await runCommandLine(['assess', file, '--rules', fileURLToPath(folder)])
  assert.equal(nowhere.code, 3)
  assert.match(nowhere.complaints, /rulebook\.json/u)
})
