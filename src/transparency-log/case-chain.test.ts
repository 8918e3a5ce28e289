import assert from 'node:assert/strict'
import test from 'node:test'
import { MemoryLog } from '../../test/support/memory-log.ts'
import {
  sampleChain,
  sampleCheckpoint,
  sampleCover,
  sampleOrigin,
  sampleParties,
  sampleReceipts,
  sampleSubmit,
} from '../../test/support/sample-receipt.ts'
import { verifyCaseChain } from './case-chain.ts'
import type { CaseEntry } from './entry.ts'
import { commitmentOf, leafHashOf, sealEntry, type Opening } from './entry-commitment.ts'
import { parsePolicy } from './policy.ts'
import { formatReceipt, readReceipt } from './receipt.ts'
import { openSigner } from './signer.ts'
import { formatVerifierKey } from './verifier-key.ts'

const { log, witnesses, policy, policyText } = await sampleParties()
const signers = [...log.slice(0, 1), ...witnesses.slice(0, 2)]
const options = { policy }
const { case: caseId, report, at } = sampleSubmit()
const inCase = { case: caseId, seq: 1, prev: null, report, at }
const recipient = 'cd'.repeat(32)
const open = { kind: 'open', ...inCase, authority: 'mhlw', role: 'analyst', officer: 'officer-7', purpose: 'triage', recipient } as const
const entries: readonly CaseEntry[] = [
  sampleSubmit(),
  { kind: 'acknowledge', ...inCase, authority: 'mhlw' },
  open,
  { kind: 'share', ...inCase, authority: 'mhlw', officer: 'officer-7', with: 'npa', recipient },
  { ...open, authority: 'npa', at: '2026-11-22T01:02:09.000Z' },
  { ...sampleSubmit(), kind: 'follow-up', at: '2026-11-22T01:02:10.000Z' },
  { kind: 'recovery', ...inCase, holders: 3, purpose: 'drill', recipient, at: '2026-11-22T01:02:11.000Z' },
]
const chain = sampleChain(entries)
const receipts = await sampleReceipts(chain, signers)

test('verifyCaseChain() follows a case from its first report on', async () => {
  const { links, withheld, state } = await verifyCaseChain(caseId, receipts, options)
  assert.deepEqual(
    links.map(({ seq, entry }) => [seq, entry?.kind]),
    entries.map(({ kind }, index) => [index + 1, kind]),
  )
  assert.deepEqual([withheld, state], [0, 'witnessed'])
  assert.equal((await verifyCaseChain(caseId, receipts.slice(0, 1), options)).links.length, 1)
})

test('verifyCaseChain() lets a case begin with a report that came without a network, and with nothing but a report', async () => {
  const { kind: _, ...filing } = sampleSubmit()
  const handIn = { ...filing, kind: 'hand-in', authority: 'mhlw', reached: '2026-11-22T00:40:00.000Z' } as const
  const phone = { ...filing, kind: 'phone', authority: 'mhlw', officer: 'officer-7' } as const
  for (const first of [handIn, phone]) {
    const { links } = await verifyCaseChain(caseId, await sampleReceipts(sampleChain([first]), signers), options)
    assert.deepEqual(links[0]?.entry?.kind, first.kind)
  }
  await assert.rejects(verifyCaseChain(caseId, await sampleReceipts(sampleChain([open]), signers), options), { code: 'CHAIN_BROKEN' })
})

test('verifyCaseChain() is provisional as long as one receipt is', async () => {
  const provisional = await sampleReceipts(chain, log.slice(0, 1))
  assert.equal((await verifyCaseChain(caseId, provisional, options)).state, 'provisional')
})

test('verifyCaseChain() misses every entry but the last when it is left out, moved or doubled', async () => {
  for (let gap = 0; gap < receipts.length - 1; gap++) {
    await assert.rejects(verifyCaseChain(caseId, receipts.toSpliced(gap, 1), options), { code: 'CHAIN_BROKEN' }, `without ${gap + 1}`)
    const swapped = receipts.with(gap, receipts[gap + 1] as never).with(gap + 1, receipts[gap] as never)
    await assert.rejects(verifyCaseChain(caseId, swapped, options), { code: 'CHAIN_BROKEN' }, `swapped ${gap + 1}`)
    await assert.rejects(verifyCaseChain(caseId, receipts.toSpliced(gap, 0, receipts[gap] as never), options), { code: 'CHAIN_BROKEN' })
  }
  await assert.rejects(verifyCaseChain(caseId, [], options), { code: 'CHAIN_BROKEN' })
})

test('verifyCaseChain() shows that withheld entries exist, one alone and several in a row', async () => {
  for (const hidden of [[1], [2], [5], [1, 2, 3], [2, 4, 5]]) {
    const some = receipts.map((receipt, at) => (hidden.includes(at) ? withheld(receipt, chain[at]) : receipt))
    const { links, withheld: count } = await verifyCaseChain(caseId, some, options)
    assert.equal(count, hidden.length)
    for (const at of hidden) assert.deepEqual([links[at]?.entry, links[at]?.commitment], [null, commitmentOf(chain[at] as Opening)])
    for (const at of hidden) await assert.rejects(verifyCaseChain(caseId, some.toSpliced(at, 1), options), { code: 'CHAIN_BROKEN' })
  }
})

test('verifyCaseChain() refuses a withheld entry that is another leaf, no leaf, first or last', async () => {
  const other = withheld(receipts[0], chain[0])
  await assert.rejects(verifyCaseChain(caseId, receipts.with(3, other), options), { code: 'CHAIN_BROKEN' })
  const none = withheld(receipts[3], sealEntry(sampleSubmit()))
  await assert.rejects(verifyCaseChain(caseId, receipts.with(3, none), options), { code: 'PROOF_ROOT_WRONG' })
  const first = receipts.with(0, withheld(receipts[0], chain[0]))
  await assert.rejects(verifyCaseChain(caseId, first, options), { code: 'CHAIN_BROKEN' })
  const last = [...receipts.slice(0, -1), withheld(receipts.at(-1), chain.at(-1))]
  await assert.rejects(verifyCaseChain(caseId, last, options), { code: 'CHAIN_BROKEN' })
})

/** Returns the receipt without its entry. */
function withheld(receipt: Uint8Array | undefined, opening: Opening | undefined): Uint8Array<ArrayBuffer> {
  assert.ok(receipt !== undefined && opening !== undefined)
  return formatReceipt(readReceipt(receipt), commitmentOf(opening))
}

test('verifyCaseChain() refuses entries of another case and of none', async () => {
  await assert.rejects(verifyCaseChain('other', receipts, options), { code: 'CHAIN_CASE_WRONG' })
  const mixed = sampleChain([sampleSubmit(), { ...open, case: 'other' }])
  await assert.rejects(verifyCaseChain(caseId, await sampleReceipts(mixed, signers), options), { code: 'CHAIN_CASE_WRONG' })
  const cover = await sampleReceipts([...sampleChain([sampleSubmit()]), sampleCover()], signers)
  await assert.rejects(verifyCaseChain(caseId, cover, options), { code: 'CHAIN_CASE_WRONG' })
})

test('verifyCaseChain() refuses a case that begins otherwise, runs back in time, or lies in another order in the log', async () => {
  await assert.rejects(verifyCaseChain(caseId, await sampleReceipts(sampleChain([open]), signers), options), { code: 'CHAIN_BROKEN' })
  const back = sampleChain([sampleSubmit(), { ...open, at: '2026-11-22T01:02:06.999Z' }])
  await assert.rejects(verifyCaseChain(caseId, await sampleReceipts(back, signers), options), { code: 'CHAIN_BROKEN' })
  const [first, second] = chain as [Opening, Opening]
  const [late, early] = (await sampleReceipts([second, first], signers)).toReversed() as [Uint8Array, Uint8Array]
  await assert.rejects(verifyCaseChain(caseId, [late, early], options), { code: 'CHAIN_BROKEN' })
})

test('verifyCaseChain() follows a case into the next log, where leaves count from the beginning', async () => {
  const origin = 'log.example/2027'
  const next = await openSigner(origin, 'ed25519', new Uint8Array(32).fill(7))
  const policy = parsePolicy(`log ${formatVerifierKey(next.key)}\n${policyText}`)
  const [, second] = chain as [Opening, Opening]
  const tree = new MemoryLog().append(leafHashOf(commitmentOf(second)))
  const checkpoint = await sampleCheckpoint(tree, [next, ...witnesses.slice(0, 2)], undefined, origin)
  const moved = formatReceipt({ index: 0, hashes: [], checkpoint }, second)
  const { links, state } = await verifyCaseChain(caseId, [receipts[0] as Uint8Array, moved], { policy })
  assert.deepEqual(
    [links.map((link) => [link.origin, link.index]), state],
    [
      [
        [sampleOrigin, 5],
        [origin, 0],
      ],
      'witnessed',
    ],
  )
})

test('verifyCaseChain() refuses two histories that share a beginning', async () => {
  const [first] = chain as [Opening]
  const fork = [first, sealEntry({ ...open, seq: 2, prev: commitmentOf(first).toHex() }), chain[2] as Opening]
  const tree = new MemoryLog().append(...fork.map((opening) => leafHashOf(commitmentOf(opening))))
  const checkpoint = await sampleCheckpoint(tree, signers)
  const forged = await Promise.all(
    fork.map(async (opening, index) => formatReceipt({ index, hashes: await tree.inclusion(index), checkpoint }, opening)),
  )
  await assert.rejects(verifyCaseChain(caseId, forged, options), { code: 'CHAIN_BROKEN' })
})
