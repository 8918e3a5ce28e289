import { sendUpload, type UploadState, type UploadTransport } from '#attachment/send-upload.ts'
import { utf8Text } from '#base/bytes.ts'
import type { FiledAttachment, Filing } from '#envelope/filing-schema.ts'
import { ApiError } from '#ui/api-error.ts'
import { request } from '#ui/api.ts'
import { deviceAttachments } from './device-attachments.ts'
import { sendFiling } from './report-client.ts'
import type { SendFiling } from './send-sealed.ts'

const sliceBytes = 1024 * 1024

/** How far attachments are, in bytes of ciphertext. */
export type UploadProgress = { readonly sent: number; readonly total: number }

/**
 * Returns how a sealed report is sent from this browser: its attachments first, each from where the server has it, then the report; what the server has
 * acknowledged is kept no longer.
 */
export function sendEnclosed(onProgress: (progress: UploadProgress) => void): SendFiling {
  return async (bytes, key) => {
    const attachments = attachmentsIn(bytes)
    const total = attachments.reduce((sum, one) => sum + one.bytes, 0)
    let before = 0
    for (const filed of attachments) {
      const start = before
      const kept = (await deviceAttachments()).open(filed)
      await sendUpload(kept, { transport, sliceBytes, onProgress: (received) => onProgress({ sent: start + received, total }) })
      before += filed.bytes
    }
    const report = await sendFiling(bytes, key)
    await (await deviceAttachments()).forget(attachments)
    return report
  }
}

/** Returns the attachments of a sealed report, given as it is sent. */
export function attachmentsIn(bytes: Uint8Array): readonly FiledAttachment[] {
  // A report that this device has kept since an earlier version has none.
  const sealed: Partial<Filing['sealed']> = (JSON.parse(utf8Text(bytes)) as Filing).sealed
  return sealed.attachments ?? []
}

const transport: UploadTransport = {
  announce: ({ id, bytes, digest }) => request<UploadState>('/api/v1/attachments', { method: 'POST', body: { id, bytes, digest } }),
  append: async (id, offset, bytes) => {
    const headers = { 'content-type': 'application/octet-stream', 'upload-offset': String(offset) }
    try {
      return await request<UploadState>(`/api/v1/attachments/${encodeURIComponent(id)}`, {
        method: 'PATCH',
        bodyBytes: bytes,
        headers,
        timeoutMilliseconds: 55_000,
      })
    } catch (error) {
      if (error instanceof ApiError && error.code === 'UPLOAD_OFFSET_WRONG') return null
      throw error
    }
  },
}
