import { useState, type FormEvent, type ReactNode } from 'react'
import { checkCodeOf, largestOfflineFile, offlineFileDigest } from '#envelope/offline-file.ts'
import { useSession } from '#identity/session-client.ts'
import { dateProblemText } from '#report/date-problem.ts'
import { ApiError } from '#ui/api-error.ts'
import { browserNow } from '#ui/browser-clock.ts'
import { Button, ButtonRow } from '#ui/button.tsx'
import { emptyDateTime, readDateTime, type DatePart, type DateTimeParts } from '#ui/date-parts.ts'
import { DateTimeInput } from '#ui/date-time-input.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { FileInput } from '#ui/file-input.tsx'
import { Heading } from '#ui/heading.tsx'
import { InstantText } from '#ui/instant-text.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { DownloadLink } from '#ui/link.tsx'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { Page } from '#ui/page.tsx'
import { Loading } from '#ui/progress.tsx'
import { SummaryList } from '#ui/summary-list.tsx'
import { useText } from '#ui/use-text.ts'
import { sendOfflineReport } from './hand-in-client.ts'
import type { HandedInAnswer } from './handed-in.ts'
import { handInText, refusalTexts } from './hand-in-text.ts'

type Chosen = { readonly bytes: Uint8Array<ArrayBuffer>; readonly checkCode: string }

/** Hands in a file that was sealed without a network; needs no account. An officer can say when it arrived. */
export function HandInPage(): ReactNode {
  const t = useText(handInText)
  const [filed, setFiled] = useState<HandedInAnswer | null>(null)
  return (
    <Page
      title={filed === null ? t('title') : t('doneTitle')}
      topic={filed === null ? 'form' : 'done'}
      lead={filed === null ? t('lead') : undefined}
    >
      {filed === null ? <HandInForm onFiled={setFiled} /> : <Filed answer={filed} onAnother={() => setFiled(null)} />}
    </Page>
  )
}

function HandInForm({ onFiled }: { onFiled: (answer: HandedInAnswer) => void }): ReactNode {
  const t = useText(handInText)
  const isOfficer = useIsOfficer()
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const arrival = useArrival()
  const { state, send } = useHandIn(onFiled)
  const choose = async (file: File) => {
    const isTooLarge = file.size > largestOfflineFile
    setProblem(isTooLarge ? t('fileTooLarge') : null)
    setChosen(isTooLarge ? null : await readChosen(file))
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (chosen === null) return setProblem(t('fileMissing'))
    const reached = isOfficer ? arrival.read() : { isRead: true, at: null }
    if (reached.isRead) send(chosen.bytes, reached.at)
  }
  return (
    <form noValidate onSubmit={submit} className="grid gap-8">
      <FileInput
        id="report-file"
        label={t('file')}
        hint={t('fileHint')}
        accept=".age"
        error={problem}
        onChoose={(file) => void choose(file)}
      />
      {chosen !== null && <CheckCode code={chosen.checkCode} />}
      {isOfficer && <Arrival arrival={arrival} />}
      {state.error !== null && <Refusal error={state.error} />}
      {state.isSending ? (
        <Loading label={t('sending')} />
      ) : (
        <ButtonRow>
          <Button type="submit">{t('handIn')}</Button>
        </ButtonRow>
      )}
    </form>
  )
}

function useIsOfficer(): boolean {
  const session = useSession().data
  return session?.signedIn === true && session.person.roles.includes('officer')
}

async function readChosen(file: File): Promise<Chosen> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  return { bytes, checkCode: checkCodeOf(await offlineFileDigest(bytes)) }
}

function useHandIn(onFiled: (answer: HandedInAnswer) => void) {
  const [state, setState] = useState<{ readonly isSending: boolean; readonly error: unknown }>({ isSending: false, error: null })
  const send = async (bytes: Uint8Array, reachedAt: string | null) => {
    setState({ isSending: true, error: null })
    try {
      onFiled(await sendOfflineReport(bytes, reachedAt))
    } catch (error) {
      setState({ isSending: false, error })
    }
  }
  return { state, send: (bytes: Uint8Array, reachedAt: string | null) => void send(bytes, reachedAt) }
}

type ArrivalControl = {
  readonly parts: DateTimeParts
  readonly setParts: (parts: DateTimeParts) => void
  readonly wrong: { readonly message: string; readonly part: DatePart } | null
  /** Reads the instant that was typed, null where nothing was; where it cannot be read, says what is wrong. */
  readonly read: () => { readonly isRead: boolean; readonly at: string | null }
}

function useArrival(): ArrivalControl {
  const { pick } = useLanguage()
  const [parts, setParts] = useState<DateTimeParts>(emptyDateTime)
  const [wrong, setWrong] = useState<ArrivalControl['wrong']>(null)
  const read = () => {
    const reading = readDateTime(parts)
    setWrong(reading.state === 'wrong' ? { message: pick(dateProblemText(reading)), part: reading.part } : null)
    return { isRead: reading.state !== 'wrong', at: reading.state === 'read' ? reading.value.toInstant().toString() : null }
  }
  return { parts, setParts, wrong, read }
}

function Arrival({ arrival }: { arrival: ArrivalControl }): ReactNode {
  const t = useText(handInText)
  return (
    <section>
      <Heading level={2}>{t('officerTitle')}</Heading>
      <p className="mb-4">{t('officerLead')}</p>
      <DateTimeInput
        id="reached-at"
        label={t('reachedAt')}
        hint={t('reachedHint')}
        value={arrival.parts}
        onChange={arrival.setParts}
        wrongPart={arrival.wrong?.part}
        error={arrival.wrong?.message ?? null}
        now={browserNow}
      />
    </section>
  )
}

function CheckCode({ code }: { code: string }): ReactNode {
  const t = useText(handInText)
  return (
    <div role="status">
      <SummaryList rows={[{ term: t('checkCode'), value: <strong className="font-mono text-std-28B-150">{code}</strong> }]} />
      <p>{t('compare')}</p>
    </div>
  )
}

function Refusal({ error }: { error: unknown }): ReactNode {
  const t = useText(handInText)
  const { pick } = useLanguage()
  const words = error instanceof ApiError ? refusalTexts[error.code] : undefined
  if (words === undefined) return <ErrorNotice error={error} />
  return (
    <NotificationBanner tone="error" title={t('refusedTitle')} isLive>
      <p>{pick(words)}</p>
    </NotificationBanner>
  )
}

function Filed({ answer, onAnother }: { answer: HandedInAnswer; onAnother: () => void }): ReactNode {
  const t = useText(handInText)
  const code = (text: string) => <code className="font-mono text-mono-16N-150 break-all">{text}</code>
  return (
    <>
      <SummaryList
        rows={[
          { term: t('checkCode'), value: <strong className="font-mono text-std-28B-150">{answer.checkCode}</strong> },
          { term: t('reportId'), value: code(answer.reportId) },
          { term: t('filedAt'), value: <InstantText at={Temporal.Instant.from(answer.filedAt)} /> },
          ...(answer.reachedOfficerAt === null
            ? []
            : [{ term: t('receivedAt'), value: <InstantText at={Temporal.Instant.from(answer.receivedAt)} /> }]),
        ]}
      />
      <p>
        <DownloadLink href={`/api/v1/offline-reports/${answer.fileDigest}/receipt`} fileName={`${answer.reportId}.tlog-proof`}>
          {t('receipt')}
        </DownloadLink>
      </p>
      <p className="mt-2 text-solid-gray-700">{t('receiptWait')}</p>
      <ButtonRow>
        <Button variant="secondary" onPress={onAnother}>
          {t('another')}
        </Button>
      </ButtonRow>
    </>
  )
}
