import type { ReactNode } from 'react'
import { useConnection } from './connection.ts'
import { NotificationBanner } from './notification-banner.tsx'
import { uiText } from './ui-text.ts'
import { useText } from './use-text.ts'

/** Says, while it is so, that the server cannot be reached or asks to be left alone for some seconds; `PageFrame` shows it on every page. */
export function ConnectionBanner(): ReactNode {
  const t = useText(uiText)
  const connection = useConnection()
  switch (connection.state) {
    case 'good':
      return null
    case 'offline':
      return (
        <NotificationBanner tone="warning" title={t('offlineTitle')} isLive>
          {t('offlineBody')}
        </NotificationBanner>
      )
    case 'busy':
      return (
        <NotificationBanner tone="warning" title={t('busyTitle')} isLive>
          {t('busyBody', { seconds: connection.retryAfterSeconds ?? 5 })}
        </NotificationBanner>
      )
  }
}
