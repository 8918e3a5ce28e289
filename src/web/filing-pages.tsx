import type { ReactNode } from 'react'
import { FileReportPage } from '#report/file-report-page.tsx'
import { FollowUpPage } from '#report/follow-up-page.tsx'
import { ExpectedWarning } from '#warning/expected-warning.tsx'

/** Files a first report, with the warning that others would get shown before it is sent. */
export function FirstReportPage(): ReactNode {
  return <FileReportPage Expected={ExpectedWarning} />
}

/** Follows up on an incident, with the warning that others would get shown before it is sent. */
export function NextReportPage(): ReactNode {
  return <FollowUpPage Expected={ExpectedWarning} />
}
