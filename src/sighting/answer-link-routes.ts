import Type from 'typebox'
import { route, type ActorRoute } from '#identity/route.ts'
import { uuidSchema } from '#identity/uuid-schema.ts'
import { answerByLink, readLink, type LinkParts } from './answer-by-link.ts'
import { sightingKinds } from './sighting.ts'

const token = Type.String({ minLength: 20, maxLength: 200, pattern: '^[A-Za-z0-9_-]+$', description: 'What follows # in the link' })
const common = { method: 'POST', tag: 'sightings', permission: 'public', perMinute: 60 } as const
const refusals = { 404: { description: 'No such link' }, 410: { description: 'The link is too old, or the warning is over' } }

/** Returns the routes behind the links in mails: one says what a link is about and changes nothing, the other takes the answer. */
export function answerLinkRoutes(parts: LinkParts): readonly ActorRoute[] {
  return [
    route({
      ...common,
      path: '/api/v1/answer-links/read',
      operation: 'readAnswerLink',
      summary: 'What a link in a mail is about; changes nothing',
      body: Type.Object({ token }, { additionalProperties: false }),
      answers: {
        200: {
          description: 'The warning, told no further than the mail did',
          schema: Type.Object({
            warningId: uuidSchema,
            publishedAt: Type.String({ format: 'date-time' }),
            title: Type.Union([Type.Object({ ja: Type.String(), en: Type.String() }), Type.Null()]),
            isSpent: Type.Boolean(),
          }),
        },
        ...refusals,
      },
      handler: async ({ body }) => ({ body: await readLink(parts, body.token) }),
    }),
    route({
      ...common,
      path: '/api/v1/answer-links',
      operation: 'answerByLink',
      summary: 'Answers the warning of a link in a mail, once',
      body: Type.Object({ token, kind: Type.Enum([...sightingKinds]) }, { additionalProperties: false }),
      answers: { 204: { description: 'Taken' }, ...refusals, 409: { description: 'The link has been used' } },
      handler: async ({ body }) => {
        await answerByLink(parts, body.token, body.kind)
        return { status: 204 }
      },
    }),
  ]
}
