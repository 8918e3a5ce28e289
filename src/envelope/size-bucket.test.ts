import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { EnvelopeError } from './envelope-error.ts'
import { largestContentBytes, padToBucket, unpad } from './size-bucket.ts'

const isUnreadable = (error: unknown) => error instanceof EnvelopeError && error.code === 'ENVELOPE_UNREADABLE'

test('unpad() returns what padToBucket() padded', () => {
  const near = fc.constantFrom(0, 1, 4091, 4092, 4093, 16_380, 16_381, 65_532, 65_533, 262_140, 262_141, largestContentBytes)
  fc.assert(
    fc.property(fc.oneof(near, fc.nat(20_000)), fc.nat(255), (length, fill) => {
      const content = new Uint8Array(length).fill(fill)
      assert.deepEqual(new Uint8Array(unpad(padToBucket(content))), content)
    }),
  )
})

test('padToBucket() knows five sizes, and counts the four bytes of the length', () => {
  const sizes = [0, 4092, 4093, 16_380, 16_381, 65_532, 65_533, 262_140, 262_141, largestContentBytes]
  const kibibytes = sizes.map((length) => padToBucket(new Uint8Array(length)).length / 1024)
  assert.deepEqual(kibibytes, [4, 4, 16, 16, 64, 64, 256, 256, 1024, 1024])
})

test('padToBucket() refuses one byte more than the largest bucket holds', () => {
  assert.throws(
    () => padToBucket(new Uint8Array(largestContentBytes + 1)),
    (error) => error instanceof EnvelopeError && error.code === 'CONTENT_TOO_LARGE',
  )
})

test('unpad() refuses a wrong size, a length that does not fit the bucket, and padding that is not zero', () => {
  const padded = padToBucket(new Uint8Array(100).fill(7))
  const changed = (at: number, value: number) => padded.map((byte, index) => (index === at ? value : byte))
  const wrong = [
    new Uint8Array(0),
    new Uint8Array(3),
    padded.subarray(0, 4095),
    new Uint8Array(4097),
    changed(0, 255),
    changed(2, 0x0f), // 3,940 bytes: fits, and reaches into the padding, which then is content: see below
    changed(2, 0x10),
    changed(104, 1),
    changed(4095, 1),
    new Uint8Array(16_384),
  ]
  const accepted = wrong.filter((bytes) => {
    try {
      unpad(bytes)
      return true
    } catch (error) {
      assert.equal(isUnreadable(error), true)
      return false
    }
  })
  assert.deepEqual(accepted, [changed(2, 0x0f)])
})
