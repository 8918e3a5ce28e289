import Type from 'typebox'
import { filingSchema } from '#envelope/filing-schema.ts'
import type { Database } from '#database/database.ts'
import { readIdempotencyKey } from '#http/idempotency-key.ts'
import { notFound } from '#http/problem.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { uuidSchema } from '#identity/uuid-schema.ts'
import { standingTo } from '#incident/standing.ts'
import type { OwnerTags } from '#operator/owner-tag.ts'
import type { Metrics } from '#runtime/metrics.ts'
import type { FilingVault } from './filing-vault.ts'
import type { Intake } from './intake.ts'
import { addedEnvelopes } from './added-envelope-store.ts'
import { findReport } from './report-store.ts'

/** What the report routes work with. */
export type ReportRouteParts = {
  readonly database: Database
  readonly intake: Intake
  readonly ownerTags: OwnerTags
  readonly vault: FilingVault
  readonly metrics: Metrics
  readonly filingsPerMinute: number
}

const largestFilingBytes = 2 * 1024 * 1024 + 512 * 1024

/** Returns the routes that take a report in and give it back. */
export function reportRoutes(parts: ReportRouteParts): readonly ActorRoute[] {
  return [
    route({
      method: 'POST',
      path: '/api/v1/reports',
      operation: 'fileReport',
      summary:
        'Files a sealed report; the answer is given once it is durable. Needs the header Idempotency-Key; a retry sends the same bytes under the same key.',
      tag: 'reports',
      permission: 'report.file',
      body: filingSchema,
      bodyBytes: largestFilingBytes,
      perMinute: parts.filingsPerMinute,
      answers: {
        201: { description: 'Filed', schema: filedReportSchema },
        200: { description: 'Filed before under the same key', schema: filedReportSchema },
        409: { description: 'The key was used with other content, or another report came first' },
        422: { description: 'A part of the filing is wrong; errors carry JSON pointers' },
      },
      handler: async ({ actor, body, bodyText, headers }) => {
        if (actor.kind !== 'person' || bodyText === null) throw notFound('report')
        const { report, added } = await parts.intake.file(actor, {
          filing: body,
          bytes: bodyText,
          idempotencyKey: readIdempotencyKey(headers['idempotency-key']),
        })
        if (added) parts.metrics.reportsFiled.inc({ stage: report.stage })
        return { status: added ? 201 : 200, headers: { location: `/api/v1/reports/${report.reportId}` }, body: report }
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/reports/{id}',
      operation: 'readReport',
      summary: 'A report as it was filed; its sealed part stays ciphertext',
      tag: 'reports',
      permission: 'report.read',
      params: Type.Object({ id: uuidSchema }),
      answers: {
        200: {
          description: 'The filing, byte for byte as it was signed, and the envelopes that were added for the own organisation since',
        },
        404: { description: 'No such report, or not yours to see' },
      },
      handler: async ({ actor, params }) => {
        const stored = await findReport(parts.database.kysely, params.id, parts.vault)
        if (stored === null) throw notFound('report')
        const standing = await standingTo({ actor, action: 'report.read', incidentId: stored.report.incidentId, what: 'report' }, parts)
        const added = await addedEnvelopes(parts.database.kysely, params.id, standing.actor.organisationId)
        return { body: { ...stored.report, filing: JSON.parse(stored.filing) as unknown, added } }
      },
    }),
  ]
}

const filedReportSchema = Type.Object({
  reportId: uuidSchema,
  incidentId: uuidSchema,
  stage: Type.String(),
  revision: Type.Integer(),
  filedAt: Type.String({ description: 'Instant, ISO 8601 in UTC' }),
  digest: Type.String({ description: 'SHA-256 in hex over what was signed and the signature' }),
})
