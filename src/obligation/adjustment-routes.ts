import Type from 'typebox'
import { listAuthorities } from '#authority/authority-store.ts'
import type { Database } from '#database/database.ts'
import { instantSchema, readInstant } from '#http/instant-schema.ts'
import { Problem } from '#http/problem.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { uuidSchema } from '#identity/uuid-schema.ts'
import { standingTo } from '#incident/standing.ts'
import type { OwnerTags } from '#operator/owner-tag.ts'
import type { Rulebook } from '#rulebook/rulebook.ts'
import type { Clock } from '#runtime/clock.ts'
import { adjustClock } from './adjust-clock.ts'

/** What the adjustment routes work with. */
export type AdjustmentRouteParts = {
  readonly database: Database
  readonly ownerTags: OwnerTags
  readonly clock: Clock
  readonly rulebooks: readonly Rulebook[]
}

const grantSchema = Type.Object(
  {
    id: uuidSchema,
    law: Type.String({ minLength: 1, maxLength: 100 }),
    stage: Type.String({ pattern: '^[a-z]{1,20}$' }),
    kind: Type.Enum(['extension', 'suspension']),
    from: Type.Optional(instantSchema),
    until: instantSchema,
    reason: Type.String({ minLength: 5, maxLength: 400 }),
  },
  { additionalProperties: false },
)

/** Returns the route by which an authority moves a due instant or stops a clock, where the law lets it. */
export function adjustmentRoutes(parts: AdjustmentRouteParts): readonly ActorRoute[] {
  return [
    route({
      method: 'POST',
      path: '/api/v1/incidents/{id}/adjustments',
      operation: 'adjustClock',
      summary: 'Extends the limit of a stage or suspends its clock, with the reason, where the law provides for it; the operator sees it',
      tag: 'obligations',
      permission: 'obligation.adjust',
      params: Type.Object({ id: uuidSchema }),
      body: grantSchema,
      answers: {
        201: { description: 'Granted; the due instant has moved' },
        404: { description: 'No such incident or obligation, or not yours' },
        409: { description: 'The stage is settled' },
        422: { description: 'The law does not provide for it' },
      },
      handler: async ({ actor, params, body }) => {
        const standing = await standingTo({ actor, action: 'obligation.adjust', incidentId: params.id, what: 'incident' }, parts)
        const { organisationId, personId } = standing.actor
        const authority = (await listAuthorities(parts.database.kysely)).find((one) => one.organisationId === organisationId)
        if (authority === undefined) throw new Problem(403, 'NOT_AN_AUTHORITY', 'Your organisation is not registered as an authority')
        const { from, until, ...grant } = body
        const instants = {
          fromAt: from === undefined ? null : readInstant(from, '/body/from'),
          untilAt: readInstant(until, '/body/until'),
          grantedAt: parts.clock.now().toString(),
        }
        await adjustClock(parts, { ...grant, ...instants, incidentId: params.id, authorityId: organisationId, personId }, authority)
        return { status: 201, body: { id: body.id } }
      },
    }),
  ]
}
