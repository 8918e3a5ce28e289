import { forgetKeptFiles, uploadKeptFile } from '#attachment/command-attachments.ts'
import { UploadError } from '#attachment/send-upload.ts'
import type { FiledAttachment, Filing } from '#envelope/filing-schema.ts'
import { CommandError } from '#runtime/command.ts'
import { ServiceError, type ServiceClient } from '#runtime/service-client.ts'
import type { Outbox } from './outbox.ts'
import type { FiledReport } from './report.ts'

/**
 * Uploads the attachments of a sealed report that waits in the outbox, then sends it, again and again the same bytes under the same key, until the server acknowledges or refuses it.
 *
 * @throws {CommandError} `QUEUED_OFFLINE` if no server can be reached now; the report stays in the outbox.
 * @throws {ServiceError} if the server refuses it.
 */
export async function sendFiling(
  reportId: string,
  how: { readonly client: ServiceClient; readonly outbox: Outbox; readonly onUpload?: (sent: number, total: number) => void },
): Promise<FiledReport> {
  const { client, outbox } = how
  const body = await outbox.read(reportId)
  // A report that has waited since an earlier version has none.
  const sealed: Partial<Filing['sealed']> = (JSON.parse(body) as Filing).sealed
  const attachments = sealed.attachments ?? []
  try {
    await uploadAll(attachments, how)
    const answer = await client.json('/api/v1/reports', {
      method: 'POST',
      body,
      headers: { 'idempotency-key': reportId },
      retries: 5,
    })
    await outbox.acknowledge(reportId, JSON.stringify(answer))
    await forgetKeptFiles(attachments, outbox.folder)
    return answer as unknown as FiledReport
  } catch (error) {
    const isForNow = error instanceof UploadError || (error instanceof ServiceError && (error.status === 0 || error.status === 503))
    if (!isForNow) throw error
    const place = `It is sealed and kept in ${outbox.folder}; "noroshi report resend" sends it when the network is back`
    throw new CommandError('queued', 'QUEUED_OFFLINE', `The report could not be delivered now. ${place}`, { cause: error })
  }
}

async function uploadAll(
  attachments: readonly FiledAttachment[],
  how: { readonly client: ServiceClient; readonly outbox: Outbox; readonly onUpload?: (sent: number, total: number) => void },
): Promise<void> {
  const total = attachments.reduce((sum, { bytes }) => sum + bytes, 0)
  let before = 0
  for (const filed of attachments) {
    const start = before
    const onProgress = (received: number): void => how.onUpload?.(start + received, total)
    await uploadKeptFile(filed, { client: how.client, folder: how.outbox.folder, onProgress })
    before += filed.bytes
  }
}
