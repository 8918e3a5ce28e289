import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { sampleChain, sampleParties, sampleReceipts, sampleSubmit } from '../../test/support/sample-receipt.ts'
import { editText, textEdits, type TextEdit } from '../../test/support/text-edits.ts'
import { formatCaseBundle, isCaseBundle, readCaseBundle, verifyCaseBundle, type VerifiedBundle } from './case-bundle.ts'
import { commitmentOf, type Opening } from './entry-commitment.ts'
import { LogError } from './log-error.ts'
import { formatReceipt, readReceipt, type ReceiptOptions } from './receipt.ts'

const { log, witnesses, policy } = await sampleParties()
const signers = [...log.slice(0, 1), ...witnesses.slice(0, 2)]
const { case: caseId, report, at } = sampleSubmit()
const inCase = { case: caseId, seq: 1, prev: null, report, at }
const open = { kind: 'open', ...inCase, authority: 'mhlw', role: 'officer', officer: '8F2A', purpose: 'triage' } as const
const digest = '17'.repeat(32)
const chain = sampleChain([
  sampleSubmit(),
  { kind: 'acknowledge', ...inCase, authority: 'mhlw' },
  { ...open, recipient: 'cd'.repeat(32) },
  { ...sampleSubmit({ digest, stage: 'update' }), kind: 'follow-up' },
])
const receipts = await sampleReceipts(chain, signers)
const names = new Map([
  ['mhlw', { ja: '厚生労働省', en: 'Ministry of Health, Labour and Welfare' }],
  ['8F2A', { ja: '担当官 8F2A', en: 'Officer 8F2A' }],
])
const bundle = formatCaseBundle({ caseId, receipts, names })
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
const bytesOf = (text: string) => new TextEncoder().encode(text)

/** Returns the code of the refusal, or what the bundle proves. */
async function judge(bytes: Uint8Array, options: Partial<ReceiptOptions> = {}): Promise<VerifiedBundle | string> {
  try {
    return await verifyCaseBundle(bytes, { policy, ...options })
  } catch (error) {
    assert.ok(error instanceof LogError, `expected a coded error, got ${String(error)}`)
    return error.code
  }
}

test('verifyCaseBundle() tells the whole case with the names that came along', async () => {
  const verified = await verifyCaseBundle(bundle, { policy })
  assert.deepEqual(
    verified.links.map(({ seq, entry }) => [seq, entry?.kind]),
    [
      [1, 'submit'],
      [2, 'acknowledge'],
      [3, 'open'],
      [4, 'follow-up'],
    ],
  )
  assert.deepEqual([verified.caseId, verified.state, verified.withheld], [caseId, 'witnessed', 0])
  assert.equal(verified.names.get('mhlw')?.ja, '厚生労働省')
})

test('a receipt cut out of a bundle is the receipt that went in', () => {
  const text = textOf(bundle)
  for (const receipt of receipts) assert.ok(text.includes(textOf(receipt)))
  assert.equal(isCaseBundle(bundle), true)
  for (const other of [receipts[0] as Uint8Array, new Uint8Array(), bytesOf('noroshi-case-bundle-10\n')])
    assert.equal(isCaseBundle(other), false)
})

test('verifyCaseBundle() looks for the filing expected among all of the case', async () => {
  for (const expected of [{ digest }, { digest: sampleSubmit().digest }, { digest, kind: 'follow-up' }])
    assert.equal(typeof (await judge(bundle, { expected })), 'object')
  for (const expected of [{ digest: 'cd'.repeat(32) }, { digest, kind: 'submit' }, { toString: 'x' }])
    assert.equal(await judge(bundle, { expected }), 'ENTRY_UNEXPECTED')
})

test('verifyCaseBundle() counts entries that are withheld', async () => {
  const hidden = receipts.with(2, formatReceipt(readReceipt(receipts[2] as Uint8Array), commitmentOf(chain[2] as Opening)))
  const verified = await verifyCaseBundle(formatCaseBundle({ caseId, receipts: hidden, names }), { policy })
  assert.deepEqual([verified.withheld, verified.links[2]?.entry], [1, null])
})

test('formatCaseBundle() leaves out names that no line can hold', () => {
  const odd = new Map([
    ...names,
    ['a b', { ja: 'あ', en: 'a' }],
    ['a', { ja: 'あ', en: 'a\nb' }],
    ['b', { ja: 'あ\u2028', en: 'b' }],
    ['c', { ja: '', en: 'c' }],
  ])
  assert.deepEqual(formatCaseBundle({ caseId, receipts, names: odd }), bundle)
})

test('readCaseBundle() inverts formatCaseBundle()', () => {
  const ids = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}$/)
  const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }).filter((name) => /^(?=\S)[^\p{C}\p{Z}]{1,200}$/u.test(name))
  const some = fc.record({
    caseId: ids,
    receipts: fc.array(fc.constantFrom(...receipts), { minLength: 1, maxLength: 6 }),
    names: fc
      .array(fc.tuple(ids, fc.record({ ja: words, en: words }, { noNullPrototype: true })), { maxLength: 5 })
      .map((list) => new Map(list)),
  })
  fc.assert(
    fc.property(some, (one) => {
      const read = readCaseBundle(formatCaseBundle(one))
      assert.deepEqual([read.caseId, read.receipts.map(textOf), read.names], [one.caseId, one.receipts.map(textOf), one.names])
    }),
  )
})

test('verifyCaseBundle() refuses each bundle in which one byte is altered', async () => {
  for (const [at, byte] of bundle.entries()) {
    const altered = bundle.with(at, byte ^ 0x01)
    assert.equal(typeof (await judge(altered)), 'string', `byte ${at} of ${JSON.stringify(textOf(bundle.slice(at - 20, at + 20)))}`)
  }
})

test('verifyCaseBundle() refuses a bundle whose receipts are dropped, doubled or in another order, whatever its head says', async () => {
  const again = (list: readonly Uint8Array[]) => formatCaseBundle({ caseId, receipts: list, names })
  for (let gap = 0; gap < receipts.length - 1; gap++) {
    assert.equal(await judge(again(receipts.toSpliced(gap, 1))), 'CHAIN_BROKEN')
    assert.equal(await judge(again(receipts.toSpliced(gap, 0, receipts[gap] as never))), 'CHAIN_BROKEN')
    assert.equal(await judge(again(receipts.with(gap, receipts[gap + 1] as never).with(gap + 1, receipts[gap] as never))), 'CHAIN_BROKEN')
  }
  assert.equal(await judge(bytesOf(textOf(bundle).slice(0, textOf(bundle).lastIndexOf('c2sp.org')))), 'BUNDLE_MALFORMED')
  assert.equal(await judge(bytesOf(textOf(bundle).replace(caseId, caseId.replace('0f', '0e')))), 'BUNDLE_MALFORMED')
  assert.equal(await judge(formatCaseBundle({ caseId: 'other', receipts, names })), 'CHAIN_CASE_WRONG')
})

const text = textOf(bundle)
const hostile: readonly (readonly [string, string, string])[] = [
  ['nothing', '', 'BUNDLE_MALFORMED'],
  ['another format', text.replace('bundle-1', 'bundle-2'), 'BUNDLE_MALFORMED'],
  ['CRLF', text.replaceAll('\n', '\r\n'), 'TEXT_CONTROL_CHARACTER'],
  ['a mark of byte order', `\ufeff${text}`, 'BUNDLE_MALFORMED'],
  ['no receipt', text.slice(0, text.indexOf('\n\n') + 2), 'BUNDLE_MALFORMED'],
  ['a number with a zero in front', text.replace('entries 4', 'entries 04'), 'NUMBER_MALFORMED'],
  ['words before the first receipt', text.replace('\n\n', '\n\nhello\n'), 'BUNDLE_MALFORMED'],
  ['words after the last receipt', `${text}hello\n`, 'NOTE_MALFORMED'],
  ['another name', text.replace('厚生労働省', '経済産業省'), 'BUNDLE_MALFORMED'],
  ['names in another order', text.replace(/(name 8.*\n)(name 8.*\n)/, '$2$1'), 'BUNDLE_MALFORMED'],
  ['a name in one language', text.replace(/name mhlw en .*\n/, ''), 'BUNDLE_MALFORMED'],
  ['a further line', text.replace('entries', 'note x\nentries'), 'BUNDLE_MALFORMED'],
  ['17 MiB', text + 'x'.repeat(17 * 1024 * 1024), 'TEXT_TOO_LARGE'],
]
for (const [what, altered, code] of hostile) {
  test(`readCaseBundle() refuses ${what}`, async () => {
    assert.notEqual(altered, text)
    assert.equal(await judge(bytesOf(altered)), code)
  })
}

test('verifyCaseBundle() refuses 1,000 edits of the structure, and takes away no more than signatures that were taken away', async () => {
  const edits = textEdits(text.split('\n').concat(['', ' ', 'index 0', 'entries 3', 'case x', 'name x ja y', '— x AAAA']))
  const whole = (await judge(bundle)) as VerifiedBundle
  const bare = ({ links, ...rest }: VerifiedBundle) => ({ ...rest, state: '', links: links.map((link) => ({ ...link, witnessedAt: 0 })) })
  let refused = 0
  const isRefusedOrLess = async (change: readonly TextEdit[]) => {
    const altered = change.reduce(editText, text)
    if (altered === text) return
    const answer = await judge(bytesOf(altered))
    if (typeof answer === 'string') refused += 1
    // Whoever holds a bundle can always leave out a cosignature; nothing else may be left out.
    else assert.deepEqual(bare(answer), bare(whole))
  }
  await fc.assert(fc.asyncProperty(fc.array(edits, { minLength: 1, maxLength: 3 }), isRefusedOrLess), { numRuns: 1300 })
  assert.ok(refused >= 1000, `${refused} refused`)
})
