import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import test from 'node:test'
import fc from 'fast-check'
import { concatBytes } from '#base/bytes.ts'
import { encryptFor, generateKeyPair } from './age-file.ts'
import { openAttachment, sealAttachment } from './attachment-file.ts'
import { attachmentFileBytes, largestAttachmentBytes, paddedAttachmentBytes } from './attachment-size.ts'
import { EnvelopeError, type EnvelopeErrorCode } from './envelope-error.ts'

const has = (code: EnvelopeErrorCode) => (error: unknown) => error instanceof EnvelopeError && error.code === code
const { identity, recipient } = await generateKeyPair()

/** Returns a stream over `bytes` in pieces of these lengths, again and again. */
function inPieces(bytes: Uint8Array, lengths: readonly number[]): ReadableStream<Uint8Array> {
  let at = 0
  let turn = 0
  return new ReadableStream({
    pull: (controller) => {
      if (at >= bytes.length) return controller.close()
      const length = lengths[turn++ % lengths.length] ?? bytes.length
      controller.enqueue(bytes.slice(at, at + length))
      at += length
    },
  })
}

async function allOf(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  return concatBytes(...(await Array.fromAsync(stream)))
}

async function sealed(content: Uint8Array, lengths: readonly number[] = [content.length || 1]): Promise<Uint8Array> {
  return allOf(await sealAttachment(recipient, { stream: inPieces(content, lengths), bytes: content.length }))
}

function filedAs(file: Uint8Array): { bytes: number; digest: string } {
  return { bytes: file.length, digest: createHash('sha256').update(file).digest('hex') }
}

async function opened(file: Uint8Array, lengths = [file.length], filed = filedAs(file), key = identity): Promise<Uint8Array> {
  return allOf(await openAttachment(key, inPieces(file, lengths), filed))
}

test('openAttachment() returns what sealAttachment() sealed, in whatever pieces either comes', async () => {
  const near = fc.constantFrom(0, 1, 65_527, 65_528, 65_529, 98_296, 98_297, 131_064)
  const pieces = fc.array(fc.integer({ min: 1, max: 90_000 }), { minLength: 1, maxLength: 4 })
  await fc.assert(
    fc.asyncProperty(fc.oneof(near, fc.nat(200_000)), fc.nat(255), pieces, pieces, async (length, fill, writing, reading) => {
      const content = Uint8Array.from({ length }, (_, index) => (index * 31 + fill) & 255)
      const file = await sealed(content, writing)
      assert.equal(attachmentFileBytes.has(file.length), true)
      assert.equal(Buffer.compare(await opened(file, reading), content), 0)
    }),
    { numRuns: 25 },
  )
})

test('sealAttachment() knows 23 sizes, each at most half as large again as the one before', async () => {
  const sizes = [...attachmentFileBytes]
  assert.equal(sizes.length, 23)
  for (const [index, size] of sizes.entries())
    if (index > 0) assert.ok(size > (sizes[index - 1] ?? 0) && size < (sizes[index - 1] ?? 0) * 1.51)
  const [small = 0] = sizes
  assert.equal((await sealed(new Uint8Array(0))).length, small)
  assert.equal((await sealed(new Uint8Array(65_528))).length, small)
  assert.notEqual((await sealed(new Uint8Array(65_529))).length, small)
  assert.deepEqual(
    [
      paddedAttachmentBytes(largestAttachmentBytes),
      paddedAttachmentBytes(largestAttachmentBytes + 1),
      paddedAttachmentBytes(-1),
      paddedAttachmentBytes(0.5),
    ],
    [100 * 1024 * 1024, null, null, null],
  )
})

test('sealAttachment() refuses contents that are too large, change while they are read, or go to a classical recipient', async () => {
  const of = (content: Uint8Array, bytes: number) => sealAttachment(recipient, { stream: inPieces(content, [1000]), bytes })
  await assert.rejects(of(new Uint8Array(1), largestAttachmentBytes + 1), has('CONTENT_TOO_LARGE'))
  for (const bytes of [4999, 5001]) await assert.rejects(async () => allOf(await of(new Uint8Array(5000), bytes)), has('CONTENT_CHANGED'))
  await assert.rejects(sealAttachment('age1abc', { stream: inPieces(new Uint8Array(1), [1]), bytes: 1 }), has('RECIPIENT_REFUSED'))
})

test('openAttachment() refuses every altered, missing and further byte, other keys and other digests', async () => {
  const file = await sealed(new Uint8Array(70_000).fill(7))
  const refuses = async (wrong: Uint8Array, filed = filedAs(wrong), key = identity) =>
    assert.rejects(async () => opened(wrong, [30_000], filed, key), has('ENVELOPE_UNREADABLE'))
  for (const at of [0, 30, 1600, 1626, 1630, 1700, 66_000, 68_000, file.length - 1]) {
    await refuses(file.map((byte, index) => (index === at ? byte ^ 1 : byte)))
  }
  for (const length of [0, 1626, 1643, 67_195, file.length - 1]) await refuses(file.subarray(0, length))
  await refuses(concatBytes(file, Uint8Array.of(0)))
  await refuses(file, filedAs(file), (await generateKeyPair()).identity)
  await refuses(file, { ...filedAs(file), digest: '0'.repeat(64) })
  await refuses(file, { ...filedAs(file), bytes: file.length + 1 })
  await refuses(file, { ...filedAs(file), bytes: file.length - 1 })
})

test('openAttachment() refuses a hostile filer: no padding, wrong length, padding that is not zero', async () => {
  const plaintexts = [
    new Uint8Array(0),
    new Uint8Array(7),
    new Uint8Array(8),
    new Uint8Array(65_535),
    new Uint8Array(65_536).fill(255),
    new Uint8Array(65_536).fill(1, 8),
    new Uint8Array(65_537),
    new Uint8Array(98_304),
  ]
  for (const plaintext of plaintexts) {
    const file = await encryptFor(recipient, plaintext)
    await assert.rejects(async () => opened(file), has('ENVELOPE_UNREADABLE'), `${plaintext.length} bytes`)
  }
  const empty = await encryptFor(recipient, new Uint8Array(65_536))
  assert.equal((await opened(empty)).length, 0)
})
