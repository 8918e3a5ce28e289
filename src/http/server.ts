import { randomUUID } from 'node:crypto'
import type { OutgoingHttpHeaders } from 'node:http'
import { Readable } from 'node:stream'
import rateLimit from '@fastify/rate-limit'
import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { isCodedError } from '#base/coded-error.ts'
import { JsonError, parseJson } from '#base/parse-json.ts'
import { isDatabaseAway } from '#database/database-error.ts'
import type { Clock } from '#runtime/clock.ts'
import type { Logger } from '#runtime/logger.ts'
import type { Metrics } from '#runtime/metrics.ts'
import { Problem, problemBody, verificationNeeded } from './problem.ts'
import { createRefusalLimit, type RefusalLimit } from './refusal-limit.ts'
import { createRecentCallers } from './recent-callers.ts'
import { refuseCrossSite, refuseForeignHost } from './request-origin.ts'
import { formTypes, type Route, type RouteAnswer } from './route.ts'
import { securityHeaders } from './security-headers.ts'
import { readQuery, validate } from './validate.ts'

/** Who may do what, decided outside this folder. */
export type Authority<Actor> = {
  /** Who asks without any proof. */
  readonly nobody: Actor
  /**
   * Returns who asks, by the Authorization header alone where there is one; `byCookie` tells that a browser sent the proof by itself, `caller` names who is counted for rate limits, null for nobody known.
   * Throws a {@link Problem} 401 for a proof that is wrong.
   */
  authenticate(headers: FastifyRequest['headers']): Promise<{ actor: Actor; byCookie: boolean; caller: string | null }>
  /**
   * Tells whether this kind of caller may do the act at all; whether on this very object is the handler's question.
   * `verify` says that it may once it has shown that the person is still there.
   */
  mayTry(actor: Actor, permission: string): 'yes' | 'sign-in' | 'verify' | 'no'
}

/** What a server is made from. */
export type ServerParts<Actor> = {
  readonly routes: readonly Route<Actor>[]
  readonly permissions: ReadonlySet<string>
  readonly authority: Authority<Actor>
  readonly logger: Logger
  readonly metrics: Metrics
  readonly clock: Clock
  readonly demo: boolean
  readonly https: boolean
  readonly proxies: readonly string[]
  /** Tells whether the process can do its work; until then only the health routes answer. */
  readonly isOpen: () => boolean
}

const defaultBodyBytes = 64 * 1024
const defaultPerMinute = 600
const refusalsPerMinute = 600
const retryAfterSeconds = 2
// Beside what the authority itself remembers: together they stay well below the five seconds after which a revoked token must be refused.
const recentSeconds = 1
const healthPaths = new Set(['/livez', '/readyz', '/metrics'])

/**
 * Returns a server that answers `parts.routes`; it does not listen yet.
 *
 * @throws {TypeError} if a route names no known permission, or two routes share a place or an operation.
 */
export async function createServer<Actor>(parts: ServerParts<Actor>): Promise<FastifyInstance> {
  refuseUnguardedRoutes(parts)
  const app = fastify({
    logger: false,
    genReqId: () => randomUUID(),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 500 },
    trustProxy: parts.proxies.length === 0 ? false : [...parts.proxies],
    requestTimeout: 60_000,
    forceCloseConnections: 'idle',
    http: { maxHeaderSize: 16 * 1024 },
  })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(/^application\/(?:[\w.+-]+\+)?json\b/, { parseAs: 'buffer' }, parseBody)
  app.addContentTypeParser('application/octet-stream', passBody)
  app.addContentTypeParser(formTypes, { parseAs: 'buffer' }, parseForm)
  addHooks(app, parts)
  await app.register(rateLimit, { global: false, keyGenerator: callerKey, errorResponseBuilder: tooMany })
  app.setErrorHandler((error, request, reply) => answerError({ error, request, reply, parts }))
  app.setNotFoundHandler((request, reply) =>
    answerError({ error: new Problem(404, 'NOT_FOUND', 'There is nothing at this address'), request, reply, parts }),
  )
  const refusals = createRefusalLimit(parts.clock, refusalsPerMinute)
  const { authenticate, stop } = createRecentCallers((headers) => parts.authority.authenticate(headers), recentSeconds)
  app.addHook('onClose', async () => stop())
  for (const route of parts.routes) addRoute(app, route, { ...parts, refusals, authenticate })
  return app
}

function refuseUnguardedRoutes<Actor>(parts: ServerParts<Actor>): void {
  const seen = new Set<string>()
  for (const route of parts.routes) {
    if (!parts.permissions.has(route.permission))
      throw new TypeError(`Cannot start: the route ${route.method} ${route.path} names no known permission ("${route.permission}")`)
    for (const name of [`${route.method} ${route.path}`, route.operation]) {
      if (seen.has(name)) throw new TypeError(`Cannot start: two routes are called ${name}`)
      seen.add(name)
    }
  }
}

function parseBody(request: FastifyRequest, body: Buffer, done: (error: Error | null, value?: unknown) => void): void {
  // The body comes from outside and may be built to exhaust the parser; the limits hold before JSON.parse sees it.
  try {
    request.bodyText = body
    done(null, parseJson(body, { maxBytes: request.routeOptions.bodyLimit, maxDepth: 20, maxKeys: 150_000 }))
  } catch (error) {
    done(error instanceof Error ? error : new TypeError('Unreadable body'))
  }
}

/** Files in a form are passed over. */
async function parseForm(request: FastifyRequest, body: Buffer): Promise<Readonly<Record<string, string>>> {
  if (!request.routeOptions.config.bodyForm) throw unsupportedType()
  const form = new Response(new Uint8Array(body), { headers: { 'content-type': request.headers['content-type'] ?? '' } })
  try {
    const fields = [...(await form.formData())]
    return Object.fromEntries(fields.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])))
  } catch {
    throw new Problem(400, 'FORM_UNREADABLE', 'The body is no form of the type that it is sent as')
  }
}

/** Bytes go on unread to the routes that read them by themselves. */
function passBody(request: FastifyRequest, payload: Readable, done: (error: Error | null, value?: unknown) => void): void {
  if (!request.routeOptions.config.bodyStream) return done(unsupportedType())
  request.bodyStream = payload
  done(null, null)
}

function addHooks<Actor>(app: FastifyInstance, parts: ServerParts<Actor>): void {
  const headers = securityHeaders({ https: parts.https })
  // Hooks that call back rather than return a promise: they run at every request.
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(headers).header('request-id', request.id)
    done(refusal(request, parts))
  })
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none'
    parts.metrics.requestSeconds.observe({ route, method: request.method, status: String(reply.statusCode) }, reply.elapsedTime / 1000)
    done()
  })
}

/** Returns why no route may answer this request, if so. */
function refusal<Actor>(request: FastifyRequest, parts: ServerParts<Actor>): Error | undefined {
  try {
    if (parts.demo) refuseForeignHost(request.headers)
  } catch (error) {
    return error instanceof Error ? error : new TypeError('Refused')
  }
  if (parts.isOpen() || healthPaths.has(request.routeOptions.url ?? '')) return undefined
  return new Problem(503, 'NOT_READY', 'The program is starting', { retryAfterSeconds })
}

/** One caller is whoever was recognised, or one address; nothing that a stranger writes into a request makes it another caller. */
function callerKey(request: FastifyRequest): string {
  return request.caller ?? request.ip
}

function tooMany(_request: FastifyRequest, context: { ttl: number }): Problem {
  return new Problem(429, 'TOO_MANY_REQUESTS', 'Too many requests from this caller', { retryAfterSeconds: Math.ceil(context.ttl / 1000) })
}

type AdmissionParts<Actor> = ServerParts<Actor> & {
  readonly refusals: RefusalLimit
  readonly authenticate: Authority<Actor>['authenticate']
}

function addRoute<Actor>(app: FastifyInstance, route: Route<Actor>, parts: AdmissionParts<Actor>): void {
  app.route({
    method: route.method,
    url: route.path.replaceAll(/\{(\w+)\}/g, ':$1'),
    bodyLimit: route.bodyBytes ?? defaultBodyBytes,
    config: {
      bodyStream: route.bodyStream === true,
      bodyForm: route.bodyForm === true,
      rateLimit: { max: route.perMinute ?? defaultPerMinute, timeWindow: 60_000 },
    },
    errorHandler: (error, request, reply) => answerError({ error, request, reply, parts, route }),
    // Before the body is read, so that strangers cannot make the server read one; the rate limit comes after it and counts who was recognised.
    onRequest: async (request) => {
      request.actor = await admit(request, route, parts)
    },
    handler: async (request, reply) => sendAnswer(reply, await route.handler(checkedRequest(request, route))),
  })
}

async function admit<Actor>(request: FastifyRequest, route: Route<Actor>, parts: AdmissionParts<Actor>): Promise<Actor> {
  if (route.ownCredential === true) return parts.authority.nobody
  const { actor, byCookie, caller } = await recognise(request, parts)
  if (caller !== null) request.caller = caller
  if (byCookie) refuseCrossSite(request.method, request.headers)
  const verdict = parts.authority.mayTry(actor, route.permission)
  if (verdict === 'sign-in')
    throw new Problem(401, 'SIGN_IN_NEEDED', 'This needs a signed-in person or a token', {
      headers: { 'www-authenticate': route.challenge ?? 'Bearer realm="Noroshi"' },
    })
  if (verdict === 'verify') throw verificationNeeded()
  if (verdict === 'no') throw new Problem(403, 'NOT_PERMITTED', `Your roles do not include ${route.permission}`)
  return actor
}

async function recognise<Actor>(request: FastifyRequest, parts: AdmissionParts<Actor>) {
  const { authenticate, refusals } = parts
  if (request.headers.authorization !== undefined && refusals.isReached(request.ip))
    throw new Problem(429, 'TOO_MANY_REFUSALS', 'Too many wrong credentials came from this address', { retryAfterSeconds: 60 })
  try {
    return await authenticate(request.headers)
  } catch (error) {
    if (error instanceof Problem && error.status === 401) refusals.note(request.ip)
    throw error
  }
}

function checkedRequest<Actor>(request: FastifyRequest, route: Route<Actor>) {
  const query = route.query === undefined ? {} : readQuery(route.query, request.query as Record<string, unknown>)
  if (route.params !== undefined) validate(route.params, request.params, '/params')
  if (route.query !== undefined) validate(route.query, query, '/query')
  if (route.body !== undefined) validate(route.body, request.body, '/body')
  // `onRequest` stored what `authenticate` returned for this very request.
  const actor = request.actor as Actor
  return {
    actor,
    params: request.params,
    query,
    body: request.body,
    bodyText: request.bodyText ?? null,
    bodyStream: request.bodyStream ?? null,
    headers: request.headers,
    requestId: request.id,
    address: request.ip,
  }
}

function sendAnswer(reply: FastifyReply, answer: RouteAnswer): FastifyReply {
  reply.code(answer.status ?? 200).headers(answer.headers ?? {})
  if (answer.takeOver !== undefined) {
    const takeOver = answer.takeOver
    reply.hijack()
    // As one text and at once: headers that are set one by one are kept for as long as the response lives, and thousands live at the same time.
    reply.raw.writeHead(reply.statusCode, reply.getHeaders() as OutgoingHttpHeaders)
    reply.raw.flushHeaders()
    takeOver(reply.raw)
    return reply
  }
  if (answer.pieces !== undefined) return sendPieces(reply.type(answer.contentType ?? 'application/octet-stream'), answer.pieces)
  if (answer.stream !== undefined) return sendStream(reply.type(answer.contentType ?? 'application/octet-stream'), answer.stream)
  if (answer.contentType === undefined)
    return answer.body === undefined ? reply.send() : reply.type('application/json; charset=utf-8').send(JSON.stringify(answer.body))
  return reply.type(answer.contentType).send(answer.body)
}

/** One chunk is asked for when the one before has gone out, so that a slow caller costs the memory of one. */
function sendStream(reply: FastifyReply, { bytes, chunks }: NonNullable<RouteAnswer['stream']>): FastifyReply {
  if (bytes !== null) reply.header('content-length', bytes)
  return reply.send(Readable.from(chunks, { objectMode: false, highWaterMark: 1 }))
}

/** Past fastify, which knows one payload only: the system takes all pieces in one call as they lie. */
function sendPieces(reply: FastifyReply, pieces: readonly Uint8Array[]): FastifyReply {
  let length = 0
  for (const piece of pieces) length += piece.length
  reply.hijack()
  const headers = reply.header('content-length', length).getHeaders() as OutgoingHttpHeaders
  reply.raw.writeHead(reply.statusCode, headers)
  reply.raw.cork()
  for (const piece of pieces.slice(0, -1)) reply.raw.write(piece)
  reply.raw.end(pieces.at(-1))
  return reply
}

function answerError<Actor>(how: {
  error: unknown
  request: FastifyRequest
  reply: FastifyReply
  parts: ServerParts<Actor>
  route?: Route<Actor>
}): void {
  const { error, request, reply, parts, route } = how
  const problem = problemOf(error)
  const where = { requestId: request.id, route: request.routeOptions.url ?? 'none', method: request.method, status: problem.status }
  if (problem.status === 503) parts.logger.warn('request refused for now', { ...where, code: problem.code })
  else if (problem.status >= 500) parts.logger.fault('request failed', problem.cause ?? error, where)
  const body = problemBody(problem, request.id)
  const rendered = route?.renderProblem?.(body) ?? { contentType: 'application/problem+json', body }
  // Bytes, not text: to text fastify adds a charset, which media types such as TAXII's do not know.
  reply
    .code(problem.status)
    .headers(problem.headers)
    .type(rendered.contentType)
    .send(Buffer.from(JSON.stringify(rendered.body)))
}

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (error instanceof JsonError) return new Problem(error.code === 'JSON_TOO_LARGE' ? 413 : 400, error.code, error.message)
  if (isDatabaseAway(error))
    return new Problem(503, 'DATABASE_AWAY', 'The database is not reachable now; try again', { retryAfterSeconds, cause: error })
  if (isCodedError(error) && error.code === 'CURSOR_INVALID') return new Problem(400, error.code, error.message)
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new Problem(413, 'BODY_TOO_LARGE', 'The body is larger than this route takes')
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return unsupportedType()
  const status = error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500
  if (status >= 400 && status < 500) return new Problem(status, 'REQUEST_INVALID', 'The request cannot be read')
  return new Problem(500, 'FAULT', 'Something failed on our side; the request id finds it in the log', { cause: error })
}

function unsupportedType(): Problem {
  return new Problem(
    415,
    'MEDIA_TYPE_UNSUPPORTED',
    'The body must be application/json, or application/octet-stream where a route takes bytes',
  )
}

declare module 'fastify' {
  interface FastifyContextConfig {
    bodyStream?: boolean
    bodyForm?: boolean
  }
  interface FastifyRequest {
    actor: unknown
    /** Who is counted for rate limits; absent where nobody was recognised. */
    caller?: string
    bodyText?: Uint8Array
    bodyStream?: AsyncIterable<Uint8Array>
  }
}
