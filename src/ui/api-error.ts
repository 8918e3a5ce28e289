import { CodedError } from '#base/coded-error.ts'

/** One place of a request that the server refused. */
export type RefusedPlace = {
  /** JSON pointer (RFC 6901) into the body that was sent. */
  readonly pointer: string
  readonly code: string
  /** A sentence for people, in the language of the page where the server knows it. */
  readonly detail: string
}

/** What a page can do about an error: each kind has words of its own in `ErrorNotice`. */
export type ApiErrorKind = 'offline' | 'busy' | 'signed-out' | 'forbidden' | 'absent' | 'conflict' | 'refused' | 'fault'

/** What is known about an answer that is no success. */
export type ApiErrorFacts = {
  /** Status of the answer; 0 if there was none. */
  readonly status: number
  readonly places?: readonly RefusedPlace[]
  readonly retryAfterSeconds?: number | null
  readonly requestId?: string | null
  readonly cause?: unknown
}

/**
 * A request that got no answer or an answer that is no success.
 *
 * `code` is the server's stable code, or one of ours: `NETWORK_UNREACHABLE` (no answer), `ANSWER_UNREADABLE` (not what the API sends).
 */
export class ApiError extends CodedError {
  readonly status: number
  readonly places: readonly RefusedPlace[]
  /** Seconds after which to try again, where the server said so. */
  readonly retryAfterSeconds: number | null
  readonly requestId: string | null

  constructor(code: string, message: string, facts: ApiErrorFacts) {
    super(code, message, { cause: facts.cause })
    this.status = facts.status
    this.places = facts.places ?? []
    this.retryAfterSeconds = facts.retryAfterSeconds ?? null
    this.requestId = facts.requestId ?? null
  }

  /** What can be done about it. */
  get kind(): ApiErrorKind {
    return kindOf(this.status)
  }

  /** Whether the same request may succeed later: nothing answered, or the server was busy. */
  get isTemporary(): boolean {
    return this.kind === 'offline' || this.kind === 'busy'
  }
}

/**
 * Returns the error that an answer stands for.
 *
 * @param answer Its status, its `Retry-After` header and the text of its body, which is a problem (RFC 9457) or anything a proxy may send.
 */
export function apiErrorOf(answer: { status: number; retryAfter: string | null; body: string }): ApiError {
  const problem = readProblem(answer.body)
  const code = textOf(problem, 'code') ?? 'ANSWER_UNREADABLE'
  const detail = textOf(problem, 'detail') ?? `The server answered ${answer.status} without a problem description`
  return new ApiError(code, detail, {
    status: answer.status,
    places: placesOf(problem),
    retryAfterSeconds: secondsOf(answer.retryAfter),
    requestId: textOf(problem, 'requestId'),
  })
}

function kindOf(status: number): ApiErrorKind {
  if (status === 0) return 'offline'
  if (status === 401) return 'signed-out'
  if (status === 403) return 'forbidden'
  if (status === 404 || status === 410) return 'absent'
  if (status === 409 || status === 412) return 'conflict'
  if (status === 429 || status === 502 || status === 503 || status === 504) return 'busy'
  return status >= 400 && status < 500 ? 'refused' : 'fault'
}

function secondsOf(header: string | null): number | null {
  return header !== null && /^\d{1,6}$/.test(header.trim()) ? Number(header) : null
}

function readProblem(body: string): object | null {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' ? value : null
  } catch {
    return null
  }
}

function placesOf(problem: object | null): readonly RefusedPlace[] {
  const errors: unknown = problem === null ? undefined : Reflect.get(problem, 'errors')
  if (!Array.isArray(errors)) return []
  return errors
    .filter((error): error is object => typeof error === 'object' && error !== null)
    .map((error) => ({ pointer: textOf(error, 'pointer') ?? '', code: textOf(error, 'code') ?? '', detail: textOf(error, 'detail') ?? '' }))
}

function textOf(value: object | null, key: string): string | null {
  const text: unknown = value === null ? undefined : Reflect.get(value, key)
  return typeof text === 'string' ? text : null
}
