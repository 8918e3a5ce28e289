import { defineRoute, type Route } from '#http/route.ts'
import type { LogService } from './open-report.ts'
import { openingOrderSchema, watchedReleaseSchema } from './opening-schema.ts'

/** Returns the routes of the log service's own process; its socket is reachable by the server's user alone. */
export function logServiceRoutes<Actor>(logService: LogService): readonly Route<Actor>[] {
  return [
    defineRoute({
      method: 'POST',
      path: '/openings',
      operation: 'releaseLogHalf',
      summary: 'Logs an opening, then releases the half of the report key',
      tag: 'log',
      permission: 'public',
      perMinute: 6_000,
      body: openingOrderSchema,
      answers: { 201: { description: 'Logged and released', schema: watchedReleaseSchema } },
      handler: async ({ body }) => ({ status: 201, body: await logService.open(body) }),
    }),
  ]
}
