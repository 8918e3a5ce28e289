import { queryOptions } from '@tanstack/react-query'
import { request } from '#ui/api.ts'
import type { Campaign, ShownCampaign } from './campaign.ts'

const refreshMilliseconds = 30_000

/** The query of the campaigns of the own authority. */
export const campaignsQuery = queryOptions({
  queryKey: ['campaigns'],
  queryFn: ({ signal }) => request<{ campaigns: readonly Campaign[] }>('/api/v1/campaigns', { signal }),
  refetchInterval: refreshMilliseconds,
})

/** Returns the query of one campaign. */
export function campaignQuery(campaignId: string) {
  return queryOptions({
    queryKey: ['campaigns', campaignId],
    queryFn: ({ signal }) => request<ShownCampaign>(`/api/v1/campaigns/${encodeURIComponent(campaignId)}`, { signal }),
    refetchInterval: refreshMilliseconds,
  })
}
