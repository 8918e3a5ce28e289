import { hybridFileBytes } from './age-file.ts'

/** Bytes at the front of an attachment's plaintext that give the length of its content. */
export const lengthBytes = 8

// 64 KiB, 96 KiB, 128 KiB, 192 KiB … 64 MiB, 96 MiB, 100 MiB: at most half as much again, and an onlooker learns one of 23 sizes.
const buckets = [
  ...Array.from({ length: 11 }, (_, power) => [64 * 1024 * 2 ** power, 96 * 1024 * 2 ** power]).flat(),
  100 * 1024 * 1024,
].filter((bucket) => bucket <= 100 * 1024 * 1024)

/** Most bytes of the content of one attachment. */
export const largestAttachmentBytes = 100 * 1024 * 1024 - lengthBytes

/** Returns how long the plaintext of an attachment is with its length and its padding, or null if the content is too large. */
export function paddedAttachmentBytes(contentBytes: number): number | null {
  if (!Number.isSafeInteger(contentBytes) || contentBytes < 0) return null
  return buckets.find((bucket) => contentBytes + lengthBytes <= bucket) ?? null
}

/** Sizes that the ciphertext of an attachment can have. A server takes no others: what is not padded is not for it. */
export const attachmentFileBytes: ReadonlySet<number> = new Set(buckets.map(hybridFileBytes))
