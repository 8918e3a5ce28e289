import Type from 'typebox'
import type { Database } from '#database/database.ts'
import { readCursor } from '#database/keyset-page.ts'
import { notFound } from '#http/problem.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { uuidSchema } from '#identity/uuid-schema.ts'
import type { OwnerTags } from '#operator/owner-tag.ts'
import { countUnread, markRead, noticesOf } from './notice-store.ts'

const pageQuery = Type.Object(
  {
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
    after: Type.Optional(Type.String({ maxLength: 400 })),
    unread: Type.Optional(Type.Literal('true')),
  },
  { additionalProperties: false },
)

const readBody = Type.Object({ ids: Type.Array(uuidSchema, { minItems: 1, maxItems: 200 }) }, { additionalProperties: false })

/** Returns the routes of the notices to the own organisation. */
export function noticeRoutes({ database, ownerTags }: { database: Database; ownerTags: OwnerTags }): readonly ActorRoute[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/notices',
      operation: 'listNotices',
      summary: 'Notices to the own organisation, newest first; with `unread=true` those that nobody of it has marked as read',
      tag: 'notices',
      permission: 'notice.use',
      query: pageQuery,
      answers: { 200: { description: 'A page of notices, and how many are unread' } },
      handler: async ({ actor, query }) => {
        if (actor.kind !== 'person') throw notFound('notice')
        const page = { limit: query.limit ?? 50, after: query.after === undefined ? null : readCursor(query.after, ['instant', 'uuid']) }
        const recipient = ownerTags.tagOf(actor.organisationId)
        const [{ rows, next }, unread] = await Promise.all([
          noticesOf(database.kysely, recipient, { page, unreadOnly: query.unread !== undefined }),
          countUnread(database.kysely, recipient),
        ])
        return { body: { notices: rows, unread, next } }
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/notices/read',
      operation: 'markNoticesRead',
      summary: 'Mark notices as read for the own organisation; ids of others are passed over',
      tag: 'notices',
      permission: 'notice.use',
      body: readBody,
      answers: { 200: { description: 'How many are still unread' } },
      handler: async ({ actor, body }) => {
        if (actor.kind !== 'person') throw notFound('notice')
        const recipient = ownerTags.tagOf(actor.organisationId)
        await markRead(database.kysely, recipient, body.ids)
        return { body: { unread: await countUnread(database.kysely, recipient) } }
      },
    }),
  ]
}
