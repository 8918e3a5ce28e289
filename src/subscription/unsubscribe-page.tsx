import type { ReactNode } from 'react'
import { Page } from '#ui/page.tsx'
import { useText } from '#ui/use-text.ts'
import { subscriptionsText } from './subscriptions-text.ts'

/** Pauses the mails of one subscription, by the link that each of them holds. */
export function UnsubscribePage(): ReactNode {
  const t = useText(subscriptionsText)
  return (
    <Page title={t('unsubscribeTitle')} lead={t('unsubscribeLead')}>
      {null}
    </Page>
  )
}
