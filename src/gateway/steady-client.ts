import type { JsonValue } from '#base/canonical-json.ts'
import { ServiceError, type ServiceClient } from '#runtime/service-client.ts'
import { GatewayError } from './gateway-error.ts'

/** Returns `client`, for which an answer that breaks off or is no JSON counts like no answer. */
export function steadyClient(client: ServiceClient): ServiceClient {
  return {
    ...client,
    json: async (path, request) => {
      const response = await client.fetch(path, request)
      try {
        return (await response.json()) as JsonValue
      } catch (cause) {
        throw new ServiceError(0, 'ANSWER_BROKEN', `The answer of ${client.url} broke off`, { cause })
      }
    },
  }
}

/** Tells whether `error` means that the server, or the log service behind it, is away or too busy now. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof ServiceError)) return false
  return error.status === 0 || error.status === 429 || error.status >= 500
}

/** Tells whether `error` means that the server refuses the gateway itself: its token, its account or its key. */
export function isRefusal(error: unknown): boolean {
  if (error instanceof GatewayError) return error.code === 'KEY_NOT_OURS'
  return error instanceof ServiceError && (error.status === 401 || error.status === 403)
}
