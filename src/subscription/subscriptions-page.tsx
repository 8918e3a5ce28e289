import type { ReactNode } from 'react'
import { Page } from '#ui/page.tsx'
import { useText } from '#ui/use-text.ts'
import { subscriptionsText } from './subscriptions-text.ts'

/** The subscriptions of the own organisation. */
export function SubscriptionsPage(): ReactNode {
  const t = useText(subscriptionsText)
  return (
    <Page title={t('title')} lead={t('lead')} width="wide">
      {null}
    </Page>
  )
}
