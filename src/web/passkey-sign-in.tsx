import { useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { SlotKind } from '#identity/key-slot.ts'
import { sessionQuery } from '#identity/session-client.ts'
import { signInWithCode, signInWithPasskey } from '#identity/sign-in-client.ts'
import { UnlockWays } from '#identity/unlock-ways.tsx'
import { Heading } from '#ui/heading.tsx'
import { useGoTo, usePageQuery } from '#ui/page-address.ts'
import { isPageAddress, pagePath } from '#ui/page-path.ts'
import { useText } from '#ui/use-text.ts'
import { signInText } from './sign-in-text.ts'

const ways: readonly SlotKind[] = ['passkey', 'printed-code']

/** Signs in with a passkey, or with a printed code where the passkey is lost. */
export function PasskeySignIn(): ReactNode {
  const t = useText(signInText)
  const enter = useEntrance()
  return (
    <section aria-labelledby="own" className="my-8 max-w-200 rounded-12 border border-solid-gray-420 p-4 desktop:p-6">
      <Heading level={2} id="own" looksLike={3} isFlush>
        {t('ownTitle')}
      </Heading>
      <p className="my-2">{t('ownBody')}</p>
      <UnlockWays
        id="sign-in"
        kinds={ways}
        passkeyLabel={t('withPasskey')}
        codeLabel={t('withCode')}
        onPasskey={() => signInWithPasskey().then(enter)}
        onCode={(code) => signInWithCode(code).then(enter)}
      />
    </section>
  )
}

/** Returns what follows a sign-in: everything of whoever was signed in before is forgotten, and the page that was wanted is shown. */
export function useEntrance(): () => Promise<void> {
  const queryClient = useQueryClient()
  const goTo = useGoTo()
  const { next } = usePageQuery()
  return async () => {
    queryClient.clear()
    await queryClient.ensureQueryData(sessionQuery)
    // The address may have been written by somebody else: it leads to our own pages or nowhere.
    goTo(next !== undefined && isPageAddress(next) ? next : pagePath('start'))
  }
}
