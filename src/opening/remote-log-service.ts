import { request } from 'node:http'
import { Check } from 'typebox/value'
import { Problem } from '#http/problem.ts'
import type { LogService } from './open-report.ts'
import { watchedReleaseSchema, type WatchedRelease } from './opening-schema.ts'

const limitMs = 10_000
const largestAnswerBytes = 64 * 1024

/** Returns the log service that listens on the Unix socket at `socketPath`. */
export function remoteLogService(socketPath: string): LogService {
  return {
    open: async (order) => {
      const { status, text } = await post(socketPath, JSON.stringify(order))
      const body: unknown = JSON.parse(text)
      if (status === 201 && Check(watchedReleaseSchema, body)) return body satisfies WatchedRelease
      throw problemFrom(status, body)
    },
  }
}

function post(socketPath: string, body: string): Promise<{ status: number; text: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; text: string }>()
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), host: 'localhost' }
  const outgoing = request({ socketPath, path: '/openings', method: 'POST', headers, timeout: limitMs }, (incoming) => {
    const chunks: Buffer[] = []
    let size = 0
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > largestAnswerBytes) incoming.destroy(new Error('The log service answers too much'))
      else chunks.push(chunk)
    })
    incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }))
    incoming.on('error', reject)
  })
  outgoing.on('timeout', () => outgoing.destroy(new Error('The log service does not answer')))
  outgoing.on('error', (cause) =>
    reject(
      new Problem(503, 'LOG_SERVICE_AWAY', 'The log service is not reachable now; nothing was opened', { retryAfterSeconds: 2, cause }),
    ),
  )
  outgoing.end(body)
  return promise
}

function problemFrom(status: number, body: unknown): Problem {
  const known =
    typeof body === 'object' &&
    body !== null &&
    'code' in body &&
    'detail' in body &&
    typeof body.code === 'string' &&
    typeof body.detail === 'string'
  if (known && status >= 400 && status < 500) return new Problem(status, body.code as string, body.detail as string)
  return new Problem(503, 'LOG_SERVICE_AWAY', 'The log service failed; whether the opening was logged, the list of openings tells', {
    retryAfterSeconds: 2,
  })
}
