import { QueryClient } from '@tanstack/react-query'
import { ApiError } from '#ui/api-error.ts'

const longestWaitSeconds = 30

/**
 * Returns the cache of what pages fetch. A server that cannot be reached or is busy is asked again, up to five times, after the time it names;
 * every other error is shown at once.
 */
export function createPageQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // The program may run on this very machine, so being offline says nothing.
      queries: { networkMode: 'always', staleTime: 5_000, retry: mayTryAgain, retryDelay: waitMilliseconds },
      mutations: { networkMode: 'always', retry: false },
    },
  })
}

function mayTryAgain(failures: number, error: Error): boolean {
  return error instanceof ApiError && error.isTemporary && failures < 5
}

function waitMilliseconds(failures: number, error: Error): number {
  const named = error instanceof ApiError ? error.retryAfterSeconds : null
  return Math.min(named ?? 2 ** failures, longestWaitSeconds) * 1000
}
