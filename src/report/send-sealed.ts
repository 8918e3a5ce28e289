import { ApiError } from '#ui/api-error.ts'
import type { BrowserOutbox } from './browser-outbox.ts'
import type { FiledReport } from './report.ts'

/** What came of one attempt to send a sealed report. */
export type SendOutcome =
  | { readonly state: 'filed'; readonly report: FiledReport }
  /** No answer, or none that decides: the same bytes have to be sent again. */
  | { readonly state: 'waiting'; readonly error: ApiError }
  /** The server will not take this report, however often it is sent. */
  | { readonly state: 'refused'; readonly error: ApiError }

/** Sends the bytes of a filing under an idempotency key and returns the server's answer. */
export type SendFiling = (bytes: Uint8Array<ArrayBuffer>, key: string) => Promise<FiledReport>

/**
 * Sends a sealed report that the outbox keeps, and takes it out of the outbox once the server has acknowledged it.
 *
 * A report that was refused stays in the outbox: the caller still has what it was made from, or has not.
 */
export async function sendSealed(
  report: { readonly reportId: string; readonly bytes: Uint8Array<ArrayBuffer> },
  how: { readonly outbox: Pick<BrowserOutbox, 'forget'>; readonly send: SendFiling },
): Promise<SendOutcome> {
  try {
    const filed = await how.send(report.bytes, report.reportId)
    await how.outbox.forget(report.reportId)
    return { state: 'filed', report: filed }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return { state: isFinal(error) ? 'refused' : 'waiting', error }
  }
}

function isFinal(error: ApiError): boolean {
  switch (error.kind) {
    case 'refused':
    case 'conflict':
    case 'forbidden':
    case 'absent':
      return true
    case 'offline':
    case 'busy':
    case 'signed-out':
    case 'fault':
      return false
  }
}

const longestWaitSeconds = 30

/** Returns after how many seconds to send again by itself: as the server asked, else 2, 4, 8 … up to 30. Null while only the person can help. */
export function secondsToNextTry(error: ApiError, attempts: number): number | null {
  if (error.kind === 'signed-out') return null
  return Math.min(error.retryAfterSeconds ?? 2 ** Math.max(1, attempts), longestWaitSeconds)
}
