import { findUpload, type Upload } from '#attachment/attachment-store.ts'
import { rangeOf, readAttachment } from '#attachment/read-attachment.ts'
import Type from 'typebox'
import type { Database } from '#database/database.ts'
import { notFound, Problem } from '#http/problem.ts'
import type { RouteAnswer } from '#http/route.ts'
import type { Actor } from '#identity/actor.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { uuidSchema } from '#identity/uuid-schema.ts'
import { standingTo } from '#incident/standing.ts'
import type { OwnerTags } from '#operator/owner-tag.ts'
import { findFiledReport } from '#report/report-store.ts'
import { hasOpened } from './opening-store.ts'

/** What the download of attachments works with. */
export type AttachmentContentParts = { readonly database: Database; readonly ownerTags: OwnerTags }

/** Returns the route by which ciphertext of attachments goes to those who may read it: its operator, and officers who opened the report. */
export function attachmentContentRoutes(parts: AttachmentContentParts): readonly ActorRoute[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/attachments/{id}/content',
      operation: 'readAttachment',
      summary: 'The ciphertext of an attachment, or a range of it; an officer opens its report first',
      tag: 'attachments',
      permission: 'report.read',
      params: Type.Object({ id: uuidSchema }),
      answers: {
        200: { description: 'An age file for the report key', contentType: 'application/octet-stream' },
        206: { description: 'The range that was asked for', contentType: 'application/octet-stream' },
        403: { description: 'You have not opened the report yet' },
        404: { description: 'No such attachment, or not yours to see' },
        416: { description: 'The range lies behind the end' },
      },
      handler: async ({ actor, params, headers }) => {
        const upload = await findUpload(parts.database.kysely, params.id)
        if (upload === null || upload.reportId === null) throw notFound('attachment')
        await refuseUnopened(upload.reportId, actor, parts)
        return contentOf(upload, headers.range, parts)
      },
    }),
  ]
}

async function refuseUnopened(reportId: string, actor: Actor, parts: AttachmentContentParts): Promise<void> {
  const report = await findFiledReport(parts.database.kysely, reportId)
  if (report === null) throw notFound('attachment')
  const wish = { actor, action: 'report.read', incidentId: report.incidentId, what: 'attachment' } as const
  const { own, actor: person } = await standingTo(wish, parts)
  if (!own && !(await hasOpened(parts.database.kysely, reportId, person)))
    throw new Problem(403, 'OPENING_NEEDED', 'Open the report first: who reads its attachments has left an entry')
}

function contentOf({ id, bytes, digest }: Upload, header: string | undefined, { database }: AttachmentContentParts): RouteAnswer {
  const range = rangeOf(header, bytes)
  const headers = { 'accept-ranges': 'bytes', etag: `"${digest}"`, 'cache-control': 'private, no-store' }
  if (range === 'unsatisfiable')
    throw new Problem(416, 'RANGE_UNSATISFIABLE', 'The range lies behind the end', { headers: { 'content-range': `bytes */${bytes}` } })
  if (range === 'whole') return { headers, stream: { bytes, chunks: readAttachment(database, id, { from: 0, to: bytes }) } }
  const { from, to } = range
  const partly = { ...headers, 'content-range': `bytes ${from}-${to - 1}/${bytes}` }
  return { status: 206, headers: partly, stream: { bytes: to - from, chunks: readAttachment(database, id, range) } }
}
