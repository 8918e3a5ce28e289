import Type from 'typebox'
import type { JsonObject } from '#base/canonical-json.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { assess } from '#rulebook/assess.ts'
import type { Rulebook } from '#rulebook/rulebook.ts'
import type { Clock } from '#runtime/clock.ts'

/** Returns the route that answers "must I report, to whom, by when?"; it stores nothing. */
export function assessRoutes(parts: { readonly rulebook: Rulebook; readonly clock: Clock }): readonly ActorRoute[] {
  return [
    route({
      method: 'POST',
      path: '/api/v1/assess',
      operation: 'assess',
      summary:
        'Facts of an incident to obligations, with reasons, sources and due instants; stores nothing. A fact that is not known may be left out or be "unknown".',
      tag: 'rules',
      permission: 'assess',
      body: Type.Object({ facts: Type.Unsafe<JsonObject>({ type: 'object' }) }, { additionalProperties: false }),
      answers: { 200: { description: 'What every law in force asks' } },
      handler: ({ body }) => ({ body: assess(body.facts, parts.rulebook, parts.clock.now()) }),
    }),
  ]
}
