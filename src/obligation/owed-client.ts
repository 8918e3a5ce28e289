import { infiniteQueryOptions, queryOptions, useInfiniteQuery, type InfiniteData } from '@tanstack/react-query'
import { request } from '#ui/api.ts'
import { useBrowserNow } from '#ui/browser-clock.ts'
import type { OwedEntries, OwedEntry, OwedSummary } from './owed-entry.ts'

/** What of the list is wanted, as the API names it. */
export type OwedWish = Readonly<Record<string, string>>

const refreshMilliseconds = 30_000
const summaryMilliseconds = 60_000

function owedQuery(wish: OwedWish) {
  return infiniteQueryOptions<OwedEntries, Error, InfiniteData<OwedEntries>, readonly unknown[], string | null>({
    queryKey: ['obligations', wish],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ ...wish, limit: '100', ...(pageParam === null ? {} : { after: pageParam }) })
      return request<OwedEntries>(`/api/v1/obligations?${query.toString()}`, { signal })
    },
    initialPageParam: null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: refreshMilliseconds,
  })
}

/** The query of how much is overdue and what comes next, for menu and start page. */
export const owedSummaryQuery = queryOptions({
  queryKey: ['obligations', 'summary'],
  queryFn: ({ signal }) => request<OwedSummary>('/api/v1/obligations/summary', { signal }),
  refetchInterval: summaryMilliseconds,
})

/** A list of what is owed that keeps itself fresh. */
export type OwedList = {
  readonly entries: readonly OwedEntry[]
  /** The instant by the server's clock, which goes on with that of the device. */
  readonly now: Temporal.Instant
  /** When the list was fetched last, by the same clock. */
  readonly fetchedAt: Temporal.Instant
}

/** Returns the list that `wish` names with its query; null until the first page is there. */
export function useOwedList(wish: OwedWish) {
  const query = useInfiniteQuery(owedQuery(wish))
  const browserNow = useBrowserNow(15)
  const { data, dataUpdatedAt } = query
  return { query, list: data === undefined ? null : listOf(data.pages, { browserNow, dataUpdatedAt }) }
}

/** A device whose clock is wrong must not say how much time is left: its clock only tells what has passed since the server named the time. */
function listOf(
  pages: readonly OwedEntries[],
  { browserNow, dataUpdatedAt }: { readonly browserNow: Temporal.Instant; readonly dataUpdatedAt: number },
): OwedList {
  const receivedAt = Temporal.Instant.fromEpochMilliseconds(dataUpdatedAt)
  const fetchedAt = Temporal.Instant.from(pages.at(-1)?.now ?? receivedAt)
  const passed = receivedAt.until(browserNow)
  return {
    entries: pages.flatMap(({ obligations }) => obligations),
    now: passed.sign < 0 ? fetchedAt : fetchedAt.add(passed),
    fetchedAt,
  }
}
