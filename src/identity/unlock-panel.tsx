import type { ReactNode } from 'react'
import { Heading } from '#ui/heading.tsx'
import { useText } from '#ui/use-text.ts'
import { useHasKeys } from './key-ring.ts'
import { hasKnownPassphrase, unlockWithCode, unlockWithPasskey } from './own-keys-client.ts'
import { NoKeyNotice } from './no-key-notice.tsx'
import type { SignedIn } from './session-client.ts'
import { unlockText } from './unlock-text.ts'
import { UnlockWays } from './unlock-ways.tsx'

/** Tells whether the person must unlock its key before it can sign or decrypt; keys of the demonstration's people unlock by themselves. */
export function useIsLocked(session: SignedIn): boolean {
  const isHeld = useHasKeys(session.person.id)
  return !isHeld && !hasKnownPassphrase(session)
}

/** Lets the person unlock its key by whatever it has, or enrol one; shows nothing while that is not needed. Stands outside of forms: it has one. */
export function UnlockPanel({ session }: { session: SignedIn }): ReactNode {
  const t = useText(unlockText)
  const isLocked = useIsLocked(session)
  if (!isLocked) return null
  const { id, unlocks } = session.person
  if (unlocks.length === 0) return <NoKeyNotice tone="warning" />
  return (
    <section aria-labelledby="unlock" className="my-6 rounded-12 border border-solid-gray-420 bg-solid-gray-50 p-4 desktop:p-6">
      <Heading level={2} id="unlock" looksLike={3} isFlush>
        {t('title')}
      </Heading>
      <p className="my-2">{t('why')}</p>
      <UnlockWays
        id="unlock"
        kinds={unlocks}
        passkeyLabel={t('withPasskey')}
        codeLabel={t('withCode')}
        onPasskey={() => unlockWithPasskey(id)}
        onCode={(code) => unlockWithCode(id, code)}
      />
    </section>
  )
}
