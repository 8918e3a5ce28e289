import { useState, type ReactNode } from 'react'
import { utf8 } from '#base/bytes.ts'
import type { JsonObject } from '#base/canonical-json.ts'
import { useNames } from '#obligation/assessed-duty.tsx'
import { AssessmentView } from '#obligation/assessment-view.tsx'
import { RecordDecision } from '#obligation/record-decision.tsx'
import type { Verdict } from '#rulebook/assessment.ts'
import { formatAssessment } from '#rulebook/format-assessment.ts'
import type { Triage } from '#rulebook/triage.ts'
import { browserNow } from '#ui/browser-clock.ts'
import { Button, ButtonRow } from '#ui/button.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { LinkButton } from '#ui/link.tsx'
import { useGoTo } from '#ui/page-address.ts'
import { pagePath } from '#ui/page-path.ts'
import { Page } from '#ui/page.tsx'
import { useText } from '#ui/use-text.ts'
import { firstDraft, entriesOf, isTouched, type Draft } from './draft.ts'
import { useHeldDraft } from './held-draft.ts'
import { isFromRegistry } from './report-topic.ts'
import { saveFile } from '#ui/save-file.ts'
import { TriageAnswers } from './triage-answers.tsx'
import { triageText } from './triage-text.ts'
import type { TriageControl } from './use-triage.ts'

const titles = {
  due: 'resultDue',
  'may-be-due': 'resultMayBeDue',
  'not-due': 'resultNotDue',
} as const satisfies Record<Verdict, keyof typeof triageText>

/** What every law says after the triage, and what can be done with it: file, save, begin anew. */
export function TriageResult({ control }: { control: TriageControl }): ReactNode {
  const t = useText(triageText)
  const names = useNames()
  const goTo = useGoTo()
  const { triage } = control
  const { assessment } = triage
  const startOver = () => {
    control.discard()
    goTo(pagePath('triage'))
  }
  return (
    <Page title={t(titles[assessment.verdict])} topic="result" lead={assessment.verdict === 'not-due' ? t('resultNotDueLead') : undefined}>
      {assessment.missing.length > 0 && (
        <p className="mb-6">{t('resultOpen', { names: names(assessment.missing.map(({ label }) => label)) })}</p>
      )}
      <Filing control={control} />
      <AssessmentView assessment={assessment} />
      <TriageAnswers triage={triage} />
      <Files control={control} />
      <Recording key={JSON.stringify(triage.facts)} control={control} />
      <ButtonRow>
        <Button variant="text" onPress={startOver}>
          {t('startOver')}
        </Button>
      </ButtonRow>
    </Page>
  )
}

function Filing({ control: { session, triage } }: { control: TriageControl }): ReactNode {
  const t = useText(triageText)
  if (session === null)
    return (
      <ButtonRow>
        <LinkButton href={pagePath('signIn')} search={{ next: pagePath('triage') }}>
          {t('signInToFile')}
        </LinkButton>
      </ButtonRow>
    )
  return session.person.roles.includes('filer') ? <FileNow personId={session.person.id} triage={triage} /> : null
}

function FileNow({ personId, triage: { facts, assessment } }: { personId: string; triage: Triage }): ReactNode {
  const t = useText(triageText)
  const goTo = useGoTo()
  const held = useHeldDraft(`${personId} first`)
  const isHeld = held.draft !== null && isTouched(held.draft)
  const begin = () => {
    if (held.draft?.isSealed !== true) held.set(withAnswers(held.draft ?? freshDraft(), facts))
    goTo(pagePath('fileReport'), { search: { step: 'check' } })
  }
  return (
    <div>
      {isHeld && <p>{t('fileHeld')}</p>}
      <ButtonRow>
        <Button variant={assessment.verdict === 'not-due' ? 'secondary' : 'primary'} onPress={begin}>
          {t('fileNow')}
        </Button>
      </ButtonRow>
    </div>
  )
}

function freshDraft(): Draft {
  return firstDraft({ reportId: crypto.randomUUID(), incidentId: crypto.randomUUID() })
}

/** Returns the draft with the answers of the triage that a report asks for; what was entered in the draft before stays. */
function withAnswers(draft: Draft, facts: JsonObject): Draft {
  const asked = Object.fromEntries(Object.entries(facts).filter(([id]) => !isFromRegistry({ id })))
  return { ...draft, entries: { ...entriesOf(asked), ...draft.entries } }
}

/** Only a filer records; the decision is that of the moment in which the result appeared. */
function Recording({ control: { session, triage } }: { control: TriageControl }): ReactNode {
  const [decidedAt] = useState(() => browserNow().toString())
  if (session === null || !session.person.roles.includes('filer')) return null
  return <RecordDecision session={session} decision={{ facts: triage.facts, assessment: triage.assessment, decidedAt }} />
}

function Files({ control: { triage } }: { control: TriageControl }): ReactNode {
  const t = useText(triageText)
  const { language } = useLanguage()
  const [saved, setSaved] = useState<string | null>(null)
  const save = (kind: 'txt' | 'json') => {
    const minute = browserNow().toZonedDateTimeISO('Asia/Tokyo').toPlainDateTime().toString({ smallestUnit: 'minute' })
    const name = `noroshi-assessment-${minute.replaceAll(/\D/g, '')}.${kind}`
    const content = kind === 'txt' ? formatAssessment(triage.assessment, language) : `${JSON.stringify(triage.facts, null, 2)}\n`
    saveFile(name, utf8(content), kind === 'txt' ? 'text/plain' : 'application/json')
    setSaved(name)
  }
  return (
    <>
      <ButtonRow>
        <Button variant="secondary" onPress={() => save('txt')}>
          {t('saveText')}
        </Button>
        <Button variant="secondary" onPress={() => save('json')}>
          {t('saveFacts')}
        </Button>
      </ButtonRow>
      <p role="status">{saved !== null && t('saved', { name: saved })}</p>
    </>
  )
}
