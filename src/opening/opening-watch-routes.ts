import Type from 'typebox'
import type { Database } from '#database/database.ts'
import { instantSchema, readInstant } from '#http/instant-schema.ts'
import { notFound, Problem } from '#http/problem.ts'
import { findPerson } from '#identity/identity-store.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { uuidSchema } from '#identity/uuid-schema.ts'
import type { Clock } from '#runtime/clock.ts'
import { alarmsOfAuthority, markAlarmsSeen } from './opening-alarm-store.ts'
import { allowMore, limitsOfPerson, openingHistory } from './opening-history-store.ts'
import { quotaOf, type OpeningLimits } from './opening-limits.ts'

/** What the routes about quotas and alarms work with. */
export type OpeningWatchParts = { readonly database: Database; readonly clock: Clock; readonly limits: OpeningLimits }

const longestAllowanceDays = 30

/** Returns the routes by which an officer sees what is left to open, and an administrator sees unusual openings and allows more for a time. */
export function openingWatchRoutes(parts: OpeningWatchParts): readonly ActorRoute[] {
  return [quotaRoute(parts), alarmRoute(parts), seenRoute(parts), allowanceRoute(parts)]
}

function quotaRoute({ database, clock, limits }: OpeningWatchParts): ActorRoute {
  return route({
    method: 'GET',
    path: '/api/v1/openings/quota',
    operation: 'readOpeningQuota',
    summary: 'How many reports you may still open now, and how long an opening may be withheld from the operator',
    tag: 'openings',
    permission: 'opening.read-quota',
    answers: { 200: { description: 'The quota' } },
    handler: async ({ actor }) => {
      if (actor.kind !== 'person') throw notFound('quota')
      const now = clock.now()
      const own = await limitsOfPerson(database.kysely, actor.personId, { limits, now })
      const quota = quotaOf(await openingHistory(database.kysely, actor.personId, now), own, now)
      return { body: { ...quota, sealedDays: limits.sealedDays } }
    },
  })
}

function alarmRoute({ database }: OpeningWatchParts): ActorRoute {
  return route({
    method: 'GET',
    path: '/api/v1/openings/alarms',
    operation: 'listOpeningAlarms',
    summary: 'Unusual openings by officers of the own authority, newest first',
    tag: 'openings',
    permission: 'opening.watch',
    answers: { 200: { description: 'The newest two hundred' } },
    handler: async ({ actor }) => {
      if (actor.kind !== 'person') throw notFound('alarm')
      return { body: { alarms: await alarmsOfAuthority(database.kysely, actor.organisationId) } }
    },
  })
}

function seenRoute({ database, clock }: OpeningWatchParts): ActorRoute {
  return route({
    method: 'POST',
    path: '/api/v1/openings/alarms/seen',
    operation: 'markOpeningAlarmsSeen',
    summary: 'Says that the alarms raised up to an instant were looked at',
    tag: 'openings',
    permission: 'opening.watch',
    body: Type.Object({ until: instantSchema }, { additionalProperties: false }),
    answers: { 204: { description: 'Noted' } },
    handler: async ({ actor, body }) => {
      if (actor.kind !== 'person') throw notFound('alarm')
      const [until, now] = [Temporal.Instant.from(readInstant(body.until, '/body/until')), clock.now()]
      const at = Temporal.Instant.compare(until, now) < 0 ? until : now
      await markAlarmsSeen(database.kysely, actor.organisationId, at.toString())
      return { status: 204 }
    },
  })
}

function allowanceRoute({ database, clock }: OpeningWatchParts): ActorRoute {
  return route({
    method: 'PUT',
    path: '/api/v1/openings/allowances/{personId}',
    operation: 'allowMoreOpenings',
    summary: `Allows an officer of the own authority more openings than usual, for ${longestAllowanceDays} days at most`,
    tag: 'openings',
    permission: 'opening.watch',
    params: Type.Object({ personId: uuidSchema }),
    body: Type.Object(
      {
        perHour: Type.Integer({ minimum: 1, maximum: 10_000 }),
        perDay: Type.Integer({ minimum: 1, maximum: 100_000 }),
        untilAt: instantSchema,
      },
      { additionalProperties: false },
    ),
    answers: {
      204: { description: 'Allowed' },
      404: { description: 'No such officer in your authority' },
      422: { description: 'For too long' },
    },
    handler: async ({ actor, params, body }) => {
      const officer = await findPerson(database.kysely, params.personId)
      if (actor.kind !== 'person' || officer?.organisationId !== actor.organisationId) throw notFound('officer')
      const [now, untilAt] = [clock.now(), readInstant(body.untilAt, '/body/untilAt')]
      if (Temporal.Instant.compare(untilAt, now.add({ hours: longestAllowanceDays * 24 })) > 0)
        throw new Problem(422, 'ALLOWANCE_TOO_LONG', `More openings can be allowed for ${longestAllowanceDays} days at most`)
      if (officer.personId === actor.personId)
        throw new Problem(403, 'ALLOWANCE_OWN', 'Another administrator must allow you more: nobody raises a limit of their own')
      await allowMore(database.kysely, { ...body, ...params, untilAt, grantedBy: actor.personId, grantedAt: now.toString() })
      return { status: 204 }
    },
  })
}
