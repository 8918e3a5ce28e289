import Type from 'typebox'
import { attachmentFileBytes } from '#envelope/attachment-size.ts'
import type { Database } from '#database/database.ts'
import { notFound, Problem } from '#http/problem.ts'
import type { Actor } from '#identity/actor.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { uuidSchema } from '#identity/uuid-schema.ts'
import type { OwnerTags } from '#operator/owner-tag.ts'
import type { Clock } from '#runtime/clock.ts'
import { announceUpload, findUpload, pieceBytes, removeUpload, type Upload } from './attachment-store.ts'
import { offsetWrong, receiveUpload } from './receive-upload.ts'

/** What the upload of attachments works with. */
export type AttachmentRouteParts = {
  readonly database: Database
  readonly ownerTags: OwnerTags
  readonly clock: Clock
  /** Bytes that one operator may announce within 24 hours. */
  readonly bytesPerDay: number
}

const stateSchema = Type.Object({
  id: uuidSchema,
  bytes: Type.Integer({ description: 'Size of the ciphertext, as announced' }),
  received: Type.Integer({ description: 'How much of it has come: from here the next bytes are sent' }),
  isComplete: Type.Boolean({ description: 'All of it has come and has the announced SHA-256' }),
  pieceBytes: Type.Integer({ description: 'What a broken connection leaves of a piece of this size is dropped' }),
})

const params = Type.Object({ id: uuidSchema })

/** Returns the routes by which a filer uploads ciphertext, in as many turns as it takes. */
export function attachmentRoutes(parts: AttachmentRouteParts): readonly ActorRoute[] {
  return [announceRoute(parts), stateRoute(parts), appendRoute(parts), removeRoute(parts)]
}

function announceRoute(parts: AttachmentRouteParts): ActorRoute {
  return route({
    method: 'POST',
    path: '/api/v1/attachments',
    operation: 'announceAttachment',
    summary: 'Announces an attachment: one age file for a report key, padded to a size bucket. Repeating it is harmless.',
    tag: 'attachments',
    permission: 'report.file',
    body: Type.Object(
      {
        id: uuidSchema,
        bytes: Type.Integer({ minimum: 1, maximum: 110_000_000 }),
        digest: Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 in hex over the ciphertext' }),
      },
      { additionalProperties: false },
    ),
    perMinute: 120,
    answers: {
      201: { description: 'Announced; also where it was before', schema: stateSchema },
      409: { description: 'The id is taken by another upload' },
      422: { description: 'No attachment has this size' },
      429: { description: 'The operator has announced as much as it may in a day' },
    },
    handler: async ({ actor, body }) => {
      if (!attachmentFileBytes.has(body.bytes))
        throw new Problem(
          422,
          'ATTACHMENT_SIZE_WRONG',
          'Attachments are padded to one of the sizes of the format; no ciphertext has this one',
        )
      const ownerTag = tagOf(actor, parts)
      const now = parts.clock.now()
      const quota = { at: now.toString(), since: now.subtract({ hours: 24 }).toString(), most: parts.bytesPerDay }
      const fits = await parts.database.kysely.transaction().execute((tx) => announceUpload(tx, { ...body, ownerTag }, quota))
      if (!fits)
        throw new Problem(429, 'ATTACHMENT_QUOTA', 'Your organisation has uploaded as much as it may within 24 hours', {
          retryAfterSeconds: 3600,
        })
      const upload = await findUpload(parts.database.kysely, body.id)
      if (upload === null || !upload.ownerTag.equals(ownerTag) || upload.bytes !== body.bytes || upload.digest !== body.digest)
        throw new Problem(409, 'ATTACHMENT_EXISTS', 'There is another attachment with this id; use a fresh one')
      return { status: 201, headers: { location: `/api/v1/attachments/${body.id}` }, body: stateOf(upload) }
    },
  })
}

function stateRoute(parts: AttachmentRouteParts): ActorRoute {
  return route({
    method: 'GET',
    path: '/api/v1/attachments/{id}',
    operation: 'readUpload',
    summary: 'How much of an attachment has come, also in the header Upload-Offset',
    tag: 'attachments',
    permission: 'report.file',
    params,
    answers: { 200: { description: 'Where to go on', schema: stateSchema }, 404: { description: 'No such upload, or not yours' } },
    handler: async ({ actor, params: { id } }) => answerOf(await ownUpload(id, actor, parts)),
  })
}

function appendRoute(parts: AttachmentRouteParts): ActorRoute {
  return route({
    method: 'PATCH',
    path: '/api/v1/attachments/{id}',
    operation: 'appendAttachment',
    summary:
      'Adds the next bytes; the header Upload-Offset says at which byte they begin. A request takes a minute at most: send a few MiB at a time.',
    tag: 'attachments',
    permission: 'report.file',
    params,
    bodyStream: true,
    perMinute: 6000,
    answers: {
      200: { description: 'Added and durable', schema: stateSchema },
      404: { description: 'No such upload, or not yours' },
      409: { description: 'Not the next bytes; Upload-Offset says which are' },
      422: { description: 'Not encrypted, or not what was announced' },
    },
    handler: async ({ actor, params: { id }, headers, bodyStream }) => {
      const upload = await ownUpload(id, actor, parts)
      const offset = headers['upload-offset']
      if (offset !== String(upload.received)) throw offsetWrong(upload)
      return answerOf(await receiveUpload(parts.database, upload, bodyStream ?? nothing()))
    },
  })
}

function removeRoute(parts: AttachmentRouteParts): ActorRoute {
  return route({
    method: 'DELETE',
    path: '/api/v1/attachments/{id}',
    operation: 'removeAttachment',
    summary: 'Takes an upload away that no report has claimed',
    tag: 'attachments',
    permission: 'report.file',
    params,
    answers: {
      204: { description: 'Gone' },
      404: { description: 'No such upload, or not yours' },
      409: { description: 'A report holds it' },
    },
    handler: async ({ actor, params: { id } }) => {
      await ownUpload(id, actor, parts)
      if (!(await removeUpload(parts.database.kysely, id)))
        throw new Problem(409, 'ATTACHMENT_BOUND', 'The attachment belongs to a report that was filed')
      return { status: 204 }
    },
  })
}

/** A request without bytes asks to look again at an upload that has come whole. */
async function* nothing(): AsyncGenerator<Uint8Array> {}

async function ownUpload(id: string, actor: Actor, parts: AttachmentRouteParts): Promise<Upload> {
  const upload = await findUpload(parts.database.kysely, id)
  if (upload === null || !upload.ownerTag.equals(tagOf(actor, parts))) throw notFound('attachment')
  return upload
}

function tagOf(actor: Actor, parts: AttachmentRouteParts): Buffer {
  if (actor.kind !== 'person') throw notFound('attachment')
  return parts.ownerTags.tagOf(actor.organisationId)
}

function answerOf(upload: Upload) {
  return { headers: { 'upload-offset': String(upload.received) }, body: stateOf(upload) }
}

function stateOf({ id, bytes, received, isVerified }: Upload) {
  return { id, bytes, received, isComplete: isVerified, pieceBytes }
}
