import { useQuery } from '@tanstack/react-query'
import type { ComponentProps, ReactNode } from 'react'
import { FileReportPage } from '#report/file-report-page.tsx'
import { FollowUpPage } from '#report/follow-up-page.tsx'
import { agreementQuery } from '#warning/agreement/agreement-client.ts'
import { ExpectedWarning } from '#warning/expected-warning.tsx'

/** Files a first report, with the warning that others would get shown before it is sent. */
export function FirstReportPage(): ReactNode {
  return <FileReportPage Expected={AgreedWarning} />
}

/** Follows up on an incident, with the warning that others would get shown before it is sent. */
export function NextReportPage(): ReactNode {
  return <FollowUpPage Expected={AgreedWarning} />
}

/** With what the own operator agreed beforehand, as far as the server can be asked. */
function AgreedWarning({ prepared, operator }: Pick<ComponentProps<typeof ExpectedWarning>, 'prepared' | 'operator'>): ReactNode {
  const current = useQuery(agreementQuery).data ?? null
  return <ExpectedWarning prepared={prepared} operator={operator} current={current} />
}
