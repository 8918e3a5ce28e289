import { sha256 } from '@noble/hashes/sha2.js'
import { decryptStreamWith, encryptStreamFor } from './age-file.ts'
import { lengthBytes, paddedAttachmentBytes } from './attachment-size.ts'
import { EnvelopeError, unreadable } from './envelope-error.ts'
import type { FiledAttachment } from './filing-schema.ts'

type Bytes = ReadableStream<Uint8Array>

const zeros = new Uint8Array(64 * 1024)

/**
 * Returns `content` as an age file for a report key, padded to a size bucket; piece by piece.
 *
 * @param content.bytes How long the stream is; it is written in front of it. The result fails with `CONTENT_CHANGED` if the stream is longer or shorter.
 * @throws {EnvelopeError} `CONTENT_TOO_LARGE` beyond 100 MiB less 8 bytes; `RECIPIENT_REFUSED` if `recipient` is not hybrid.
 */
export async function sealAttachment(recipient: string, content: { readonly stream: Bytes; readonly bytes: number }): Promise<Bytes> {
  const padded = paddedAttachmentBytes(content.bytes)
  if (padded === null) throw new EnvelopeError('CONTENT_TOO_LARGE', `Cannot attach ${content.bytes} bytes: expected at most 100 MiB`)
  return await encryptStreamFor(recipient, content.stream.pipeThrough(padding(content.bytes, padded)))
}

/**
 * Returns the content of an attachment that `sealAttachment` sealed, piece by piece.
 *
 * Bytes that come out are those that were put in, but only the end of the stream tells that they are all, and that the file is the one that the
 * filer signed: keep nothing of a stream that fails.
 *
 * @param identity Of the report key.
 * @param filed As the signed filing names it.
 * @throws {EnvelopeError} `ENVELOPE_UNREADABLE`, also as the failure of the stream, for another key, altered, missing or further bytes, and padding
 *   that is not ours.
 */
export async function openAttachment(
  identity: string,
  ciphertext: Bytes,
  filed: Pick<FiledAttachment, 'bytes' | 'digest'>,
): Promise<Bytes> {
  const plaintext = await decryptStreamWith(identity, ciphertext.pipeThrough(watched(filed)))
  return alike(plaintext.pipeThrough(unpadding()))
}

/** Puts the length in front and fills up with zeros behind. */
function padding(bytes: number, padded: number): TransformStream<Uint8Array, Uint8Array> {
  let seen = 0
  return new TransformStream({
    start: (controller) => {
      const length = new Uint8Array(lengthBytes)
      new DataView(length.buffer).setBigUint64(0, BigInt(bytes))
      controller.enqueue(length)
    },
    transform: (chunk, controller) => {
      seen += chunk.length
      if (seen > bytes) throw changed()
      controller.enqueue(chunk)
    },
    flush: (controller) => {
      if (seen !== bytes) throw changed()
      for (let left = padded - lengthBytes - bytes; left > 0; left -= zeros.length) controller.enqueue(zeros.subarray(0, left))
    },
  })
}

/** Lets through the content alone, and fails unless everything around it is as `padding` makes it. */
function unpadding(): TransformStream<Uint8Array, Uint8Array> {
  const length = new Uint8Array(lengthBytes)
  let seen = 0
  let bytes = 0
  return new TransformStream({
    transform: (chunk, controller) => {
      let at = 0
      while (seen < lengthBytes && at < chunk.length) length[seen++] = chunk[at++] ?? 0
      if (seen < lengthBytes) return
      bytes = Number(new DataView(length.buffer).getBigUint64(0))
      if (paddedAttachmentBytes(bytes) === null) throw unreadable()
      const content = chunk.subarray(at, at + Math.max(0, lengthBytes + bytes - seen))
      const rest = chunk.subarray(at + content.length)
      if (rest.some((byte) => byte !== 0)) throw unreadable()
      seen += content.length + rest.length
      if (content.length > 0) controller.enqueue(content)
    },
    flush: () => {
      if (seen < lengthBytes || seen !== paddedAttachmentBytes(bytes)) throw unreadable()
    },
  })
}

/** Fails at the end unless what went through has the size and hash that the filer signed; longer files fail at once. */
function watched(filed: Pick<FiledAttachment, 'bytes' | 'digest'>): TransformStream<Uint8Array, Uint8Array> {
  const hash = sha256.create()
  let seen = 0
  return new TransformStream({
    transform: (chunk, controller) => {
      seen += chunk.length
      if (seen > filed.bytes) throw unreadable()
      hash.update(chunk)
      controller.enqueue(chunk)
    },
    flush: () => {
      if (seen !== filed.bytes || hash.digest().toHex() !== filed.digest) throw unreadable()
    },
  })
}

/** Failures look alike, wherever in the file they come from. */
function alike(stream: Bytes): Bytes {
  const reader = stream.getReader()
  return new ReadableStream({
    pull: async (controller) => {
      try {
        const { value, done } = await reader.read()
        if (done) controller.close()
        else controller.enqueue(value)
      } catch {
        controller.error(unreadable())
      }
    },
    cancel: (reason) => reader.cancel(reason),
  })
}

function changed(): EnvelopeError {
  return new EnvelopeError('CONTENT_CHANGED', 'Cannot attach: the file changed while it was read')
}
