import { createHash, type Hash } from 'node:crypto'
import type { Database } from '#database/database.ts'
import { Problem } from '#http/problem.ts'
import { addPiece, findUpload, markVerified, pieceBytes, removeUpload, type Upload } from './attachment-store.ts'
import { readAttachment } from './read-attachment.ts'

// The first bytes of an age file with a hybrid stanza: a plaintext sent by mistake is refused before it is stored.
const hybridAgeStart = Buffer.from('age-encryption.org/v1\n-> mlkem768x25519 ')

/**
 * Adds what comes in to an upload, piece by piece, each durable before the next is read; what a broken connection leaves of a piece is dropped.
 *
 * @param upload As it stood when `offset` was compared with it.
 * @returns The upload as it stands then; verified if this was the end of it.
 * @throws {Problem} 409 `UPLOAD_OFFSET_WRONG` if somebody else added to it, 413 `UPLOAD_TOO_LONG` beyond the announced size, 422 `NOT_ENCRYPTED` for what is
 *   no age file, and 422 `UPLOAD_DIFFERS` if the whole is not what was announced: it is then forgotten.
 */
export async function receiveUpload(database: Database, upload: Upload, bytes: AsyncIterable<Uint8Array>): Promise<Upload> {
  let offset = upload.received
  for await (const piece of piecesOf(bytes, upload.bytes - offset)) {
    if (offset === 0 && !hybridAgeStart.equals(piece.subarray(0, hybridAgeStart.length)))
      throw new Problem(422, 'NOT_ENCRYPTED', 'An attachment is uploaded as an age file for a report key; this is none')
    if (!(await addPiece(database.pool, upload.id, { offset, content: piece })))
      throw offsetWrong(await findUpload(database.kysely, upload.id))
    noteHashed(upload.id, offset, piece)
    offset += piece.length
  }
  return verified(database, upload.id)
}

/** Hashes of uploads that came to this process from their first byte on; any other is read again once it is whole. */
const hashes = new Map<string, { offset: number; readonly hash: Hash }>()
const mostHashes = 1_000

function noteHashed(id: string, offset: number, piece: Uint8Array): void {
  const known = offset === 0 ? { offset, hash: createHash('sha256') } : hashes.get(id)
  if (known?.offset !== offset) return void hashes.delete(id)
  known.hash.update(piece)
  known.offset += piece.length
  hashes.set(id, known)
  const oldest = hashes.keys().next()
  if (hashes.size > mostHashes && oldest.done !== true) hashes.delete(oldest.value)
}

/** Returns the refusal of bytes that are not the next ones; it says from where to go on. */
export function offsetWrong(upload: Upload | null): Problem {
  return new Problem(409, 'UPLOAD_OFFSET_WRONG', 'These bytes are not the next ones; ask how much has come, and go on from there', {
    headers: { 'upload-offset': String(upload?.received ?? 0) },
  })
}

/** Cuts a stream into pieces; a rest that is neither a whole piece nor the end of the upload is left out. A piece is good until the next is asked for. */
async function* piecesOf(bytes: AsyncIterable<Uint8Array>, missing: number): AsyncGenerator<Uint8Array> {
  let left = missing
  const held = Buffer.allocUnsafe(pieceBytes)
  let used = 0
  for await (const chunk of bytes) {
    if (chunk.length > left - used) throw new Problem(413, 'UPLOAD_TOO_LONG', 'More bytes came than were announced')
    for (let at = 0; at < chunk.length;) {
      const part = chunk.subarray(at, at + pieceBytes - used)
      held.set(part, used)
      used += part.length
      at += part.length
      if (used < pieceBytes && used < left) continue
      yield held.subarray(0, used)
      left -= used
      used = 0
    }
  }
}

async function verified(database: Database, id: string): Promise<Upload> {
  const upload = await findUpload(database.kysely, id)
  if (upload === null) throw offsetWrong(null)
  if (upload.received < upload.bytes || upload.isVerified) return upload
  if ((await digestOf(database, upload)) === upload.digest) {
    await markVerified(database.kysely, id)
    return { ...upload, isVerified: true }
  }
  await removeUpload(database.kysely, id)
  throw new Problem(422, 'UPLOAD_DIFFERS', 'What came is not what was announced; send it again from the beginning')
}

async function digestOf(database: Database, { id, bytes }: Upload): Promise<string> {
  const known = hashes.get(id)
  hashes.delete(id)
  if (known?.offset === bytes) return known.hash.digest('hex')
  const hash = createHash('sha256')
  for await (const chunk of readAttachment(database, id, { from: 0, to: bytes })) hash.update(chunk)
  return hash.digest('hex')
}
