import { sha256 } from '@noble/hashes/sha2.js'
import { sealAttachment } from '#envelope/attachment-file.ts'
import { longestName } from '#envelope/attachment-label.ts'
import type { SealedAttachment } from '#envelope/sealed-attachment.ts'
import type { FiledAttachment } from '#envelope/filing-schema.ts'
import type { KeptFile } from '#attachment/send-upload.ts'
import { openIndexedStore } from './device-database.ts'

/** Ciphertext of attachments on this device, until the server has acknowledged their report. */
export type DeviceAttachments = {
  /** Seals a file to a report key, a few chunks at a time, and keeps the ciphertext; `onProgress` is called with how many bytes of it are done. */
  seal(file: File, recipient: string, onProgress: (bytes: number) => void): Promise<SealedAttachment>
  /** Returns the kept ciphertext. */
  open(filed: FiledAttachment): KeptFile
  /** Forgets it. */
  forget(attachments: readonly Pick<FiledAttachment, 'id'>[]): Promise<void>
}

/** Where pieces of ciphertext are kept. */
type PieceStorage = {
  put(id: string, piece: number, bytes: Uint8Array<ArrayBuffer>): Promise<void>
  get(id: string, piece: number): Promise<Uint8Array<ArrayBuffer> | null>
  remove(id: string): Promise<void>
}

const pieceBytes = 1024 * 1024

let opened: Promise<DeviceAttachments> | null = null

/** Returns the attachments that this browser keeps. */
export function deviceAttachments(): Promise<DeviceAttachments> {
  opened ??= openStorage().then(attachmentsIn)
  return opened
}

function attachmentsIn(storage: PieceStorage): DeviceAttachments {
  return {
    seal: (file, recipient, onProgress) => sealInto(storage, { file, recipient, onProgress }),
    open: (filed) => ({ filed, slice: (from, to) => sliceOf(storage, filed.id, { from, to }) }),
    forget: async (attachments) => {
      for (const { id } of attachments) await storage.remove(id)
    },
  }
}

async function sealInto(
  storage: PieceStorage,
  { file, recipient, onProgress }: { file: File; recipient: string; onProgress: (bytes: number) => void },
): Promise<SealedAttachment> {
  const id = crypto.randomUUID()
  const hash = sha256.create()
  const held = new Uint8Array(pieceBytes)
  let used = 0
  let written = 0
  const keep = async (): Promise<void> => {
    await storage.put(id, Math.floor(written / pieceBytes), held.slice(0, used))
    written += used
    used = 0
    onProgress(written)
  }
  const reader = (await sealAttachment(recipient, { stream: file.stream(), bytes: file.size })).getReader()
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    const chunk = next.value
    hash.update(chunk)
    for (let at = 0; at < chunk.length;) {
      const part = chunk.subarray(at, at + pieceBytes - used)
      held.set(part, used)
      used += part.length
      at += part.length
      if (used === pieceBytes) await keep()
    }
  }
  if (used > 0) await keep()
  const label = { id, name: file.name.slice(0, longestName), type: file.type.slice(0, longestName), bytes: file.size }
  return { filed: { id, bytes: written, digest: hash.digest().toHex() }, label }
}

async function sliceOf(storage: PieceStorage, id: string, { from, to }: { from: number; to: number }): Promise<Uint8Array<ArrayBuffer>> {
  const slice = new Uint8Array(to - from)
  for (let at = from; at < to;) {
    const piece = Math.floor(at / pieceBytes)
    const bytes = await storage.get(id, piece)
    const part = bytes?.subarray(at - piece * pieceBytes, to - piece * pieceBytes)
    if (part === undefined || part.length === 0) throw new TypeError(`Cannot send attachment ${id}: this device does not keep it any more`)
    slice.set(part, at - from)
    at += part.length
  }
  return slice
}

/** IndexedDB; memory where the browser lends none, as in some private windows. */
async function openStorage(): Promise<PieceStorage> {
  const store = await openIndexedStore({ database: 'noroshi-attachments', name: 'pieces' }).catch(() => null)
  if (store === null) return memoryStorage()
  return {
    put: async (id, piece, bytes) => void (await store.run('readwrite', (pieces) => pieces.put(bytes, [id, piece]))),
    get: async (id, piece) =>
      (await store.run('readonly', (pieces) => pieces.get([id, piece]) as IDBRequest<Uint8Array<ArrayBuffer> | undefined>)) ?? null,
    remove: async (id) => {
      await store.run('readwrite', (pieces) => pieces.delete(IDBKeyRange.bound([id, 0], [id, Number.MAX_SAFE_INTEGER])))
    },
  }
}

function memoryStorage(): PieceStorage {
  const kept = new Map<string, Map<number, Uint8Array<ArrayBuffer>>>()
  return {
    put: async (id, piece, bytes) => void kept.set(id, (kept.get(id) ?? new Map<number, Uint8Array<ArrayBuffer>>()).set(piece, bytes)),
    get: async (id, piece) => kept.get(id)?.get(piece) ?? null,
    remove: async (id) => void kept.delete(id),
  }
}
