import { useState, type ReactNode } from 'react'
import { Button } from '#ui/button.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { TextInput } from '#ui/text-input.tsx'
import { useText } from '#ui/use-text.ts'
import type { SlotKind } from './key-slot.ts'
import { codeFailure, passkeyFailure } from './unlock-failure.ts'
import { unlockText } from './unlock-text.ts'

type WaysProps = {
  /** Begins the ids of its fields. */
  id: string
  /** What unlocks the key of this person. */
  kinds: readonly SlotKind[]
  passkeyLabel: string
  codeLabel: string
  onPasskey: () => Promise<void>
  onCode: (code: string) => Promise<void>
}

type Attempt = { readonly kind: 'passkey' | 'code'; readonly error: unknown; readonly isPending: boolean }

/** The ways in which somebody shows that a key is its own: a passkey, a printed code, each where the person has one. */
export function UnlockWays(props: WaysProps): ReactNode {
  const t = useText(unlockText)
  const [code, setCode] = useState('')
  const [attempt, setAttempt] = useState<Attempt | null>(null)
  const run = (kind: Attempt['kind'], act: () => Promise<void>) => {
    setAttempt({ kind, error: null, isPending: true })
    void act().then(
      () => setAttempt(null),
      (error: unknown) => setAttempt({ kind, error, isPending: false }),
    )
  }
  const error = attempt?.error ?? null
  const wrongCode = attempt?.kind === 'code' ? codeFailure(error, t) : null
  const wrongPasskey = attempt?.kind === 'passkey' ? passkeyFailure(error, t) : null
  const hasCode = props.kinds.includes('printed-code')
  return (
    <>
      {props.kinds.includes('passkey') && (
        <p className="my-4">
          <Button isPending={attempt?.kind === 'passkey' && attempt.isPending} onPress={() => run('passkey', props.onPasskey)}>
            {props.passkeyLabel}
          </Button>
        </p>
      )}
      {wrongPasskey !== null && <NotificationBanner tone="warning" title={wrongPasskey} isLive level={3} />}
      {hasCode && (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            run('code', () => props.onCode(code))
          }}
          className="grid gap-3"
        >
          <CodeInput id={`${props.id}-code`} value={code} onChange={setCode} error={wrongCode} />
          <p>
            <Button type="submit" variant="secondary" isPending={attempt?.kind === 'code' && attempt.isPending}>
              {props.codeLabel}
            </Button>
          </p>
        </form>
      )}
      {error !== null && wrongCode === null && wrongPasskey === null && <ErrorNotice error={error} />}
    </>
  )
}

/** The field into which a printed code is typed. */
export function CodeInput(props: { id: string; value: string; onChange: (value: string) => void; error: string | null }): ReactNode {
  const t = useText(unlockText)
  return <TextInput {...props} label={t('code')} hint={t('codeHint')} width="medium" />
}
