import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sealFiling } from '#envelope/seal-filing.ts'
import { sealEntry } from '#transparency-log/entry-commitment.ts'
import { runCommandLine } from '../../test/support/command-line.ts'
import { sampleFiling } from '../../test/support/sample-filing.ts'
import { sampleParties, sampleReceipts, sampleSubmit } from '../../test/support/sample-receipt.ts'
import { filingDigest } from './check-filing.ts'

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
  await writeFile(path('policy'), policyText)
  await writeFile(path('witnessed'), witnessed)
  await writeFile(path('provisional'), provisional)
  await writeFile(path('altered'), new TextDecoder().decode(witnessed).replace('index 5', 'index 4'))
  await writeFile(path('filing'), JSON.stringify(filing))
  await writeFile(path('answer'), JSON.stringify({ stage: 'initial', filing }))
  await writeFile(path('other'), JSON.stringify({ ...filing, stage: 'update' }))
  await writeFile(path('no-filing'), '{}')
})

after(() => rm(folder, { recursive: true }))

/** Runs it where no server can be reached. */
async function verify(...args: readonly string[]): Promise<{ code: number | null; state: unknown; refusal: unknown }> {
  const named = args.map((arg) => (arg.startsWith('--') ? arg : path(arg)))
  const { code, output } = await runCommandLine(['verify', ...named, '--json'], { NOROSHI_URL: 'http://localhost:1' })
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
