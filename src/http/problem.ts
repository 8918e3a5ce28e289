import { CodedError } from '#base/coded-error.ts'

/** One place in a request that was refused. */
export type ProblemPlace = { readonly pointer: string; readonly code: string; readonly detail: string }

/** What an answer with an error says beside its status and code. */
export type ProblemOptions = {
  readonly errors?: readonly ProblemPlace[]
  readonly retryAfterSeconds?: number
  readonly cause?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** A request that cannot be answered as asked; becomes an RFC 9457 problem with a stable code. */
export class Problem extends CodedError {
  readonly status: number
  readonly errors: readonly ProblemPlace[]
  readonly headers: Readonly<Record<string, string>>

  constructor(status: number, code: string, detail: string, options: ProblemOptions = {}) {
    super(code, detail, { cause: options.cause })
    this.status = status
    this.errors = options.errors ?? []
    this.headers = {
      ...options.headers,
      ...(options.retryAfterSeconds === undefined ? {} : { 'retry-after': String(options.retryAfterSeconds) }),
    }
  }
}

/** The body of an answer of type `application/problem+json` (RFC 9457, section 3). */
export type ProblemBody = {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly requestId: string
  readonly errors?: readonly ProblemPlace[]
}

/** Returns the body for `problem`. */
export function problemBody(problem: Problem, requestId: string): ProblemBody {
  return {
    type: `urn:noroshi:problem:${problem.code}`,
    title: problem.code.toLowerCase().replaceAll('_', ' '),
    status: problem.status,
    code: problem.code,
    detail: problem.message,
    requestId,
    ...(problem.errors.length === 0 ? {} : { errors: problem.errors }),
  }
}

/** Returns the one answer for an object that does not exist and for one that the caller may not know of. */
export function notFound(what: string): Problem {
  return new Problem(404, 'NOT_FOUND', `There is no such ${what}, or it is not yours to see`)
}

/** Returns the answer for an act for which the person must first show once more that it is there. */
export function verificationNeeded(): Problem {
  return new Problem(403, 'VERIFICATION_NEEDED', 'Show that you are still there: sign for this again with your passkey or your key')
}
