import { infiniteQueryOptions, useInfiniteQuery, type InfiniteData } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { request } from '#ui/api.ts'
import { Button } from '#ui/button.tsx'
import { RadioChoice } from '#ui/choice.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { Page } from '#ui/page.tsx'
import { Loading } from '#ui/progress.tsx'
import { useText } from '#ui/use-text.ts'
import { HeldCard } from './held-card.tsx'
import type { HeldItem } from './held-reason.ts'
import { heldText } from './held-text.ts'

type HeldPageAnswer = { readonly held: readonly HeldItem[]; readonly next?: string | null }

/** Which held parts are shown. */
type Shown = 'waiting' | 'closed'

const addresses = { waiting: '/api/v1/gate/held', closed: '/api/v1/gate/closed' } as const satisfies Readonly<Record<Shown, string>>

function heldQuery(shown: Shown) {
  return infiniteQueryOptions<HeldPageAnswer, Error, InfiniteData<HeldPageAnswer>, readonly string[], string | null>({
    queryKey: ['held', shown],
    queryFn: ({ pageParam, signal }) => {
      const after = pageParam === null ? '' : `&after=${encodeURIComponent(pageParam)}`
      return request<HeldPageAnswer>(`${addresses[shown]}?limit=50${after}`, { signal })
    },
    initialPageParam: null,
    getNextPageParam: (page) => page.next ?? null,
    refetchInterval: 30_000,
  })
}

/** What the release gate holds, latest first, each with the reasons and with what could go out; and what was closed without a warning. */
export function HeldPage(): ReactNode {
  const t = useText(heldText)
  const [shown, setShown] = useState<Shown>('waiting')
  const held = useInfiniteQuery(heldQuery(shown))
  const items = held.data?.pages.flatMap((page) => page.held)
  return (
    <Page title={t('title')} lead={t('lead')} width="wide">
      <RadioChoice
        id="which"
        label={t('which')}
        value={shown}
        onChange={setShown}
        options={(['waiting', 'closed'] as const).map((value) => ({ value, label: t(value) }))}
        isInRow
      />
      {items === undefined && held.error === null && <Loading />}
      {held.error !== null && <ErrorNotice error={held.error} onRetry={() => void held.refetch()} />}
      {items?.length === 0 && (
        <div className="my-6 rounded-12 bg-solid-gray-50 p-6">{t(shown === 'waiting' ? 'empty' : 'emptyClosed')}</div>
      )}
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
