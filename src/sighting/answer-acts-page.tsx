import { infiniteQueryOptions, useInfiniteQuery, useMutation, useQueryClient, type InfiniteData } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useSignedIn } from '#identity/session-client.ts'
import { request } from '#ui/api.ts'
import { Button } from '#ui/button.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { formatInstant } from '#ui/format-time.ts'
import { InstantText } from '#ui/instant-text.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { TextLink } from '#ui/link.tsx'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { pagePath } from '#ui/page-path.ts'
import { Page } from '#ui/page.tsx'
import { Loading } from '#ui/progress.tsx'
import { StatusBadge } from '#ui/status-badge.tsx'
import { Table, type Column } from '#ui/table.tsx'
import { useText } from '#ui/use-text.ts'
import { visibleControls } from '#ui/visible-controls.ts'
import { defang } from '#indicator/defang.ts'
import type { AnswerActState, ShownAct } from './answer-act.ts'
import { actStateNames, answerActsText } from './answer-act-text.ts'

type ActsPage = { readonly acts: readonly ShownAct[]; readonly next: string | null }

const actsQuery = infiniteQueryOptions<ActsPage, Error, InfiniteData<ActsPage>, readonly string[], string | null>({
  queryKey: ['sighting-acts'],
  queryFn: ({ pageParam, signal }) => {
    const after = pageParam === null ? '' : `&after=${encodeURIComponent(pageParam)}`
    return request<ActsPage>(`/api/v1/sighting-acts?limit=50${after}`, { signal })
  },
  initialPageParam: null,
  getNextPageParam: (page) => page.next,
  refetchInterval: 30_000,
})

const tones: Readonly<Record<AnswerActState, 'warning' | 'neutral' | 'info'>> = { waiting: 'warning', done: 'info', cancelled: 'neutral' }

/** What the answers of recipients brought about, latest first; a releaser may cancel what is about to be taken back. */
export function AnswerActsPage(): ReactNode {
  const t = useText(answerActsText)
  const acts = useInfiniteQuery(actsQuery)
  const cancelling = useCancel()
  const columns = useColumns(cancelling)
  const rows = acts.data?.pages.flatMap((page) => page.acts)
  return (
    <Page title={t('title')} lead={t('lead')} width="wide">
      {rows === undefined && acts.error === null && <Loading />}
      {acts.error !== null && <ErrorNotice error={acts.error} onRetry={() => void acts.refetch()} />}
      {cancelling.error !== null && <ErrorNotice error={cancelling.error} />}
      {cancelling.isSuccess && <NotificationBanner tone="success" title={t('cancelled')} />}
      {rows !== undefined && (
        <Table
          caption={t('acts')}
          isCaptionHidden
          columns={columns}
          rows={rows}
          rowKey={({ indicatorId, act }) => `${act} ${indicatorId}`}
          empty={t('empty')}
        />
      )}
      {acts.hasNextPage && (
        <Button variant="secondary" isPending={acts.isFetchingNextPage} onPress={() => void acts.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </Page>
  )
}

function useCancel() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ indicatorId }: ShownAct) =>
      request<unknown>(`/api/v1/sighting-acts/${encodeURIComponent(indicatorId)}/cancel`, { method: 'POST' }),
    onSettled: () => queries.invalidateQueries({ queryKey: actsQuery.queryKey }),
  })
}

function useColumns(cancelling: ReturnType<typeof useCancel>): readonly Column<ShownAct>[] {
  const t = useText(answerActsText)
  const { language, pick } = useLanguage()
  const mayCancel = useSignedIn().person.roles.includes('releaser')
  return [
    {
      id: 'indicator',
      header: t('indicator'),
      isRowHeader: true,
      cell: (act) => <span className="font-mono break-all">{shownValue(act)}</span>,
    },
    { id: 'act', header: t('act'), cell: ({ act }) => t(act) },
    {
      id: 'state',
      header: t('state'),
      cell: ({ state, dueAt }) => (
        <>
          <StatusBadge tone={tones[state]}>{pick(actStateNames[state])}</StatusBadge>
          {state === 'waiting' && <p>{t('due', { at: formatInstant(Temporal.Instant.from(dueAt), language) })}</p>}
        </>
      ),
    },
    { id: 'at', header: t('at'), cell: ({ decidedAt }) => <InstantText at={decidedAt} /> },
    {
      id: 'warning',
      header: t('warning'),
      cell: (act) => (
        <div className="flex flex-col items-start gap-2">
          <TextLink href={pagePath('warning', { warningId: act.warningId })}>{t('look')}</TextLink>
          {mayCancel && act.state === 'waiting' && (
            <Button
              variant="secondary"
              size="small"
              isPending={cancelling.isPending}
              label={`${t('cancel')}${t('cancelOf', { value: shownValue(act) })}`}
              onPress={() => cancelling.mutate(act)}
            >
              {t('cancel')}
            </Button>
          )}
        </div>
      ),
    },
  ]
}

function shownValue({ type, value }: ShownAct): string {
  return visibleControls(defang(type, value))
}
