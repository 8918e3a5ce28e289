import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useSignedIn } from '#identity/session-client.ts'
import { useFormErrors } from '#ui/form-errors.ts'
import { Loaded } from '#ui/loaded.tsx'
import { usePagePart } from '#ui/page-address.ts'
import { pagePath } from '#ui/page-path.ts'
import { Page } from '#ui/page.tsx'
import { useText } from '#ui/use-text.ts'
import { shortNumber } from './incident-name.ts'
import { openingText } from './incident-text.ts'
import { useOpenedReports } from './opened-reports.ts'
import { OpeningForm } from './opening-form.tsx'
import { OpenedContent } from './opened-content.tsx'
import { reportQuery } from './received-incident.ts'
import { useReportName } from './report-name.ts'

/** The sealed part of one report: first what an opening leaves behind and the wish to open, then, once it is logged, what was sealed. */
export function SealedReportPage(): ReactNode {
  const t = useText(openingText)
  const nameOf = useReportName()
  const session = useSignedIn()
  const errors = useFormErrors()
  const incidentId = usePagePart('incidentId')
  const reportId = usePagePart('reportId')
  const report = useQuery(reportQuery(reportId))
  const opened = useOpenedReports().get(reportId)
  const name = report.data === undefined ? null : nameOf(report.data)
  const heading = opened === undefined ? t('title') : t('openedTitle')
  return (
    <Page
      title={name === null ? heading : t('titleOf', { heading, report: name })}
      back={{ href: pagePath('receivedIncident', { incidentId }), label: t('back', { number: shortNumber({ id: incidentId }) }) }}
      errors={errors}
      topic={opened === undefined ? 'sealed' : 'open'}
      width={opened === undefined ? 'text' : 'wide'}
    >
      <Loaded query={report}>
        {(found) =>
          opened === undefined ? (
            <OpeningForm report={found} session={session} errors={errors} />
          ) : (
            <OpenedContent opened={opened} filing={found.filing} />
          )
        }
      </Loaded>
    </Page>
  )
}
