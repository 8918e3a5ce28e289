import { createReadStream, createWriteStream, mkdirSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { openAttachment } from '#envelope/attachment-file.ts'
import { attachmentsOf, type SealedAttachment } from '#envelope/sealed-attachment.ts'
import type { FiledAttachment } from '#envelope/filing-schema.ts'
import { isUuid } from '#identity/uuid-schema.ts'
import { syncFolder } from '#runtime/kept-secret.ts'
import type { Logger } from '#runtime/logger.ts'
import { ServiceError, type ServiceClient } from '#runtime/service-client.ts'
import type { Archive } from './archive-store.ts'
import type { KeptReport } from './archived-report.ts'

/** What fetching attachments works with. */
export type AttachmentParts = {
  readonly archive: Archive
  readonly client: ServiceClient
  readonly logger: Logger
  /** Folder of the ciphertext. */
  readonly attachmentFolder: string
}

/** The attachments of kept reports, on their way into the archive. */
export type AttachmentKeeping = {
  /** Has the attachments of a report fetched that are not in the archive. */
  expect(kept: KeptReport): void
  /** Fetches what is missing. @throws {ServiceError} if the server is away; the rest waits. */
  round(): Promise<void>
}

/**
 * Returns what fetches the attachments of kept reports.
 *
 * They stay as they were filed: one age file each for the report's own key, which lies encrypted in the archive. Nothing unpacks, shows or runs them;
 * each is decrypted once, into nothing, to see that it is what its filer signed.
 */
export function keepAttachments(parts: AttachmentParts): AttachmentKeeping {
  mkdirSync(parts.attachmentFolder, { recursive: true, mode: 0o700 })
  const missing = new Map<string, KeptReport>()
  return {
    expect: (kept) => {
      for (const { filed } of attachmentsOfKept(kept))
        if (isUuid(filed.id) && parts.archive.findAttachment(filed.id) === null) missing.set(filed.id, kept)
    },
    round: async () => {
      for (const [id, kept] of missing) {
        const filed = attachmentsOfKept(kept).find((one) => one.filed.id === id)?.filed
        const bytes = filed === undefined ? null : await keep(filed, kept, parts)
        parts.archive.putAttachment({ id, reportId: kept.report.reportId, bytes })
        if (bytes === null) parts.logger.warn('alarm attachment not kept', { id })
        missing.delete(id)
      }
    },
  }
}

/** Returns the attachments of a kept report with the names that its sealed part gives them. */
export function attachmentsOfKept({ state }: KeptReport): readonly SealedAttachment[] {
  return attachmentsOf(state.filing, state.attachments)
}

/** Returns the content of an attachment that is in the archive, piece by piece. */
export async function* readKeptAttachment(
  filed: FiledAttachment,
  kept: KeptReport,
  { attachmentFolder }: Pick<AttachmentParts, 'attachmentFolder'>,
): AsyncGenerator<Uint8Array> {
  yield* await contentOf(filed, kept, join(attachmentFolder, `${filed.id}.age`))
}

/** Returns the size of the content, or null if the attachment is not there or not what its filer signed. */
async function keep(filed: FiledAttachment, kept: KeptReport, parts: AttachmentParts): Promise<number | null> {
  const part = join(parts.attachmentFolder, `${filed.id}.part`)
  try {
    if (!(await download(filed, part, parts.client))) return null
    const bytes = await sizeOfContent(filed, kept, part)
    if (bytes === null) return null
    await rename(part, join(parts.attachmentFolder, `${filed.id}.age`))
    await syncFolder(parts.attachmentFolder)
    return bytes
  } finally {
    await rm(part, { force: true })
  }
}

/** Returns false if the server does not hand it out, or hands out more than was filed. */
async function download(filed: FiledAttachment, path: string, client: ServiceClient): Promise<boolean> {
  const response = await client.fetch(`/api/v1/attachments/${filed.id}/content`).catch((error: unknown) => {
    if (error instanceof ServiceError && (error.status === 404 || error.code === 'OPENING_NEEDED')) return null
    throw error
  })
  const body = response?.body
  if (body === null || body === undefined) return false
  let seen = 0
  const bounded = async function* () {
    for await (const chunk of body) {
      seen += chunk.length
      if (seen > filed.bytes) return
      yield chunk
    }
  }
  await pipeline(bounded, createWriteStream(path, { mode: 0o600, flush: true })).catch((cause: unknown) => {
    throw new ServiceError(0, 'ANSWER_BROKEN', `The answer of ${client.url} broke off`, { cause })
  })
  if (seen < filed.bytes) throw new ServiceError(0, 'ANSWER_BROKEN', `The answer of ${client.url} broke off`)
  return seen === filed.bytes
}

async function sizeOfContent(filed: FiledAttachment, kept: KeptReport, path: string): Promise<number | null> {
  try {
    let bytes = 0
    for await (const chunk of await contentOf(filed, kept, path)) bytes += chunk.length
    return bytes
  } catch {
    return null
  }
}

async function contentOf(filed: FiledAttachment, { state }: KeptReport, path: string): Promise<AsyncIterable<Uint8Array>> {
  const ciphertext = Readable.toWeb(createReadStream(path)) as unknown as ReadableStream<Uint8Array>
  return openAttachment(state.reportKey, ciphertext, filed)
}
