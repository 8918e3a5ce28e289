import type { UseQueryResult } from '@tanstack/react-query'
import type { ComponentType, ReactNode } from 'react'
import { ErrorNotice } from './error-notice.tsx'
import { Loading } from './progress.tsx'

/**
 * Renders what a query fetched; until then that it is loading, and after a failure what went wrong with a button to try again.
 *
 * What was fetched before stays visible while a later fetch fails; the connection banner says so.
 *
 * @param props `query` of TanStack Query; `children(data)`; `loadingLabel` replaces "Loading"; `Failure` replaces what is said after a failure.
 */
export function Loaded<Data>(props: {
  query: UseQueryResult<Data>
  children: (data: Data) => ReactNode
  loadingLabel?: string | undefined
  Failure?: ComponentType<{ error: unknown; onRetry: () => void }>
}): ReactNode {
  const { query } = props
  if (query.data !== undefined) return props.children(query.data)
  const Failure = props.Failure ?? ErrorNotice
  if (query.error !== null) return <Failure error={query.error} onRetry={() => void query.refetch()} />
  return <Loading label={props.loadingLabel} />
}
