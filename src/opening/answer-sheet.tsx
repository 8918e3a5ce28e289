import type { ReactNode } from 'react'
import type { JsonObject } from '#base/canonical-json.ts'
import { Heading } from '#ui/heading.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { SummaryList } from '#ui/summary-list.tsx'
import { useText } from '#ui/use-text.ts'
import { answersByTopic, type TopicAnswer } from './answer-topic.ts'
import { answerText, answerTopicNames } from './answer-text.ts'
import { AnswerValue } from './answer-value.tsx'
import { isRecordAnswer, RecordTable } from './record-table.tsx'

/**
 * Answers of one part of a report, grouped by topic.
 *
 * @param props `answers` come from a filer; those of the sealed part were checked by nobody. `level` of the topics' headings.
 */
export function AnswerSheet({ answers, level }: { answers: JsonObject; level: 3 | 4 }): ReactNode {
  const t = useText(answerText)
  const { pick } = useLanguage()
  const groups = answersByTopic(answers)
  if (groups.length === 0) return <p>{t('noAnswers')}</p>
  return groups.map(({ topic, answers: own }) => (
    <section key={topic}>
      <Heading level={level}>{pick(answerTopicNames[topic])}</Heading>
      <TopicSheet answers={own} />
    </section>
  ))
}

function TopicSheet({ answers }: { answers: readonly TopicAnswer[] }): ReactNode {
  const name = useFieldName()
  const plain = answers.filter(({ field, value }) => !isRecordAnswer(field, value))
  const rows = plain.map((answer) => ({ term: name(answer), value: <AnswerValue shape={answer.field} value={answer.value} /> }))
  return (
    <>
      {rows.length > 0 && <SummaryList rows={rows} />}
      {answers.map(({ id, field, value }) =>
        field?.type === 'records' && isRecordAnswer(field, value) ? <RecordTable key={id} field={field} value={value} /> : null,
      )}
    </>
  )
}

/** Returns a function that names the field of an answer. */
export function useFieldName(): (answer: Pick<TopicAnswer, 'id' | 'field'>) => string {
  const t = useText(answerText)
  const { pick } = useLanguage()
  return ({ id, field }) => (field === null ? t('strangeField', { id }) : pick(field.label))
}
