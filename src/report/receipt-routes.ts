import Type from 'typebox'
import type { Database } from '#database/database.ts'
import { notFound, Problem } from '#http/problem.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { uuidSchema } from '#identity/uuid-schema.ts'
import { standingTo } from '#incident/standing.ts'
import type { OwnerTags } from '#operator/owner-tag.ts'
import { issueReceipt } from '#receipt/issue-receipt.ts'
import { findFiledReport } from './report-store.ts'

const receiptType = 'text/plain; charset=utf-8'

/** Returns the route that gives the receipt of a report to those who may read the report. */
export function receiptRoutes(parts: { readonly database: Database; readonly ownerTags: OwnerTags }): readonly ActorRoute[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/reports/{id}/receipt',
      operation: 'readReceipt',
      summary: 'The receipt of a report, to be verified offline (C2SP tlog-proof); provisional until witnesses have cosigned',
      tag: 'reports',
      permission: 'report.read',
      params: Type.Object({ id: uuidSchema }),
      answers: {
        200: { description: 'A .tlog-proof file', contentType: receiptType },
        202: { description: 'The log has not signed a head over it yet; ask again after Retry-After' },
        404: { description: 'No such report, or not yours to see' },
        410: { description: 'The report was filed before this installation had a log' },
      },
      handler: async ({ actor, params }) => {
        const { kysely } = parts.database
        const report = await findFiledReport(kysely, params.id)
        if (report === null) throw notFound('report')
        await standingTo({ actor, action: 'report.read', incidentId: report.incidentId, what: 'report' }, parts)
        const receipt = await issueReceipt(kysely, params.id)
        if (receipt === null) throw new Problem(410, 'RECEIPT_NONE', 'This report was filed before this installation had a log')
        if (receipt === 'waiting') return { status: 202, headers: { 'retry-after': '1' } }
        const headers = { 'content-disposition': `attachment; filename="${params.id}.tlog-proof"` }
        return { contentType: receiptType, headers, body: Buffer.from(receipt) }
      },
    }),
  ]
}
