import { useQuery } from '@tanstack/react-query'
import type { ComponentType, ReactNode } from 'react'
import { ReceivedOriginNotes } from '#offline/origin-notes.tsx'
import { useBrowserNow } from '#ui/browser-clock.ts'
import { CopyableCode } from '#ui/copyable-code.tsx'
import { Heading } from '#ui/heading.tsx'
import { InstantText } from '#ui/instant-text.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { Loaded } from '#ui/loaded.tsx'
import { usePagePart } from '#ui/page-address.ts'
import { pagePath } from '#ui/page-path.ts'
import { Page } from '#ui/page.tsx'
import { SummaryList } from '#ui/summary-list.tsx'
import { useText } from '#ui/use-text.ts'
import { AnswerSheet } from './answer-sheet.tsx'
import { DueCell } from './due-cell.tsx'
import { incidentText } from './incident-text.ts'
import { labelOf, shortNumber } from './incident-name.ts'
import { ObligationSheet } from './obligation-sheet.tsx'
import { OpeningList } from './opening-list.tsx'
import { incidentQuery, reportQuery, type ReceivedCase } from './received-incident.ts'
import { OwnActs } from './own-acts.tsx'
import { ReportList } from './report-list.tsx'
import { useReportName } from './report-name.ts'
import { stageName } from './stage-name.ts'
import { VersionComparison } from './version-comparison.tsx'

type Links = ComponentType<{ readonly incidentId: string }>

/**
 * One incident that the own authority received: what is owed, what can be read without opening, its reports, their differences, who opened them.
 *
 * @param props `Links` shows what it has in common with other incidents.
 */
export function IncidentPage({ Links }: { readonly Links: Links }): ReactNode {
  const t = useText(incidentText)
  const { pick } = useLanguage()
  const incident = useQuery(incidentQuery(usePagePart('incidentId')))
  const { data } = incident
  const title =
    data === undefined ? t('loadingTitle') : t('title', { kind: pick(labelOf('inc.kind', data.kind)), number: shortNumber(data) })
  return (
    <Page title={title} back={{ href: pagePath('inbox'), label: t('back') }} width="wide">
      <Loaded query={incident}>{(found) => <IncidentContent incident={found} Links={Links} />}</Loaded>
    </Page>
  )
}

function IncidentContent({ incident, Links }: { incident: ReceivedCase; Links: Links }): ReactNode {
  const t = useText(incidentText)
  const now = useBrowserNow()
  const nameOf = useReportName()
  return (
    <>
      <ReceivedOriginNotes incidentId={incident.id} />
      <DueCell incident={incident} now={now} />
      <SummaryList
        rows={[
          { term: t('number'), value: <CopyableCode value={incident.id} name={t('number')} /> },
          { term: t('opened'), value: <InstantText at={incident.openedAt} isExact withUtc /> },
          {
            term: t('latest'),
            value: (
              <>
                {nameOf(incident)}
                <br />
                <InstantText at={incident.latestReportAt} isExact withUtc />
              </>
            ),
          },
        ]}
      />
      <OwnActs incident={incident} />
      <ObligationSheet incident={incident} now={now} />
      <ReportList incident={incident} />
      <ReadableParts incident={incident} />
      <VersionComparison reports={incident.reports} />
      <Links incidentId={incident.id} />
      <OpeningList incidentId={incident.id} reports={incident.reports} />
    </>
  )
}

function ReadableParts({ incident }: { incident: ReceivedCase }): ReactNode {
  const t = useText(incidentText)
  const { pick } = useLanguage()
  const latest = incident.reports.at(-1)
  const report = useQuery({ ...reportQuery(latest?.reportId ?? ''), enabled: latest !== undefined })
  return (
    <section aria-labelledby="readable">
      <Heading level={2} id="readable">
        {t('readableParts')}
      </Heading>
      <Loaded query={report}>
        {({ filing, revision, stage }) => (
          <>
            <p>{t('readableLead', { revision, stage: pick(stageName(stage)) })}</p>
            <Heading level={3}>{t('handling')}</Heading>
            <AnswerSheet answers={filing.handling} level={4} />
            <Heading level={3}>{t('shareable')}</Heading>
            <AnswerSheet answers={filing.shareable} level={4} />
          </>
        )}
      </Loaded>
    </section>
  )
}
