import Type from 'typebox'
import type { Database } from '#database/database.ts'
import { pageOf, readCursor } from '#database/keyset-page.ts'
import type { Filing } from '#envelope/filing-schema.ts'
import { notFound } from '#http/problem.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { uuidSchema } from '#identity/uuid-schema.ts'
import type { FilingVault } from '#report/filing-vault.ts'
import { findReport, holdersOfReport } from '#report/report-store.ts'
import { openDraftsOfReports } from './draft/draft-store.ts'
import { heldItem, heldItems } from './gate-item-store.ts'

const pageQuery = Type.Object(
  { limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })), after: Type.Optional(Type.String({ maxLength: 400 })) },
  { additionalProperties: false },
)

/** What the routes of held parts work with. */
export type GateRouteParts = { readonly database: Database; readonly vault: FilingVault }

/** Returns the routes that show officers and releasers what the gate holds of the reports to their authority, with the reasons. */
export function gateRoutes(parts: GateRouteParts): readonly ActorRoute[] {
  return [listRoute(parts), oneRoute(parts)]
}

function listRoute(parts: GateRouteParts): ActorRoute {
  return route({
    method: 'GET',
    path: '/api/v1/gate/held',
    operation: 'listHeld',
    summary: 'What the release gate holds of the reports to the own authority, with the reasons, latest first',
    tag: 'warnings',
    permission: 'gate.read',
    query: pageQuery,
    answers: { 200: { description: 'A page of held items' } },
    handler: async ({ actor, query }) => {
      if (actor.kind !== 'person') throw notFound('held item')
      const limit = query.limit ?? 50
      const [decidedAt, reportId] = query.after === undefined ? [] : readCursor(query.after, ['instant', 'uuid'])
      const before = decidedAt === undefined || reportId === undefined ? null : { decidedAt, reportId }
      const items = await heldItems(parts.database.kysely, { authorityId: actor.organisationId, before, limit: limit + 1 })
      const { rows, next } = pageOf(items, { limit, after: null }, (one) => [one.decidedAt, one.reportId])
      const drafts = await openDraftsOfReports(
        parts.database.kysely,
        rows.map((one) => one.reportId),
      )
      const held = rows.map(({ decidedAt: at, reasons, content, reportId: id }) => ({
        reportId: id,
        decidedAt: at,
        reasons,
        content,
        draftId: drafts.get(id) ?? null,
      }))
      return { body: { held, next } }
    },
  })
}

function oneRoute({ database, vault }: GateRouteParts): ActorRoute {
  return route({
    method: 'GET',
    path: '/api/v1/gate/held/{id}',
    operation: 'readHeld',
    summary: 'What the release gate holds of one report, beside the shareable part itself',
    tag: 'warnings',
    permission: 'gate.read',
    params: Type.Object({ id: uuidSchema }),
    answers: {
      200: { description: 'Reasons, proposed content, and what was reported for release' },
      404: { description: 'Nothing is held of such a report to the own authority' },
    },
    handler: async ({ actor, params }) => {
      if (actor.kind !== 'person') throw notFound('held item')
      const [item, holders] = [await heldItem(database.kysely, params.id), await holdersOfReport(database.kysely, params.id)]
      if (item === null || !(holders?.authorityIds.includes(actor.organisationId) ?? false)) throw notFound('held item')
      const found = await findReport(database.kysely, params.id, vault)
      const shareable = found === null ? {} : (JSON.parse(found.filing) as Filing).shareable
      const { reportId, decidedAt, reasons, content } = item
      return { body: { reportId, decidedAt, reasons, content, shareable } }
    },
  })
}
