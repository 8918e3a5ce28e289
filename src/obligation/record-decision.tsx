import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, type ReactNode } from 'react'
import type { SignedIn } from '#identity/session-client.ts'
import { Heading } from '#ui/heading.tsx'
import { InstantText } from '#ui/instant-text.tsx'
import { LinkButton } from '#ui/link.tsx'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { pagePath } from '#ui/page-path.ts'
import { useText } from '#ui/use-text.ts'
import type { Decision, SealedDecision } from './decision.ts'
import { sealHere, sendDecision } from './decision-client.ts'
import { decisionText } from './decision-text.ts'
import { UnlockStep } from './unlock-step.tsx'

/** Offers to record a decision, sealed on this device. Render it anew, by its key, for another decision. */
export function RecordDecision({ session, decision }: { session: SignedIn; decision: Decision }): ReactNode {
  const t = useText(decisionText)
  const queryClient = useQueryClient()
  // A request that got no answer may have been recorded: every further one sends the same bytes.
  const sealed = useRef<SealedDecision | null>(null)
  const recording = useMutation({
    mutationFn: async () => {
      sealed.current ??= await sealHere(decision, session)
      return sendDecision(sealed.current)
    },
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['decisions'] }),
  })
  const { data: recorded } = recording
  return (
    <section>
      <Heading level={2}>{t('recordTitle')}</Heading>
      {recorded === undefined ? (
        <>
          <p>{t('recordBody')}</p>
          <UnlockStep
            session={session}
            label={t('record')}
            isPending={recording.isPending}
            error={recording.error}
            onPress={() => recording.mutate()}
          />
        </>
      ) : (
        <NotificationBanner
          tone="success"
          title={t('recorded')}
          isLive
          actions={
            <LinkButton variant="secondary" href={pagePath('decision', { decisionId: recorded.decisionId })}>
              {t('show')}
            </LinkButton>
          }
        >
          <p>
            {t('recordedAt')}
            <InstantText at={recorded.recordedAt} isExact />
          </p>
        </NotificationBanner>
      )}
    </section>
  )
}
