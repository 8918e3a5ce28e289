import { useState, type FormEvent, type ReactNode } from 'react'
import type { PersonalKey } from '#envelope/personal-key.ts'
import { browserNow } from '#ui/browser-clock.ts'
import { Button, ButtonRow } from '#ui/button.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { Heading } from '#ui/heading.tsx'
import { InstantText } from '#ui/instant-text.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { SummaryList } from '#ui/summary-list.tsx'
import { useText } from '#ui/use-text.ts'
import { keysText } from './keys-text.ts'
import { useAct } from './passkey-step.tsx'
import type { SignedIn } from './session-client.ts'
import { addCodeSlot, proveOwnSlot } from './slots-client.ts'
import { codeFailure } from './unlock-failure.ts'
import { unlockText } from './unlock-text.ts'
import { CodeInput } from './unlock-ways.tsx'

type StepProps = {
  session: SignedIn
  /** Returns the own key, which is in memory or unlocks by itself. */
  unlock: () => Promise<PersonalKey>
  beginLabel: string
  onDone: () => void
}

type Made = { readonly slotId: string; readonly code: string; readonly at: string }

/** Makes a printed code, shows it to be put on paper, and has it typed back. */
export function CodeStep({ session, unlock, beginLabel, onDone }: StepProps): ReactNode {
  const t = useText(keysText)
  const [made, setMade] = useState<Made | null>(null)
  const [isWritten, setWritten] = useState(false)
  const act = useAct()
  const make = () => act.run(async () => setMade({ ...(await addCodeSlot(await unlock())), at: browserNow().toString() }))
  if (made === null) {
    return (
      <>
        <p>{t('codeLead')}</p>
        {act.error !== null && <ErrorNotice error={act.error} />}
        <ButtonRow>
          <Button isPending={act.isPending} onPress={make}>
            {beginLabel}
          </Button>
        </ButtonRow>
      </>
    )
  }
  if (isWritten) return <TypeBack made={made} onBack={() => setWritten(false)} onDone={onDone} />
  return (
    <>
      <p data-print="hidden">{t('codeLead')}</p>
      <CodeSheet session={session} made={made} />
      <div data-print="hidden">
        <ButtonRow>
          <Button onPress={() => setWritten(true)}>{t('written')}</Button>
          <Button variant="secondary" onPress={() => print()}>
            {t('print')}
          </Button>
        </ButtonRow>
      </div>
    </>
  )
}

/** What is printed: the code in large groups, and whose it is. */
function CodeSheet({ session, made }: { session: SignedIn; made: Made }): ReactNode {
  const t = useText(keysText)
  const { pick } = useLanguage()
  return (
    <section aria-labelledby="sheet" className="my-6 rounded-12 border-2 border-solid-gray-900 p-4 desktop:p-6">
      <Heading level={2} id="sheet" looksLike={3} isFlush>
        {t('sheetTitle')}
      </Heading>
      <p className="my-6 flex flex-wrap gap-x-5 gap-y-2 font-mono text-std-28B-150" translate="no" data-code={made.code}>
        {made.code.split('-').map((group, index) => (
          // Two groups may be alike, and they never change.
          <span key={index}>{group}</span>
        ))}
      </p>
      <SummaryList
        rows={[
          { term: t('sheetName'), value: pick(session.person.name) },
          { term: t('sheetOrganisation'), value: pick(session.organisation.name) },
          { term: t('sheetAddress'), value: location.origin },
          { term: t('sheetMade'), value: <InstantText at={made.at} /> },
        ]}
      />
    </section>
  )
}

function TypeBack({ made, onBack, onDone }: { made: Made; onBack: () => void; onDone: () => void }): ReactNode {
  const t = useText(keysText)
  const failure = useText(unlockText)
  const [typed, setTyped] = useState('')
  const act = useAct()
  const wrong = codeFailure(act.error, failure)
  const prove = (event: FormEvent) => {
    event.preventDefault()
    act.run(async () => {
      await proveOwnSlot(made.slotId, { kind: 'printed-code', code: typed })
      onDone()
    })
  }
  return (
    <form noValidate onSubmit={prove}>
      <Heading level={2}>{t('typeTitle')}</Heading>
      <p className="mb-6">{t('typeLead')}</p>
      <CodeInput id="typed-code" value={typed} onChange={setTyped} error={wrong} />
      {act.error !== null && wrong === null && <ErrorNotice error={act.error} />}
      <ButtonRow>
        <Button type="submit" isPending={act.isPending}>
          {t('proveCode')}
        </Button>
        <Button variant="text" onPress={onBack}>
          {t('showAgain')}
        </Button>
      </ButtonRow>
    </form>
  )
}
