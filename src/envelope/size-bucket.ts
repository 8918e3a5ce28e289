import { EnvelopeError, unreadable } from './envelope-error.ts'

const buckets = [4, 16, 64, 256, 1024].map((kibibytes) => kibibytes * 1024)
const prefixBytes = 4

/** Most bytes that fit into the largest bucket. */
export const largestContentBytes = 1024 * 1024 - prefixBytes

/** Longest base64 text of a sealed body, in characters; the largest bucket makes 1.4 million. */
export const longestBody = 2 * 1024 * 1024

/**
 * Returns `content` filled up with zeros to the smallest bucket that holds it: 4, 16, 64 or 256 KiB, or 1 MiB. The first four bytes give its
 * length, big-endian.
 *
 * An onlooker of the ciphertext then learns one of five sizes and nothing finer.
 *
 * @throws {EnvelopeError} `CONTENT_TOO_LARGE` beyond 1 MiB, length prefix included.
 */
export function padToBucket(content: Uint8Array): Uint8Array<ArrayBuffer> {
  const bucket = bucketFor(content.length)
  if (bucket === undefined) {
    throw new EnvelopeError('CONTENT_TOO_LARGE', `Cannot seal ${content.length} bytes: expected at most ${largestContentBytes}`)
  }
  const padded = new Uint8Array(bucket)
  new DataView(padded.buffer).setUint32(0, content.length)
  padded.set(content, prefixBytes)
  return padded
}

/**
 * Returns what `padToBucket` padded.
 *
 * @throws {EnvelopeError} `ENVELOPE_UNREADABLE` unless `padded` is exactly what `padToBucket` makes of its content.
 */
export function unpad(padded: Uint8Array): Uint8Array {
  if (padded.length < prefixBytes) throw unreadable()
  const length = new DataView(padded.buffer, padded.byteOffset).getUint32(0)
  if (bucketFor(length) !== padded.length) throw unreadable()
  if (padded.subarray(prefixBytes + length).some((byte) => byte !== 0)) throw unreadable()
  return padded.subarray(prefixBytes, prefixBytes + length)
}

function bucketFor(contentBytes: number): number | undefined {
  return buckets.find((bucket) => contentBytes + prefixBytes <= bucket)
}
