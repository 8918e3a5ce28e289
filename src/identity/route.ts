import type { TSchema } from 'typebox'
import type { Route, RouteDefinition } from '#http/route.ts'
import type { Actor } from './actor.ts'
import type { Action } from './can.ts'

/** A route of this system: its permission is an act of the table. */
export type ActorRoute = Route<Actor>

/** Returns `definition` as a route whose permission the table knows. */
export function route<Params extends TSchema = TSchema, Query extends TSchema = TSchema, Body extends TSchema = TSchema>(
  definition: RouteDefinition<Actor, Params, Query, Body> & { readonly permission: Action },
): ActorRoute {
  // As in `defineRoute`: the server validates with these very schemas. Passing it on would have the compiler compare both types in full.
  return definition as unknown as ActorRoute
}
