import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { LocalText } from '#base/language.ts'
import { Button } from '#ui/button.tsx'
import { InstantText } from '#ui/instant-text.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { Loaded } from '#ui/loaded.tsx'
import { OutsideText } from '#ui/outside-text.tsx'
import { usePagePart } from '#ui/page-address.ts'
import { pagePath } from '#ui/page-path.ts'
import { Page } from '#ui/page.tsx'
import { TextLink } from '#ui/link.tsx'
import { Table, type Column } from '#ui/table.tsx'
import type { Translate } from '#ui/text-set.ts'
import { useText } from '#ui/use-text.ts'
import { shortNumber } from './incident-name.ts'
import { ownOpeningsText } from './own-openings-text.ts'
import { describePurpose } from './purpose.ts'
import { incidentQuery, openingsQuery, type LoggedOpening } from './received-incident.ts'
import { useReportName } from './report-name.ts'

/** Who opened the reports of one own incident, when and why, the newest first. */
export function OpeningsPage(): ReactNode {
  const t = useText(ownOpeningsText)
  const incidentId = usePagePart('incidentId')
  const openings = useQuery(openingsQuery(incidentId))
  const back = { href: pagePath('ownIncident', { incidentId }), label: t('back', { number: shortNumber({ id: incidentId }) }) }
  return (
    <Page title={t('title')} lead={t('lead')} back={back} width="wide">
      <Loaded query={openings}>
        {(answer) => (
          <>
            <OpeningTable incidentId={incidentId} openings={answer.openings.toReversed()} />
            {answer.withheld > 0 && <p>{t('withheld', { count: answer.withheld })}</p>}
          </>
        )}
      </Loaded>
      <Button variant="secondary" size="small" isPending={openings.isFetching} onPress={() => void openings.refetch()}>
        {t('refresh')}
      </Button>
    </Page>
  )
}

function OpeningTable({ incidentId, openings }: { incidentId: string; openings: readonly LoggedOpening[] }): ReactNode {
  const t = useText(ownOpeningsText)
  const { pick } = useLanguage()
  return (
    <>
      <p role="status">{t('count', { count: openings.length })}</p>
      <Table
        caption={t('title')}
        isCaptionHidden
        rows={openings}
        rowKey={({ id }) => id}
        empty={t('empty')}
        columns={columnsOf(t, pick, incidentId)}
      />
      {openings.length > 0 && <p className="mb-6">{t('pseudonym')}</p>}
    </>
  )
}

function columnsOf(
  t: Translate<typeof ownOpeningsText>,
  pick: (text: LocalText) => string,
  incidentId: string,
): readonly Column<LoggedOpening>[] {
  return [
    { id: 'at', header: t('at'), isRowHeader: true, cell: ({ openedAt }) => <InstantText at={openedAt} isExact withUtc /> },
    { id: 'authority', header: t('authority'), cell: ({ authority }) => pick(authority.name) },
    { id: 'officer', header: t('officer'), cell: ({ officer }) => <code className="font-mono">{officer.pseudonym}</code> },
    { id: 'purpose', header: t('purpose'), cell: ({ purpose }) => <OutsideText text={pick(describePurpose(purpose))} /> },
    { id: 'report', header: t('report'), cell: ({ reportId }) => <OpenedReport incidentId={incidentId} reportId={reportId} /> },
  ]
}

function OpenedReport({ incidentId, reportId }: { incidentId: string; reportId: string }): ReactNode {
  const nameOf = useReportName()
  const report = useQuery(incidentQuery(incidentId)).data?.reports.find((one) => one.reportId === reportId)
  return <TextLink href={pagePath('filedReport', { reportId })}>{report === undefined ? reportId : nameOf(report)}</TextLink>
}
