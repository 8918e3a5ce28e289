import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useBrowserNow } from '#ui/browser-clock.ts'
import { CopyableCode } from '#ui/copyable-code.tsx'
import { Heading } from '#ui/heading.tsx'
import { InstantText } from '#ui/instant-text.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { DownloadLink, TextLink } from '#ui/link.tsx'
import { Loaded } from '#ui/loaded.tsx'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { usePagePart } from '#ui/page-address.ts'
import { pagePath } from '#ui/page-path.ts'
import { Page } from '#ui/page.tsx'
import { SummaryList } from '#ui/summary-list.tsx'
import { useText } from '#ui/use-text.ts'
import type { WarningBody } from './warning-body.ts'
import { PapBadge, TlpBadge } from './tlp-badge.tsx'
import { standingOf } from './validity.ts'
import { warningQuery } from './warning-list.ts'
import { warningsText, warningText } from './warning-page-text.ts'
import { WarningActs } from './draft/warning-acts.tsx'
import { WarningHistory } from './warning-history.tsx'
import { WarningReach } from './warning-reach.tsx'
import { WarningSheet } from './warning-sheet.tsx'
import { warningTitle } from './warning-text.ts'

/**
 * One warning: what to do first, then what is happening, for whom, how sure, until when, what to look for, and the files.
 *
 * @param props `after(warning)` is what other features put behind what it says.
 */
export function WarningPage({ after }: { after: (warning: WarningBody) => ReactNode }): ReactNode {
  const t = useText(warningText)
  const list = useText(warningsText)
  const { pick } = useLanguage()
  const warning = useQuery(warningQuery(usePagePart('warningId')))
  const { data } = warning
  return (
    <Page
      title={data === undefined ? t('loadingTitle') : pick(warningTitle(data, data.act))}
      back={{ href: pagePath('warnings'), label: list('title') }}
      badges={data !== undefined && <Marks warning={data} />}
      width="wide"
    >
      <Loaded query={warning}>{(found) => <WarningContentOf warning={found}>{after(found)}</WarningContentOf>}</Loaded>
    </Page>
  )
}

function Marks({ warning }: { warning: WarningBody }): ReactNode {
  return (
    <span className="flex flex-wrap gap-2">
      <TlpBadge tlp={warning.tlp} />
      <PapBadge pap={warning.pap} />
    </span>
  )
}

function WarningContentOf({ warning, children }: { warning: WarningBody; children: ReactNode }): ReactNode {
  return (
    <>
      <Standing warning={warning} />
      <WarningSheet content={warning} level={2} />
      {children}
      <Downloads warning={warning} />
      <Origin warning={warning} />
      <WarningHistory warning={warning} />
      <WarningReach warning={warning} />
      <WarningActs warning={warning} />
    </>
  )
}

/** Says first, above everything, that a warning does not count as it was published. */
function Standing({ warning }: { warning: WarningBody }): ReactNode {
  const t = useText(warningText)
  const state = standingOf(warning, useBrowserNow())
  switch (state) {
    case 'published':
      return null
    case 'recalled':
      return (
        <NotificationBanner tone="error" title={t('recalled')}>
          {t('recalledBody')}
        </NotificationBanner>
      )
    case 'revised':
      return (
        <NotificationBanner tone="info" title={t('revised')}>
          {t('revisedBody')}
        </NotificationBanner>
      )
    case 'expired':
      return (
        <NotificationBanner tone="warning" title={t('over')}>
          {t('overBody')}
        </NotificationBanner>
      )
  }
}

function Downloads({ warning }: { warning: WarningBody }): ReactNode {
  const t = useText(warningText)
  const { language } = useLanguage()
  const address = `/api/v1/warnings/${encodeURIComponent(warning.id)}`
  return (
    <section>
      <Heading level={2}>{t('downloads')}</Heading>
      <ul className="grid gap-2">
        <li>
          <DownloadLink href={`${address}/stix`} fileName={`warning-${warning.id}.json`}>
            {t('stix')}
          </DownloadLink>
        </li>
        <li>
          <DownloadLink href={`${address}/indicators.csv`} fileName={`warning-${warning.id}.csv`}>
            {t('csv')}
          </DownloadLink>
        </li>
        <li>
          <DownloadLink href={`${address}/pdf?language=${language}`} fileName={`warning-${warning.id}-${language}.pdf`}>
            {t('pdf')}
          </DownloadLink>
        </li>
        <li>
          <DownloadLink
            href={`${address}/statement?version=${warning.version}`}
            fileName={`warning-${warning.id}-${warning.version}-signed.json`}
          >
            {t('statement')}
          </DownloadLink>
        </li>
      </ul>
      <p className="mt-2 text-solid-gray-700">{t('taxii')}</p>
    </section>
  )
}

function Origin({ warning }: { warning: WarningBody }): ReactNode {
  const t = useText(warningText)
  const list = useText(warningsText)
  const { replaces } = warning
  return (
    <SummaryList
      rows={[
        { term: t('number'), value: <CopyableCode value={warning.id} name={t('number')} /> },
        {
          term: list('published'),
          value: (
            <>
              <InstantText at={warning.publishedAt} isExact withUtc />
              {t('version', { version: warning.version })}
            </>
          ),
        },
        ...(replaces === null
          ? []
          : [{ term: t('replaces'), value: <TextLink href={pagePath('warning', { warningId: replaces })}>{replaces}</TextLink> }]),
      ]}
    />
  )
}
