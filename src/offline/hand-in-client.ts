import { request } from '#ui/api.ts'

/** What the server answers of a file that was handed in. Instants are ISO 8601 in UTC. */
export type HandedInAnswer = {
  readonly reportId: string
  readonly stage: string
  /** The instant that counts as that of filing. */
  readonly filedAt: string
  readonly receivedAt: string
  readonly reachedOfficerAt: string | null
  readonly digest: string
  readonly fileDigest: string
  readonly checkCode: string
}

/**
 * Hands in a sealed file.
 *
 * @param reachedAt Stated by an officer: when the file arrived; null where it comes by itself.
 * @throws {ApiError} as the server refuses, or if it cannot be reached: the same file can be sent again.
 */
export function sendOfflineReport(file: Uint8Array, reachedAt: string | null): Promise<HandedInAnswer> {
  const text = file.toBase64()
  return reachedAt === null
    ? request('/api/v1/offline-reports', { method: 'POST', body: { file: text } })
    : request('/api/v1/received-offline-reports', { method: 'POST', body: { file: text, reachedAt } })
}
