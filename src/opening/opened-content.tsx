import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Filing } from '#envelope/filing-schema.ts'
import type { SealedContent } from '#envelope/sealed-body.ts'
import { ApiError } from '#ui/api-error.ts'
import { request } from '#ui/api.ts'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { Heading } from '#ui/heading.tsx'
import { InstantText } from '#ui/instant-text.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { NotificationBanner, type NotificationTone } from '#ui/notification-banner.tsx'
import { Loading } from '#ui/progress.tsx'
import { useText } from '#ui/use-text.ts'
import { AnswerSheet } from './answer-sheet.tsx'
import { openingText, signerTexts } from './incident-text.ts'
import { OpenedAttachments } from './opened-attachments.tsx'
import type { OpenedReport } from './opened-reports.ts'
import { checkSigner, type ListedSigner, type SignerVerdict } from './signer-check.ts'

/** What was sealed in a report that is open: the entry in the log, whether its signer is who the directory says, then the answers as text. */
export function OpenedContent({ opened, filing }: { opened: OpenedReport; filing: Filing }): ReactNode {
  const t = useText(openingText)
  return (
    <>
      <NotificationBanner tone="info" title={t('openedAt')} isLive>
        <p>
          <InstantText at={opened.openedAt} isExact withUtc />
        </p>
        <p>{t('openedEntry', { id: opened.openingId })}</p>
      </NotificationBanner>
      <SignerNotice signer={opened.content.signer} />
      <OpenedAttachments opened={opened} filing={filing} />
      <Heading level={2}>{t('answers')}</Heading>
      <AnswerSheet answers={opened.content.sealed} level={3} />
    </>
  )
}

const signerTones = {
  listed: 'success',
  officer: 'warning',
  'not-listed': 'error',
  'other-key': 'error',
  'no-operator': 'error',
} as const satisfies Record<SignerVerdict, NotificationTone>

function SignerNotice({ signer }: { signer: SealedContent['signer'] }): ReactNode {
  const t = useText(openingText)
  const { pick } = useLanguage()
  const listed = useQuery({
    queryKey: ['signer', signer.keyId],
    queryFn: ({ signal }) => findSigner(signer.keyId, signal),
  })
  if (listed.data === undefined) {
    return listed.error === null ? (
      <Loading label={t('checking')} />
    ) : (
      <ErrorNotice error={listed.error} onRetry={() => void listed.refetch()} />
    )
  }
  const { found } = listed.data
  const verdict = checkSigner(signer, found)
  const { title, body } = signerTexts[verdict]
  return (
    <NotificationBanner tone={signerTones[verdict]} title={pick(title)} isLive={verdict !== 'listed'}>
      <p>{pick(body)}</p>
      {found?.organisation.name !== undefined && <p>{t('signedBy', { name: pick(found.organisation.name) })}</p>}
    </NotificationBanner>
  )
}

/** A report that came as a file bears the signature of a one-time code instead of a person's. */
const signerLists = ['/api/v1/keys', '/api/v1/kit-codes'] as const

async function findSigner(keyId: string, signal: AbortSignal): Promise<{ readonly found: ListedSigner | null }> {
  for (const list of signerLists) {
    // The id comes out of the report and may be anything.
    try {
      return { found: await request<ListedSigner>(`${list}/${encodeURIComponent(keyId)}`, { signal }) }
    } catch (error) {
      if (!(error instanceof ApiError && (error.kind === 'absent' || error.kind === 'refused'))) throw error
    }
  }
  return { found: null }
}
