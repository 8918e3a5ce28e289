import { useEffect, useRef, type FormEvent, type ReactNode } from 'react'
import type { CoreField } from '#rulebook/core-field-schema.ts'
import { Button, ButtonRow } from '#ui/button.tsx'
import type { ErrorEntry } from '#ui/error-entries.ts'
import { useFormErrors, type FormErrors } from '#ui/form-errors.ts'
import { Icon } from '#ui/icon.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { Page } from '#ui/page.tsx'
import { useText } from '#ui/use-text.ts'
import { indicatorField } from './draft-entry.ts'
import { DraftTools } from './draft-tools.tsx'
import { entryIn, problemsOf, withEntry, withUnknown, type Draft, type DraftProblem } from './draft.ts'
import { FieldInput } from './field-input.tsx'
import { IndicatorsInput } from './indicators-input.tsx'
import { LawPanel } from './law-panel.tsx'
import { RecordsInput } from './records-input.tsx'
import { formText } from './report-form-text.ts'
import type { Topic } from './report-topic.ts'
import type { Wizard } from './wizard.ts'

type TopicStepProps = { wizard: Wizard; topic: Topic; isFromCheck: boolean; showsErrors: boolean }

/** One page of the form: the fields of one question, and beside them what the law says so far. */
export function TopicStep({ wizard, topic, isFromCheck, showsErrors }: TopicStepProps): ReactNode {
  const { pick } = useLanguage()
  const { draft } = wizard
  const errors = useFormErrors()
  const toEntries = useErrorEntries()
  const problems = topic.fields.flatMap((field) => problemsOf(draft, field))
  useShownAtOnce(showsErrors, () => errors.show(toEntries(problems)))
  const goOn = (next: Draft) => {
    const wrong = topic.fields.flatMap((field) => problemsOf(next, field))
    errors.show(toEntries(wrong))
    if (wrong.length > 0) return
    wizard.setDraft(next)
    const following = isFromCheck ? undefined : onPath(wizard)[onPath(wizard).indexOf(topic) + 1]
    wizard.goTo(topic.isOnPath && following !== undefined ? following.id : 'check')
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    goOn(draft)
  }
  return (
    <Page title={pick(topic.title)} topic={topic.id} errors={errors} width="wide" badges={<Position wizard={wizard} topic={topic} />}>
      <div className="grid gap-10 desktop-admin:grid-cols-[minmax(0,1fr)_20rem]">
        <form noValidate onSubmit={submit} className="min-w-0 max-w-200">
          <div className="grid gap-10">
            {topic.fields.map((field) => (
              <TopicField key={field.id} wizard={wizard} field={field} errors={errors} />
            ))}
          </div>
          <PartNote topic={topic} />
          <Buttons
            wizard={wizard}
            topic={topic}
            isFromCheck={isFromCheck}
            onUnknown={() => goOn(withUnknown(draft, missingOf(wizard, topic)))}
          />
        </form>
        {draft.stage !== 'withdrawal' && <LawPanel assessment={wizard.assessment} linkTo={(id) => wizard.addressOf(id, { isFromCheck })} />}
      </div>
      <DraftTools draft={draft} />
    </Page>
  )
}

/** Returns the fields of a topic that the stage requires and nobody has touched. What is optional stays open: an embargo "not known yet" would hold a warning back. */
function missingOf(wizard: Wizard, topic: Topic): readonly CoreField[] {
  return wizard.reading.missing.filter((field) => topic.fields.includes(field))
}

function onPath(wizard: Wizard): readonly Topic[] {
  return wizard.topics.filter((one) => one.isOnPath)
}

/** Returns the function that words problems for the error summary, in the language of the page. */
function useErrorEntries(): (problems: readonly DraftProblem[]) => readonly ErrorEntry[] {
  const { language, pick } = useLanguage()
  const colon = language === 'ja' ? '：' : ': '
  return (problems) =>
    problems.map(({ field, controlId, message }) => ({ fieldId: controlId, message: `${pick(field.label)}${colon}${pick(message)}` }))
}

function useShownAtOnce(isWanted: boolean, show: () => void): void {
  const isDone = useRef(false)
  useEffect(() => {
    if (!isWanted || isDone.current) return
    isDone.current = true
    show()
  })
}

function Position({ wizard, topic }: { wizard: Wizard; topic: Topic }): ReactNode {
  const t = useText(formText)
  const path = onPath(wizard)
  const at = path.findIndex(({ id }) => id === topic.id)
  return (
    <span className="text-std-16N-170 text-solid-gray-700">
      {at < 0 ? t('furtherQuestion') : t('position', { at: at + 1, total: path.length })}
    </span>
  )
}

function TopicField({ wizard, field, errors }: { wizard: Wizard; field: CoreField; errors: FormErrors }): ReactNode {
  const { draft, setDraft } = wizard
  const entry = entryIn(draft, field)
  if (field.id === indicatorField) return <IndicatorsInput draft={draft} onChange={setDraft} error={errors.of(field.id)} />
  const set = (next: typeof entry) => setDraft(withEntry(draft, field.id, next))
  const requirement = isOptional(draft, field) ? ('optional' as const) : undefined
  if (field.type === 'records')
    return <RecordsInput field={field} entry={entry} onChange={set} errorOf={errors.of} requirement={requirement} />
  return <FieldInput shape={field} id={field.id} entry={entry} onChange={set} error={errors.of(field.id)} requirement={requirement} />
}

/** Where a stage requires something of an incident, what it does not require is marked; nothing is marked "required", since nothing holds a report back. */
function isOptional({ stage }: Draft, field: CoreField): boolean {
  return (stage === 'initial' || stage === 'detailed' || stage === 'final') && field.asked[stage] === 'optional'
}

function PartNote({ topic }: { topic: Topic }): ReactNode {
  const t = useText(formText)
  const ways = new Set(topic.fields.map(({ parts }) => (parts.length > 1 ? 'kind' : parts[0])))
  const [way] = ways
  const keys = { sealed: 'partSealed', shareable: 'partShareable', handling: 'partHandling', kind: 'partKind' } as const
  const words = ways.size > 1 || way === undefined ? t('partMixed') : t(keys[way])
  return (
    <p className="mt-8 flex items-start gap-2 border-t border-solid-gray-420 pt-4 text-solid-gray-700">
      <Icon name={way === 'sealed' && ways.size === 1 ? 'lock' : 'info'} className="mt-0.5 size-6" />
      <span>{words}</span>
    </p>
  )
}

function Buttons({ wizard, topic, isFromCheck, onUnknown }: Omit<TopicStepProps, 'showsErrors'> & { onUnknown: () => void }): ReactNode {
  const t = useText(formText)
  const path = onPath(wizard)
  const before = path[path.indexOf(topic) - 1]
  const isOpen = missingOf(wizard, topic).length > 0
  return (
    <ButtonRow>
      <Button type="submit">{t(isFromCheck ? 'saveAndReturn' : 'next')}</Button>
      {isOpen && (
        <Button variant="secondary" onPress={onUnknown}>
          {t(isFromCheck ? 'unknownReturn' : 'unknownNext')}
        </Button>
      )}
      {!isFromCheck && before !== undefined && (
        <Button variant="text" onPress={() => wizard.goTo(before.id)}>
          {t('back')}
        </Button>
      )}
    </ButtonRow>
  )
}
