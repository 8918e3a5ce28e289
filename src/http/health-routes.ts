import type { Metrics } from '#runtime/metrics.ts'
import { Problem } from './problem.ts'
import { isForwarded } from './request-origin.ts'
import { defineRoute, type Route } from './route.ts'

/** What the health routes ask. */
export type HealthParts = {
  /** Tells whether the schema is migrated and the database answers. */
  readonly isReady: () => Promise<boolean>
  readonly metrics: Metrics
  /** Tells whether a caller with this address and header may read the counters. */
  readonly mayReadMetrics: (address: string, authorization: string | undefined) => boolean
}

/** Returns `/livez`, `/readyz` and `/metrics`. */
export function healthRoutes<Actor>(parts: HealthParts): readonly Route<Actor>[] {
  const common = { method: 'GET', tag: 'health', permission: 'public', ownCredential: true, perMinute: 60_000 } as const
  return [
    defineRoute<Actor>({
      ...common,
      path: '/livez',
      operation: 'live',
      summary: 'Whether the process answers at all',
      answers: { 200: { description: 'It does', contentType: 'text/plain' } },
      handler: () => ({ contentType: 'text/plain; charset=utf-8', body: 'ok\n' }),
    }),
    defineRoute<Actor>({
      ...common,
      path: '/readyz',
      operation: 'ready',
      summary: 'Whether the process can do its work now',
      answers: {
        200: { description: 'It can', contentType: 'text/plain' },
        503: { description: 'Not migrated yet, or the database is away' },
      },
      handler: async () => {
        if (!(await parts.isReady()))
          throw new Problem(503, 'NOT_READY', 'The schema is not migrated, or the database is away', { retryAfterSeconds: 2 })
        return { contentType: 'text/plain; charset=utf-8', body: 'ready\n' }
      },
    }),
    defineRoute<Actor>({
      ...common,
      path: '/metrics',
      operation: 'metrics',
      summary: 'Counters in the Prometheus text form, for loopback or the bearer of the metrics token',
      answers: { 200: { description: 'Counters', contentType: 'text/plain' } },
      handler: async ({ address, headers }) => {
        // Behind a proxy that is not configured everybody seems to be this machine, and counts of reports tell when somebody filed.
        if (!parts.mayReadMetrics(isForwarded(headers) ? 'forwarded' : address, headers.authorization))
          throw new Problem(401, 'SIGN_IN_NEEDED', 'The counters need the metrics token')
        return { contentType: 'text/plain; version=0.0.4; charset=utf-8', body: await parts.metrics.render() }
      },
    }),
  ]
}
