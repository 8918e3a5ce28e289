import type { ReactNode } from 'react'
import { ApiError } from '#ui/api-error.ts'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { useText } from '#ui/use-text.ts'
import { openingText } from './incident-text.ts'
import { TellUnreadable } from './tell-unreadable.tsx'
import { OpeningError, type OpeningErrorCode } from './opened-reports.ts'

const words = {
  KEY_LOCKED: ['locked', 'lockedBody'],
  OPENED_UNREADABLE: ['unreadable', 'unreadableBody'],
  OPENED_ALTERED: ['altered', 'alteredBody'],
} as const satisfies Readonly<Record<OpeningErrorCode, readonly [keyof typeof openingText, keyof typeof openingText]>>

/** Says why a report did not open, and whether the attempt is logged. */
export function OpeningFailure({ error, reportId }: { error: Error; reportId: string }): ReactNode {
  const t = useText(openingText)
  if (error instanceof ApiError && error.code === 'OPENING_REFUSED') return <Failure title={t('refused')} body={t('refusedBody')} />
  const isHalfLost = error instanceof ApiError && error.code === 'LOG_HALF_UNREADABLE'
  if (isHalfLost) return <Failure title={t('unreadable')} body={t('unreadableBody')} action={<TellUnreadable reportId={reportId} />} />
  if (!(error instanceof OpeningError)) return <ErrorNotice error={error} />
  const [title, body] = words[error.code]
  const action = error.code === 'KEY_LOCKED' ? undefined : <TellUnreadable reportId={reportId} />
  return <Failure title={t(title)} body={t(body)} action={action} />
}

function Failure({ title, body, action }: { title: string; body: string; action?: ReactNode }): ReactNode {
  return (
    <NotificationBanner tone="error" title={title} isLive actions={action}>
      {body}
    </NotificationBanner>
  )
}
