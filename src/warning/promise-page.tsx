import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { request } from '#ui/api.ts'
import { useLanguage } from '#ui/language-context.ts'
import { Loaded } from '#ui/loaded.tsx'
import { Page } from '#ui/page.tsx'
import { Table, type Column } from '#ui/table.tsx'
import type { Translate } from '#ui/text-set.ts'
import { useText } from '#ui/use-text.ts'
import { channelNames, promiseText, stepNames } from './promise-text.ts'

type ShownDay = {
  readonly day: string
  readonly step: string
  readonly channel: string
  readonly atLeast: number
  readonly halfWithinSeconds: number | null
  readonly mostWithinSeconds: number | null
}

/** How long it took from filing to release, delivery and pick-up, for everybody to see. */
export function PromisePage(): ReactNode {
  const t = useText(promiseText)
  const columns = usePromiseColumns()
  const promise = useQuery({
    queryKey: ['promise'],
    queryFn: ({ signal }) => request<{ days: readonly ShownDay[] }>('/api/v1/promise', { signal }),
  })
  return (
    <Page title={t('title')} lead={t('lead')} width="wide">
      <Loaded query={promise}>
        {({ days }) => (
          <Table
            caption={t('title')}
            isCaptionHidden
            columns={columns}
            rows={days}
            rowKey={({ day, step, channel }) => `${day} ${step} ${channel}`}
            empty={t('empty')}
          />
        )}
      </Loaded>
    </Page>
  )
}

function usePromiseColumns(): readonly Column<ShownDay>[] {
  const t = useText(promiseText)
  const { pick } = useLanguage()
  const named = (names: typeof stepNames, code: string): string => pick(names[code] ?? { ja: code, en: code })
  return [
    { id: 'day', header: t('day'), isRowHeader: true, cell: ({ day }) => day },
    { id: 'step', header: t('step'), cell: ({ step }) => named(stepNames, step) },
    { id: 'channel', header: t('channel'), cell: ({ channel }) => named(channelNames, channel) },
    { id: 'count', header: t('count'), align: 'end', cell: ({ atLeast }) => t('countValue', { count: atLeast }) },
    { id: 'half', header: t('half'), align: 'end', cell: ({ halfWithinSeconds }) => spanWords(t, halfWithinSeconds) },
    { id: 'most', header: t('most'), align: 'end', cell: ({ mostWithinSeconds }) => spanWords(t, mostWithinSeconds) },
  ]
}

function spanWords(t: Translate<typeof promiseText>, seconds: number | null): string {
  if (seconds === null) return t('longer')
  if (seconds < 60) return t('seconds', { seconds })
  return seconds < 3600 ? t('minutes', { minutes: seconds / 60 }) : t('hours', { hours: seconds / 3600 })
}
