import type { IncomingHttpHeaders } from 'node:http'
import Type from 'typebox'
import type { Clock } from '#runtime/clock.ts'
import type { Database } from '#database/database.ts'
import { pageOf, readCursor } from '#database/keyset-page.ts'
import { notFound } from '#http/problem.ts'
import { readableLevels, type Actor, type Clearance } from '#identity/actor.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { uuidSchema } from '#identity/uuid-schema.ts'
import { warningBody, warningSchema } from './published-warning.ts'
import { warningActs } from './warning.ts'
import { findPublished, newestPublished, versionsOf } from './warning-store.ts'
import type { WarningStream } from './warning-stream.ts'

/** What the routes of warnings ask. */
export type WarningParts = {
  readonly database: Database
  readonly stream: WarningStream
  readonly clock: Clock
  /** Returns what says who asks, as the server does; asked again while a stream is open. That throws where a credential no longer counts. */
  readonly recogniser: (headers: IncomingHttpHeaders) => () => Promise<{ readonly actor: Actor }>
}

const common = { method: 'GET', tag: 'warnings', permission: 'warning.read' } as const
const cursor = Type.String({ maxLength: 400, description: '`next` of the page before' })

/** Returns the routes that list warnings, show one, and stream them as they are published. */
export function warningRoutes(parts: WarningParts): readonly ActorRoute[] {
  return [listRoute(parts), streamRoute(parts), oneRoute(parts), versionsRoute(parts)]
}

/** Returns the highest TLP level that the caller may read; all below it come with it. */
export function clearanceOf(actor: Actor): Clearance {
  return readableLevels(actor).at(-1) ?? 'clear'
}

function listRoute(parts: WarningParts): ActorRoute {
  return route({
    ...common,
    path: '/api/v1/warnings',
    operation: 'listWarnings',
    summary: 'Warnings that the caller may read, newest first; without a credential those of TLP:CLEAR',
    query: Type.Object({
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
      after: Type.Optional(cursor),
    }),
    answers: {
      200: {
        description: 'A page, and the cursor of the next where more follow',
        schema: Type.Object({ warnings: Type.Array(warningSchema), next: Type.Union([Type.String(), Type.Null()]) }),
      },
    },
    handler: async ({ actor, query }) => {
      const limit = query.limit ?? 20
      const after = query.after === undefined ? null : readCursor(query.after, ['count'])
      const found = await newestPublished(parts.database.kysely, {
        clearance: clearanceOf(actor),
        from: after === null ? null : Number(after[0]),
        limit: limit + 1,
      })
      const page = pageOf(found, { limit, after }, (warning) => [String(warning.sequence)])
      return { body: { warnings: page.rows.map((one) => warningBody(one, parts.clock.now())), next: page.next } }
    },
  })
}

function oneRoute(parts: WarningParts): ActorRoute {
  return route({
    ...common,
    path: '/api/v1/warnings/{id}',
    operation: 'readWarning',
    summary: 'One warning in its newest version',
    params: Type.Object({ id: uuidSchema }),
    answers: { 200: { description: 'The warning', schema: warningSchema }, 404: { description: 'Absent, or not for this caller' } },
    handler: async ({ actor, params }) => {
      const warning = await findPublished(parts.database.kysely, clearanceOf(actor), params.id)
      if (warning === null) throw notFound('warning')
      return { body: warningBody(warning, parts.clock.now()) }
    },
  })
}

function versionsRoute({ database }: WarningParts): ActorRoute {
  return route({
    ...common,
    path: '/api/v1/warnings/{id}/versions',
    operation: 'listWarningVersions',
    summary: 'What became of a warning: its versions, newest first',
    params: Type.Object({ id: uuidSchema }),
    answers: {
      200: {
        description: 'Each version, what it did, and how much it holds',
        schema: Type.Object({
          versions: Type.Array(
            Type.Object({
              version: Type.Integer({ minimum: 1 }),
              act: Type.Enum([...warningActs]),
              publishedAt: Type.String({ format: 'date-time' }),
              indicators: Type.Integer({ minimum: 0 }),
              knownWrong: Type.Integer({ minimum: 0 }),
            }),
          ),
        }),
      },
      404: { description: 'Absent, or not for this caller' },
    },
    handler: async ({ actor, params }) => {
      const versions = await versionsOf(database.kysely, clearanceOf(actor), params.id)
      if (versions.length === 0) throw notFound('warning')
      return {
        body: {
          versions: versions.map(({ version, act, publishedAt, content }) => ({
            version,
            act,
            publishedAt,
            indicators: content.indicators.length,
            knownWrong: content.knownWrong.length,
          })),
        },
      }
    },
  })
}

function streamRoute(parts: WarningParts): ActorRoute {
  return route({
    ...common,
    path: '/api/v1/warnings/stream',
    operation: 'streamWarnings',
    summary:
      'Warnings as server-sent events, from now on or after the place that `after` or the header Last-Event-ID names; the event is `warning`, its id the place',
    query: Type.Object({ after: Type.Optional(Type.Integer({ minimum: 0 })) }),
    answers: {
      200: { description: 'Events without end', contentType: 'text/event-stream' },
      429: { description: 'The caller has too many streams open' },
      503: { description: 'Too many streams are open' },
    },
    handler: async ({ actor, query, headers, address }) => {
      const recognise = parts.recogniser(headers)
      const takeOver = await parts.stream.admit({
        caller: actor.kind === 'person' ? actor.personId : address,
        clearance: clearanceOf(actor),
        after: lastEventId(headers) ?? query.after ?? null,
        clearanceNow: async () => clearanceOf((await recognise()).actor),
      })
      return { headers: { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' }, takeOver }
    },
  })
}

/** A browser that reconnects repeats its first address and adds this header, so that the header counts. */
function lastEventId(headers: IncomingHttpHeaders): number | null {
  const text = headers['last-event-id']
  return typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : null
}
