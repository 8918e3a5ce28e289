import Type from 'typebox'
import type { Database } from '#database/database.ts'
import { noticeIdOf } from '#delivery/notice-id.ts'
import { insertNotice } from '#delivery/notice-store.ts'
import { notFound, Problem } from '#http/problem.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { uuidSchema } from '#identity/uuid-schema.ts'
import { findIncident } from '#incident/incident-store.ts'
import { standingTo } from '#incident/standing.ts'
import type { OwnerTags } from '#operator/owner-tag.ts'
import { findFiledReport } from '#report/report-store.ts'
import { pagePath } from '#ui/page-path.ts'
import { hasOpened } from './opening-store.ts'
import { unreadableText } from './unreadable-text.ts'

/** Returns the route by which an officer tells an operator that a report does not open: nobody else can notice. */
export function unreadableRoutes(parts: { readonly database: Database; readonly ownerTags: OwnerTags }): readonly ActorRoute[] {
  return [
    route({
      method: 'POST',
      path: '/api/v1/reports/{id}/unreadable',
      operation: 'reportUnreadable',
      summary: 'Tells the operator at once that its report, or an attachment, does not open; once for each authority',
      tag: 'openings',
      permission: 'opening.create',
      params: Type.Object({ id: uuidSchema }),
      answers: {
        202: { description: 'The operator has a notice' },
        403: { description: 'You have not opened the report, or the operator is not told of it yet' },
        404: { description: 'No such report, or not yours' },
      },
      handler: async ({ actor, params }) => {
        const { kysely } = parts.database
        const report = await findFiledReport(kysely, params.id)
        if (report === null) throw notFound('report')
        const wish = { actor, action: 'opening.create', incidentId: report.incidentId, what: 'report' } as const
        const { actor: officer } = await standingTo(wish, parts)
        // A sealed opening is told later; a notice now would tell it at once.
        if (!(await hasOpened(kysely, params.id, { personId: officer.personId, isTold: true })))
          throw new Problem(403, 'OPENING_NEEDED', 'Open the report first: only who tried can say that it does not open')
        const found = await findIncident(kysely, report.incidentId)
        if (found === null) throw notFound('report')
        // One notice for each report and authority, however often an officer presses the button.
        const id = noticeIdOf(`unreadable:${params.id}:${officer.organisationId}`)
        const path = pagePath('ownIncident', { incidentId: report.incidentId })
        await insertNotice(kysely, { id, recipient: found.ownerTag, body: unreadableText.notice, path })
        return { status: 202, body: { reportId: params.id } }
      },
    }),
  ]
}
