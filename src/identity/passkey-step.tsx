import { useState, type FormEvent, type ReactNode } from 'react'
import type { PersonalKey } from '#envelope/personal-key.ts'
import { Button, ButtonRow } from '#ui/button.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { TextInput } from '#ui/text-input.tsx'
import { useText } from '#ui/use-text.ts'
import { keysText } from './keys-text.ts'
import { askPasskey } from './passkey-client.ts'
import { addPasskeySlot, proveOwnSlot, type AddedPasskey } from './slots-client.ts'
import { passkeyFailure } from './unlock-failure.ts'
import { unlockText } from './unlock-text.ts'

type StepProps = {
  /** Returns the own key, which is in memory or unlocks by itself. */
  unlock: () => Promise<PersonalKey>
  onDone: () => void
}

/** Makes a passkey, puts the own key into its slot, and has it used once. */
export function PasskeyStep({ unlock, onDone }: StepProps): ReactNode {
  const t = useText(keysText)
  const [label, setLabel] = useState('')
  const [added, setAdded] = useState<AddedPasskey | null>(null)
  const act = useAct()
  const make = (event: FormEvent) => {
    event.preventDefault()
    act.run(async () => setAdded(await addPasskeySlot(await unlock(), label.trim())))
  }
  const prove = ({ slotId, reference }: AddedPasskey) =>
    act.run(async () => {
      await proveOwnSlot(slotId, { kind: 'passkey', prf: await askPasskey(reference) })
      onDone()
    })
  if (added !== null) {
    return (
      <>
        <NotificationBanner tone="success" title={t('passkeyMade')} isLive>
          {t('provePasskeyBody')}
        </NotificationBanner>
        <PasskeyFailure error={act.error} />
        <ButtonRow>
          <Button isPending={act.isPending} onPress={() => prove(added)}>
            {t('provePasskey')}
          </Button>
        </ButtonRow>
      </>
    )
  }
  return (
    <form noValidate onSubmit={make}>
      <p className="mb-6">{t('passkeyLead')}</p>
      <TextInput
        id="label"
        label={t('label')}
        hint={t('labelHint')}
        value={label}
        onChange={(text) => setLabel(text.slice(0, 60))}
        width="medium"
      />
      <PasskeyFailure error={act.error} />
      <ButtonRow>
        <Button type="submit" isPending={act.isPending}>
          {t('makePasskey')}
        </Button>
      </ButtonRow>
    </form>
  )
}

function PasskeyFailure({ error }: { error: unknown }): ReactNode {
  const t = useText(keysText)
  const words = passkeyFailure(error, useText(unlockText))
  if (error === null) return null
  if (words === null) return <ErrorNotice error={error} />
  return (
    <NotificationBanner tone="warning" title={words} isLive>
      {t('otherDevice')}
    </NotificationBanner>
  )
}

/** Returns the means to run one act at a time, with what went wrong with the last one. */
export function useAct(): { readonly isPending: boolean; readonly error: unknown; readonly run: (act: () => Promise<void>) => void } {
  const [state, setState] = useState<{ isPending: boolean; error: unknown }>({ isPending: false, error: null })
  const run = (act: () => Promise<void>) => {
    setState({ isPending: true, error: null })
    void act().then(
      () => setState({ isPending: false, error: null }),
      (error: unknown) => setState({ isPending: false, error }),
    )
  }
  return { ...state, run }
}
