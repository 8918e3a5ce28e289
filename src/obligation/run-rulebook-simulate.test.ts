import assert from 'node:assert/strict'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { LocalText } from '#base/language.ts'
import type { SimulationReport } from '#rulebook/simulation/simulation-report.ts'
import { CommandError, exitCodes, type CommandContext } from '#runtime/command.ts'
import { rulebookSimulateCommand } from './rulebook-simulate-command.ts'

const rulebooks = fileURLToPath(new URL('../rulebook/', import.meta.url))

type Said = { readonly code: number; readonly printed: string; readonly said: string }

async function simulate(args: readonly string[]): Promise<Said> {
  const printed: string[] = []
  const said: string[] = []
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { json: { type: 'boolean' }, ...rulebookSimulateCommand.options },
    allowPositionals: true,
  })
  const context = {
    args: positionals,
    options: values,
    json: values.json === true,
    language: 'en',
    signal: new AbortController().signal,
    print: (text: string) => printed.push(text),
    say: (text: LocalText | string) => said.push(typeof text === 'string' ? text : text.en),
  }
  const outcome = await rulebookSimulateCommand.run(context as unknown as CommandContext).catch((error: unknown) => {
    assert.ok(error instanceof CommandError, String(error))
    said.push(error.message)
    return error.outcome
  })
  return { code: exitCodes[outcome], printed: printed.join('\n'), said: said.join('\n') }
}

async function temporaryFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'noroshi-simulate-'))
  t.after(() => rm(folder, { recursive: true }))
  return folder
}

/** A copy of the rulebook of the European Union with one text replaced. */
async function draft(t: TestContext, file: string, change: (text: string) => string): Promise<string> {
  const folder = join(await temporaryFolder(t), 'eu')
  await cp(join(rulebooks, 'eu'), folder, { recursive: true })
  const path = join(folder, file)
  await writeFile(path, change(await readFile(path, 'utf8')))
  return folder
}

const line = (facts: object) => `${JSON.stringify(facts)}\n`
const significant = {
  id: 'case-1',
  filed: { initial: 'PT18H' },
  'ent.jurisdictions': ['EU'],
  'ent.designations': ['eu.nis2.essential'],
  'ent.sector': ['eu.sector.finance'],
  'imp.severe': 'yes',
  'inc.certainty': 'confirmed',
  't.aware': '2027-03-01T00:00:00Z',
}

test('rulebook simulate gives the same bytes for the same seed, on standard output and in every file', async (t) => {
  const folder = await temporaryFolder(t)
  const names = ['counts.csv', 'charts.html', 'incidents.jsonl', 'differences.jsonl']
  const run = async (name: string) => {
    const [csv, html, incidents, differences] = names.map((file) => join(folder, `${name}-${file}`))
    const files = ['--csv', csv, '--html', html, '--write-incidents', incidents, '--differences', differences].map(String)
    const { code, printed } = await simulate(['--generate', '400', '--seed', '9', '--against', 'proposed', '--json', ...files])
    assert.equal(code, 0)
    return [printed, ...(await Promise.all(names.map((file) => readFile(join(folder, `${name}-${file}`), 'utf8'))))]
  }
  const [first, second] = [await run('first'), await run('second')]
  assert.deepEqual(first, second)
  assert.ok(first.every((text) => text.length > 100))
  const again = await simulate(['--incidents', join(folder, 'first-incidents.jsonl'), '--against', 'proposed', '--json'])
  const counts = (text: string | undefined) => ({ ...(JSON.parse(text ?? '') as object), source: '' })
  assert.deepEqual(counts(again.printed), counts(first[0]))
})

test('rulebook simulate compares a draft with the law in force and follows one incident through both', async (t) => {
  const eu = await draft(t, 'nis2-article-23.json', (text) => text.replace('"amount": 24', '"amount": 12'))
  const incidents = join(await temporaryFolder(t), 'incidents.jsonl')
  await writeFile(incidents, line(significant) + line({ ...significant, id: 'case-2', filed: { initial: 'PT1H' } }))
  const words = ['--incidents', incidents, '--rules', 'in-force', '--against', eu]
  const { code, printed, said } = await simulate([...words, '--json'])
  assert.equal(code, 0)
  // The worked examples of the draft still say 24 hours.
  assert.match(said, /eu\/nis2-article-23\.json:\d+ \/examples\/\d+\/expect\/dueAt\/initial\n\s+EXAMPLE_WRONG/u)
  const { comparison } = JSON.parse(printed) as SimulationReport
  const law = comparison?.laws.find((entry) => entry.law === 'eu.nis2.art23')
  assert.equal(comparison?.incidents, 2)
  assert.deepEqual([law?.stages[0]?.earlier, law?.stages[0]?.newlyLate], [2, 1])
  const followed = await simulate([...words, '--incident', 'case-1'])
  assert.match(followed.printed, /Laws that differ: eu\.nis2\.art23/u)
  assert.match(followed.printed, /── Rules A[^]*In time[^]*── Rules B[^]*Late/u)
  const missing = await simulate([...words, '--incident', 'case-9'])
  assert.equal(missing.code, 1)
  assert.match(missing.said, /there was no incident "case-9"/u)
})

test('rulebook simulate shows the faults of a draft as rulebook check does, and ends as invalid', async (t) => {
  const eu = await draft(t, 'nis2-article-23.json', (text) => text.replace('imp.severe = \\"yes\\"', 'imp.sever = \\"yes\\"'))
  const { code, printed, said } = await simulate(['--rules', eu])
  assert.equal(code, 3)
  assert.equal(printed, '')
  assert.match(
    said,
    /eu\/nis2-article-23\.json:\d+ \/trigger\/0\/if\n\s+FACT_UNKNOWN: there is no fact that a condition can use "imp\.sever"/u,
  )
  assert.equal((await simulate(['--rules', join(rulebooks, 'atlantis')])).code, 3)
})

test('rulebook simulate names file, line and field of what is no incident', async (t) => {
  const path = join(await temporaryFolder(t), 'incidents.jsonl')
  await writeFile(path, `${line(significant)}\n${line({ 'inc.kind': 'virus', filed: { initial: 'soon' } })}{"inc.kind":\n`)
  const { code, printed, said } = await simulate(['--incidents', path])
  assert.equal(code, 3)
  assert.equal(printed, '')
  assert.ok(said.includes(`${path}:3 /inc.kind\n    ANSWER_CODE`))
  assert.ok(said.includes(`${path}:3 /filed/initial\n    FILED_VALUE`))
  assert.ok(said.includes(`${path}:4 \n    JSON_SYNTAX`))
  assert.equal((await simulate(['--incidents', `${path}.gone`])).code, 3)
})

test('rulebook simulate tries delays, and refuses those of a law that is not there', async (t) => {
  const folder = await temporaryFolder(t)
  const [incidents, delays] = [join(folder, 'incidents.jsonl'), join(folder, 'delays.json')]
  await writeFile(incidents, line(significant))
  await writeFile(delays, JSON.stringify({ format: 'noroshi-delays-1', stages: { 'eu.nis2.art23/initial': 'P2D' } }))
  const { printed } = await simulate(['--incidents', incidents, '--delays', delays, '--json'])
  const nis2 = (JSON.parse(printed) as SimulationReport).rules.laws.find(({ law }) => law === 'eu.nis2.art23')
  assert.equal(nis2?.stages[0]?.states.late, 1)
  await writeFile(delays, JSON.stringify({ format: 'noroshi-delays-1', stages: { 'eu.nis2.art99/initial': 'P2D' } }))
  const refused = await simulate(['--incidents', incidents, '--delays', delays])
  assert.equal(refused.code, 3)
  assert.match(refused.said, /delays\.json\/stages\/eu\.nis2\.art99~1initial: there is no stage/u)
})

test('rulebook simulate refuses options that it cannot use', async () => {
  for (const words of [
    ['--seed', '4294967296'],
    ['--generate', '0'],
    ['--generate', '1e3'],
    ['--year', '1900'],
    ['--differences', 'differences.jsonl'],
    ['--rules', 'in-force@2027-02-30'],
    ['incidents.jsonl'],
  ]) {
    const { code, printed } = await simulate(words)
    assert.deepEqual([words, code, printed], [words, 2, ''])
  }
})
