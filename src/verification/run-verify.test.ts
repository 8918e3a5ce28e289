import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sealFiling } from '#envelope/seal-filing.ts'
import { formatCaseBundle } from '#transparency-log/case-bundle.ts'
import type { CaseEntry } from '#transparency-log/entry.ts'
import { commitmentOf, sealEntry, type Opening } from '#transparency-log/entry-commitment.ts'
import { formatReceipt, readReceipt } from '#transparency-log/receipt.ts'
import { runCommandLine } from '../../test/support/command-line.ts'
import { sampleFiling } from '../../test/support/sample-filing.ts'
import { sampleChain, sampleParties, sampleReceipts, sampleSubmit } from '../../test/support/sample-receipt.ts'
import { filingDigest } from '#report/check-filing.ts'

/** Where no server can be reached. */
const offline = { NOROSHI_URL: 'http://localhost:1' }
let folder: string
const path = (name: string): string => join(folder, name)

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nrs-'))
  const { log, witnesses, policyText } = await sampleParties()
  const { draft, keys } = await sampleFiling()
  const filing = await sealFiling(draft, keys)
  const opening = sealEntry(sampleSubmit({ digest: (await filingDigest(filing)) ?? '' }))
  const [witnessed = new Uint8Array(0)] = await sampleReceipts([opening], [...log, ...witnesses])
  const [provisional = new Uint8Array(0)] = await sampleReceipts([opening], log)
  const signers = [...log.slice(0, 1), ...witnesses.slice(0, 2)]
  const names = new Map([['jp.minister.meti', { ja: '架空経済産業省', en: 'Demo Ministry of Economy' }]])
  const { case: caseId } = sampleSubmit()
  const bundle = (receipts: readonly Uint8Array[]) => formatCaseBundle({ caseId, receipts, names })
  const chain = sampleChain(caseEntries(String((opening.entry as { digest?: string }).digest)))
  const told = await sampleReceipts(chain, signers)
  const hidden = formatReceipt(readReceipt(told[1] as Uint8Array), commitmentOf(chain[1] as Opening))
  await writeFile(path('bundle'), bundle(told))
  await writeFile(path('bundle-withheld'), bundle(told.with(1, hidden)))
  await writeFile(path('bundle-gap'), bundle(told.toSpliced(1, 1)))
  await writeFile(path('policy'), policyText)
  await writeFile(path('witnessed'), witnessed)
  await writeFile(path('provisional'), provisional)
  await writeFile(path('altered'), new TextDecoder().decode(witnessed).replace('index 5', 'index 4'))
  await writeFile(path('filing'), JSON.stringify(filing))
  await writeFile(path('answer'), JSON.stringify({ stage: 'initial', filing }))
  await writeFile(path('other'), JSON.stringify({ ...filing, stage: 'update' }))
  await writeFile(path('no-filing'), '{}')
})

function caseEntries(digest: string): readonly CaseEntry[] {
  const { case: caseId, report, at, ...submit } = sampleSubmit({ digest })
  const inCase = { case: caseId, seq: 1, prev: null, report, at }
  const recipient = 'cd'.repeat(32)
  const open = { kind: 'open', ...inCase, authority: 'jp.minister.meti', role: 'officer', officer: '8F2A', recipient } as const
  return [
    { ...submit, ...inCase },
    { ...open, purpose: 'triage', at: '2026-11-22T01:02:08.000Z' },
    { ...submit, ...inCase, kind: 'follow-up', stage: 'update', digest: 'ee'.repeat(32), at: '2026-11-22T01:02:09.000Z' },
  ]
}

after(() => rm(folder, { recursive: true }))

async function verify(...args: readonly string[]): Promise<{ code: number | null; state: unknown; refusal: unknown }> {
  const named = args.map((arg) => (arg.startsWith('--') ? arg : path(arg)))
  const { code, output } = await runCommandLine(['verify', ...named, '--json'], offline)
  const { state = null, code: refusal = null } = output === '' ? {} : (JSON.parse(output) as Record<string, unknown>)
  return { code, state, refusal }
}

test('noroshi verify ends with 0 for a witnessed receipt, 7 for a provisional one and 1 for an altered one', async () => {
  assert.deepEqual(await verify('witnessed', '--policy', 'policy'), { code: 0, state: 'witnessed', refusal: null })
  assert.deepEqual(await verify('provisional', '--policy', 'policy'), { code: 7, state: 'provisional', refusal: null })
  assert.deepEqual(await verify('altered', '--policy', 'policy'), { code: 1, state: 'invalid', refusal: 'PROOF_ROOT_WRONG' })
})

test('noroshi verify --report accepts the report of the receipt, alone or in the answer of a server, and no other', async () => {
  for (const report of ['filing', 'answer'])
    assert.equal((await verify('witnessed', '--policy', 'policy', '--report', report)).code, 0, report)
  assert.deepEqual(await verify('witnessed', '--policy', 'policy', '--report', 'other'), {
    code: 1,
    state: 'invalid',
    refusal: 'ENTRY_UNEXPECTED',
  })
  assert.equal((await verify('witnessed', '--policy', 'policy', '--report', 'no-filing')).code, 3)
})

test('noroshi verify finds a receipt invalid under a policy that is none', async () => {
  assert.deepEqual(await verify('witnessed', '--policy', 'filing'), { code: 1, state: 'invalid', refusal: 'POLICY_MALFORMED' })
})

test('noroshi verify tells the history of a case from its bundle, in both languages', async () => {
  const run = (language: string) => runCommandLine(['verify', path('bundle'), '--policy', path('policy'), '--lang', language], offline)
  const english = await run('en')
  assert.equal(english.code, 0, english.complaints)
  assert.match(english.output, /^VALID, witnessed\n {2}3 entries of the case, no gap\n/)
  assert.match(
    english.output,
    / {2}2\. Sun 22 Nov 2026, 10:02:08 JST 2026-11-22T01:02:08\.000Z {2}Opened by Demo Ministry of Economy \[jp\.minister\.meti\] \(officer 8F2A\)\. Purpose: Triage/,
  )
  const japanese = await run('ja')
  assert.match(japanese.output, /^有効（立会済み）\n {2}事案の記録：3件、欠落なし\n/)
  assert.match(japanese.output, /架空経済産業省［jp\.minister\.meti］（担当官 8F2A）が開封。目的：受付時の内容確認/)
})

test('noroshi verify counts withheld entries of a case, finds its report, and refuses a gap', async () => {
  const { code, output } = await runCommandLine(['verify', path('bundle-withheld'), '--policy', path('policy')], offline)
  assert.equal(code, 0)
  assert.match(output, /3 entries of the case, no gap; 1 of them withheld/)
  assert.equal((await verify('bundle', '--policy', 'policy', '--report', 'filing')).code, 0)
  assert.equal((await verify('bundle', '--policy', 'policy', '--report', 'other')).refusal, 'ENTRY_UNEXPECTED')
  assert.deepEqual(await verify('bundle-gap', '--policy', 'policy'), { code: 1, state: 'invalid', refusal: 'CHAIN_BROKEN' })
})

test('noroshi verify asks for a policy where no server answers', async () => {
  const { code, complaints } = await runCommandLine(['verify', path('witnessed')], offline)
  assert.equal(code, 1)
  assert.match(complaints, /--policy FILE \(POLICY_MISSING\)/)
})
