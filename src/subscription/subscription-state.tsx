import type { ReactNode } from 'react'
import { useLanguage } from '#ui/language-context.ts'
import { StatusBadge } from '#ui/status-badge.tsx'
import { useText } from '#ui/use-text.ts'
import type { SubscriptionBody } from './shown-subscription.ts'
import { stateNames, subscriptionsText } from './subscriptions-text.ts'

const tones = { unconfirmed: 'warning', active: 'success', paused: 'neutral' } as const

/** The state of a subscription, and whether its destination fails. */
export function SubscriptionState({ subscription: { state, circuit } }: { subscription: SubscriptionBody }): ReactNode {
  const t = useText(subscriptionsText)
  const { pick } = useLanguage()
  return (
    <span className="inline-flex flex-wrap gap-2">
      <StatusBadge tone={tones[state]}>{pick(stateNames[state])}</StatusBadge>
      {circuit !== null && (
        <StatusBadge tone={circuit.parkedAt === null ? 'warning' : 'danger'}>
          {t(circuit.parkedAt === null ? 'failing' : 'parked')}
        </StatusBadge>
      )}
    </span>
  )
}
