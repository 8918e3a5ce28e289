import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { PersonalKey } from '#envelope/personal-key.ts'
import { request } from '#ui/api.ts'
import { Button, ButtonRow } from '#ui/button.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { Heading } from '#ui/heading.tsx'
import { InstantText } from '#ui/instant-text.tsx'
import { Loaded } from '#ui/loaded.tsx'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { Page } from '#ui/page.tsx'
import { useText } from '#ui/use-text.ts'
import { CodeStep } from './code-step.tsx'
import { FingerprintBlock } from './fingerprint-block.tsx'
import { keysText } from './keys-text.ts'
import { ownKeysQuery, unlockOwnKeys } from './own-keys-client.ts'
import { PasskeyStep, useAct } from './passkey-step.tsx'
import { NoKeyNotice } from './no-key-notice.tsx'
import { sessionQuery, signOutEverywhere, useSession, useSignedIn } from './session-client.ts'
import { SlotList } from './slot-list.tsx'
import type { WrappedKeys } from './unlock-keys.ts'
import { UnlockPanel, useIsLocked } from './unlock-panel.tsx'

/** What unlocks the person's key, with the means to add, replace and remove it, and where the person is signed in. */
export function KeysPage(): ReactNode {
  const t = useText(keysText)
  const session = useSession()
  return (
    <Page title={t('keysTitle')} lead={t('keysLead')}>
      <Loaded query={session}>
        {(known) => (
          <>
            {known.signedIn && known.person.unlocks.length > 0 ? <OwnKey /> : <NoKeyNotice tone="info" />}
            {known.signedIn && <Sessions />}
          </>
        )}
      </Loaded>
    </Page>
  )
}

function OwnKey(): ReactNode {
  const keys = useQuery(ownKeysQuery)
  return <Loaded query={keys}>{(known) => <KeyWithSlots keys={known} />}</Loaded>
}

function KeyWithSlots({ keys }: { keys: WrappedKeys }): ReactNode {
  const t = useText(keysText)
  const session = useSignedIn()
  const queryClient = useQueryClient()
  const isLocked = useIsLocked(session)
  const [adding, setAdding] = useState<'passkey' | 'code' | 'added' | null>(null)
  const unlock = async (): Promise<PersonalKey> => (await unlockOwnKeys(session)).person
  const readAgain = () => {
    void queryClient.invalidateQueries({ queryKey: ownKeysQuery.queryKey })
    void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey })
  }
  const done = () => {
    setAdding('added')
    readAgain()
  }
  return (
    <>
      <div data-print="hidden">
        {adding === 'added' && <NotificationBanner tone="success" title={t('added')} isLive />}
        <Heading level={2}>{t('slots')}</Heading>
        <SlotList slots={keys.person.slots} onRemoved={readAgain} />
        <UnlockPanel session={session} />
        {!isLocked && adding !== 'passkey' && adding !== 'code' && (
          <ButtonRow>
            <Button onPress={() => setAdding('passkey')}>{t('addPasskey')}</Button>
            <Button variant="secondary" onPress={() => setAdding('code')}>
              {t('addCode')}
            </Button>
          </ButtonRow>
        )}
      </div>
      {!isLocked && adding === 'passkey' && (
        <>
          <Heading level={2}>{t('addPasskeyTitle')}</Heading>
          <PasskeyStep unlock={unlock} onDone={done} />
        </>
      )}
      {!isLocked && adding === 'code' && (
        <>
          <div data-print="hidden">
            <Heading level={2}>{t('newCodeTitle')}</Heading>
            <p className="mb-4">{t('addCodeBody')}</p>
          </div>
          <CodeStep session={session} unlock={unlock} beginLabel={t('addCode')} onDone={done} />
        </>
      )}
      <div data-print="hidden">
        <FingerprintBlock keys={keys.person} />
      </div>
    </>
  )
}

type OwnSession = { readonly id: string; readonly createdAt: string; readonly current: boolean }

function Sessions(): ReactNode {
  const t = useText(keysText)
  const act = useAct()
  const sessions = useQuery({
    queryKey: ['own-sessions'],
    queryFn: ({ signal }) => request<{ sessions: readonly OwnSession[] }>('/api/v1/sessions', { signal }),
  })
  return (
    <section data-print="hidden">
      <Heading level={2}>{t('sessions')}</Heading>
      <Loaded query={sessions}>
        {(known) => (
          <ul className="list-disc ps-6">
            {known.sessions.map((one) => (
              <li key={one.id}>
                {t(one.current ? 'sessionHere' : 'sessionElsewhere')}（{t('sessionSince')}
                <InstantText at={one.createdAt} />）
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      {act.error !== null && <ErrorNotice error={act.error} />}
      <ButtonRow>
        <Button variant="secondary" isPending={act.isPending} onPress={() => act.run(signOutEverywhere)}>
          {t('signOutEverywhere')}
        </Button>
      </ButtonRow>
    </section>
  )
}
