import { CodedError } from '#base/coded-error.ts'
import type { JsonValue } from '#base/canonical-json.ts'

/** A request that the server refused, or that never reached it. */
export class ServiceError extends CodedError {
  /** HTTP status, or 0 where no answer came. */
  readonly status: number
  readonly pointers: readonly { readonly pointer: string; readonly detail: string }[]

  constructor(status: number, code: string, message: string, options: { pointers?: ServiceError['pointers']; cause?: unknown } = {}) {
    super(code, message, { cause: options.cause })
    this.status = status
    this.pointers = options.pointers ?? []
  }
}

/** One request to the server. */
export type ServiceRequest = {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly body?: string
  /** Sent as they are, instead of `body`; `headers` names their type. */
  readonly bytes?: Uint8Array<ArrayBuffer>
  readonly headers?: Readonly<Record<string, string>>
  /** How often a request that was refused for now, or got no answer, is sent again; only for requests that may be repeated. */
  readonly retries?: number
  readonly signal?: AbortSignal
}

/** A client of one server, acting for the bearer of one token. */
export type ServiceClient = {
  readonly url: string
  /** Returns the same client for another bearer. */
  as(token: string | null): ServiceClient
  /** Returns the answer's JSON. @throws {ServiceError} */
  json(path: string, request?: ServiceRequest): Promise<JsonValue>
  /** Returns the answer itself, its body unread. @throws {ServiceError} */
  fetch(path: string, request?: ServiceRequest): Promise<Response>
}

const waitMs = [200, 500, 1_000, 2_000, 4_000]

/** Returns a client of the server at `url`. */
export function createServiceClient(url: string, token: string | null): ServiceClient {
  const send = async (path: string, request: ServiceRequest = {}): Promise<Response> => {
    const headers = {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...request.headers,
    }
    for (let attempt = 0; ; attempt++) {
      const outcome = await attemptOnce(url + path, {
        method: request.method ?? 'GET',
        headers,
        ...(request.body === undefined ? {} : { body: request.body }),
        ...(request.bytes === undefined ? {} : { body: request.bytes }),
        ...(request.signal === undefined ? {} : { signal: request.signal }),
      })
      if (outcome instanceof Response && outcome.ok) return outcome
      if (attempt >= (request.retries ?? 0) || !isForNow(outcome))
        throw outcome instanceof Response ? await refusalOf(outcome) : unreachable(url, outcome)
      await new Promise((resolve) => setTimeout(resolve, waitMs[Math.min(attempt, waitMs.length - 1)]))
    }
  }
  return {
    url,
    as: (other) => createServiceClient(url, other),
    fetch: send,
    json: async (path, request) => {
      return (await (await send(path, request)).json()) as JsonValue
    },
  }
}

async function attemptOnce(url: string, init: RequestInit): Promise<Response | Error> {
  try {
    return await fetch(url, init)
  } catch (error) {
    return error instanceof Error ? error : new Error('The request failed')
  }
}

function isForNow(outcome: Response | Error): boolean {
  if (!(outcome instanceof Response)) return outcome.name !== 'AbortError'
  return outcome.status === 503 || outcome.status === 429 || outcome.status === 502 || outcome.status === 504
}

function unreachable(url: string, cause: Error): ServiceError {
  return new ServiceError(0, 'SERVER_UNREACHABLE', `Cannot reach ${url}`, { cause })
}

async function refusalOf(response: Response): Promise<ServiceError> {
  const body: unknown = await response.json().catch(() => null)
  const known = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
  const code = typeof known['code'] === 'string' ? known['code'] : `HTTP_${response.status}`
  const detail = typeof known['detail'] === 'string' ? known['detail'] : `The server answered with status ${response.status}`
  const errors = Array.isArray(known['errors']) ? (known['errors'] as { pointer: string; detail: string }[]) : []
  return new ServiceError(response.status, code, detail, { pointers: errors })
}
