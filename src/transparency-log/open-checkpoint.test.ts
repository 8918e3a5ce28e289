import assert from 'node:assert/strict'
import test from 'node:test'
import { ml_dsa44 } from '@noble/post-quantum/ml-dsa.js'
import fc from 'fast-check'
import { sampleOrigin, sampleParties, sampleTime } from '../../test/support/sample-receipt.ts'
import vectors from '../../test/vectors/checkpoint.json' with { type: 'json' }
import { formatCheckpoint, parseCheckpoint } from './checkpoint.ts'
import { LogError } from './log-error.ts'
import { emptyRoot, leafHash } from './merkle-tree.ts'
import { openCheckpoint, signedByLog } from './open-checkpoint.ts'
import { formatNote } from './signed-note.ts'
import { openSigner, signCheckpoint, type Signer } from './signer.ts'
import { formatVerifierKey, parseVerifierKey, verifierKey } from './verifier-key.ts'

const root = leafHash(Uint8Array.of(7))
const text = formatCheckpoint({ origin: sampleOrigin, size: 12, root, extensions: [] })
const parties = await sampleParties()
const everybody = [...parties.log, ...parties.witnesses]
const keys = everybody.map(({ key }) => key)

async function signed(body: string, signers: readonly Signer[]): Promise<string> {
  return formatNote({ text: body, signatures: await Promise.all(signers.map((signer) => signCheckpoint(body, signer, sampleTime))) })
}

test('openCheckpoint() accepts a checkpoint of a public log with the cosignature of a public witness, and ignores the others', async () => {
  const { note, logKey, witnessKey, size } = vectors.witnessed
  const [log, witness] = [parseVerifierKey(logKey), parseVerifierKey(witnessKey)]
  const { checkpoint, verified, unknown } = await openCheckpoint(note, [log, witness])
  assert.equal(checkpoint.size, size)
  assert.deepEqual(verified, [
    { key: log, at: null },
    { key: witness, at: 1779573024 },
  ])
  assert.equal(unknown.length, 4)
  await assert.rejects(openCheckpoint(note.replace(String(size), String(size + 1)), [witness]), { code: 'SIGNATURE_INVALID' })
  await assert.rejects(openCheckpoint(note.replace(String(size), String(size + 1)), [log]), { code: 'SIGNATURE_INVALID' })
})

test('openCheckpoint() accepts the ML-DSA-44 checkpoint of the tests of litewitness, and openSigner() derives its key', async () => {
  const { key, note, seed } = vectors.mlDsa44
  const { checkpoint, verified } = await openCheckpoint(note, [parseVerifierKey(key)])
  assert.equal(checkpoint.origin, 'example.com/mldsa-log')
  assert.equal(checkpoint.root.toHex(), leafHash(new TextEncoder().encode('testonly')).toHex())
  assert.equal(verified[0]?.at, null)
  const signer = await openSigner('example.com/mldsa-log', 'ml-dsa-44', Uint8Array.fromHex(seed))
  assert.equal(formatVerifierKey(signer.key), key)
  for (const altered of [
    note.replace('log\n1\n', 'log\n2\n'),
    note.replace('mldsa-log\n', 'mldsa-lag\n'),
    note.replace('kjFvCxC', 'kjFvCxD'),
  ]) {
    await assert.rejects(openCheckpoint(altered, [parseVerifierKey(key)]), { code: 'SIGNATURE_INVALID' })
  }
})

test('openCheckpoint() verifies every kind of signature that signCheckpoint() makes, with its time', async () => {
  const { checkpoint, verified, unknown } = await openCheckpoint(await signed(text, everybody), keys)
  assert.deepEqual(checkpoint, { origin: sampleOrigin, size: 12, root, extensions: [] })
  assert.deepEqual(
    verified.map(({ at }) => at),
    [null, ...Array.from({ length: 4 }, () => sampleTime)],
  )
  assert.deepEqual(unknown, [])
})

test('openCheckpoint() verifies no signature under another text, another time or another key of the same name', async () => {
  for (const signer of everybody) {
    const note = await signed(text, [signer])
    await assert.rejects(openCheckpoint(note.replace('\n12\n', '\n13\n'), keys), { code: 'SIGNATURE_INVALID' })
    const [before = '', encoded = ''] = note.trimEnd().split(/ (?=[^ ]*$)/)
    const bytes = Uint8Array.fromBase64(encoded)
    for (const at of [4, 11, 12, bytes.length - 1]) {
      const altered = bytes.with(at, (bytes[at] ?? 0) ^ 1)
      await assert.rejects(openCheckpoint(`${before} ${altered.toBase64()}\n`, keys), { code: 'SIGNATURE_INVALID' }, `byte ${at}`)
    }
    const other = { ...signer.key, publicKey: signer.key.publicKey.with(3, (signer.key.publicKey[3] ?? 0) ^ 1) }
    await assert.rejects(openCheckpoint(note, [other]), { code: 'SIGNATURE_INVALID' })
  }
})

test('openCheckpoint() takes a line that shares only name or only key id with a known key for that of another', async () => {
  const [log] = parties.log as [Signer]
  const note = await signed(text, [log])
  const { verified, unknown } = await openCheckpoint(note.replace(`— ${sampleOrigin}`, '— other.example'), keys)
  assert.deepEqual([verified.length, unknown.length], [0, 1])
})

test('an ML-DSA-44 cosignature is over the structure of C2SP tlog-cosignature, the name of the cosigner included', async () => {
  const [, , university] = parties.witnesses as [Signer, Signer, Signer]
  const { name, publicKey } = university.key
  const [prefix, number] = [
    (value: string) => [value.length, ...new TextEncoder().encode(value)],
    (value: number) => [0, 0, 0, 0, 0, 0, 0, value],
  ]
  const time = [0, 0, 0, 0, ...new Uint8Array(Uint32Array.of(sampleTime).buffer).toReversed()]
  const label = [...new TextEncoder().encode('subtree/v1\n'), 0]
  const message = Uint8Array.from([...label, ...prefix(name), ...time, ...prefix(sampleOrigin), ...number(0), ...number(12), ...root])
  const { value } = await signCheckpoint(text, university, sampleTime)
  assert.deepEqual(Array.from(value.slice(0, 8)), time)
  assert.equal(ml_dsa44.verify(value.slice(8), message, publicKey), true)
  const renamed = verifierKey('witness.example/other', 'ml-dsa-44', publicKey)
  const note = formatNote({ text, signatures: [{ name: renamed.name, keyId: renamed.keyId, value }] })
  await assert.rejects(openCheckpoint(note, [renamed]), { code: 'SIGNATURE_INVALID' })
})

test('signedByLog() demands a signature by a key of the origin', async () => {
  const logKeys = parties.log.map(({ key }) => key)
  const isOpened = async (note: string) => signedByLog(await openCheckpoint(note, keys), logKeys).length
  assert.equal(await isOpened(await signed(text, everybody)), 2)
  await assert.rejects(isOpened(await signed(text, parties.witnesses)), { code: 'CHECKPOINT_UNSIGNED' })
  const foreign = formatCheckpoint({ origin: 'other.example', size: 12, root, extensions: [] })
  await assert.rejects(isOpened(await signed(foreign, everybody)), { code: 'CHECKPOINT_ORIGIN_UNKNOWN' })
})

test('an ML-DSA-44 key neither signs nor verifies a checkpoint with extension lines', async () => {
  const extended = formatCheckpoint({ origin: sampleOrigin, size: 12, root, extensions: ['extension 1'] })
  const [classical, postQuantum] = parties.log as [Signer, Signer]
  await assert.rejects(signCheckpoint(extended, postQuantum, sampleTime), { code: 'CHECKPOINT_EXTENDED' })
  const opened = await openCheckpoint(await signed(extended, [classical, ...parties.witnesses.slice(0, 2)]), keys)
  assert.deepEqual(opened.checkpoint.extensions, ['extension 1'])
  const { name, keyId } = postQuantum.key
  const note = formatNote({ text: extended, signatures: [{ name, keyId, value: new Uint8Array(2428) }] })
  await assert.rejects(openCheckpoint(note, keys), { code: 'CHECKPOINT_EXTENDED' })
})

test('formatCheckpoint() inverts parseCheckpoint()', () => {
  const lines = fc.string({ minLength: 1 }).filter((line) => !line.includes('\n'))
  fc.assert(
    fc.property(
      lines,
      fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
      fc.array(lines, { maxLength: 3 }),
      (origin, size, extensions) => {
        const checkpoint = { origin, size, root, extensions }
        assert.deepEqual(parseCheckpoint(formatCheckpoint(checkpoint)), checkpoint)
      },
    ),
  )
})

const hash = root.toBase64()
const refused: readonly (readonly [string, string, string])[] = [
  ['nothing', '', 'CHECKPOINT_MALFORMED'],
  ['two lines', 'o\n1\n', 'CHECKPOINT_MALFORMED'],
  ['no newline at the end', `o\n1\n${hash}`, 'CHECKPOINT_MALFORMED'],
  ['an empty origin', `\n1\n${hash}\n`, 'CHECKPOINT_MALFORMED'],
  ['an empty extension line', `o\n1\n${hash}\n\next\n`, 'CHECKPOINT_MALFORMED'],
  ['an empty tree with a root', `o\n0\n${hash}\n`, 'CHECKPOINT_MALFORMED'],
  ['a size with a leading zero', `o\n01\n${hash}\n`, 'NUMBER_MALFORMED'],
  ['a negative size', `o\n-1\n${hash}\n`, 'NUMBER_MALFORMED'],
  ['a size with a plus', `o\n+1\n${hash}\n`, 'NUMBER_MALFORMED'],
  ['a size in other digits', `o\n１\n${hash}\n`, 'NUMBER_MALFORMED'],
  ['a size in exponents', `o\n1e3\n${hash}\n`, 'NUMBER_MALFORMED'],
  ['a size in hexadecimal', `o\n0x1\n${hash}\n`, 'NUMBER_MALFORMED'],
  ['a size beyond 2^53', `o\n9007199254740992\n${hash}\n`, 'NUMBER_MALFORMED'],
  ['a size beyond 2^64', `o\n18446744073709551617\n${hash}\n`, 'NUMBER_MALFORMED'],
  ['no size', `o\n\n${hash}\n`, 'NUMBER_MALFORMED'],
  ['a short root', `o\n1\n${root.slice(1).toBase64()}\n`, 'HASH_MALFORMED'],
  ['a long root', `o\n1\n${hash}${hash}\n`, 'HASH_MALFORMED'],
  ['a root with stray bits', `o\n1\n${new Uint8Array(32).toBase64().replace('A=', 'B=')}\n`, 'HASH_MALFORMED'],
  ['a root in base64 for URLs', `o\n1\n${new Uint8Array(32).fill(0xff).toBase64({ alphabet: 'base64url' })}\n`, 'HASH_MALFORMED'],
  ['a root with a space', `o\n1\n${hash} \n`, 'HASH_MALFORMED'],
]
for (const [what, body, code] of refused) {
  test(`parseCheckpoint() refuses ${what}`, () => {
    assert.throws(
      () => parseCheckpoint(body),
      (error) => error instanceof LogError && error.code === code,
    )
  })
}

test('parseCheckpoint() knows the empty tree', () => {
  assert.equal(parseCheckpoint(`o\n0\n${emptyRoot().toBase64()}\n`).size, 0)
})
