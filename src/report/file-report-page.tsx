import { DraftForm } from './draft-form.tsx'
import { useState, type ReactNode } from 'react'
import { useSignedIn } from '#identity/session-client.ts'
import { Button, ButtonRow } from '#ui/button.tsx'
import { Heading } from '#ui/heading.tsx'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { useGoTo, usePageQuery } from '#ui/page-address.ts'
import { pagePath } from '#ui/page-path.ts'
import { Page } from '#ui/page.tsx'
import { useText } from '#ui/use-text.ts'
import type { LoadedDraft } from './draft-file.ts'
import { DraftLoader } from './draft-loader.tsx'
import { useHeldDraft, useLeaveQuestion, type HeldDraft } from './held-draft.ts'
import { firstDraft, isTouched, type Draft } from './draft.ts'
import { fileReportText } from './file-report-text.ts'
import { formText } from './report-form-text.ts'
import { WaitingReports } from './waiting-reports.tsx'
import type { ShowExpected } from './wizard.ts'

const href = pagePath('fileReport')

/** Files a first report: what it is about, then the guided form. */
export function FileReportPage({ Expected }: { Expected: ShowExpected }): ReactNode {
  const session = useSignedIn()
  const held = useHeldDraft(`${session.person.id} first`)
  const step = usePageQuery()['step']
  useLeaveQuestion(held.draft)
  if (held.draft === null || step === undefined) return <BeginPage held={held} isLost={step !== undefined} />
  return <DraftForm held={held} draft={held.draft} href={href} Expected={Expected} />
}

function BeginPage({ held, isLost }: { held: HeldDraft; isLost: boolean }): ReactNode {
  const t = useText(fileReportText)
  const goTo = useGoTo()
  const [ignored, setIgnored] = useState<readonly string[]>([])
  const begin = (draft: Draft, step: string) => {
    held.set(draft)
    goTo(href, { search: { step } })
  }
  const load = (loaded: LoadedDraft) => {
    setIgnored(loaded.ignored)
    if (loaded.ignored.length === 0) begin(loaded.draft, 'check')
    else held.set(loaded.draft)
  }
  return (
    <Page title={t('title')} lead={t('lead')}>
      <WaitingReports />
      {isLost && held.draft === null && <LostBanner />}
      {held.draft !== null && isTouched(held.draft) ? <HeldBanner held={held} /> : null}
      <div role="status">{ignored.length > 0 && <p>{t('loadIgnored', { names: ignored.join(', ') })}</p>}</div>
      <Heading level={2}>{t('what')}</Heading>
      <ol className="list-decimal ps-7">
        {(['whatAnswer', 'whatLaw', 'whatSee', 'whatSeal'] as const).map((key) => (
          <li key={key} className="my-2 ps-1">
            {t(key)}
          </li>
        ))}
      </ol>
      {(held.draft === null || !isTouched(held.draft)) && (
        <>
          <ButtonRow>
            <Button size="large" onPress={() => begin(freshDraft(), 'kind')}>
              {t('begin')}
            </Button>
          </ButtonRow>
          <FromFile onLoad={load} />
        </>
      )}
    </Page>
  )
}

function freshDraft(): Draft {
  return firstDraft({ reportId: crypto.randomUUID(), incidentId: crypto.randomUUID() })
}

function LostBanner(): ReactNode {
  const t = useText(formText)
  return (
    <NotificationBanner tone="warning" title={t('draftLost')}>
      <p>{t('draftLostBody')}</p>
    </NotificationBanner>
  )
}

function HeldBanner({ held }: { held: HeldDraft }): ReactNode {
  const t = useText(fileReportText)
  const goTo = useGoTo()
  return (
    <NotificationBanner
      tone="info"
      title={t('held')}
      actions={
        <>
          <Button onPress={() => goTo(href, { search: { step: 'check' } })}>{t('goOn')}</Button>
          <Button variant="text" onPress={held.discard}>
            {t('startAnew')}
          </Button>
        </>
      }
    >
      <p>{t('heldBody')}</p>
    </NotificationBanner>
  )
}

function FromFile({ onLoad }: { onLoad: (loaded: LoadedDraft) => void }): ReactNode {
  const t = useText(fileReportText)
  return (
    <section>
      <Heading level={2}>{t('loadTitle')}</Heading>
      <DraftLoader fresh={freshDraft} onLoad={onLoad} />
    </section>
  )
}
