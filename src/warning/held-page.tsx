import { infiniteQueryOptions, useInfiniteQuery, type InfiniteData } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { request } from '#ui/api.ts'
import { Button } from '#ui/button.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { Page } from '#ui/page.tsx'
import { Loading } from '#ui/progress.tsx'
import { useText } from '#ui/use-text.ts'
import { HeldCard } from './held-card.tsx'
import type { HeldItem } from './held-reason.ts'
import { heldText } from './held-text.ts'

type HeldPageAnswer = { readonly held: readonly HeldItem[]; readonly next?: string | null }

const heldQuery = infiniteQueryOptions<HeldPageAnswer, Error, InfiniteData<HeldPageAnswer>, readonly string[], string | null>({
  queryKey: ['held'],
  queryFn: ({ pageParam, signal }) => {
    const after = pageParam === null ? '' : `&after=${encodeURIComponent(pageParam)}`
    return request<HeldPageAnswer>(`/api/v1/gate/held?limit=50${after}`, { signal })
  },
  initialPageParam: null,
  getNextPageParam: (page) => page.next ?? null,
  refetchInterval: 30_000,
})

/** What the release gate holds, latest first, each with the reasons and with what could go out. */
export function HeldPage(): ReactNode {
  const t = useText(heldText)
  const held = useInfiniteQuery(heldQuery)
  const items = held.data?.pages.flatMap((page) => page.held)
  return (
    <Page title={t('title')} lead={t('lead')} width="wide">
      {items === undefined && held.error === null && <Loading />}
      {held.error !== null && <ErrorNotice error={held.error} onRetry={() => void held.refetch()} />}
      {items?.length === 0 && <div className="rounded-12 bg-solid-gray-50 p-6">{t('empty')}</div>}
      {items?.map((item) => (
        <HeldCard key={item.reportId} item={item} />
      ))}
      {held.hasNextPage && (
        <Button variant="secondary" isPending={held.isFetchingNextPage} onPress={() => void held.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </Page>
  )
}
