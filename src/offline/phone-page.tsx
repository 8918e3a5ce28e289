import { useState, type FormEvent, type ReactNode } from 'react'
import { useSignedIn } from '#identity/session-client.ts'
import { UnlockPanel, useIsLocked } from '#identity/unlock-panel.tsx'
import { Button, ButtonRow } from '#ui/button.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { InstantText } from '#ui/instant-text.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { Page } from '#ui/page.tsx'
import { SummaryList } from '#ui/summary-list.tsx'
import { TextInput } from '#ui/text-input.tsx'
import { useText } from '#ui/use-text.ts'
import { NoticeForm } from './notice-form.tsx'
import { searchOperators, type FiledNotice } from './phone-client.ts'
import { phoneText } from './phone-text.ts'
import type { FoundOperator } from './seal-notice.ts'

/** Takes a report by telephone: finds the operator, has it called back on a registered number, writes down ten answers. */
export function PhonePage(): ReactNode {
  const session = useSignedIn()
  const isLocked = useIsLocked(session)
  const [operator, setOperator] = useState<FoundOperator | null>(null)
  const [filed, setFiled] = useState<FiledNotice | null>(null)
  const again = () => {
    setFiled(null)
    setOperator(null)
  }
  if (filed !== null) return <FiledPage filed={filed} onAnother={again} />
  if (operator !== null && !isLocked)
    return <NoticeForm key={operator.organisationId} operator={operator} session={session} onFiled={setFiled} onChange={again} />
  return <FindPage onChoose={setOperator} panel={isLocked ? <UnlockPanel session={session} /> : null} />
}

function FindPage({ onChoose, panel }: { onChoose: (operator: FoundOperator) => void; panel: ReactNode }): ReactNode {
  const t = useText(phoneText)
  const [words, setWords] = useState('')
  const [found, setFound] = useState<readonly FoundOperator[] | null>(null)
  const [error, setError] = useState<unknown>(null)
  const search = async () => {
    setError(null)
    try {
      setFound(words.trim().length < 2 ? [] : await searchOperators(words.trim()))
    } catch (refusal) {
      setError(refusal)
    }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void search()
  }
  return (
    <Page title={t('title')} topic="find" lead={t('lead')}>
      {panel}
      <form noValidate onSubmit={submit}>
        <TextInput id="words" label={t('find')} value={words} onChange={setWords} />
        <ButtonRow>
          <Button type="submit" variant="secondary">
            {t('search')}
          </Button>
        </ButtonRow>
      </form>
      {error !== null && <ErrorNotice error={error} />}
      <div role="status">{found?.length === 0 && <p>{t('none')}</p>}</div>
      <ul>
        {found?.map((one) => (
          <FoundLine key={one.organisationId} operator={one} onChoose={onChoose} />
        ))}
      </ul>
    </Page>
  )
}

function FoundLine({ operator, onChoose }: { operator: FoundOperator; onChoose: (operator: FoundOperator) => void }): ReactNode {
  const t = useText(phoneText)
  const { pick } = useLanguage()
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 border-b border-solid-gray-420 py-3">
      <span>
        <strong>{pick(operator.name)}</strong> <span className="text-solid-gray-700">{operator.corporateNumber}</span>
      </span>
      <Button size="small" variant="secondary" label={`${t('choose')}: ${pick(operator.name)}`} onPress={() => onChoose(operator)}>
        {t('choose')}
      </Button>
    </li>
  )
}

function FiledPage({ filed, onAnother }: { filed: FiledNotice; onAnother: () => void }): ReactNode {
  const t = useText(phoneText)
  return (
    <Page title={t('doneTitle')} topic="done" lead={t('doneLead')}>
      <SummaryList
        rows={[
          { term: t('readBack'), value: <strong className="font-mono text-std-28B-150">{filed.readBackCode}</strong> },
          { term: t('state'), value: t('unconfirmed') },
          { term: t('filedAt'), value: <InstantText at={Temporal.Instant.from(filed.filedAt)} /> },
          { term: t('reportId'), value: <code className="font-mono text-mono-16N-150 break-all">{filed.reportId}</code> },
        ]}
      />
      <p>{t('unconfirmedOfficer')}</p>
      <ButtonRow>
        <Button variant="secondary" onPress={onAnother}>
          {t('another')}
        </Button>
      </ButtonRow>
    </Page>
  )
}
