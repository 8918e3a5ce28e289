import Type from 'typebox'
import type { Database } from '#database/database.ts'
import { instantSchema, readInstant } from '#http/instant-schema.ts'
import { Problem } from '#http/problem.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { uuidSchema } from '#identity/uuid-schema.ts'
import { standingTo } from '#incident/standing.ts'
import { findOperator } from '#operator/operator-store.ts'
import type { OwnerTags } from '#operator/owner-tag.ts'
import type { Rulebook } from '#rulebook/rulebook.ts'
import type { Clock } from '#runtime/clock.ts'
import type { FilingVault } from './filing-vault.ts'
import { stateElsewhere } from './state-elsewhere.ts'

/** What the statement routes work with. */
export type StatementRouteParts = {
  readonly database: Database
  readonly ownerTags: OwnerTags
  readonly vault: FilingVault
  readonly clock: Clock
  readonly rulebooks: readonly Rulebook[]
}

const statementSchema = Type.Object(
  {
    law: Type.String({ minLength: 1, maxLength: 100 }),
    stage: Type.String({ pattern: '^[a-z]{1,20}$' }),
    at: instantSchema,
  },
  { additionalProperties: false },
)

/** Returns the route by which a filer says that it reported a stage outside this platform. */
export function statementRoutes(parts: StatementRouteParts): readonly ActorRoute[] {
  return [
    route({
      method: 'POST',
      path: '/api/v1/incidents/{id}/statements',
      operation: 'stateElsewhere',
      summary: 'States that a stage was reported outside this platform; it counts as met by the word of the operator, and is shown as such',
      tag: 'obligations',
      permission: 'report.file',
      params: Type.Object({ id: uuidSchema }),
      body: statementSchema,
      answers: {
        200: { description: 'Taken' },
        404: { description: 'No such incident or obligation, or not yours' },
        409: { description: 'The stage is settled' },
        422: { description: 'The instant is still to come' },
      },
      handler: async ({ actor, params, body }) => {
        const standing = await standingTo({ actor, action: 'report.file', incidentId: params.id, what: 'incident' }, parts)
        const operator = await findOperator(parts.database.kysely, standing.actor.organisationId)
        if (operator === null) throw new Problem(403, 'NOT_AN_OPERATOR', 'Your organisation is not registered as an operator')
        const at = readInstant(body.at, '/body/at')
        const statement = { incidentId: params.id, law: body.law, stage: body.stage, at, statedAt: parts.clock.now().toString() }
        await stateElsewhere(parts, statement, operator)
        return { body: { law: body.law, stage: body.stage, metAt: at, metBy: 'statement' } }
      },
    }),
  ]
}
