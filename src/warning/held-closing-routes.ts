import Type from 'typebox'
import { pageOf, readCursor } from '#database/keyset-page.ts'
import { notFound, Problem } from '#http/problem.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { uuidSchema } from '#identity/uuid-schema.ts'
import { holdersOfReport } from '#report/report-store.ts'
import { openDraftsOfReports } from './draft/draft-store.ts'
import type { GateRouteParts } from './gate-routes.ts'
import { closeHeld, closedItems } from './held-closure-store.ts'
import { closingReasons, type ClosingReason } from './held-closure.ts'

const longestNote = 500

/** Returns the routes by which an authority closes a held part without a warning, and sees what was closed. */
export function heldClosingRoutes(parts: GateRouteParts): readonly ActorRoute[] {
  return [closeRoute(parts), listRoute(parts)]
}

function closeRoute({ database }: GateRouteParts): ActorRoute {
  return route({
    method: 'POST',
    path: '/api/v1/gate/held/{id}/close',
    operation: 'closeHeld',
    summary: 'Close a held part for good: nobody is warned of it',
    tag: 'warnings',
    permission: 'gate.close',
    params: Type.Object({ id: uuidSchema }),
    body: Type.Object(
      {
        reason: Type.Unsafe<ClosingReason>(Type.Enum([...closingReasons])),
        note: Type.Union([Type.String({ minLength: 1, maxLength: longestNote, pattern: '\\S' }), Type.Null()], {
          description: 'For the authorities that received the report; needed where the reason is "other"',
        }),
      },
      { additionalProperties: false },
    ),
    answers: {
      204: { description: 'It is closed' },
      404: { description: 'Nothing is held of such a report to the own authority' },
      409: { description: 'Somebody drafts a warning from it' },
      422: { description: 'The reason is to be written' },
    },
    handler: async ({ actor, params, body }) => {
      if (actor.kind !== 'person') throw notFound('held item')
      if (body.reason === 'other' && body.note === null)
        throw new Problem(422, 'NOTE_MISSING', 'The reason is "other": say in "note" which')
      await database.kysely.transaction().execute(async (tx) => {
        const holders = await holdersOfReport(tx, params.id)
        if (!(holders?.authorityIds.includes(actor.organisationId) ?? false)) throw notFound('held item')
        const closure = { reportId: params.id, reason: body.reason, note: body.note, personId: actor.personId }
        if (!(await closeHeld(tx, closure))) throw notFound('held item')
        if ((await openDraftsOfReports(tx, [params.id])).size > 0)
          throw new Problem(409, 'DRAFT_EXISTS', 'A warning is being drafted from it: drop that draft first')
      })
      return { status: 204 }
    },
  })
}

function listRoute({ database }: GateRouteParts): ActorRoute {
  return route({
    method: 'GET',
    path: '/api/v1/gate/closed',
    operation: 'listClosed',
    summary: 'Held parts of reports to the own authority that were closed without a warning, with who closed them and why, latest first',
    tag: 'warnings',
    permission: 'gate.read',
    query: Type.Object(
      { limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })), after: Type.Optional(Type.String({ maxLength: 400 })) },
      { additionalProperties: false },
    ),
    answers: { 200: { description: 'A page of closed items' } },
    handler: async ({ actor, query }) => {
      if (actor.kind !== 'person') throw notFound('held item')
      const limit = query.limit ?? 50
      const [closedAt, reportId] = query.after === undefined ? [] : readCursor(query.after, ['instant', 'uuid'])
      const before = closedAt === undefined || reportId === undefined ? null : { closedAt, reportId }
      const items = await closedItems(database.kysely, { authorityId: actor.organisationId, before, limit: limit + 1 })
      const { rows, next } = pageOf(items, { limit, after: null }, (one) => [one.closed.at, one.reportId])
      const held = rows.map(({ reportId: id, decidedAt, reasons, content, closed }) => ({
        reportId: id,
        decidedAt,
        reasons,
        content,
        closed,
      }))
      return { body: { held, next } }
    },
  })
}
