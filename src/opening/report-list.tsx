import type { ReactNode } from 'react'
import type { FiledReport } from '#report/report.ts'
import { Heading } from '#ui/heading.tsx'
import { InstantText } from '#ui/instant-text.tsx'
import { LinkButton } from '#ui/link.tsx'
import { pagePath } from '#ui/page-path.ts'
import { StatusBadge } from '#ui/status-badge.tsx'
import { Table, type Column } from '#ui/table.tsx'
import type { Translate } from '#ui/text-set.ts'
import { useText } from '#ui/use-text.ts'
import { incidentText } from './incident-text.ts'
import { useOpenedReports, type OpenedReport } from './opened-reports.ts'
import type { ReceivedCase } from './received-incident.ts'
import { useReportName } from './report-name.ts'

/** The reports of an incident, newest first, each with the way to its sealed part. */
export function ReportList({ incident }: { incident: ReceivedCase }): ReactNode {
  const t = useText(incidentText)
  const nameOf = useReportName()
  const opened = useOpenedReports()
  const columns = columnsOf({ t, nameOf, opened, incidentId: incident.id })
  return (
    <section aria-labelledby="reports">
      <Heading level={2} id="reports">
        {t('reports')}
      </Heading>
      <p>{t('reportsLead')}</p>
      <Table
        caption={t('reports')}
        isCaptionHidden
        columns={columns}
        rows={incident.reports.toReversed()}
        rowKey={({ reportId }) => reportId}
        empty={null}
      />
    </section>
  )
}

type ColumnParts = {
  t: Translate<typeof incidentText>
  nameOf: (report: FiledReport) => string
  opened: ReadonlyMap<string, OpenedReport>
  incidentId: string
}

function columnsOf({ t, nameOf, opened, incidentId }: ColumnParts): readonly Column<FiledReport>[] {
  return [
    { id: 'report', header: t('report'), isRowHeader: true, cell: nameOf },
    { id: 'filed', header: t('filedAt'), cell: ({ filedAt }) => <InstantText at={filedAt} isExact withUtc /> },
    {
      id: 'state',
      header: t('sealedState'),
      cell: ({ reportId }) =>
        opened.has(reportId) ? <StatusBadge tone="info">{t('open')}</StatusBadge> : <StatusBadge tone="neutral">{t('sealed')}</StatusBadge>,
    },
    {
      id: 'action',
      header: t('action'),
      cell: (report) => (
        <LinkButton
          href={pagePath('sealedReport', { incidentId, reportId: report.reportId })}
          variant="secondary"
          size="small"
          hiddenSuffix={t('ofReport', { report: nameOf(report) })}
        >
          {opened.has(report.reportId) ? t('toRead') : t('toOpen')}
        </LinkButton>
      ),
    },
  ]
}
