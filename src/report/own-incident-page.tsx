import { useQuery } from '@tanstack/react-query'
import type { ComponentType, ReactNode } from 'react'
import type { LocalText } from '#base/language.ts'
import { useSignedIn } from '#identity/session-client.ts'
import { useBrowserNow } from '#ui/browser-clock.ts'
import { CopyableCode } from '#ui/copyable-code.tsx'
import { Heading } from '#ui/heading.tsx'
import { InstantText } from '#ui/instant-text.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { LinkButton, TextLink } from '#ui/link.tsx'
import { Loaded } from '#ui/loaded.tsx'
import { usePagePart } from '#ui/page-address.ts'
import { pagePath } from '#ui/page-path.ts'
import { Page } from '#ui/page.tsx'
import { SummaryList } from '#ui/summary-list.tsx'
import { Table, type Column } from '#ui/table.tsx'
import type { Translate } from '#ui/text-set.ts'
import { useText } from '#ui/use-text.ts'
import { kindName, shortNumber, stageName } from './kind-name.ts'
import { NextDue } from './next-due.tsx'
import { OwedStages } from './owed-stages.tsx'
import { ownIncidentText } from './own-incident-text.ts'
import { incidentQuery, openingCountQuery, type ShownIncident } from './report-client.ts'
import type { FiledReport } from './report.ts'

/** Shows something of a case; it stands in a folder below this one. */
type CaseComponent = ComponentType<{ readonly incidentId: string }>

type CaseParts = {
  /** How reports came that were not sent over the network. */
  Notes: CaseComponent
  /** What the reports achieved. */
  Outcome: CaseComponent
  /** What the log has of the case. */
  Timeline: CaseComponent
}

/** One incident of the own operator: what is owed, every report, what happened to them, and the ways to follow up and to see who opened it. */
export function OwnIncidentPage(parts: CaseParts): ReactNode {
  const t = useText(ownIncidentText)
  const { pick } = useLanguage()
  const incident = useQuery(incidentQuery(usePagePart('incidentId')))
  const { data } = incident
  const title = data === undefined ? t('loadingTitle') : t('title', { kind: pick(kindName(data.kind)), number: shortNumber(data) })
  return (
    <Page title={title} width="wide" back={{ href: pagePath('ownIncidents'), label: t('back') }}>
      <Loaded query={incident}>{(found) => <Content incident={found} {...parts} />}</Loaded>
    </Page>
  )
}

function Content({ incident, Notes, Outcome, Timeline }: CaseParts & { incident: ShownIncident }): ReactNode {
  const t = useText(ownIncidentText)
  const now = useBrowserNow()
  const mayFile = useSignedIn().person.roles.includes('filer')
  const parts = { incidentId: incident.id }
  return (
    <>
      <Notes incidentId={incident.id} />
      <SummaryList
        rows={[
          { term: t('nextDue'), value: <NextDue incident={incident} now={now} /> },
          { term: t('number'), value: <CopyableCode value={incident.id} name={t('number')} /> },
          { term: t('opened'), value: <InstantText at={incident.openedAt} isExact withUtc /> },
        ]}
      />
      {mayFile && incident.stage !== 'withdrawal' && (
        <p>
          <LinkButton href={pagePath('followUp', parts)}>{t('followUp')}</LinkButton>
        </p>
      )}
      <OwedStages incident={incident} now={now} />
      <Reports incident={incident} />
      <Outcome incidentId={incident.id} />
      <Timeline incidentId={incident.id} />
      <Openings incidentId={incident.id} />
    </>
  )
}

function Reports({ incident }: { incident: ShownIncident }): ReactNode {
  const t = useText(ownIncidentText)
  const { pick } = useLanguage()
  return (
    <section>
      <Heading level={2}>{t('reports')}</Heading>
      <p>{t('reportsLead')}</p>
      <Table
        caption={t('reports')}
        isCaptionHidden
        rows={incident.reports.toReversed()}
        rowKey={({ reportId }) => reportId}
        empty={null}
        columns={reportColumns(t, pick)}
      />
    </section>
  )
}

function reportColumns(t: Translate<typeof ownIncidentText>, pick: (text: LocalText) => string): readonly Column<FiledReport>[] {
  return [
    {
      id: 'report',
      header: t('report'),
      isRowHeader: true,
      cell: ({ reportId, stage, revision }) => (
        <TextLink href={pagePath('filedReport', { reportId })}>{t('version', { stage: pick(stageName(stage)), revision })}</TextLink>
      ),
    },
    { id: 'filedAt', header: t('filedAt'), cell: ({ filedAt }) => <InstantText at={filedAt} isExact withUtc /> },
    { id: 'digest', header: t('digest'), cell: ({ digest }) => <code className="font-mono break-all">{digest.slice(0, 16)}…</code> },
  ]
}

function Openings({ incidentId }: { incidentId: string }): ReactNode {
  const t = useText(ownIncidentText)
  const count = useQuery(openingCountQuery(incidentId)).data
  return (
    <section>
      <Heading level={2}>{t('openingsTitle')}</Heading>
      {count !== undefined && <p>{t('openingsCount', { count })}</p>}
      <p className="mt-3">
        <LinkButton variant="secondary" href={pagePath('openings', { incidentId })}>
          {t('openings')}
        </LinkButton>
      </p>
    </section>
  )
}
