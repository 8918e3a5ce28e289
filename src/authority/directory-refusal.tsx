import type { ReactNode } from 'react'
import { DirectoryError } from '#key-directory/directory-error.ts'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { directoryErrorAdvice, directoryErrorTexts, directoryErrorTitle } from './directory-error-text.ts'

/** Says why keys were refused and what to do; every other error as `ErrorNotice` says it. */
export function DirectoryRefusal({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }): ReactNode {
  const { pick } = useLanguage()
  if (!(error instanceof DirectoryError)) return <ErrorNotice error={error} onRetry={onRetry} />
  return (
    <NotificationBanner tone="error" title={pick(directoryErrorTitle)} isLive>
      <p>{pick(directoryErrorTexts[error.code])}</p>
      <p>{pick(directoryErrorAdvice)}</p>
    </NotificationBanner>
  )
}
