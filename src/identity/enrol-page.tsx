import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { PersonalKey } from '#envelope/personal-key.ts'
import { Button, ButtonRow } from '#ui/button.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { Heading } from '#ui/heading.tsx'
import { LinkButton } from '#ui/link.tsx'
import { Loaded } from '#ui/loaded.tsx'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { pagePath } from '#ui/page-path.ts'
import { Page } from '#ui/page.tsx'
import { useText } from '#ui/use-text.ts'
import { CodeStep } from './code-step.tsx'
import { FingerprintBlock } from './fingerprint-block.tsx'
import { keysText } from './keys-text.ts'
import { forgetKeys } from './key-ring.ts'
import { ownKeysQuery } from './own-keys-client.ts'
import { PasskeyStep, useAct } from './passkey-step.tsx'
import { sessionQuery, useSession, useSignedIn } from './session-client.ts'
import { beginOwnKey } from './slots-client.ts'

/** Makes a person's key on this device and two ways to unlock it, each tried once; then says what is still to be approved. */
export function EnrolPage(): ReactNode {
  const session = useSession()
  return (
    <Loaded query={session}>
      {(known) => {
        if (!known.signedIn) return <SignInFirst />
        return known.person.unlocks.length === 0 ? <Enrolment /> : <Enrolled />
      }}
    </Loaded>
  )
}

function SignInFirst(): ReactNode {
  const t = useText(keysText)
  return (
    <Page title={t('enrolTitle')}>
      <NotificationBanner
        tone="info"
        title={t('signInFirst')}
        actions={
          <LinkButton href={pagePath('signIn')} search={{ next: pagePath('enrol') }} variant="secondary">
            {t('signIn')}
          </LinkButton>
        }
      />
    </Page>
  )
}

type Progress = { readonly step: 'begin' } | { readonly step: 'passkey' | 'code'; readonly key: PersonalKey }

function Enrolment(): ReactNode {
  const t = useText(keysText)
  const session = useSignedIn()
  const queryClient = useQueryClient()
  const [progress, setProgress] = useState<Progress>({ step: 'begin' })
  const act = useAct()
  if (progress.step === 'begin') {
    const begin = () => act.run(async () => setProgress({ step: 'passkey', key: await beginOwnKey(session.person.id) }))
    return (
      <Page title={t('enrolTitle')} lead={t('enrolLead')}>
        <Heading level={2}>{t('steps')}</Heading>
        <ol className="list-decimal ps-6">
          <li>{t('stepsPasskey')}</li>
          <li>{t('stepsCode')}</li>
        </ol>
        {act.error !== null && <ErrorNotice error={act.error} />}
        <ButtonRow>
          <Button size="large" isPending={act.isPending} onPress={begin}>
            {t('begin')}
          </Button>
        </ButtonRow>
      </Page>
    )
  }
  const { key } = progress
  const unlock = () => Promise.resolve(key)
  if (progress.step === 'passkey') {
    return (
      <Page title={t('passkeyTitle')} topic="passkey">
        <PasskeyStep unlock={unlock} onDone={() => setProgress({ step: 'code', key })} />
      </Page>
    )
  }
  const finish = () => {
    // The next unlocking brings the keys of the organisation along, which come with the approval.
    forgetKeys()
    void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey })
  }
  return (
    <Page title={t('codeTitle')} topic="code">
      <CodeStep session={session} unlock={unlock} beginLabel={t('addCode')} onDone={finish} />
    </Page>
  )
}

function Enrolled(): ReactNode {
  const t = useText(keysText)
  const keys = useQuery(ownKeysQuery)
  return (
    <Page title={t('doneTitle')} topic="done" lead={t('doneBody')}>
      <Loaded query={keys}>
        {(known) => (
          <>
            {known.organisation.length === 0 && (
              <NotificationBanner tone="info" title={t('awaitingTitle')}>
                {t('awaitingBody')}
              </NotificationBanner>
            )}
            <FingerprintBlock keys={known.person} />
          </>
        )}
      </Loaded>
      <LinkButton href={pagePath('keys')} variant="secondary">
        {t('toKeys')}
      </LinkButton>
    </Page>
  )
}
