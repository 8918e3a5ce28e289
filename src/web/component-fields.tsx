import { useState, type ReactNode } from 'react'
import { browserNow } from '#ui/browser-clock.ts'
import { Button, ButtonRow } from '#ui/button.tsx'
import { Checkbox, CheckboxChoice, RadioChoice } from '#ui/choice.tsx'
import { DateInput, useDateProblem } from '#ui/date-input.tsx'
import { emptyDate, emptyDateTime, readDateTime } from '#ui/date-parts.ts'
import { DateTimeInput } from '#ui/date-time-input.tsx'
import type { ErrorEntry } from '#ui/error-entries.ts'
import { FileInput } from '#ui/file-input.tsx'
import type { FormErrors } from '#ui/form-errors.ts'
import { halfWidth } from '#ui/half-width.ts'
import { Heading } from '#ui/heading.tsx'
import { Select } from '#ui/select.tsx'
import { TextArea, TextInput } from '#ui/text-input.tsx'
import { useText } from '#ui/use-text.ts'
import { componentsText } from './components-text.ts'

const empty = {
  name: '',
  indicator: '',
  summary: '',
  isSummaryUnknown: false,
  kind: null as 'ddos' | 'ransomware' | 'other' | null,
  taken: [] as readonly ('isolate' | 'block' | 'restore')[],
  sector: null as 'electricity' | 'gas' | 'water' | null,
  date: emptyDate,
  aware: emptyDateTime,
  isAwareUnknown: false,
  hasConsent: false,
}

type Answers = typeof empty
type PartProps = { answers: Answers; set: (change: Partial<Answers>) => void; errors: FormErrors }

/** Shows the fields, empty, filled and wrong. */
export function ComponentFields({ errors }: { errors: FormErrors }): ReactNode {
  const t = useText(componentsText)
  const [answers, setAnswers] = useState(empty)
  const problemOf = useDateProblem()
  const set = (change: Partial<Answers>) => setAnswers((before) => ({ ...before, ...change }))
  const check = () => {
    const aware = answers.isAwareUnknown ? null : (problemOf(readDateTime(answers.aware)) ?? null)
    const entries: readonly (ErrorEntry | false)[] = [
      answers.name === '' && { fieldId: 'name', message: t('nameError') },
      answers.kind === null && { fieldId: 'kind', message: t('kindError') },
      aware !== null && { fieldId: 'aware', message: `${t('aware')}: ${aware}` },
    ]
    errors.show(entries.filter((entry) => entry !== false))
  }
  return (
    <section>
      <Heading level={2}>{t('fields')}</Heading>
      <div className="grid gap-10">
        <TextFields answers={answers} set={set} errors={errors} />
        <ChoiceFields answers={answers} set={set} errors={errors} />
        <DateFields answers={answers} set={set} errors={errors} />
      </div>
      <ButtonRow>
        <Button onPress={check}>{t('check')}</Button>
        <Button variant="secondary" onPress={() => errors.show([])}>
          {t('clear')}
        </Button>
      </ButtonRow>
    </section>
  )
}

function TextFields({ answers, set, errors }: PartProps): ReactNode {
  const t = useText(componentsText)
  return (
    <>
      <TextInput
        id="name"
        label={t('name')}
        hint={t('nameHint')}
        requirement="required"
        autoComplete="name"
        value={answers.name}
        onChange={(name) => set({ name })}
        error={errors.of('name')}
      />
      <TextInput
        id="indicator"
        label={t('indicator')}
        hint={t('indicatorHint')}
        requirement="optional"
        normalise={halfWidth}
        width="medium"
        value={answers.indicator}
        onChange={(indicator) => set({ indicator })}
      />
      <TextArea
        id="summary"
        label={t('summary')}
        hint={t('summaryHint')}
        limit={400}
        value={answers.summary}
        onChange={(summary) => set({ summary })}
        unknown={{ isSelected: answers.isSummaryUnknown, onChange: (isSummaryUnknown) => set({ isSummaryUnknown }) }}
      />
      <TextInput id="disabled" label={t('disabled')} value={t('disabled')} onChange={() => undefined} isDisabled width="short" />
      <FileInput id="file" label={t('file')} hint={t('fileHint')} accept=".json" onChoose={() => undefined} />
    </>
  )
}

function ChoiceFields({ answers, set, errors }: PartProps): ReactNode {
  const t = useText(componentsText)
  return (
    <>
      <RadioChoice
        id="kind"
        label={t('kind')}
        requirement="required"
        isLabelLarge
        value={answers.kind}
        onChange={(kind) => set({ kind })}
        error={errors.of('kind')}
        options={[
          { value: 'ddos', label: t('ddos') },
          { value: 'ransomware', label: t('ransomware') },
          { value: 'other', label: t('other'), hint: t('otherHint') },
        ]}
      />
      <CheckboxChoice
        id="taken"
        label={t('taken')}
        isInRow
        values={answers.taken}
        onChange={(taken) => set({ taken })}
        options={[
          { value: 'isolate', label: t('isolate') },
          { value: 'block', label: t('block') },
          { value: 'restore', label: t('restore') },
        ]}
      />
      <Select
        id="sector"
        label={t('sector')}
        value={answers.sector}
        onChange={(sector) => set({ sector })}
        options={[
          { value: 'electricity', label: t('electricity'), group: t('energy') },
          { value: 'gas', label: t('gas'), group: t('energy') },
          { value: 'water', label: t('water'), group: t('life') },
        ]}
      />
      <Checkbox id="consent" label={t('consent')} isSelected={answers.hasConsent} onChange={(hasConsent) => set({ hasConsent })} />
    </>
  )
}

function DateFields({ answers, set, errors }: PartProps): ReactNode {
  const t = useText(componentsText)
  const reading = readDateTime(answers.aware)
  return (
    <>
      <DateInput id="date" label={t('date')} value={answers.date} onChange={(date) => set({ date })} />
      <DateTimeInput
        id="aware"
        label={t('aware')}
        hint={t('awareHint')}
        requirement="required"
        value={answers.aware}
        onChange={(aware) => set({ aware })}
        error={errors.of('aware')}
        wrongPart={reading.state === 'wrong' ? reading.part : undefined}
        now={browserNow}
        unknown={{ isSelected: answers.isAwareUnknown, onChange: (isAwareUnknown) => set({ isAwareUnknown }) }}
      />
    </>
  )
}
