import type { ReactNode } from 'react'
import { ApiError } from '#ui/api-error.ts'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { useText } from '#ui/use-text.ts'
import { openingText } from './incident-text.ts'
import { OpeningError, type OpeningErrorCode } from './opened-reports.ts'

const words = {
  KEY_LOCKED: ['locked', 'lockedBody'],
  OPENED_UNREADABLE: ['unreadable', 'unreadableBody'],
  OPENED_ALTERED: ['altered', 'alteredBody'],
} as const satisfies Readonly<Record<OpeningErrorCode, readonly [keyof typeof openingText, keyof typeof openingText]>>

/** Says why a report did not open, and whether the attempt is logged. */
export function OpeningFailure({ error }: { error: Error }): ReactNode {
  const t = useText(openingText)
  if (error instanceof ApiError && error.code === 'OPENING_REFUSED') return <Failure title={t('refused')} body={t('refusedBody')} />
  if (!(error instanceof OpeningError)) return <ErrorNotice error={error} />
  const [title, body] = words[error.code]
  return <Failure title={t(title)} body={t(body)} />
}

function Failure({ title, body }: { title: string; body: string }): ReactNode {
  return (
    <NotificationBanner tone="error" title={title} isLive>
      {body}
    </NotificationBanner>
  )
}
