import { request } from '#ui/api.ts'
import type { HandedInAnswer } from './handed-in.ts'

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
