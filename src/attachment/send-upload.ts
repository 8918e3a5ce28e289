import { CodedError } from '#base/coded-error.ts'
import type { FiledAttachment } from '#envelope/filing-schema.ts'

/** Where an upload stands on the server. */
export type UploadState = { readonly received: number; readonly isComplete: boolean }

/** The way to the server, of a browser or of the command line. */
export type UploadTransport = {
  /** Announces the file, and answers where it stands if it was announced before. */
  announce(file: FiledAttachment): Promise<UploadState>
  /** Sends bytes; answers null where they were not the next ones, or were lost on the way: then `announce` tells where to go on. */
  append(id: string, offset: number, bytes: Uint8Array<ArrayBuffer>): Promise<UploadState | null>
}

/** Ciphertext that this device keeps until the server has it. */
export type KeptFile = { readonly filed: FiledAttachment; slice(from: number, to: number): Promise<Uint8Array<ArrayBuffer>> }

/** How to send it. */
export type UploadOptions = {
  readonly transport: UploadTransport
  /** Bytes of one request. */
  readonly sliceBytes: number
  /** Called with how many bytes the server has. */
  readonly onProgress?: (received: number) => void
  readonly signal?: AbortSignal
}

const roundsWithoutProgress = 6

/** An upload that does not come forward. */
export class UploadError extends CodedError<'UPLOAD_STUCK'> {}

/**
 * Sends a file from where the server has it to its end; returns once the server has all of it and has compared its hash.
 *
 * It may be called again after any failure, also by another process or page: nothing that the server has is sent twice.
 *
 * @throws {UploadError} `UPLOAD_STUCK` after several requests of which the server kept nothing; and whatever the transport throws.
 */
export async function sendUpload(file: KeptFile, options: UploadOptions): Promise<void> {
  const { transport, sliceBytes, onProgress, signal } = options
  const { filed } = file
  let state = await transport.announce(filed)
  let stuck = 0
  while (!state.isComplete) {
    signal?.throwIfAborted()
    onProgress?.(state.received)
    const before = state.received
    const bytes = await file.slice(before, Math.min(filed.bytes, before + sliceBytes))
    state = (await transport.append(filed.id, before, bytes)) ?? (await transport.announce(filed))
    stuck = state.received > before ? 0 : stuck + 1
    if (stuck > roundsWithoutProgress)
      throw new UploadError(
        'UPLOAD_STUCK',
        `Attachment ${filed.id} does not come forward: ${state.received} of ${filed.bytes} bytes are there`,
      )
  }
  onProgress?.(filed.bytes)
}
