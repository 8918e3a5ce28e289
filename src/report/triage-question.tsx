import { useState, type FormEvent, type ReactNode } from 'react'
import { useNames, VerdictBadge } from '#obligation/assessed-duty.tsx'
import { allRulebooks } from '#rulebook/all-rulebooks.ts'
import type { AssessmentOfAll } from '#rulebook/assess-all.ts'
import type { Verdict } from '#rulebook/assessment.ts'
import type { Fact } from '#rulebook/legal-fact.ts'
import { bindingRulebooks } from '#rulebook/assess-all.ts'
import { readFacts } from '#rulebook/facts.ts'
import { listedCodes } from '#rulebook/listed-codes.ts'
import { mostQuestions, type Question, type QuestionAim } from '#rulebook/next-question.ts'
import { browserNow } from '#ui/browser-clock.ts'
import { Button, ButtonRow } from '#ui/button.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { useFormErrors } from '#ui/form-errors.ts'
import { Heading } from '#ui/heading.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { useGoTo } from '#ui/page-address.ts'
import { pagePath } from '#ui/page-path.ts'
import { Page } from '#ui/page.tsx'
import { useText } from '#ui/use-text.ts'
import { emptyEntry, entryOf, type Entry } from './draft-entry.ts'
import { FieldInput } from './field-input.tsx'
import { ListedCodesInput } from './listed-codes-input.tsx'
import { readEntry } from './read-entry.ts'
import { TriageAnswers } from './triage-answers.tsx'
import { questionText } from './triage-question-text.ts'
import { triageText } from './triage-text.ts'
import type { TriageControl } from './use-triage.ts'

const href = pagePath('triage')

type QuestionProps = { control: TriageControl; question: Question }

/** One question of the triage, why it is asked, and what is decided already. */
export function TriageQuestion({ control, question }: QuestionProps): ReactNode {
  const t = useText(triageText)
  const { pick } = useLanguage()
  const goTo = useGoTo()
  const errors = useFormErrors()
  const { fact } = question
  const [entry, setEntry] = useState<Entry>(() => entryFor(fact, control))
  const { steps, assessment } = control.triage
  const known = steps.findIndex((step) => step.question.fact.id === fact.id)
  const at = known < 0 ? steps.length : known
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const reading = readEntry(fact, entry)
    const problems = reading.state === 'wrong' ? reading.problems.map(({ message }) => pick(message)) : []
    const messages = reading.state === 'empty' ? [t('answerMissing')] : problems
    errors.show(messages.map((message) => ({ fieldId: fact.id, message })))
    if (reading.state === 'read') goTo(href, { search: { question: control.answer(fact.id, reading.value) ?? 'result' } })
  }
  const before = steps[at - 1]?.question.fact.id
  return (
    <Page title={t('question', { at: at + 1 })} topic={fact.id} errors={errors} badges={<Position />}>
      <form noValidate onSubmit={submit}>
        <QuestionInput fact={fact} control={control} entry={entry} onChange={setEntry} error={errors.of(fact.id)} />
        <Why question={question} />
        <ButtonRow>
          <Button type="submit">{t('next')}</Button>
          <Button variant="text" onPress={() => goTo(href, before === undefined ? {} : { search: { question: before } })}>
            {t(before === undefined ? 'backToStart' : 'back')}
          </Button>
        </ButtonRow>
      </form>
      <SoFar assessment={assessment} />
      {steps.length > 0 && <TriageAnswers triage={control.triage} />}
    </Page>
  )
}

function entryFor(fact: Fact, { answers }: TriageControl): Entry {
  const given = Object.hasOwn(answers.given, fact.id) ? answers.given[fact.id] : undefined
  return given === undefined ? emptyEntry(fact) : entryOf(fact, given)
}

function Position(): ReactNode {
  const t = useText(triageText)
  return <span className="text-std-16N-170 text-solid-gray-700">{t('atMost', { most: mostQuestions })}</span>
}

type InputProps = { fact: Fact; control: TriageControl; entry: Entry; onChange: (entry: Entry) => void; error: string | null }

function QuestionInput({ fact, control, ...rest }: InputProps): ReactNode {
  const { pick } = useLanguage()
  const label = questionText(fact)
  const today = browserNow().toZonedDateTimeISO('Asia/Tokyo').toPlainDate()
  const codes = listedCodes(fact, bindingRulebooks(readFacts(control.triage.facts), allRulebooks()), today)
  if (codes !== null && codes.length > 0)
    return (
      <ListedCodesInput
        {...rest}
        id={fact.id}
        label={pick(label)}
        hint={fact.hint === undefined ? undefined : pick(fact.hint)}
        codes={codes}
      />
    )
  return <FieldInput {...rest} shape={{ ...fact, label }} id={fact.id} isLabelLarge />
}

const aims = {
  duty: 'aimDuty',
  lane: 'aimLane',
  recipient: 'aimRecipient',
  clock: 'aimClock',
} as const satisfies Record<QuestionAim, keyof typeof triageText>

function Why({ question }: { question: Question }): ReactNode {
  const t = useText(triageText)
  const names = useNames()
  const duties = names(question.duties.map(({ title }) => title))
  return <p className="mt-6 text-solid-gray-700">{t('why', { names: t(aims[question.aim], { names: duties }) })}</p>
}

const counts = [
  ['due', 'countDue'],
  ['may-be-due', 'countMayBeDue'],
  ['not-due', 'countNotDue'],
] as const satisfies readonly (readonly [Verdict, keyof typeof triageText])[]

function SoFar({ assessment }: { assessment: AssessmentOfAll }): ReactNode {
  const t = useText(triageText)
  const { pick } = useLanguage()
  return (
    <section>
      <Heading level={2}>{t('soFar')}</Heading>
      <div role="status">
        <ul className="flex flex-wrap gap-x-6 gap-y-2">
          {counts.map(([verdict, text]) => (
            <li key={verdict}>{t(text, { count: assessment.obligations.filter((duty) => duty.verdict === verdict).length })}</li>
          ))}
        </ul>
      </div>
      <Disclosure summary={t('details')}>
        <ul className="grid gap-2">
          {assessment.obligations.map((duty) => (
            <li key={duty.id}>
              <VerdictBadge verdict={duty.verdict} /> {pick(duty.title)}
            </li>
          ))}
        </ul>
      </Disclosure>
    </section>
  )
}
