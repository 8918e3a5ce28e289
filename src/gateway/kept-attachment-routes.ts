import Type from 'typebox'
import { safeFileName } from '#envelope/attachment-label.ts'
import { notFound } from '#http/problem.ts'
import { defineRoute, type Route } from '#http/route.ts'
import { uuidSchema } from '#identity/uuid-schema.ts'
import { insideChallenge, type InsideActor } from './inside-access.ts'
import { readKept, type RecordParts } from './inside-record.ts'
import { attachmentsOfKept, readKeptAttachment, type AttachmentParts } from './keep-attachments.ts'

/** Returns the route by which a person inside saves an attachment; no page shows one. */
export function keptAttachmentRoutes(parts: RecordParts & Pick<AttachmentParts, 'attachmentFolder'>): readonly Route<InsideActor>[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/reports/{id}/attachments/{attachment}',
      operation: 'saveAttachment',
      summary: 'The content of an attachment as its filer sent it, to be saved; nobody has looked into it',
      tag: 'gateway',
      challenge: insideChallenge,
      permission: 'inside.search',
      params: Type.Object({ id: uuidSchema, attachment: uuidSchema }),
      answers: {
        200: { description: 'The content', contentType: 'application/octet-stream' },
        404: { description: 'Not in the archive' },
      },
      handler: ({ actor, params }) => {
        const record = parts.archive.findAttachment(params.attachment)
        if (record === null || record.reportId !== params.id || record.bytes === null) throw notFound('attachment')
        const kept = readKept(actor, params.id, parts, `${params.id} ${params.attachment}`)
        const found = attachmentsOfKept(kept).find(({ filed }) => filed.id === params.attachment)
        if (found === undefined) throw notFound('attachment')
        const name = safeFileName(found.label.name, `attachment-${params.attachment.slice(0, 8)}`)
        return {
          headers: {
            'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
            'content-security-policy': "sandbox; default-src 'none'",
          },
          stream: { bytes: record.bytes, chunks: readKeptAttachment(found.filed, kept, parts) },
        }
      },
    }),
  ]
}
