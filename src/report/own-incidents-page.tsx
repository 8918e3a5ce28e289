import { useInfiniteQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { LocalText } from '#base/language.ts'
import { useSignedIn } from '#identity/session-client.ts'
import { useBrowserNow } from '#ui/browser-clock.ts'
import { Button } from '#ui/button.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { InstantText } from '#ui/instant-text.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { LinkButton, TextLink } from '#ui/link.tsx'
import { pagePath } from '#ui/page-path.ts'
import { Page } from '#ui/page.tsx'
import { Loading } from '#ui/progress.tsx'
import { Table, type Column } from '#ui/table.tsx'
import type { Translate } from '#ui/text-set.ts'
import { useText } from '#ui/use-text.ts'
import { kindName, shortNumber, stageName } from './kind-name.ts'
import { NextDue } from './next-due.tsx'
import { ownIncidentText } from './own-incident-text.ts'
import { ownIncidentsQuery, type ListedIncident } from './report-client.ts'
import { WaitingReports } from './waiting-reports.tsx'

/** The incidents that the own operator reported, with what is due next. */
export function OwnIncidentsPage(): ReactNode {
  const t = useText(ownIncidentText)
  const list = useInfiniteQuery(ownIncidentsQuery)
  const mayFile = useSignedIn().person.roles.includes('filer')
  return (
    <Page title={t('listTitle')} lead={t('listLead')} width="wide">
      <WaitingReports />
      {mayFile && (
        <p>
          <LinkButton href={pagePath('fileReport')}>{t('file')}</LinkButton>
        </p>
      )}
      {list.data === undefined && list.error === null && <Loading />}
      {list.error !== null && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.data !== undefined && <IncidentTable incidents={list.data.pages.flatMap(({ incidents }) => incidents)} />}
      {list.hasNextPage && (
        <Button variant="secondary" isPending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </Page>
  )
}

function IncidentTable({ incidents }: { incidents: readonly ListedIncident[] }): ReactNode {
  const t = useText(ownIncidentText)
  const { pick } = useLanguage()
  const now = useBrowserNow()
  return (
    <Table
      caption={t('listTitle')}
      isCaptionHidden
      rows={incidents}
      rowKey={({ id }) => id}
      empty={t('listEmpty')}
      columns={columnsOf(t, pick, now)}
    />
  )
}

function columnsOf(
  t: Translate<typeof ownIncidentText>,
  pick: (text: LocalText) => string,
  now: Temporal.Instant,
): readonly Column<ListedIncident>[] {
  return [
    {
      id: 'incident',
      header: t('incident'),
      isRowHeader: true,
      cell: (incident) => (
        <TextLink href={pagePath('ownIncident', { incidentId: incident.id })}>
          {t('title', { kind: pick(kindName(incident.kind)), number: shortNumber(incident) })}
        </TextLink>
      ),
    },
    { id: 'due', header: t('nextDue'), cell: (incident) => <NextDue incident={incident} now={now} /> },
    {
      id: 'stage',
      header: t('stage'),
      cell: ({ stage, revision, latestReportAt }) => (
        <>
          {t('version', { stage: pick(stageName(stage)), revision })}
          <span className="block">
            <InstantText at={latestReportAt} />
          </span>
        </>
      ),
    },
  ]
}
