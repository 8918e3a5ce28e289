import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import {
  sampleCheckpoint,
  sampleOrigin,
  sampleParties,
  sampleReceipts,
  sampleSubmit,
  sampleTime,
} from '../../test/support/sample-receipt.ts'
import { editText, textEdits, type TextEdit } from '../../test/support/text-edits.ts'
import { MemoryLog } from '../../test/support/memory-log.ts'
import { commitmentOf, leafHashOf, sealEntry } from './entry-commitment.ts'
import { LogError } from './log-error.ts'
import { parsePolicy } from './policy.ts'
import { formatReceipt, readReceipt, verifyReceipt, type VerifiedReceipt } from './receipt.ts'
import { parseNote, type NoteSignature } from './signed-note.ts'
import { openSigner, type Signer } from './signer.ts'

const parties = await sampleParties()
const { policy } = parties
const [classicalLog, quantumLog] = parties.log as [Signer, Signer]
const [isac, audit, university] = parties.witnesses as [Signer, Signer, Signer]
const opening = sealEntry(sampleSubmit())
const [classical, quantum, provisional] = (await Promise.all(
  [[classicalLog, isac, audit], [...parties.log, ...parties.witnesses], [classicalLog]].map(
    async (signers) => (await sampleReceipts([opening], signers))[0],
  ),
)) as [Uint8Array, Uint8Array, Uint8Array]

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
const bytesOf = (text: string) => new TextEncoder().encode(text)

/** Returns the code of the refusal, or what the receipt proves. */
async function judge(bytes: Uint8Array, options: Partial<Parameters<typeof verifyReceipt>[1]> = {}): Promise<VerifiedReceipt | string> {
  try {
    return await verifyReceipt(bytes, { policy, ...options })
  } catch (error) {
    assert.ok(error instanceof LogError, `expected a coded error, got ${String(error)}`)
    return error.code
  }
}

test('verifyReceipt() tells a witnessed receipt with the time at which the quorum was met', async () => {
  assert.deepEqual(await verifyReceipt(classical, { policy }), {
    state: 'witnessed',
    entry: opening.entry,
    commitment: commitmentOf(opening),
    origin: sampleOrigin,
    index: 5,
    size: 6,
    witnessedAt: sampleTime + 2,
    cosignatures: [
      { witness: 'isac', at: sampleTime + 1 },
      { witness: 'audit', at: sampleTime + 2 },
    ],
  })
  const { state, cosignatures } = await verifyReceipt(quantum, { policy })
  assert.deepEqual([state, cosignatures.map(({ witness }) => witness)], ['witnessed', ['isac', 'audit', 'university']])
})

test('verifyReceipt() tells a provisional receipt while the quorum is not met', async () => {
  const { state, witnessedAt, cosignatures } = await verifyReceipt(provisional, { policy })
  assert.deepEqual([state, witnessedAt, cosignatures], ['provisional', null, []])
  const [half] = (await sampleReceipts([opening], [quantumLog, university])) as [Uint8Array]
  assert.equal((await verifyReceipt(half, { policy })).state, 'provisional')
  const withoutQuorum = parsePolicy(parties.policyText.replace('quorum independent', 'quorum none'))
  assert.equal((await verifyReceipt(classical, { policy: withoutQuorum })).state, 'provisional')
})

test('verifyReceipt() refuses a receipt of other content than expected', async () => {
  const { report, digest } = sampleSubmit()
  assert.equal(typeof (await judge(classical, { expected: { kind: 'submit', report, digest } })), 'object')
  for (const expected of [
    { digest: 'cd'.repeat(32) },
    { report: 'x' },
    { kind: 'open' },
    { authority: 'x' },
    { seq: 2 },
    { toString: 'x' },
  ]) {
    assert.equal(await judge(classical, { expected }), 'ENTRY_UNEXPECTED')
  }
})

test('verifyReceipt() refuses each receipt in which one byte is altered', async () => {
  for (const at of classical.keys()) {
    for (const flip of [0x01, 0x20, 0x80]) {
      const altered = classical.with(at, (classical[at] ?? 0) ^ flip)
      assert.equal(
        typeof (await judge(altered)),
        'string',
        `byte ${at} ^ ${flip} of ${JSON.stringify(textOf(classical).slice(at - 20, at + 20))}`,
      )
    }
  }
})

test('verifyReceipt() refuses a receipt with signatures of ML-DSA-44 in which one byte is altered', async () => {
  for (let at = 0; at < quantum.length; at += 5) {
    assert.equal(typeof (await judge(quantum.with(at, (quantum[at] ?? 0) ^ 0x01))), 'string', `byte ${at}`)
  }
})

/** Lines that a forger might move about: those of receipts for the same entry, for another, and of another log. */
const edits = textEdits(
  textOf(quantum).split('\n').concat(textOf(classical).split('\n'), ['', ' ', '\t', 'index 0', 'extra AA==', '— x AAAA']),
)

test('verifyReceipt() refuses 1,000 edits of the structure, and takes away no more than signatures that were taken away', async () => {
  const [original, whole] = [textOf(classical), (await judge(classical)) as VerifiedReceipt]
  const signatureLines = original.split('\n').filter((line) => line.startsWith('— '))
  let refused = 0
  const isRefusedOrLess = async (change: readonly TextEdit[]) => {
    const text = change.reduce(editText, original)
    if (text === original) return
    const answer = await judge(bytesOf(text))
    if (typeof answer === 'string') {
      refused += 1
      return
    }
    // Whoever holds a receipt can always leave out a cosignature. What is left must be that of the receipt, and vouch for no more.
    const left = signatureLines.filter((line) => text.includes(line))
    assert.equal(text, `${original.slice(0, original.indexOf('— '))}${left.join('\n')}\n`)
    assert.deepEqual({ ...answer, state: '', witnessedAt: 0, cosignatures: [] }, { ...whole, state: '', witnessedAt: 0, cosignatures: [] })
    assert.ok(answer.cosignatures.length < whole.cosignatures.length && answer.state === 'provisional')
  }
  await fc.assert(fc.asyncProperty(fc.array(edits, { minLength: 1, maxLength: 3 }), isRefusedOrLess), { numRuns: 1500 })
  assert.ok(refused >= 1000, `${refused} refused`)
})

const text = textOf(classical)
const [, after = ''] = text.split('\n\n')
const hostile: readonly (readonly [string, string, string])[] = [
  ['CRLF', text.replaceAll('\n', '\r\n'), 'TEXT_CONTROL_CHARACTER'],
  ['a mark of byte order', `\ufeff${text}`, 'PROOF_MALFORMED'],
  ['no opening', text.replace(/extra .*\n/, ''), 'ENTRY_MALFORMED'],
  ['a commitment for an opening', text.replace(/extra .*\n/, `extra ${commitmentOf(opening).toBase64()}\n`), 'ENTRY_MALFORMED'],
  ['cosignatures before the log', text.replace(/(— log.*\n)(— wit.*\n)/, '$2$1'), 'RECEIPT_NOT_CANONICAL'],
  ['cosignatures in another order', text.replace(/(— wit.*\n)(— wit.*\n)/, '$2$1'), 'RECEIPT_NOT_CANONICAL'],
  ['one cosignature twice', text.replace(/(— wit.*\n)/, '$1$1'), 'NOTE_SIGNATURE_REPEATED'],
  ['a larger size', text.replace('\n6\n', '\n7\n'), 'SIGNATURE_INVALID'],
  ['a size of zero', text.replace('\n6\n', '\n0\n'), 'CHECKPOINT_MALFORMED'],
  ['an index behind the end', text.replace('index 5', 'index 6'), 'TREE_POSITION_IMPOSSIBLE'],
  ['another index', text.replace('index 5', 'index 4'), 'PROOF_ROOT_WRONG'],
  ['an index of another depth', text.replace('index 5', 'index 0'), 'PROOF_LENGTH_WRONG'],
  ['another origin', text.replace(`\n${sampleOrigin}\n`, '\nother.example\n'), 'SIGNATURE_INVALID'],
  ['no signature by the log', text.replace(/— log.*\n/, ''), 'CHECKPOINT_UNSIGNED'],
  ['no signature at all', text.replaceAll(/— .*\n/g, ''), 'NOTE_MALFORMED'],
  ['a second checkpoint', `${text}\n${after}`, 'NOTE_MALFORMED'],
  ['an extension line', text.replace(/(\n6\n.*\n)/, '$1extension\n'), 'SIGNATURE_INVALID'],
  ['more than 256 KiB', text + 'x'.repeat(256 * 1024), 'TEXT_TOO_LARGE'],
]
for (const [what, receipt, code] of hostile) {
  test(`verifyReceipt() refuses ${what}`, async () => {
    assert.notEqual(receipt, text)
    assert.equal(await judge(bytesOf(receipt)), code)
  })
}

async function receiptBy(signers: readonly Signer[], at?: number): Promise<Uint8Array> {
  const log = new MemoryLog().append(leafHashOf(commitmentOf(opening)))
  return formatReceipt({ index: 0, hashes: [], checkpoint: await sampleCheckpoint(log, signers, at) }, opening)
}

test('verifyReceipt() refuses a log, and by default a witness, that the policy does not name', async () => {
  const stranger = await openSigner('witness.example/stranger', 'ed25519-cosignature', new Uint8Array(32).fill(99))
  const impostor = await openSigner(sampleOrigin, 'ed25519', new Uint8Array(32).fill(98))
  const receipt = await receiptBy([classicalLog, isac, audit, stranger])
  assert.equal(await judge(receipt), 'SIGNATURE_UNKNOWN')
  const tolerant = await judge(receipt, { unknownSignatures: 'ignore' })
  assert.ok(typeof tolerant === 'object' && tolerant.state === 'witnessed' && tolerant.cosignatures.length === 2)
  assert.equal(await judge(await receiptBy([impostor, isac, audit]), { unknownSignatures: 'ignore' }), 'CHECKPOINT_UNSIGNED')
  const elsewhere = parsePolicy(parties.policyText.replaceAll(/^log .*\n/gm, ''))
  assert.equal(await judge(classical, { policy: elsewhere, unknownSignatures: 'ignore' }), 'CHECKPOINT_ORIGIN_UNKNOWN')
})

test('verifyReceipt() counts no cosignature without a time, from the future, or older than its entry', async () => {
  assert.equal(await judge(await receiptBy([classicalLog, university], -1)), 'SIGNATURE_UNTIMED')
  assert.equal(await judge(classical, { now: sampleTime - 3600 }), 'SIGNATURE_FROM_FUTURE')
  assert.equal(typeof (await judge(classical, { now: sampleTime - 60 })), 'object')
  assert.equal(await judge(await receiptBy([classicalLog, isac, audit], sampleTime - 3600)), 'ENTRY_TIME_IMPOSSIBLE')
})

test('verifyReceipt() refuses an opening of another leaf, and a leaf of another log', async () => {
  const [other] = (await sampleReceipts([sealEntry(sampleSubmit())], [classicalLog, isac, audit])) as [Uint8Array]
  const extraOf = (bytes: Uint8Array) => /extra .*\n/.exec(textOf(bytes))?.[0] ?? ''
  assert.equal(await judge(bytesOf(text.replace(extraOf(classical), extraOf(other)))), 'PROOF_ROOT_WRONG')
  const [, checkpoint = ''] = textOf(other).split('\n\n', 2)
  assert.equal(typeof (await judge(bytesOf(text.replace(after, checkpoint)))), 'string')
})

test('formatReceipt() inverts readReceipt(), with the log first and the others by name', () => {
  const proof = readReceipt(quantum)
  assert.deepEqual(formatReceipt(proof, opening), quantum)
  const names = parseNote(proof.checkpoint).signatures.map(({ name }: NoteSignature) => name)
  assert.deepEqual(names, [sampleOrigin, sampleOrigin, 'witness.example/audit', 'witness.example/isac', 'witness.example/university'])
})
