import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { request } from '#ui/api.ts'
import type { Link, LinkAct } from './link.ts'

/** Returns the query of what an incident has in common with others. */
export function linksQuery(incidentId: string) {
  return queryOptions({
    queryKey: ['links', incidentId],
    queryFn: ({ signal }) => request<{ links: readonly Link[] }>(`/api/v1/incidents/${encodeURIComponent(incidentId)}/links`, { signal }),
    refetchInterval: 30_000,
  })
}

/** The query of the incidents of the own authority with links that wait for a decision. */
export const newLinksQuery = queryOptions({
  queryKey: ['links', 'new'],
  queryFn: ({ signal }) =>
    request<{ incidents: readonly { readonly incidentId: string; readonly count: number }[] }>('/api/v1/new-links', { signal }),
  refetchInterval: 60_000,
})

/** Returns the act that confirms or cuts a link. */
export function useDecideLink() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ id, act, reason }: LinkAct & { readonly id: string }) =>
      request<unknown>(`/api/v1/links/${encodeURIComponent(id)}/${act}`, { method: 'POST', body: act === 'cut' ? { reason } : {} }),
    onSettled: () =>
      Promise.all([queries.invalidateQueries({ queryKey: ['links'] }), queries.invalidateQueries({ queryKey: ['campaigns'] })]),
  })
}
