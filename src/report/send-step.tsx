import { useEffect, type FormEvent, type ReactNode } from 'react'
import { directoryPageText } from '#authority/directory-page-text.ts'
import { DirectoryRefusal } from '#authority/directory-refusal.tsx'
import { hasKnownPassphrase } from '#identity/own-keys-client.ts'
import { useSignedIn } from '#identity/session-client.ts'
import { UnlockPanel, useIsLocked } from '#identity/unlock-panel.tsx'
import { coreField } from '#rulebook/core-field.ts'
import type { RefusedPlace } from '#ui/api-error.ts'
import { Button, ButtonRow } from '#ui/button.tsx'
import { byteSize } from '#ui/byte-size.ts'
import { useFormErrors } from '#ui/form-errors.ts'
import { useLanguage } from '#ui/language-context.ts'
import { TextLink } from '#ui/link.tsx'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { pagePath } from '#ui/page-path.ts'
import { Page } from '#ui/page.tsx'
import { Loading, ProgressBar } from '#ui/progress.tsx'
import { SummaryList } from '#ui/summary-list.tsx'
import { useText } from '#ui/use-text.ts'
import { AttachFiles } from './attach-files.tsx'
import { attachmentText } from './attachment-text.ts'
import { usePreparedReport } from './preview-step.tsx'
import type { Wizard } from './wizard.ts'
import { topicOf } from './report-topic.ts'
import { sendText } from './send-text.ts'
import { stageNames } from './stage-text.ts'
import { useSending, type Sending, type SendingControl } from './use-sending.ts'

/** Unlocks the own key, seals the report on this device and sends it, until the server has acknowledged or refused it. */
export function SendStep({ wizard }: { wizard: Wizard }): ReactNode {
  const t = useText(sendText)
  const errors = useFormErrors()
  const session = useSignedIn()
  const prepared = usePreparedReport(wizard)
  const { draft, setDraft } = wizard
  const control = useSending(draft.reportId, {
    onSealed: () => setDraft({ ...draft, isSealed: true }),
    onRefused: () => setDraft({ ...draft, isSealed: false }),
    onFiled: wizard.onFiled,
  })
  const { sending } = control
  useResumed(draft.isSealed && sending.state === 'idle', control.sendAgain)
  const isLocked = useIsLocked(session)
  const start = (event: FormEvent) => {
    event.preventDefault()
    control.seal({ prepared, directory: wizard.directory, session })
  }
  const isOpen = !draft.isSealed && (sending.state === 'idle' || sending.state === 'failed' || sending.state === 'refused')
  return (
    <Page title={t('title')} topic="send" lead={t('lead')} errors={errors}>
      <Overview wizard={wizard} names={prepared.recipients.map(({ name }) => name)} />
      <Progress wizard={wizard} control={control} />
      {isOpen && draft.stage !== 'withdrawal' && <AttachFiles reportId={draft.reportId} />}
      {isOpen && <UnlockPanel session={session} />}
      {isOpen && !isLocked && (
        <form noValidate onSubmit={start}>
          {hasKnownPassphrase(session) && (
            <NotificationBanner tone="info" title={t('demoTitle')}>
              <p>{t('demoBody')}</p>
            </NotificationBanner>
          )}
          <ButtonRow>
            <Button type="submit">{t('send')}</Button>
            <Button variant="text" onPress={() => wizard.goTo('preview')}>
              {t('back')}
            </Button>
          </ButtonRow>
        </form>
      )}
    </Page>
  )
}

/** A report that was sealed before goes on by itself when the person comes back to the step. */
function useResumed(isWanted: boolean, sendAgain: () => void): void {
  useEffect(() => {
    if (isWanted) sendAgain()
  }, [isWanted, sendAgain])
}

function Overview({ wizard, names }: { wizard: Wizard; names: readonly { readonly ja: string; readonly en: string }[] }): ReactNode {
  const t = useText(sendText)
  const directory = useText(directoryPageText)
  const { pick } = useLanguage()
  const { organisation } = useSignedIn()
  const recipients = (
    <>
      <ul>
        {names.map((name) => (
          <li key={name.ja}>{pick(name)}</li>
        ))}
      </ul>
      <TextLink href={pagePath('directory')}>{directory('link')}</TextLink>
    </>
  )
  return (
    <SummaryList
      rows={[
        { term: t('stage'), value: pick(stageNames[wizard.draft.stage]) },
        { term: t('operator'), value: pick(organisation.name) },
        { term: t('to'), value: recipients },
      ]}
    />
  )
}

function Uploading({ sending }: { sending: Extract<Sending, { state: 'uploading' }> }): ReactNode {
  const t = useText(attachmentText)
  const note = t('uploadingNote', { sent: byteSize(sending.sent), total: byteSize(sending.total) })
  return <ProgressBar label={t('uploading')} value={sending.sent} total={sending.total} note={note} />
}

function Progress({ wizard, control }: { wizard: Wizard; control: SendingControl }): ReactNode {
  const t = useText(sendText)
  const words = useText(attachmentText)
  const { sending } = control
  switch (sending.state) {
    case 'idle':
      return null
    case 'unlocking':
    case 'sealing':
    case 'sending':
      return <Loading label={t(sending.state)} />
    case 'sealing-file':
      return <ProgressBar label={words('sealingFile', { name: sending.name })} value={sending.done} total={sending.total} />
    case 'uploading':
      return <Uploading sending={sending} />
    case 'waiting':
      return <Waiting sending={sending} onSend={control.sendAgain} />
    case 'refused':
      return <Refused wizard={wizard} sending={sending} />
    case 'failed':
      return <DirectoryRefusal error={sending.error} />
  }
}

/** Says that a sealed report waits, why, and what happens next. */
function Waiting({ sending, onSend }: { sending: Extract<Sending, { state: 'waiting' }>; onSend: () => void }): ReactNode {
  const t = useText(sendText)
  const isSignedOut = sending.error.kind === 'signed-out'
  const why = isSignedOut ? 'waitingSignedOut' : sending.error.kind === 'offline' ? 'waitingOffline' : 'waitingBusy'
  return (
    <NotificationBanner
      tone="warning"
      title={t('waitingTitle')}
      isLive
      actions={
        <Button variant="secondary" onPress={onSend}>
          {t('sendNow')}
        </Button>
      }
    >
      <p>{t(why)}</p>
      <p>{t(sending.isKept ? 'waitingKept' : 'waitingMemory')}</p>
      {!isSignedOut && <p>{t('waitingAttempts', { count: sending.attempts })}</p>}
    </NotificationBanner>
  )
}

function Refused({ wizard, sending }: { wizard: Wizard; sending: Extract<Sending, { state: 'refused' }> }): ReactNode {
  const t = useText(sendText)
  const { error } = sending
  const isSuperseded = error.code === 'REPORT_SUPERSEDED' || error.code === 'STAGE_OUT_OF_ORDER'
  return (
    <NotificationBanner
      tone="error"
      title={t('refusedTitle')}
      isLive
      actions={
        !isSuperseded && (
          <Button variant="secondary" onPress={() => wizard.goTo('check')}>
            {t('toCheck')}
          </Button>
        )
      }
    >
      <p>{t(isSuperseded ? 'refusedSuperseded' : 'refusedBody')}</p>
      <p lang="en">{error.message}</p>
      <ul className="list-disc ps-6">
        {error.places.map((place) => (
          <li key={`${place.pointer} ${place.code}`}>
            <RefusedPlaceWords wizard={wizard} place={place} />
          </li>
        ))}
      </ul>
    </NotificationBanner>
  )
}

/** A refused place of a filing: the field it is about, with a link to its question, and what the server says of it. */
function RefusedPlaceWords({ wizard, place }: { wizard: Wizard; place: RefusedPlace }): ReactNode {
  const { pick } = useLanguage()
  const [, id] = /^\/body\/(?:handling|shareable)\/([^/]+)/.exec(place.pointer) ?? []
  const field = id === undefined ? null : coreField(id)
  return (
    <>
      {field === null ? (
        <code className="font-mono">{place.pointer}</code>
      ) : (
        <TextLink {...wizard.addressOf(topicOf(field), { isFromCheck: true })}>{pick(field.label)}</TextLink>
      )}{' '}
      <span lang="en">{place.detail}</span>
    </>
  )
}
