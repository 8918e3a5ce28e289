import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, rename, rm, stat, mkdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream as NodeStream } from 'node:stream/web'
import { openAttachment, sealAttachment } from '#envelope/attachment-file.ts'
import { longestName, safeFileName } from '#envelope/attachment-label.ts'
import type { SealedAttachment } from '#envelope/sealed-attachment.ts'
import { largestAttachmentBytes } from '#envelope/attachment-size.ts'
import { EnvelopeError } from '#envelope/envelope-error.ts'
import type { FiledAttachment } from '#envelope/filing-schema.ts'
import { CommandError } from '#runtime/command.ts'
import { ServiceError, type ServiceClient } from '#runtime/service-client.ts'
import { sendUpload, type UploadState, type UploadTransport } from './send-upload.ts'

const sliceBytes = 4 * 1024 * 1024

/** Returns where the ciphertext of an attachment lies in `folder` until a server has it. */
function attachmentFile(folder: string, id: string): string {
  return join(folder, `${id}.attachment.age`)
}

/**
 * Seals a file of this machine into `folder` and returns what the filing says of it; a few chunks at a time are in memory.
 *
 * @throws {CommandError} `FILE_UNREADABLE`, `FILE_TOO_LARGE`.
 */
export async function sealFile(path: string, how: { readonly recipient: string; readonly folder: string }): Promise<SealedAttachment> {
  const bytes = await sizeOf(path)
  const id = randomUUID()
  await mkdir(how.folder, { recursive: true, mode: 0o700 })
  const stream = Readable.toWeb(createReadStream(path)) as unknown as ReadableStream<Uint8Array>
  const hash = createHash('sha256')
  let written = 0
  const sealed = await sealAttachment(how.recipient, { stream, bytes })
  const counted = async function* () {
    for await (const chunk of sealed) {
      hash.update(chunk)
      written += chunk.length
      yield chunk
    }
  }
  await pipeline(counted, createWriteStream(attachmentFile(how.folder, id), { mode: 0o600, flush: true })).catch((error: unknown) => {
    if (error instanceof EnvelopeError)
      throw new CommandError('validation', error.code, `Cannot attach ${path}: ${error.message}`, { cause: error })
    throw error
  })
  const name = Array.from(basename(path)).slice(0, longestName).join('').slice(0, longestName)
  return { filed: { id, bytes: written, digest: hash.digest('hex') }, label: { id, name, type: '', bytes } }
}

/** Uploads an attachment that `sealFile` left in `folder`, from where the server has it; does nothing where there is none, since it arrived before. */
export async function uploadKeptFile(
  filed: FiledAttachment,
  how: { readonly client: ServiceClient; readonly folder: string; readonly onProgress?: (received: number) => void },
): Promise<void> {
  const handle = await open(attachmentFile(how.folder, filed.id)).catch(() => null)
  if (handle === null) return
  try {
    const slice = async (from: number, to: number): Promise<Uint8Array<ArrayBuffer>> => {
      const bytes = new Uint8Array(to - from)
      await handle.read(bytes, 0, bytes.length, from)
      return bytes
    }
    const { onProgress } = how
    await sendUpload(
      { filed, slice },
      { transport: transportOf(how.client), sliceBytes, ...(onProgress === undefined ? {} : { onProgress }) },
    )
  } finally {
    await handle.close()
  }
}

/** Forgets the ciphertext of attachments whose report was acknowledged. */
export async function forgetKeptFiles(attachments: readonly FiledAttachment[], folder: string): Promise<void> {
  for (const { id } of attachments) await rm(attachmentFile(folder, id), { force: true })
}

/**
 * Downloads an attachment, opens it on this machine and saves it below `folder` under a safe name; never over a file that is there, and never in part.
 *
 * @param identity Of the report key.
 * @returns The path that it was saved under.
 * @throws {EnvelopeError} `ENVELOPE_UNREADABLE` if it is not what the filer signed; nothing is kept then.
 */
export async function saveAttachment(
  { filed, label }: SealedAttachment,
  how: { readonly client: ServiceClient; readonly identity: string; readonly folder: string },
): Promise<string> {
  await mkdir(how.folder, { recursive: true, mode: 0o700 })
  const response = await how.client.fetch(`/api/v1/attachments/${encodeURIComponent(filed.id)}/content`, { retries: 3 })
  if (response.body === null) throw new EnvelopeError('ENVELOPE_UNREADABLE', 'Cannot open the attachment: nothing came')
  const part = join(how.folder, `.${filed.id}.part`)
  try {
    const content = await openAttachment(how.identity, response.body, filed)
    await pipeline(Readable.fromWeb(content as unknown as NodeStream), createWriteStream(part, { mode: 0o600, flush: true }))
    const path = await freePath(how.folder, safeFileName(label.name, `attachment-${filed.id.slice(0, 8)}`))
    await rename(part, path)
    return path
  } finally {
    await rm(part, { force: true })
  }
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => null)
  if (found === null || !found.isFile())
    throw new CommandError('validation', 'FILE_UNREADABLE', `Cannot attach ${path}: expected a file that exists`)
  if (found.size > largestAttachmentBytes)
    throw new CommandError('validation', 'FILE_TOO_LARGE', `Cannot attach ${path}: it has ${found.size} bytes, expected at most 100 MiB`)
  return found.size
}

function transportOf(client: ServiceClient): UploadTransport {
  const pathOf = (id: string): string => `/api/v1/attachments/${encodeURIComponent(id)}`
  return {
    announce: async ({ id, bytes, digest }) => {
      const body = JSON.stringify({ id, bytes, digest })
      return (await client.json('/api/v1/attachments', { method: 'POST', body, retries: 5 })) as unknown as UploadState
    },
    append: async (id, offset, bytes) => {
      const headers = { 'content-type': 'application/octet-stream', 'upload-offset': String(offset) }
      try {
        return (await client.json(pathOf(id), { method: 'PATCH', bytes, headers })) as unknown as UploadState
      } catch (error) {
        if (error instanceof ServiceError && (error.status === 0 || error.status === 429 || error.status >= 500)) return null
        if (error instanceof ServiceError && error.code === 'UPLOAD_OFFSET_WRONG') return null
        throw error
      }
    },
  }
}

/** Returns a path that nothing has yet: `name.pdf`, `name (2).pdf` and so on. */
async function freePath(folder: string, name: string): Promise<string> {
  const { stem, ending } = /^(?<stem>.*?)(?<ending>\.[A-Za-z0-9]{1,10})?$/su.exec(name)?.groups ?? {}
  for (let number = 1; ; number++) {
    const path = join(folder, number === 1 ? name : `${stem ?? name} (${number})${ending ?? ''}`)
    const handle = await open(path, 'wx', 0o600).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return null
      throw error
    })
    if (handle === null) continue
    await handle.close()
    return path
  }
}
