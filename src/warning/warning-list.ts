import { infiniteQueryOptions, queryOptions, type InfiniteData } from '@tanstack/react-query'
import { request } from '#ui/api.ts'
import type { WarningBody } from './warning-body.ts'

/** A page of warnings, newest first. */
export type WarningPage = { readonly warnings: readonly WarningBody[]; readonly next: string | null }

/** All pages of warnings that were fetched. */
export type WarningPages = InfiniteData<WarningPage, string | null>

const pageSize = 20

/** The query of the warnings that the visitor may read, newest first, in pages; nobody needs to be signed in for those of TLP:CLEAR. */
export const warningsQuery = infiniteQueryOptions<WarningPage, Error, WarningPages, readonly string[], string | null>({
  queryKey: ['warnings'],
  queryFn: ({ pageParam, signal }) => {
    const after = pageParam === null ? '' : `&after=${encodeURIComponent(pageParam)}`
    return request<WarningPage>(`/api/v1/warnings?limit=${pageSize}${after}`, { signal })
  },
  initialPageParam: null,
  getNextPageParam: (page) => page.next,
})

/** Returns the query of one warning in its newest version. */
export function warningQuery(warningId: string) {
  return queryOptions({
    queryKey: ['warning', warningId],
    queryFn: ({ signal }) => request<WarningBody>(`/api/v1/warnings/${encodeURIComponent(warningId)}`, { signal }),
  })
}

/** Returns `pages` with `warning` at the head; an older version of it goes, wherever it stood. A version that is there already changes nothing. */
export function withWarning(pages: WarningPages, warning: WarningBody): WarningPages {
  const known = pages.pages.flatMap(({ warnings }) => warnings).find(({ id }) => id === warning.id)
  if (known !== undefined && known.version >= warning.version) return pages
  const others = pages.pages.map((page) => ({ ...page, warnings: page.warnings.filter(({ id }) => id !== warning.id) }))
  const [first, ...rest] = others
  if (first === undefined) return pages
  return { ...pages, pages: [{ ...first, warnings: [warning, ...first.warnings] }, ...rest] }
}

/** Returns the newest place among the fetched warnings, after which the stream goes on; 0 where there is none. */
export function newestPlace(pages: WarningPages): number {
  return Math.max(0, ...pages.pages.flatMap(({ warnings }) => warnings.map(({ sequence }) => sequence)))
}
