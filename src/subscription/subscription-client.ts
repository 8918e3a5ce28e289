import { queryOptions } from '@tanstack/react-query'
import { request } from '#ui/api.ts'
import type { ShownDelivery, SubscriptionBody, SubscriptionList } from './shown-subscription.ts'

/** Address of the subscriptions in the API. */
export const subscriptionsPath = '/api/v1/subscriptions'

/** The query of all subscriptions of the own organisation. */
export const subscriptionsQuery = queryOptions({
  queryKey: ['subscriptions'],
  queryFn: ({ signal }) => request<SubscriptionList>(subscriptionsPath, { signal }),
})

/** Returns the query of one subscription. */
export function subscriptionQuery(id: string) {
  return queryOptions({
    queryKey: ['subscriptions', id],
    queryFn: ({ signal }) => request<SubscriptionBody>(`${subscriptionsPath}/${encodeURIComponent(id)}`, { signal }),
  })
}

/** Returns the query of the newest deliveries of a subscription; asked again every few seconds, since they go on. */
export function deliveriesQuery(id: string) {
  return queryOptions({
    queryKey: ['subscriptions', id, 'deliveries'],
    queryFn: ({ signal }) =>
      request<{ deliveries: readonly ShownDelivery[] }>(`${subscriptionsPath}/${encodeURIComponent(id)}/deliveries?limit=50`, { signal }),
    refetchInterval: 5_000,
  })
}

/** The query of the products that the own organisation has declared. */
export const productsQuery = queryOptions({
  queryKey: ['organisation-products'],
  queryFn: ({ signal }) => request<{ products: readonly string[] }>('/api/v1/organisation/products', { signal }),
})
