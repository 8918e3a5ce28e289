import Type from 'typebox'
import { notFound } from '#http/problem.ts'
import type { Actor } from '#identity/actor.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { uuidSchema } from '#identity/uuid-schema.ts'
import { clearanceOf } from '#warning/warning-routes.ts'
import { readAnswers } from './read-answers.ts'
import { answerActRoutes } from './answer-act-routes.ts'
import type { LinkParts } from './answer-by-link.ts'
import { answerLinkRoutes } from './answer-link-routes.ts'
import { outcomeRoutes } from './outcome-routes.ts'
import { recordSighting, type Answerer, type SightingParts } from './record-sighting.ts'
import { shownCountsSchema } from './shown-counts-schema.ts'
import { sightingKinds } from './sighting.ts'

const kind = Type.Enum([...sightingKinds])

/** Returns the routes by which recipients answer warnings and see what others have answered, as numbers, and what comes of the answers. */
export function sightingRoutes(parts: LinkParts): readonly ActorRoute[] {
  return [recordRoute(parts), readRoute(parts), ...answerLinkRoutes(parts), ...answerActRoutes(parts), ...outcomeRoutes(parts)]
}

function recordRoute(parts: SightingParts): ActorRoute {
  return route({
    method: 'POST',
    path: '/api/v1/sightings',
    operation: 'recordSighting',
    summary:
      'Answers indicators or whole warnings: seen (met as part of an attack), blocked, or false positive. The name of the organisation is not kept; each organisation counts once, and may correct itself or take its answer back.',
    tag: 'sightings',
    permission: 'sighting.send',
    perMinute: 300,
    body: Type.Object(
      {
        kind,
        subjects: Type.Array(uuidSchema, { minItems: 1, maxItems: 1000, description: 'Ids of indicators and of warnings' }),
        withdrawn: Type.Optional(Type.Boolean({ description: 'True takes the answer back' })),
      },
      { additionalProperties: false },
    ),
    answers: {
      200: {
        description: 'For which subjects the answer was taken; the others are absent, above the clearance, taken back or over',
        schema: Type.Object({ taken: Type.Array(uuidSchema), refused: Type.Array(uuidSchema) }),
      },
      404: { description: 'None of the subjects takes an answer from this caller' },
    },
    handler: async ({ actor, body }) => {
      const { kind: said, subjects, withdrawn } = body
      const recorded = await recordSighting(parts, answererFor(actor), {
        kind: said,
        subjectIds: subjects,
        isWithdrawn: withdrawn === true,
      })
      if (recorded.taken.length === 0) throw notFound('indicator or warning')
      return { body: recorded }
    },
  })
}

function readRoute(parts: SightingParts): ActorRoute {
  return route({
    method: 'GET',
    path: '/api/v1/warnings/{id}/sightings',
    operation: 'readSightings',
    summary:
      'What recipients have answered to a warning, counted once a day from three organisations on, and what the own organisation has',
    tag: 'sightings',
    permission: 'sighting.send',
    params: Type.Object({ id: uuidSchema }),
    answers: {
      200: {
        description: 'Counts of the latest daily table, and the own answers',
        schema: Type.Object({
          countedAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
          warning: shownCountsSchema,
          indicators: Type.Array(Type.Object({ id: uuidSchema, counts: shownCountsSchema })),
          disputed: Type.Array(uuidSchema, {
            description: 'Indicators that are about to be taken back because answers speak against them',
          }),
          own: Type.Array(Type.Object({ subjectId: uuidSchema, kind })),
        }),
      },
      404: { description: 'Absent, or not for this caller' },
    },
    handler: async ({ actor, params }) => {
      const answers = await readAnswers(parts, answererFor(actor), params.id)
      if (answers === null) throw notFound('warning')
      return { body: answers }
    },
  })
}

function answererFor(actor: Actor): Answerer {
  if (actor.kind !== 'person') throw notFound('warning')
  return { organisationId: actor.organisationId, clearance: clearanceOf(actor) }
}
