import type { Database } from '#database/database.ts'
import { notFound } from '#http/problem.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { findIdentifiers, findOperator } from './operator-store.ts'

/** Returns the route by which an operator's people see what the registry says of it. */
export function operatorRoutes(parts: { readonly database: Database }): readonly ActorRoute[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/operator',
      operation: 'readOwnOperator',
      summary: 'What the registry says of the own operator: corporate number, sectors, designations, and by what texts may name it',
      tag: 'operators',
      permission: 'operator.read-own',
      answers: { 200: { description: 'The entry' }, 404: { description: 'The own organisation is no registered operator' } },
      handler: async ({ actor }) => {
        const queries = parts.database.kysely
        const operator = actor.kind === 'person' ? await findOperator(queries, actor.organisationId) : null
        if (operator === null) throw notFound('operator')
        return { body: { ...operator, identifiers: await findIdentifiers(queries, operator.organisationId) } }
      },
    }),
  ]
}
