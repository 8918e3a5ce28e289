import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser'
import { signSlotProof } from '#envelope/slot-proof.ts'
import type { SlotSecret } from '#envelope/slot-secret.ts'
import { unreadable } from '#envelope/envelope-error.ts'
import { onVerificationNeeded, request } from '#ui/api.ts'
import { Button } from '#ui/button.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { Heading } from '#ui/heading.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { useText } from '#ui/use-text.ts'
import { hasKnownPassphrase, knownPassphrase } from './own-keys-client.ts'
import { answerWithPasskey } from './passkey-client.ts'
import { sessionQuery, type Session, type SignedIn } from './session-client.ts'
import { unlockSlot, type WrappedKeys } from './unlock-keys.ts'
import { unlockText } from './unlock-text.ts'
import { UnlockWays } from './unlock-ways.tsx'

const path = '/api/v1/session/verification'

/** Asks the person to show that it is there whenever the server wants that before an act, which then goes on. Stands once in the frame of the pages. */
export function VerificationDialog(): ReactNode {
  const [session, setSession] = useState<SignedIn | null>(null)
  const answer = useRef<(isShown: boolean) => void>(() => {})
  const queryClient = useQueryClient()
  useEffect(() => {
    onVerificationNeeded(async () => {
      const known: Session = await queryClient.ensureQueryData(sessionQuery)
      if (!known.signedIn) return false
      answer.current(false)
      setSession(known)
      return new Promise((resolve) => {
        answer.current = resolve
      })
    })
  }, [queryClient])
  if (session === null) return null
  const close = (isShown: boolean) => {
    setSession(null)
    answer.current(isShown)
    answer.current = () => {}
  }
  return <Dialog session={session} onClose={close} />
}

function Dialog({ session, onClose }: { session: SignedIn; onClose: (isShown: boolean) => void }): ReactNode {
  const t = useText(unlockText)
  const box = useRef<HTMLDialogElement>(null)
  useEffect(() => box.current?.showModal(), [])
  return (
    <dialog
      ref={box}
      aria-labelledby="verification"
      onCancel={(event) => {
        event.preventDefault()
        onClose(false)
      }}
      className="m-auto w-[min(36rem,calc(100vw-2rem))] rounded-12 border border-solid-gray-420 bg-white p-4 text-solid-gray-800 backdrop:bg-black/50 desktop:p-6"
    >
      <Heading level={2} id="verification" isFlush>
        {t('verifyTitle')}
      </Heading>
      <p className="my-4">{t('verifyBody')}</p>
      {hasKnownPassphrase(session) ? (
        <KnownPerson session={session} onShown={() => onClose(true)} />
      ) : (
        <UnlockWays
          id="verification"
          kinds={session.person.unlocks}
          passkeyLabel={t('verifyWithPasskey')}
          codeLabel={t('verifyWithCode')}
          onPasskey={() => showByPasskey().then(() => onClose(true))}
          onCode={(code) => showByKey({ kind: 'printed-code', code }).then(() => onClose(true))}
        />
      )}
      <p className="mt-4">
        <Button variant="text" onPress={() => onClose(false)}>
          {t('cancel')}
        </Button>
      </p>
    </dialog>
  )
}

/** Somebody of the demonstration confirms by one press: the key, which everybody can unlock, signs. */
function KnownPerson({ session, onShown }: { session: SignedIn; onShown: () => void }): ReactNode {
  const t = useText(unlockText)
  const { pick } = useLanguage()
  const [error, setError] = useState<unknown>(null)
  const [isPending, setPending] = useState(false)
  const show = async () => {
    setPending(true)
    try {
      await showByKey({ kind: 'passphrase', words: await knownPassphrase(session.person.id) })
      onShown()
    } catch (reason) {
      setError(reason)
      setPending(false)
    }
  }
  return (
    <>
      <p className="my-4">{t('verifyDemo')}</p>
      {error !== null && <ErrorNotice error={error} />}
      <Button isPending={isPending} onPress={() => void show()}>
        {t('verifyAsDemo', { name: pick(session.person.name) })}
      </Button>
    </>
  )
}

async function showByPasskey(): Promise<void> {
  const options = await request<PublicKeyCredentialRequestOptionsJSON>(`${path}/challenge`, { method: 'POST', body: {} })
  const { used } = await answerWithPasskey(options)
  await request(path, { method: 'POST', body: { passkey: used } })
}

async function showByKey(secret: SlotSecret): Promise<void> {
  const { person } = await request<WrappedKeys>('/api/v1/keys/mine')
  for (const slot of person.slots.filter(({ kind, provenAt }) => kind === secret.kind && provenAt !== null)) {
    const key = await unlockSlot(slot, secret, person)
    const { challenge } = await request<{ challenge: string }>(`${path}/challenge`, { method: 'POST', body: { slotId: slot.id } })
    const signature = await signSlotProof({ keyId: person.keyId, slotId: slot.id, challenge }, key)
    await request(path, { method: 'POST', body: { key: { slotId: slot.id, challenge, signature } } })
    return
  }
  throw unreadable()
}
