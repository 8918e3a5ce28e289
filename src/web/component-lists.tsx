import { useState, type ReactNode } from 'react'
import { Button } from '#ui/button.tsx'
import { Heading } from '#ui/heading.tsx'
import { InstantText } from '#ui/instant-text.tsx'
import { StatusBadge } from '#ui/status-badge.tsx'
import { StepNavigation } from '#ui/step-navigation.tsx'
import { SummaryList } from '#ui/summary-list.tsx'
import { Table, type Column } from '#ui/table.tsx'
import type { Translate } from '#ui/text-set.ts'
import { useText } from '#ui/use-text.ts'
import { uiText } from '#ui/ui-text.ts'
import { componentsText } from './components-text.ts'

type Row = { readonly id: string; readonly kind: 'ddos' | 'ransomware'; readonly count: number; readonly isLate: boolean }

const rows: readonly Row[] = [
  { id: '1', kind: 'ransomware', count: 12, isLate: true },
  { id: '2', kind: 'ddos', count: 3400, isLate: false },
]
const instant = '2026-11-22T08:30:05Z'

/** Shows lists, tables and steps. */
export function ComponentLists(): ReactNode {
  const t = useText(componentsText)
  const [step, setStep] = useState('sharing')
  const columns = columnsOf(t)
  return (
    <section>
      <Heading level={2}>{t('lists')}</Heading>
      <StepNavigation
        label={t('steps')}
        current={step}
        onSelect={setStep}
        steps={[
          { id: 'facts', label: t('stepFacts') },
          { id: 'effect', label: t('stepEffect') },
          { id: 'sharing', label: t('stepSharing') },
          { id: 'check', label: t('stepCheck') },
          { id: 'receipt', label: t('stepReceipt') },
        ]}
      />
      <ExampleSummary />
      <Table caption={t('tableCaption')} columns={columns} rows={rows} rowKey={(row) => row.id} empty={t('empty')} />
      <Table caption={t('emptyCaption')} columns={columns} rows={[]} rowKey={(row) => row.id} empty={t('empty')} />
    </section>
  )
}

function ExampleSummary(): ReactNode {
  const t = useText(componentsText)
  const words = useText(uiText)
  return (
    <SummaryList
      rows={[
        { term: t('received'), value: <InstantText at={instant} isExact withUtc /> },
        {
          term: t('kind'),
          value: t('ransomware'),
          action: (
            <Button variant="text" size="small" label={`${words('change')}: ${t('kind')}`}>
              {words('change')}
            </Button>
          ),
        },
        { term: t('summary'), value: null },
      ]}
    />
  )
}

function columnsOf(t: Translate<typeof componentsText>): readonly Column<Row>[] {
  return [
    { id: 'kind', header: t('kind'), isRowHeader: true, cell: (row) => t(row.kind) },
    { id: 'received', header: t('received'), cell: () => <InstantText at={instant} /> },
    { id: 'count', header: t('count'), align: 'end', cell: (row) => row.count },
    {
      id: 'state',
      header: t('state'),
      cell: (row) => <StatusBadge tone={row.isLate ? 'danger' : 'success'}>{row.isLate ? t('late') : t('met')}</StatusBadge>,
    },
  ]
}
