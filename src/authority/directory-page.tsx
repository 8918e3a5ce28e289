import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { LocalText } from '#base/language.ts'
import { recipientDigest } from '#key-directory/directory.ts'
import type { CurrentAuthority } from '#key-directory/epoch-statement.ts'
import { Heading } from '#ui/heading.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { Loaded } from '#ui/loaded.tsx'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { Page } from '#ui/page.tsx'
import { SummaryList } from '#ui/summary-list.tsx'
import { Table, type Column } from '#ui/table.tsx'
import type { Translate } from '#ui/text-set.ts'
import { useText } from '#ui/use-text.ts'
import { signedKeysQuery, type ShownKeys } from './directory-client.ts'
import { directoryPageText } from './directory-page-text.ts'
import { DirectoryRefusal } from './directory-refusal.tsx'
import { FingerprintDigits } from '#identity/fingerprint-digits.tsx'

/** Whose keys this browser seals to, and the fingerprint of the root to compare with the kit. */
export function DirectoryPage(): ReactNode {
  const t = useText(directoryPageText)
  const keys = useQuery(signedKeysQuery)
  return (
    <Page title={t('title')} lead={t('lead')} width="wide">
      <Loaded query={keys} Failure={DirectoryRefusal}>
        {(known) => <Known known={known} />}
      </Loaded>
    </Page>
  )
}

function Known({ known }: { known: ShownKeys }): ReactNode {
  const t = useText(directoryPageText)
  const { pick } = useLanguage()
  return (
    <>
      <NotificationBanner tone="success" title={t('proven')}>
        {null}
      </NotificationBanner>
      <SummaryList rows={[{ term: t('version'), value: t('versionValue', { version: String(known.version) }) }]} />
      <Heading level={2}>{t('root')}</Heading>
      <FingerprintDigits hash={known.rootFingerprint} isLarge />
      <p>{t('compare')}</p>
      <Heading level={2}>{t('keys')}</Heading>
      <Table
        caption={t('keys')}
        isCaptionHidden
        rows={known.authorities}
        rowKey={({ organisationId }) => organisationId}
        empty={null}
        columns={columnsOf(t, pick)}
      />
    </>
  )
}

function columnsOf(t: Translate<typeof directoryPageText>, pick: (text: LocalText) => string): readonly Column<CurrentAuthority>[] {
  return [
    { id: 'name', header: t('name'), isRowHeader: true, cell: ({ name }) => pick(name) },
    { id: 'epoch', header: t('epoch'), cell: ({ epoch }) => String(epoch) },
    { id: 'fingerprint', header: t('fingerprint'), cell: ({ recipient }) => <FingerprintDigits hash={recipientDigest(recipient)} /> },
  ]
}
