import type { ReactNode } from 'react'
import { LinkButton } from '#ui/link.tsx'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { pagePath } from '#ui/page-path.ts'
import { useText } from '#ui/use-text.ts'
import { unlockText } from './unlock-text.ts'

/** Says that the person has no key yet, and leads to enrolment. */
export function NoKeyNotice({ tone }: { tone: 'info' | 'warning' }): ReactNode {
  const t = useText(unlockText)
  return (
    <NotificationBanner
      tone={tone}
      title={t('noKeyTitle')}
      actions={
        <LinkButton href={pagePath('enrol')} variant="secondary">
          {t('enrol')}
        </LinkButton>
      }
    >
      {t('noKeyBody')}
    </NotificationBanner>
  )
}
