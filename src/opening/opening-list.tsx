import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { LocalText } from '#base/language.ts'
import type { FiledReport } from '#report/report.ts'
import { Heading } from '#ui/heading.tsx'
import { InstantText } from '#ui/instant-text.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { Loaded } from '#ui/loaded.tsx'
import { OutsideText } from '#ui/outside-text.tsx'
import { Table, type Column } from '#ui/table.tsx'
import type { Translate } from '#ui/text-set.ts'
import { useText } from '#ui/use-text.ts'
import { openingText } from './incident-text.ts'
import { describePurpose } from './purpose.ts'
import { openingsQuery, type LoggedOpening } from './received-incident.ts'
import { useReportName } from './report-name.ts'

/** What officers of the own authority opened of one incident, first to last. */
export function OpeningList({ incidentId, reports }: { incidentId: string; reports: readonly FiledReport[] }): ReactNode {
  const t = useText(openingText)
  const { pick } = useLanguage()
  const nameOf = useReportName()
  const openings = useQuery(openingsQuery(incidentId))
  const columns = columnsOf(t, pick, ({ reportId }) => {
    const report = reports.find((one) => one.reportId === reportId)
    return report === undefined ? reportId : nameOf(report)
  })
  return (
    <section aria-labelledby="openings">
      <Heading level={2} id="openings">
        {t('listTitle')}
      </Heading>
      <p>{t('listLead')}</p>
      <Loaded query={openings}>
        {(answer) => (
          <Table
            caption={t('listTitle')}
            isCaptionHidden
            columns={columns}
            rows={answer.openings}
            rowKey={({ id }) => id}
            empty={t('listEmpty')}
          />
        )}
      </Loaded>
    </section>
  )
}

function columnsOf(
  t: Translate<typeof openingText>,
  pick: (text: LocalText) => string,
  reportOf: (opening: LoggedOpening) => string,
): readonly Column<LoggedOpening>[] {
  return [
    { id: 'at', header: t('listAt'), isRowHeader: true, cell: ({ openedAt }) => <InstantText at={openedAt} isExact withUtc /> },
    { id: 'officer', header: t('listOfficer'), cell: ({ officer }) => officer.pseudonym },
    { id: 'purpose', header: t('listPurpose'), cell: ({ purpose }) => <OutsideText text={pick(describePurpose(purpose))} /> },
    { id: 'report', header: t('listReport'), cell: reportOf },
  ]
}
