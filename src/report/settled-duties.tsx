import type { ReactNode } from 'react'
import type { LocalText } from '#base/language.ts'
import { useOwedList } from '#obligation/owed-client.ts'
import type { OwedEntry } from '#obligation/owed-entry.ts'
import { owedPageText } from '#obligation/owed-text.ts'
import { obligationStateNames } from '#obligation/obligation-text.ts'
import { Button } from '#ui/button.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { InstantText } from '#ui/instant-text.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { Loading } from '#ui/progress.tsx'
import { Table, type Column } from '#ui/table.tsx'
import type { Translate } from '#ui/text-set.ts'
import { useText } from '#ui/use-text.ts'
import { IncidentLink } from './incident-link.tsx'
import { ownDutiesText } from './own-duties-text.ts'

/** What the own operator has reported or owes no longer, what was settled last first. */
export function SettledDuties(): ReactNode {
  const t = useText(ownDutiesText)
  const shared = useText(owedPageText)
  const { pick } = useLanguage()
  const { query, list } = useOwedList({ party: 'operator', state: 'settled' })
  if (list === null) return query.error === null ? <Loading /> : <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />
  return (
    <>
      <Table
        caption={t('settled')}
        isCaptionHidden
        rows={list.entries}
        rowKey={({ incidentId, law, stage, round }) => `${incidentId} ${law} ${stage} ${round}`}
        empty={t('settledEmpty')}
        columns={columnsOf(t, pick)}
      />
      {query.hasNextPage && (
        <Button variant="secondary" isPending={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()}>
          {shared('more')}
        </Button>
      )}
    </>
  )
}

function columnsOf(t: Translate<typeof ownDutiesText>, pick: (text: LocalText) => string): readonly Column<OwedEntry>[] {
  return [
    {
      id: 'duty',
      header: t('settledDuty'),
      isRowHeader: true,
      cell: ({ title, name }) => t('duty', { title: pick(title), stage: pick(name) }),
    },
    { id: 'incident', header: t('incident'), cell: (entry) => <IncidentLink entry={entry} /> },
    {
      id: 'state',
      header: t('settledState'),
      cell: ({ state, metBy }) => (
        <>
          {pick(obligationStateNames[state])}
          {metBy === 'statement' && <span className="block text-solid-gray-700">{t('byStatement')}</span>}
        </>
      ),
    },
    { id: 'at', header: t('settledAt'), cell: ({ metAt }) => metAt !== null && <InstantText at={metAt} /> },
  ]
}
