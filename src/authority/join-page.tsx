import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { EnrolPage } from '#identity/enrol-page.tsx'
import { sessionQuery, useSession } from '#identity/session-client.ts'
import { Button, ButtonRow } from '#ui/button.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { Loaded } from '#ui/loaded.tsx'
import { Page } from '#ui/page.tsx'
import { useText } from '#ui/use-text.ts'
import { acceptInvitationHere } from './members-client.ts'
import { membersText } from './members-text.ts'

/** Accepts the invitation whose code stands behind the # of the address, where no server and no log sees it, and goes on to making a key. */
export function JoinPage(): ReactNode {
  const session = useSession()
  // Read once: the code is taken out of the address as soon as it was used.
  const [code] = useState(() => location.hash.slice(1))
  const [isAccepted, setAccepted] = useState(false)
  return (
    <Loaded query={session}>
      {(known) =>
        known.signedIn && (isAccepted || code === '') ? <EnrolPage /> : <Acceptance code={code} onAccepted={() => setAccepted(true)} />
      }
    </Loaded>
  )
}

function Acceptance({ code, onAccepted }: { code: string; onAccepted: () => void }): ReactNode {
  const t = useText(membersText)
  const queryClient = useQueryClient()
  const accepting = useMutation({
    mutationFn: () => acceptInvitationHere(code),
    onSuccess: async () => {
      history.replaceState(history.state, '', location.pathname + location.search)
      onAccepted()
      await queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey })
    },
  })
  if (code === '') return <Page title={t('joinTitle')}>{t('noInvitation')}</Page>
  return (
    <Page title={t('joinTitle')} lead={t('joinLead')}>
      {accepting.error !== null && <ErrorNotice error={accepting.error} />}
      <ButtonRow>
        <Button size="large" isPending={accepting.isPending} onPress={() => accepting.mutate()}>
          {t('accept')}
        </Button>
      </ButtonRow>
    </Page>
  )
}
