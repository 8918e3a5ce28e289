import { useState, type FormEvent, type ReactNode } from 'react'
import type { SignedIn } from '#identity/session-client.ts'
import { dateProblemText } from '#report/date-problem.ts'
import { entryIn, firstDraft, readDraft, withEntry, withUnknown, type Draft } from '#report/draft.ts'
import { FieldInput } from '#report/field-input.tsx'
import type { CoreField } from '#rulebook/core-field-schema.ts'
import { coreField, isAsked } from '#rulebook/core-field.ts'
import { browserNow } from '#ui/browser-clock.ts'
import { Button, ButtonRow } from '#ui/button.tsx'
import { RadioChoice } from '#ui/choice.tsx'
import { dateTimePartsOf, readDateTime } from '#ui/date-parts.ts'
import { DateTimeInput } from '#ui/date-time-input.tsx'
import type { ErrorEntry } from '#ui/error-entries.ts'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { useFormErrors, type FormErrors } from '#ui/form-errors.ts'
import { Heading } from '#ui/heading.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { Page } from '#ui/page.tsx'
import { Loading } from '#ui/progress.tsx'
import { SummaryList } from '#ui/summary-list.tsx'
import { useText } from '#ui/use-text.ts'
import { noticeFieldIds } from './phone-notice.ts'
import { sendNotice, type FiledNotice } from './phone-client.ts'
import { phoneText } from './phone-text.ts'
import type { FoundOperator } from './seal-notice.ts'

type NoticeFormProps = {
  operator: FoundOperator
  session: SignedIn
  onFiled: (filed: FiledNotice) => void
  onChange: () => void
}

const noticeFields: readonly CoreField[] = noticeFieldIds.flatMap((id) => coreField(id) ?? [])

/** The call-back and the ten fields of a notice by telephone. */
export function NoticeForm({ operator, session, onFiled, onChange }: NoticeFormProps): ReactNode {
  const t = useText(phoneText)
  const { pick } = useLanguage()
  const errors = useFormErrors()
  const call = useCall()
  const [draft, setDraft] = useState<Draft>(freshDraft)
  const { isSending, error, send } = useSending(session, onFiled)
  const problemsOf = useDraftProblems()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const taken = call.read()
    const found = [...taken.problems, ...problemsOf(draft)]
    errors.show(found)
    if (found.length > 0 || taken.calledAt === null || taken.calledBackOn === null) return
    const { calledAt, calledBackOn } = taken
    send({ operator, answers: readDraft(draft).answers, calledAt, calledBackOn })
  }
  if (operator.numbers.length === 0)
    return (
      <Page title={t('title')} topic="none">
        <NotificationBanner tone="warning" title={t('noNumbers')} />
        <Button onPress={onChange}>{t('change')}</Button>
      </Page>
    )
  return (
    <Page title={t('title')} topic="notice" errors={errors}>
      <SummaryList
        rows={[
          {
            term: t('operator'),
            value: `${pick(operator.name)}\n${operator.corporateNumber}`,
            action: (
              <Button variant="text" onPress={onChange}>
                {t('change')}
              </Button>
            ),
          },
        ]}
      />
      <form noValidate onSubmit={submit} className="grid gap-10">
        <CallFields operator={operator} call={call} errors={errors} />
        <NoticeFields draft={draft} onChange={setDraft} errors={errors} />
        {error !== null && <ErrorNotice error={error} />}
        {isSending ? <Loading label={t('filing')} /> : <NoticeButtons onUnknown={() => setDraft(withUnknown(draft, askedFields(draft)))} />}
      </form>
    </Page>
  )
}

function freshDraft(): Draft {
  return firstDraft({ reportId: crypto.randomUUID(), incidentId: crypto.randomUUID() })
}

/** Returns the fields of a notice that the other answers have not ruled out. */
function askedFields(draft: Draft): readonly CoreField[] {
  const { known } = readDraft(draft)
  return noticeFields.filter((field) => isAsked(field, known))
}

function useDraftProblems(): (draft: Draft) => readonly ErrorEntry[] {
  const t = useText(phoneText)
  const { language, pick } = useLanguage()
  const colon = language === 'ja' ? '：' : ': '
  return (draft) => {
    const { answers, problems } = readDraft(draft)
    const wrong = problems.map(({ field, controlId, message }) => ({
      fieldId: controlId,
      message: `${pick(field.label)}${colon}${pick(message)}`,
    }))
    const isWrong = new Set(problems.map(({ field }) => field.id))
    const open = askedFields(draft).filter(({ id }) => !Object.hasOwn(answers, id) && !isWrong.has(id))
    return [...wrong, ...open.map(({ id, label }) => ({ fieldId: id, message: t('fieldMissing', { label: pick(label) }) }))]
  }
}

function useSending(session: SignedIn, onFiled: (filed: FiledNotice) => void) {
  const [state, setState] = useState<{ readonly isSending: boolean; readonly error: unknown }>({ isSending: false, error: null })
  const send = async (order: Parameters<typeof sendNotice>[0]) => {
    setState({ isSending: true, error: null })
    try {
      onFiled(await sendNotice(order, session))
    } catch (error) {
      setState({ isSending: false, error })
    }
  }
  return { ...state, send: (order: Parameters<typeof sendNotice>[0]) => void send(order) }
}

type TakenCall = { readonly calledAt: string | null; readonly calledBackOn: number | null; readonly problems: readonly ErrorEntry[] }

function useCall() {
  const t = useText(phoneText)
  const { pick } = useLanguage()
  const [number, setNumber] = useState<string | null>(null)
  const [parts, setParts] = useState(() => dateTimePartsOf(browserNow()))
  const read = (): TakenCall => {
    const reading = readDateTime(parts)
    const problems: ErrorEntry[] = []
    if (number === null) problems.push({ fieldId: 'number', message: t('numberMissing') })
    if (reading.state === 'wrong') problems.push({ fieldId: 'called-at', message: pick(dateProblemText(reading)) })
    if (reading.state === 'empty') problems.push({ fieldId: 'called-at', message: t('calledAtMissing') })
    const calledAt = reading.state === 'read' ? reading.value.toInstant().toString() : null
    return { calledAt, calledBackOn: number === null ? null : Number(number), problems }
  }
  return { number, setNumber, parts, setParts, read }
}

function CallFields({
  operator,
  call,
  errors,
}: {
  operator: FoundOperator
  call: ReturnType<typeof useCall>
  errors: FormErrors
}): ReactNode {
  const t = useText(phoneText)
  return (
    <section className="grid gap-8">
      <Heading level={2}>{t('callTitle')}</Heading>
      <RadioChoice
        id="number"
        label={t('number')}
        value={call.number}
        onChange={call.setNumber}
        options={operator.numbers.map((number, index) => ({ value: String(index + 1), label: number }))}
        error={errors.of('number')}
      />
      <DateTimeInput
        id="called-at"
        label={t('calledAt')}
        value={call.parts}
        onChange={call.setParts}
        now={browserNow}
        error={errors.of('called-at')}
      />
    </section>
  )
}

function NoticeFields({ draft, onChange, errors }: { draft: Draft; onChange: (draft: Draft) => void; errors: FormErrors }): ReactNode {
  const t = useText(phoneText)
  return (
    <section className="grid gap-8">
      <div>
        <Heading level={2}>{t('fieldsTitle')}</Heading>
        <p>{t('fieldsLead')}</p>
      </div>
      {askedFields(draft).map((field) => (
        <FieldInput
          key={field.id}
          shape={field}
          id={field.id}
          entry={entryIn(draft, field)}
          onChange={(entry) => onChange(withEntry(draft, field.id, entry))}
          error={errors.of(field.id)}
        />
      ))}
    </section>
  )
}

function NoticeButtons({ onUnknown }: { onUnknown: () => void }): ReactNode {
  const t = useText(phoneText)
  return (
    <ButtonRow>
      <Button type="submit">{t('file')}</Button>
      <Button variant="secondary" onPress={onUnknown}>
        {t('allUnknown')}
      </Button>
    </ButtonRow>
  )
}
