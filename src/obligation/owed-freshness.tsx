import type { ReactNode } from 'react'
import { useConnection } from '#ui/connection.ts'
import { formatInstant } from '#ui/format-time.ts'
import { useLanguage } from '#ui/language-context.ts'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { useText } from '#ui/use-text.ts'
import { owedPageText } from './owed-text.ts'

/** Says when the list was fetched last and, while the server does not answer, since when it stands still and that time is counted on. */
export function OwedFreshness({ fetchedAt }: { fetchedAt: Temporal.Instant }): ReactNode {
  const t = useText(owedPageText)
  const { language } = useLanguage()
  const connection = useConnection()
  const at = formatInstant(fetchedAt, language, { seconds: true })
  if (connection.state === 'good') return <p className="text-solid-gray-700">{t('updated', { at })}</p>
  return (
    <NotificationBanner tone="warning" title={t('lostTitle', { at })} isLive>
      <p>{t('lostBody')}</p>
    </NotificationBanner>
  )
}
