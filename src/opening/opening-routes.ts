import Type from 'typebox'
import type { Filing } from '#envelope/filing-schema.ts'
import { notFound } from '#http/problem.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { insertNotice } from '#delivery/notice-store.ts'
import { pagePath } from '#ui/page-path.ts'
import { alarmText } from './alarm-text.ts'
import { uuidSchema } from '#identity/uuid-schema.ts'
import type { FilingVault } from '#report/filing-vault.ts'
import { findReport } from '#report/report-store.ts'
import { standingTo } from '#incident/standing.ts'
import type { Metrics } from '#runtime/metrics.ts'
import { shareReport, type SharingParts } from './share-report.ts'
import type { LogService } from './open-report.ts'
import { openingBodySchema, openingReleaseSchema, shareBodySchema } from './opening-schema.ts'
import { countWithheld, openingsOfIncident } from './opening-store.ts'

/** What the opening routes work with. */
export type OpeningRouteParts = SharingParts & {
  readonly vault: FilingVault
  readonly logService: LogService
  readonly metrics: Metrics
}

/** Returns the routes by which an officer opens a report, and everybody concerned sees who did. */
export function openingRoutes(parts: OpeningRouteParts): readonly ActorRoute[] {
  return [openRoute(parts), shareRoute(parts), listRoute(parts)]
}

function openRoute(parts: OpeningRouteParts): ActorRoute {
  return route({
    method: 'POST',
    path: '/api/v1/reports/{id}/openings',
    operation: 'openReport',
    summary: "Logs an opening, then answers with the log service's half of the report key, wrapped for the officer",
    tag: 'openings',
    permission: 'opening.create',
    params: Type.Object({ id: uuidSchema }),
    body: openingBodySchema,
    perMinute: 120,
    answers: {
      201: { description: 'Logged and released', schema: openingReleaseSchema },
      403: { description: 'Not signed by the own key' },
      404: { description: 'No such report, or not yours to open' },
      429: { description: 'Beyond the quota of the officer; the detail says when it goes on' },
    },
    handler: async ({ actor, params, body }) => {
      const stored = await findReport(parts.database.kysely, params.id, parts.vault)
      if (stored === null) throw notFound('report')
      const standing = await standingTo({ actor, action: 'opening.create', incidentId: stored.report.incidentId, what: 'report' }, parts)
      const { alarms, ...release } = await parts.logService.open({
        ...body,
        reportId: params.id,
        personId: standing.actor.personId,
        logEnvelope: (JSON.parse(stored.filing) as Filing).sealed.log.envelope,
      })
      parts.metrics.openings.inc()
      for (const kind of alarms) parts.metrics.openingAlarms.inc({ kind })
      if (alarms.length > 0) await tellAdministrators(release.openingId, standing.actor.organisationId, parts)
      return { status: 201, body: release }
    },
  })
}

/** The line says nothing of the case: it may stand in the list of the whole authority. */
async function tellAdministrators(openingId: string, authorityId: string, { database, ownerTags }: OpeningRouteParts): Promise<void> {
  const notice = { id: openingId, recipient: ownerTags.tagOf(authorityId), body: alarmText.notice, path: pagePath('openingWatch') }
  await insertNotice(database.kysely, notice)
}

function shareRoute(parts: OpeningRouteParts): ActorRoute {
  return route({
    method: 'POST',
    path: '/api/v1/reports/{id}/shares',
    operation: 'shareReport',
    summary:
      "Lets a further authority open a report: takes the authorities' half, which a reader of the report wrapped for it, and logs it",
    tag: 'openings',
    permission: 'opening.share',
    params: Type.Object({ id: uuidSchema }),
    body: shareBodySchema,
    answers: {
      201: { description: 'Logged and shared' },
      403: { description: 'Not signed by the own key' },
      404: { description: 'No such report, or not yours to share' },
      409: { description: 'That authority holds it already' },
      422: { description: 'No key of an authority that is in use, or of one without jurisdiction' },
    },
    handler: async ({ actor, params, body }) => {
      if (actor.kind !== 'person') throw notFound('report')
      return { status: 201, body: await shareReport(actor.personId, { ...body, reportId: params.id }, parts) }
    },
  })
}

function listRoute(parts: OpeningRouteParts): ActorRoute {
  return route({
    method: 'GET',
    path: '/api/v1/incidents/{id}/openings',
    operation: 'listOpenings',
    summary:
      'Who opened the reports of an incident, when and why; an authority sees its own openings, an operator how many it is not told of yet',
    tag: 'openings',
    permission: 'opening.read',
    params: Type.Object({ id: uuidSchema }),
    answers: { 200: { description: 'Openings, first to last' }, 404: { description: 'No such incident, or not yours to see' } },
    handler: async ({ actor, params }) => {
      const standing = await standingTo({ actor, action: 'opening.read', incidentId: params.id, what: 'incident' }, parts)
      const queries = parts.database.kysely
      const toldAt = parts.clock.now().toString()
      const view = standing.own ? { toldAt } : { authorityId: standing.actor.organisationId }
      const openings = await openingsOfIncident(queries, params.id, view)
      const withheld = standing.own ? await countWithheld(queries, params.id, toldAt) : 0
      return { body: { openings, withheld } }
    },
  })
}
