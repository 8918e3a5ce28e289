import type { ReactNode } from 'react'
import type { CoreField } from '#rulebook/core-field-schema.ts'
import { Button, ButtonRow } from '#ui/button.tsx'
import { Heading } from '#ui/heading.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { TextLink } from '#ui/link.tsx'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { Page } from '#ui/page.tsx'
import { StatusBadge } from '#ui/status-badge.tsx'
import { SummaryList } from '#ui/summary-list.tsx'
import { uiText } from '#ui/ui-text.ts'
import { useText } from '#ui/use-text.ts'
import { AnswerWords } from './answers-list.tsx'
import { DraftTools } from './draft-tools.tsx'
import { entryIn, withUnknown } from './draft.ts'
import { followUpText } from './follow-up-text.ts'
import { RefusedValues } from './indicators-input.tsx'
import { LawPanel } from './law-panel.tsx'
import { readEntry } from './read-entry.ts'
import { formText } from './report-form-text.ts'
import { topicOf, type Topic } from './report-topic.ts'
import type { Wizard } from './wizard.ts'

/** All answers with links to change them, what is not answered, and what could be added; nothing has been sent yet. */
export function CheckStep({ wizard }: { wizard: Wizard }): ReactNode {
  const t = useText(formText)
  const { draft, reading, topics } = wizard
  const shown = topics.filter((topic) => topic.isOnPath || hasEntry(wizard, topic))
  const further = topics.filter((topic) => !shown.includes(topic))
  // An update asks for nothing, so that nothing in it is an addition.
  const isAsked = (topic: Topic) => topic.isOnPath || draft.stage === 'update'
  const [problem] = reading.problems
  const goOn = () => {
    if (problem === undefined) wizard.goTo('preview')
    else wizard.goTo(topicOf(problem.field), { isFromCheck: true, showsErrors: true })
  }
  return (
    <Page title={t('checkTitle')} topic="check" width="wide" lead={t(draft.stage === 'withdrawal' ? 'checkWithdrawalLead' : 'checkLead')}>
      <div className="grid gap-10 desktop-admin:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="min-w-0">
          {draft.previousReportId !== null && <FollowUpNote wizard={wizard} />}
          {reading.missing.length > 0 && <MissingBanner wizard={wizard} />}
          <Answers wizard={wizard} topics={shown.filter(isAsked)} title={t('questions')} />
          <Answers wizard={wizard} topics={shown.filter((topic) => !isAsked(topic))} title={t('additions')} />
          {draft.refused.length > 0 && <RefusedValues refused={draft.refused} />}
          {further.length > 0 && <FurtherTopics wizard={wizard} topics={further} />}
          <ButtonRow>
            <Button onPress={goOn}>{t('toPreview')}</Button>
          </ButtonRow>
        </div>
        {draft.stage !== 'withdrawal' && (
          <LawPanel assessment={wizard.assessment} linkTo={(id) => wizard.addressOf(id, { isFromCheck: true })} />
        )}
      </div>
      <DraftTools draft={draft} />
    </Page>
  )
}

function hasEntry(wizard: Wizard, topic: Topic): boolean {
  return topic.fields.some((field) => readEntry(field, entryIn(wizard.draft, field)).state !== 'empty')
}

function FollowUpNote({ wizard }: { wizard: Wizard }): ReactNode {
  const t = useText(followUpText)
  const isWithdrawal = wizard.draft.stage === 'withdrawal'
  return (
    <NotificationBanner tone="info" title={t(isWithdrawal ? 'withdrawalNoteTitle' : 'noteTitle')}>
      <p>{t(isWithdrawal ? 'withdrawalNote' : 'note')}</p>
    </NotificationBanner>
  )
}

function MissingBanner({ wizard }: { wizard: Wizard }): ReactNode {
  const t = useText(formText)
  const { missing } = wizard.reading
  const next = wizard.topics.find(({ fields }) => fields.some((field) => missing.includes(field)))
  return (
    <NotificationBanner
      tone="info"
      title={t('missingTitle', { count: missing.length })}
      actions={
        <>
          <Button variant="secondary" onPress={() => wizard.setDraft(withUnknown(wizard.draft, missing))}>
            {t('allUnknown')}
          </Button>
          {next !== undefined && <TextLink {...wizard.addressOf(next.id, { isFromCheck: true })}>{t('nextMissing')}</TextLink>}
        </>
      }
    >
      <p>{t('missingBody')}</p>
    </NotificationBanner>
  )
}

function Answers({ wizard, topics, title }: { wizard: Wizard; topics: readonly Topic[]; title: string }): ReactNode {
  const { pick } = useLanguage()
  if (topics.length === 0) return null
  return (
    <section>
      <Heading level={2}>{title}</Heading>
      <SummaryList
        rows={topics
          .flatMap((topic) => fieldsToShow(wizard, topic))
          .map((field) => ({
            term: pick(field.label),
            value: <Answer wizard={wizard} field={field} />,
            action: <ChangeLink wizard={wizard} field={field} />,
          }))}
      />
    </section>
  )
}

/** Returns the fields of a topic that hold something or are still required; where none does, the first, so that each topic can be reached. */
function fieldsToShow({ draft, reading }: Wizard, topic: Topic): readonly CoreField[] {
  const fields = topic.fields.filter(
    (field) => reading.missing.includes(field) || readEntry(field, entryIn(draft, field)).state !== 'empty',
  )
  return fields.length > 0 ? fields : topic.fields.slice(0, 1)
}

function Answer({ wizard, field }: { wizard: Wizard; field: CoreField }): ReactNode {
  const t = useText(formText)
  const ui = useText(uiText)
  if (wizard.reading.problems.some((problem) => problem.field.id === field.id))
    return <StatusBadge tone="danger">{t('wrongAnswer')}</StatusBadge>
  const value = wizard.reading.answers[field.id]
  if (value === undefined) return <span className="text-solid-gray-700">{ui('notProvided')}</span>
  return <AnswerWords field={field} value={value} />
}

function ChangeLink({ wizard, field }: { wizard: Wizard; field: CoreField }): ReactNode {
  const t = useText(formText)
  const ui = useText(uiText)
  const { pick } = useLanguage()
  return (
    <TextLink {...wizard.addressOf(topicOf(field), { isFromCheck: true })} hiddenSuffix={t('changeAnswer', { label: pick(field.label) })}>
      {ui('change')}
    </TextLink>
  )
}

function FurtherTopics({ wizard, topics }: { wizard: Wizard; topics: readonly Topic[] }): ReactNode {
  const t = useText(formText)
  const { pick } = useLanguage()
  return (
    <section>
      <Heading level={2}>{t('furtherTitle')}</Heading>
      <p>{t('furtherBody')}</p>
      <ul className="mt-3 list-disc ps-6">
        {topics.map((topic) => (
          <li key={topic.id} className="my-1">
            <TextLink {...wizard.addressOf(topic.id, { isFromCheck: true })}>{pick(topic.title)}</TextLink>
          </li>
        ))}
      </ul>
    </section>
  )
}
