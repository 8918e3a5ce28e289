import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { request } from '#ui/api.ts'
import { Button, ButtonRow } from '#ui/button.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { TextLink } from '#ui/link.tsx'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { Page } from '#ui/page.tsx'
import { pagePath } from '#ui/page-path.ts'
import { useText } from '#ui/use-text.ts'
import { subscriptionsPath } from './subscription-client.ts'
import { subscriptionsText } from './subscriptions-text.ts'

/** Pauses the mails of one subscription, by the link that each of them holds; a press is asked for, since programs open links in mails by themselves. */
export function UnsubscribePage(): ReactNode {
  const t = useText(subscriptionsText)
  const asked = new URLSearchParams(window.location.search)
  const [id, code] = [asked.get('id'), asked.get('code')]
  const pause = useMutation({
    mutationFn: () => request<null>(`${subscriptionsPath}/unsubscribe`, { method: 'POST', body: { id, code } }),
  })
  return (
    <Page title={t('unsubscribeTitle')} lead={t('unsubscribeLead')}>
      {pause.isSuccess && id !== null && (
        <NotificationBanner tone="success" title={t('unsubscribed')} isLive>
          <p>{t('unsubscribedNext')}</p>
          <TextLink href={pagePath('subscription', { subscriptionId: id })}>{t('unsubscribedResume')}</TextLink>
        </NotificationBanner>
      )}
      {pause.error !== null && <ErrorNotice error={pause.error} />}
      {(id === null || code === null) && <NotificationBanner tone="error" title={t('linkBroken')} />}
      {id !== null && code !== null && !pause.isSuccess && (
        <ButtonRow>
          <Button isPending={pause.isPending} onPress={() => pause.mutate()}>
            {t('pause')}
          </Button>
        </ButtonRow>
      )}
    </Page>
  )
}
