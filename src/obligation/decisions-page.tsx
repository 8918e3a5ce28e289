import { useInfiniteQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Button } from '#ui/button.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { InstantText } from '#ui/instant-text.tsx'
import { LinkButton, TextLink } from '#ui/link.tsx'
import { pagePath } from '#ui/page-path.ts'
import { Page } from '#ui/page.tsx'
import { Loading } from '#ui/progress.tsx'
import { Table, type Column } from '#ui/table.tsx'
import type { Translate } from '#ui/text-set.ts'
import { useText } from '#ui/use-text.ts'
import type { RecordedDecision } from './decision.ts'
import { decisionsQuery } from './decision-client.ts'
import { decisionText } from './decision-text.ts'

/** The decisions that the own operator recorded; what was decided shows once one is opened. */
export function DecisionsPage(): ReactNode {
  const t = useText(decisionText)
  const list = useInfiniteQuery(decisionsQuery)
  return (
    <Page title={t('listTitle')} lead={t('listLead')} width="wide">
      <p>
        <LinkButton href={pagePath('triage')}>{t('assess')}</LinkButton>
      </p>
      {list.data === undefined && list.error === null && <Loading />}
      {list.error !== null && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.data !== undefined && <DecisionTable decisions={list.data.pages.flatMap(({ decisions }) => decisions)} />}
      {list.hasNextPage && (
        <Button variant="secondary" isPending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </Page>
  )
}

function DecisionTable({ decisions }: { decisions: readonly RecordedDecision[] }): ReactNode {
  const t = useText(decisionText)
  return (
    <Table
      caption={t('listTitle')}
      isCaptionHidden
      rows={decisions}
      rowKey={({ decisionId }) => decisionId}
      empty={t('listEmpty')}
      columns={columnsOf(t)}
    />
  )
}

function columnsOf(t: Translate<typeof decisionText>): readonly Column<RecordedDecision>[] {
  return [
    {
      id: 'decision',
      header: t('decision'),
      isRowHeader: true,
      cell: ({ decisionId }) => (
        <TextLink href={pagePath('decision', { decisionId })}>{t('title', { number: decisionId.slice(0, 8) })}</TextLink>
      ),
    },
    { id: 'at', header: t('at'), cell: ({ recordedAt }) => <InstantText at={recordedAt} /> },
    {
      id: 'rulebooks',
      header: t('rulebooks'),
      cell: ({ rulebooks }) => rulebooks.map(({ id, version }) => `${id} ${version}`).join(', '),
    },
  ]
}
