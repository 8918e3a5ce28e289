import Type from 'typebox'
import type { JsonObject } from '#base/canonical-json.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { allRulebooks } from '#rulebook/all-rulebooks.ts'
import { assessAll } from '#rulebook/assess-all.ts'
import type { Clock } from '#runtime/clock.ts'

/** Returns the route that answers "must I report, to whom, by when?"; it stores nothing. */
export function assessRoutes(parts: { readonly clock: Clock }): readonly ActorRoute[] {
  return [
    route({
      method: 'POST',
      path: '/api/v1/assess',
      operation: 'assess',
      summary:
        'Facts of an incident to obligations, with reasons, sources and due instants; stores nothing. A fact that is not known may be left out or be "unknown". Japan is asked first; another jurisdiction where ent.jurisdictions, a designation or a sector points to it, and is otherwise named in notAssessed.',
      tag: 'rules',
      permission: 'assess',
      body: Type.Object({ facts: Type.Unsafe<JsonObject>({ type: 'object' }) }, { additionalProperties: false }),
      answers: { 200: { description: 'What every law in force of the jurisdictions that may bind asks' } },
      handler: ({ body }) => ({ body: assessAll(body.facts, allRulebooks(), parts.clock.now()) }),
    }),
  ]
}
