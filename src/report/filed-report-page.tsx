import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { sealingDirectoryQuery } from '#authority/directory-client.ts'
import { DirectoryRefusal } from '#authority/directory-refusal.tsx'
import { utf8 } from '#base/bytes.ts'
import type { JsonObject } from '#base/canonical-json.ts'
import { useBrowserNow } from '#ui/browser-clock.ts'
import { Button } from '#ui/button.tsx'
import { CopyableCode } from '#ui/copyable-code.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { Heading } from '#ui/heading.tsx'
import { InstantText } from '#ui/instant-text.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { LinkButton, TextLink } from '#ui/link.tsx'
import { Loaded } from '#ui/loaded.tsx'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { usePagePart, usePageQuery } from '#ui/page-address.ts'
import { pagePath } from '#ui/page-path.ts'
import { Page } from '#ui/page.tsx'
import { SummaryList } from '#ui/summary-list.tsx'
import { useText } from '#ui/use-text.ts'
import { AnswersList } from './answers-list.tsx'
import { kindName, stageName } from './kind-name.ts'
import { NextDue } from './next-due.tsx'
import { ownIncidentText } from './own-incident-text.ts'
import { ExactJson } from './preview-step.tsx'
import { previewText } from './preview-text.ts'
import { incidentQuery, reportQuery, type ShownReport } from './report-client.ts'
import { saveFile } from '#ui/save-file.ts'

/** One filed report of the own operator: the receipt with its numbers and instants, what is due next, and what was filed as far as it can be read. */
export function FiledReportPage(): ReactNode {
  const t = useText(ownIncidentText)
  const { pick } = useLanguage()
  const report = useQuery(reportQuery(usePagePart('reportId')))
  const isNew = usePageQuery()['filed'] === 'now'
  const { data } = report
  const title =
    isNew || data === undefined ? t('receiptTitle') : t('filedTitle', { stage: pick(stageName(data.stage)), revision: data.revision })
  return (
    <Page title={title}>
      <Loaded query={report}>
        {(found) => (
          <>
            {isNew && (
              <NotificationBanner tone="success" title={t('filedNow')}>
                <p>{t('filedNowBody')}</p>
              </NotificationBanner>
            )}
            <Receipt report={found} />
            <Readers report={found} />
            <FiledContent report={found} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

function Receipt({ report }: { report: ShownReport }): ReactNode {
  const t = useText(ownIncidentText)
  const { pick } = useLanguage()
  const incident = useQuery(incidentQuery(report.incidentId))
  const now = useBrowserNow()
  const kind = report.filing.handling['inc.kind']
  return (
    <>
      <SummaryList
        rows={[
          { term: t('report'), value: t('version', { stage: pick(stageName(report.stage)), revision: report.revision }) },
          { term: t('kind'), value: typeof kind === 'string' ? pick(kindName(kind)) : null },
          { term: t('filedAt'), value: <InstantText at={report.filedAt} isExact withUtc /> },
          { term: t('nextDue'), value: <Loaded query={incident}>{(found) => <NextDue incident={found} now={now} />}</Loaded> },
          { term: t('reportNumber'), value: <CopyableCode value={report.reportId} name={t('reportNumber')} /> },
          { term: t('number'), value: <CopyableCode value={report.incidentId} name={t('number')} /> },
          {
            term: t('digest'),
            value: (
              <>
                <CopyableCode value={report.digest} name={t('digest')} />
                <p className="text-std-16N-170 text-solid-gray-700">{t('digestHint')}</p>
              </>
            ),
          },
        ]}
      />
      <div className="my-6 flex flex-wrap items-center gap-4" data-print="hidden">
        <LinkButton href={pagePath('ownIncident', { incidentId: report.incidentId })}>{t('toIncident')}</LinkButton>
        <Button variant="secondary" onPress={() => saveReceipt(report)}>
          {t('save')}
        </Button>
        <Button variant="text" onPress={() => print()}>
          {t('print')}
        </Button>
      </div>
    </>
  )
}

function saveReceipt({ filing: _, ...receipt }: ShownReport): void {
  saveFile(`noroshi-report-${receipt.reportId}.json`, utf8(`${JSON.stringify(receipt, null, 2)}\n`), 'application/json')
}

function Readers({ report }: { report: ShownReport }): ReactNode {
  const t = useText(ownIncidentText)
  const { pick } = useLanguage()
  const directory = useQuery(sealingDirectoryQuery)
  const keyIds = new Set(report.filing.sealed.authorities.map(({ keyId }) => keyId))
  return (
    <section>
      <Heading level={2}>{t('whoReads')}</Heading>
      <Loaded query={directory} Failure={DirectoryRefusal}>
        {({ authorities, earlierKeys }) => (
          <ul className="list-disc ps-6">
            {authorities
              .filter((one) => [one, ...earlierKeys].some((key) => key.organisationId === one.organisationId && keyIds.has(key.keyId)))
              .map((one) => (
                <li key={one.keyId}>{pick(one.name)}</li>
              ))}
          </ul>
        )}
      </Loaded>
      <p className="mt-3">
        <TextLink href={pagePath('openings', { incidentId: report.incidentId })}>{t('openings')}</TextLink>
      </p>
    </section>
  )
}

function FiledContent({ report }: { report: ShownReport }): ReactNode {
  const t = useText(ownIncidentText)
  const preview = useText(previewText)
  return (
    <section>
      <Heading level={2}>{t('contentTitle')}</Heading>
      <Heading level={3}>{t('shareable')}</Heading>
      <PartAnswers answers={report.filing.shareable} />
      <Disclosure summary={preview('exact')}>
        <ExactJson value={report.filing.shareable} />
      </Disclosure>
      <Heading level={3}>{t('handling')}</Heading>
      <PartAnswers answers={report.filing.handling} />
      <Heading level={3}>{t('sealed')}</Heading>
      <p>{t('sealedBody')}</p>
    </section>
  )
}

function PartAnswers({ answers }: { answers: JsonObject }): ReactNode {
  const t = useText(ownIncidentText)
  return Object.keys(answers).length === 0 ? <p>{t('nothing')}</p> : <AnswersList answers={answers} />
}
