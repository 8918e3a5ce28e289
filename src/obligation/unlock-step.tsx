import { useState, type FormEvent, type ReactNode } from 'react'
import { DirectoryRefusal } from '#authority/directory-refusal.tsx'
import { EnvelopeError } from '#envelope/envelope-error.ts'
import { useHasKeys } from '#identity/key-ring.ts'
import type { SignedIn } from '#identity/session-client.ts'
import { Button, ButtonRow } from '#ui/button.tsx'
import { TextInput } from '#ui/text-input.tsx'
import { useText } from '#ui/use-text.ts'
import { decisionText } from './decision-text.ts'

type UnlockProps = {
  session: SignedIn
  label: string
  isPending: boolean
  error: Error | null
  /** Runs with the passphrase, or null where none is needed. */
  onSubmit: (passphrase: string | null) => void
}

/** One button that needs the own keys: asks for the passphrase where they are locked, and says when it is wrong. */
export function UnlockStep({ session, label, isPending, error, onSubmit }: UnlockProps): ReactNode {
  const t = useText(decisionText)
  const [passphrase, setPassphrase] = useState('')
  const [isMissing, setMissing] = useState(false)
  const isUnlocked = useHasKeys(session.person.id)
  const isAsked = !session.demo && !isUnlocked
  const isWrong = isWrongPassphrase(error) && isAsked
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setMissing(isAsked && passphrase === '')
    if (!isAsked || passphrase !== '') onSubmit(isAsked ? passphrase : null)
  }
  return (
    <form noValidate onSubmit={submit}>
      {isAsked && (
        <TextInput
          id="passphrase"
          type="password"
          autoComplete="current-password"
          width="medium"
          label={t('passphrase')}
          value={passphrase}
          onChange={setPassphrase}
          error={isMissing ? t('passphraseMissing') : isWrong ? t('passphraseWrong') : null}
        />
      )}
      {error !== null && !isWrong && <DirectoryRefusal error={error} />}
      <ButtonRow>
        <Button type="submit" variant="secondary" isPending={isPending}>
          {label}
        </Button>
      </ButtonRow>
    </form>
  )
}

function isWrongPassphrase(error: Error | null): boolean {
  return error instanceof EnvelopeError && (error.code === 'ENVELOPE_UNREADABLE' || error.code === 'PASSPHRASE_REFUSED')
}
