import { useQueries } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { JsonObject } from '#base/canonical-json.ts'
import type { FiledReport } from '#report/report.ts'
import { Checkbox } from '#ui/choice.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { Heading } from '#ui/heading.tsx'
import { Loading } from '#ui/progress.tsx'
import { Select } from '#ui/select.tsx'
import { useText } from '#ui/use-text.ts'
import { ComparisonTable } from './comparison-table.tsx'
import { compareVersions } from './compare-versions.ts'
import { incidentText } from './incident-text.ts'
import { useOpenedReports } from './opened-reports.ts'
import { reportQuery, type ReceivedReport } from './received-incident.ts'
import { useReportName } from './report-name.ts'

/** Two versions of a report side by side; at first the last two. Sealed answers take part where both versions are open. */
export function VersionComparison({ reports }: { reports: readonly FiledReport[] }): ReactNode {
  const t = useText(incidentText)
  return (
    <section aria-labelledby="versions">
      <Heading level={2} id="versions">
        {t('versions')}
      </Heading>
      {reports.length < 2 ? <p>{t('oneVersion')}</p> : <Comparison reports={reports} />}
    </section>
  )
}

function Comparison({ reports }: { reports: readonly FiledReport[] }): ReactNode {
  const t = useText(incidentText)
  const nameOf = useReportName()
  const [chosenBefore, setBefore] = useState<string | null>(null)
  const [chosenAfter, setAfter] = useState<string | null>(null)
  const before = chosenBefore ?? reports.at(-2)?.reportId ?? ''
  const after = chosenAfter ?? reports.at(-1)?.reportId ?? ''
  const options = reports.map((report) => ({ value: report.reportId, label: nameOf(report) }))
  const [first, second] = useQueries({ queries: [reportQuery(before), reportQuery(after)] })
  const error = first.error ?? second.error
  return (
    <>
      <div className="grid gap-4 desktop:grid-cols-2">
        <Select id="compare-before" label={t('before')} value={before} onChange={setBefore} options={options} />
        <Select id="compare-after" label={t('after')} value={after} onChange={setAfter} options={options} />
      </div>
      {error !== null && <ErrorNotice error={error} />}
      {error === null && (first.data === undefined || second.data === undefined) && <Loading />}
      {first.data !== undefined && second.data !== undefined && <Differences before={first.data} after={second.data} />}
    </>
  )
}

function Differences({ before, after }: { before: ReceivedReport; after: ReceivedReport }): ReactNode {
  const t = useText(incidentText)
  const [showsSame, setShowsSame] = useState(false)
  const opened = useOpenedReports()
  const sealed = [opened.get(before.reportId)?.content.sealed, opened.get(after.reportId)?.content.sealed] as const
  const isSealedToo = sealed[0] !== undefined && sealed[1] !== undefined
  const answers = compareVersions(answersOf(before, isSealedToo ? sealed[0] : {}), answersOf(after, isSealedToo ? sealed[1] : {}))
  const changed = answers.filter(({ change }) => change !== 'same')
  return (
    <>
      <p className="mt-4">{isSealedToo ? t('comparedSealed') : t('comparedReadable')}</p>
      <p role="status">{t('changes', { count: changed.length })}</p>
      <Checkbox id="show-same" label={t('showSame')} isSelected={showsSame} onChange={setShowsSame} />
      <ComparisonTable before={before} after={after} answers={showsSame ? answers : changed} />
    </>
  )
}

function answersOf({ filing }: ReceivedReport, sealed: JsonObject | undefined): JsonObject {
  return { ...sealed, ...filing.handling, ...filing.shareable }
}
