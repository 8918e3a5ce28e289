import type { JsonValue } from '#base/canonical-json.ts'
import { ApiError, apiErrorOf } from './api-error.ts'
import { noteConnection } from './connection.ts'

/** How to send a request. */
export type RequestOptions = {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Sent as JSON. */
  readonly body?: JsonValue
  /** Sent as they are, as JSON unless `headers` says otherwise; for bytes that must be the same at each try. Takes precedence over `body`. */
  readonly bodyBytes?: Uint8Array<ArrayBuffer>
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
  /** Milliseconds until the request counts as unanswered; 30,000 by default. */
  readonly timeoutMilliseconds?: number
  /** True where the person has just been asked to show that it is there: it is not asked again. */
  readonly isVerified?: boolean
}

const jsonType = 'application/json'

let askToVerify: (() => Promise<boolean>) | null = null

/**
 * Names who asks the person to show that it is there when the server wants that before an act; the act is then sent once more.
 *
 * @param ask Returns whether the person did.
 */
export function onVerificationNeeded(ask: () => Promise<boolean>): void {
  askToVerify = ask
}

/**
 * Sends a request to the API of this site and returns the JSON of the answer, or null where it has no body.
 *
 * The caller names the type of the answer as the API documents it. Whether the server answered is noted for `ConnectionBanner`.
 *
 * @param path Begins with `/api/`; parts that come from outside are encoded by the caller.
 * @throws {ApiError} if nothing answers or the answer is no success.
 */
export async function request<Answer>(path: string, options: RequestOptions = {}): Promise<Answer> {
  const { body } = await send(path, options, (response) => response.text())
  if (body === '') return null as Answer
  try {
    return JSON.parse(body) as Answer
  } catch (cause) {
    throw new ApiError('ANSWER_UNREADABLE', `Cannot read the answer of ${path}: it is no JSON`, { status: 200, cause })
  }
}

/**
 * Returns the bytes of a file that this site serves, or null where the server is still making it (202).
 *
 * @throws {ApiError} as {@link request}.
 */
export async function requestFile(path: string, { signal }: Pick<RequestOptions, 'signal'> = {}): Promise<Uint8Array<ArrayBuffer> | null> {
  const options = { headers: { accept: '*/*' }, ...(signal === undefined ? {} : { signal }) }
  const { response, body } = await send(path, options, async (answer) => new Uint8Array(await answer.arrayBuffer()))
  return response.status === 202 ? null : body
}

type Answered<Body> =
  | { readonly isGood: true; readonly response: Response; readonly body: Body }
  | { readonly isGood: false; readonly response: Response; readonly refusal: string }

async function send<Body>(
  path: string,
  options: RequestOptions,
  read: (response: Response) => Promise<Body>,
): Promise<{ response: Response; body: Body }> {
  const timeout = AbortSignal.timeout(options.timeoutMilliseconds ?? 30_000)
  const signal = options.signal === undefined ? timeout : AbortSignal.any([timeout, options.signal])
  const answer = await attempt(path, options, signal, async (response) => {
    const found: Answered<Body> = response.ok
      ? { isGood: true, response, body: await read(response) }
      : { isGood: false, response, refusal: await response.text() }
    return found
  })
  if (answer.isGood) {
    noteConnection({ state: 'good' })
    return answer
  }
  const { response, refusal } = answer
  const error = noted(apiErrorOf({ status: response.status, retryAfter: response.headers.get('retry-after'), body: refusal }))
  if (error.code !== 'VERIFICATION_NEEDED' || options.isVerified === true || askToVerify === null || !(await askToVerify())) throw error
  return send(path, { ...options, isVerified: true }, read)
}

async function attempt<Answer>(
  path: string,
  options: RequestOptions,
  signal: AbortSignal,
  read: (response: Response) => Promise<Answer>,
): Promise<Answer> {
  const body = options.bodyBytes ?? (options.body === undefined ? null : JSON.stringify(options.body))
  const headers = {
    accept: jsonType,
    'accept-language': document.documentElement.lang,
    'noroshi-request': '1',
    ...(body === null ? {} : { 'content-type': jsonType }),
    ...options.headers,
  }
  try {
    const how = { method: options.method ?? 'GET', headers, body, signal, credentials: 'same-origin', redirect: 'error' } as const
    // oxlint-disable-next-line eslint/no-restricted-globals -- the one place from which pages send requests
    return await read(await fetch(path, how))
  } catch (cause) {
    // A request that its page gave up says nothing about the connection.
    if (options.signal?.aborted === true) throw cause
    throw noted(new ApiError('NETWORK_UNREACHABLE', `Cannot reach the server for ${path}`, { status: 0, cause }))
  }
}

/**
 * Asks for bytes of the API of this site and returns them as they come in.
 *
 * @throws {ApiError} if nothing answers or the answer is no success; the stream itself fails if the connection breaks.
 */
export async function openStream(path: string): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const headers = { 'accept-language': document.documentElement.lang, 'noroshi-request': '1' }
  // oxlint-disable-next-line eslint/no-restricted-globals -- the other place from which pages send requests: one whose answer is not held whole
  const response = await fetch(path, { headers, credentials: 'same-origin', redirect: 'error' }).catch((cause: unknown) => {
    throw noted(new ApiError('NETWORK_UNREACHABLE', `Cannot reach the server for ${path}`, { status: 0, cause }))
  })
  if (response.ok && response.body !== null) return response.body
  const body = await response.text()
  throw noted(apiErrorOf({ status: response.status, retryAfter: response.headers.get('retry-after'), body }))
}

function noted(error: ApiError): ApiError {
  if (error.kind === 'offline') noteConnection({ state: 'offline' })
  else if (error.kind === 'busy') noteConnection({ state: 'busy', retryAfterSeconds: error.retryAfterSeconds })
  else noteConnection({ state: 'good' })
  return error
}
