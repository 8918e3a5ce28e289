import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { sealingDirectoryQuery } from '#authority/directory-client.ts'
import { DirectoryRefusal } from '#authority/directory-refusal.tsx'
import { useSignedIn } from '#identity/session-client.ts'
import { Loaded } from '#ui/loaded.tsx'
import { useGoTo } from '#ui/page-address.ts'
import { pagePath } from '#ui/page-path.ts'
import { Page } from '#ui/page.tsx'
import { useText } from '#ui/use-text.ts'
import { fileReportText } from './file-report-text.ts'
import type { HeldDraft } from './held-draft.ts'
import type { Draft } from './draft.ts'
import { registryQuery } from './report-client.ts'
import { ReportWizard } from './report-wizard.tsx'
import { SendStep } from './send-step.tsx'
import type { FiledReport } from './report.ts'
import type { ShowExpected } from './wizard.ts'

/** The guided form over one draft, with what it needs from the server; `href` is the page that it stands on. */
export function DraftForm(props: { held: HeldDraft; draft: Draft; href: string; Expected: ShowExpected }): ReactNode {
  const { held, draft, href, Expected } = props
  const session = useSignedIn()
  const directory = useQuery(sealingDirectoryQuery)
  const registry = useQuery(registryQuery)
  const onFiled = useFiled(held)
  return (
    <Loaded query={directory} Failure={RefusedPage}>
      {(known) => (
        <Loaded query={registry}>
          {(entry) => (
            <ReportWizard
              href={href}
              draft={draft}
              setDraft={held.set}
              directory={known}
              operator={{ ...entry, name: session.organisation.name.ja }}
              onFiled={onFiled}
              goal="send"
              Expected={Expected}
              LastStep={SendStep}
            />
          )}
        </Loaded>
      )}
    </Loaded>
  )
}

/** Returns what happens once a report is filed: its draft goes, lists are fetched anew, and the receipt is shown. */
function useFiled(held: HeldDraft): (report: FiledReport) => void {
  const goTo = useGoTo()
  const queryClient = useQueryClient()
  return (report) => {
    held.discard()
    void queryClient.invalidateQueries({ queryKey: ['incidents'] })
    void queryClient.invalidateQueries({ queryKey: ['incident', report.incidentId] })
    goTo(pagePath('filedReport', { reportId: report.reportId }), { search: { filed: 'now' }, replace: true })
  }
}

/** Without proven keys there is nothing to seal for, so the form does not begin. */
function RefusedPage({ error, onRetry }: { error: unknown; onRetry: () => void }): ReactNode {
  const t = useText(fileReportText)
  return (
    <Page title={t('title')}>
      <DirectoryRefusal error={error} onRetry={onRetry} />
    </Page>
  )
}
