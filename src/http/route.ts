import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import type { Static, TSchema } from 'typebox'
import type { ProblemBody } from './problem.ts'

/** The content types of forms. */
export const formTypes = ['application/x-www-form-urlencoded', 'multipart/form-data']

/** One kind of answer of a route, for people and for OpenAPI. */
export type AnswerKind = { readonly description: string; readonly schema?: TSchema; readonly contentType?: string }

/** What a route's handler gets: checked input and who asks. */
export type RouteRequest<Actor, Params, Query, Body> = {
  readonly actor: Actor
  readonly params: Params
  readonly query: Query
  readonly body: Body
  /** The body's bytes as they came, which are the JSON of `body`; null where there was none. */
  readonly bodyText: Uint8Array | null
  /** The body's bytes as they come in, of a route with `bodyStream`; null where there was none. Who does not read to its end ends the connection. */
  readonly bodyStream: AsyncIterable<Uint8Array> | null
  readonly headers: IncomingHttpHeaders
  readonly requestId: string
  /** The address that the request came from, or that a trusted proxy says it came from. */
  readonly address: string
}

/** What a handler answers. A `takeOver` gets the raw response and ends it by itself (event streams). */
export type RouteAnswer = {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly contentType?: string
  readonly body?: unknown
  /** A body in pieces, which are sent one after another without being copied together. */
  readonly pieces?: readonly Uint8Array[]
  /** A body that is sent as it is made, no faster than the caller takes it; `bytes` is its length, or null where that shows at its end. */
  readonly stream?: { readonly bytes: number | null; readonly chunks: AsyncIterable<Uint8Array> }
  readonly takeOver?: (response: ServerResponse) => void
}

/** A route as data: from it come validation, the permission check, OpenAPI and the reference page. */
export type Route<Actor> = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** OpenAPI form, for example `/api/v1/reports/{id}`. */
  readonly path: string
  /** OpenAPI operationId; unique. */
  readonly operation: string
  readonly summary: string
  readonly tag: string
  /** The act that `can()` must allow; `public` needs nobody. */
  readonly permission: string
  /** True where the handler itself reads the Authorization header, which then is none of a person's. */
  readonly ownCredential?: true
  readonly params?: TSchema
  readonly query?: TSchema
  readonly body?: TSchema
  /** Largest body in bytes; 64 KiB where not given. */
  readonly bodyBytes?: number
  /** True where the body is bytes (application/octet-stream) that the handler reads by itself and bounds by itself. */
  readonly bodyStream?: true
  /** True where the body is a form, as browsers and mail programs send it; its fields are texts, which `body` describes. */
  readonly bodyForm?: true
  /** Requests a minute from one caller; 600 where not given. */
  readonly perMinute?: number
  readonly answers: Readonly<Record<number, AnswerKind>>
  /** Content types the caller must accept one of (RFC 9110, section 12.5.1); checked by the handler's feature. */
  readonly challenge?: string
  /** Renders errors where a standard wants its own form. */
  readonly renderProblem?: (problem: ProblemBody) => { readonly contentType: string; readonly body: unknown }
  readonly handler: (request: RouteRequest<Actor, unknown, unknown, unknown>) => Promise<RouteAnswer> | RouteAnswer
}

/** A route whose handler is typed by its schemas. */
export type RouteDefinition<Actor, Params extends TSchema, Query extends TSchema, Body extends TSchema> = Omit<
  Route<Actor>,
  'params' | 'query' | 'body' | 'handler'
> & {
  readonly params?: Params
  readonly query?: Query
  readonly body?: Body
  readonly handler: (request: RouteRequest<Actor, Static<Params>, Static<Query>, Static<Body>>) => Promise<RouteAnswer> | RouteAnswer
}

/** Returns `definition` as a route; the server checks input against its schemas before the handler runs. */
export function defineRoute<Actor, Params extends TSchema = TSchema, Query extends TSchema = TSchema, Body extends TSchema = TSchema>(
  definition: RouteDefinition<Actor, Params, Query, Body>,
): Route<Actor> {
  // The server validates params, query and body with these very schemas, so the handler's narrower types hold.
  return definition as unknown as Route<Actor>
}
