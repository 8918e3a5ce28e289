import type { ReactNode } from 'react'
import type { JsonValue } from '#base/canonical-json.ts'
import { isJsonList } from '#base/json-object.ts'
import { coreField } from '#rulebook/core-field.ts'
import type { CoreField } from '#rulebook/core-field-schema.ts'
import { StatusBadge, type StatusTone } from '#ui/status-badge.tsx'
import { Table, type Column } from '#ui/table.tsx'
import type { Translate } from '#ui/text-set.ts'
import { useText } from '#ui/use-text.ts'
import { useFieldName } from './answer-sheet.tsx'
import { answerText } from './answer-text.ts'
import { AnswerValue } from './answer-value.tsx'
import { changedEntries, type AnswerChange, type ComparedAnswer } from './compare-versions.ts'
import { incidentText } from './incident-text.ts'
import type { ReceivedReport } from './received-incident.ts'
import { useReportName } from './report-name.ts'

const tones: Readonly<Record<AnswerChange, StatusTone>> = { same: 'neutral', added: 'success', removed: 'danger', changed: 'info' }

const entriesInWords = 5

/** Answers of two versions in two columns with what became of each; of long lists, only what differs. */
export function ComparisonTable(props: { before: ReceivedReport; after: ReceivedReport; answers: readonly ComparedAnswer[] }): ReactNode {
  const words = useText(incidentText)
  const parts = { t: useText(answerText), fieldName: useFieldName(), nameOf: useReportName() }
  const columns = columnsOf(props, parts)
  return (
    <Table
      caption={words('comparison', { before: props.before.revision, after: props.after.revision })}
      columns={columns}
      rows={props.answers}
      rowKey={({ id }) => id}
      empty={words('noDifference')}
    />
  )
}

type ColumnParts = {
  t: Translate<typeof answerText>
  fieldName: ReturnType<typeof useFieldName>
  nameOf: ReturnType<typeof useReportName>
}

function columnsOf(versions: { before: ReceivedReport; after: ReceivedReport }, parts: ColumnParts): readonly Column<ComparedAnswer>[] {
  const { t, fieldName, nameOf } = parts
  return [
    { id: 'field', header: t('item'), isRowHeader: true, cell: ({ id }) => fieldName({ id, field: coreField(id) }) },
    { id: 'change', header: t('change'), cell: ({ change }) => <StatusBadge tone={tones[change]}>{t(change)}</StatusBadge> },
    { id: 'before', header: nameOf(versions.before), cell: (answer) => <Side answer={answer} side="before" /> },
    { id: 'after', header: nameOf(versions.after), cell: (answer) => <Side answer={answer} side="after" /> },
  ]
}

function Side({ answer, side }: { answer: ComparedAnswer; side: 'before' | 'after' }): ReactNode {
  const field = coreField(answer.id)
  const value = answer[side]
  if (value === undefined) return '―'
  const isList = isJsonList(value) && value.length > entriesInWords
  if (!isList) return <AnswerValue shape={field} value={value} />
  return <LongList answer={answer} side={side} field={field} value={value} />
}

type LongListProps = { answer: ComparedAnswer; side: 'before' | 'after'; field: CoreField | null; value: readonly JsonValue[] }

function LongList({ answer, side, field, value }: LongListProps): ReactNode {
  const t = useText(answerText)
  const { added, removed } = changedEntries(answer.before, answer.after)
  const entries = side === 'after' ? added : removed
  const rest = entries.length - entriesInWords
  return (
    <>
      <p>{t('total', { count: value.length })}</p>
      {entries.length > 0 && answer.change === 'changed' && (
        <p>
          {side === 'after' ? t('entriesAdded', { count: entries.length }) : t('entriesRemoved', { count: entries.length })}
          <AnswerValue shape={field} value={entries.slice(0, entriesInWords)} />
          {rest > 0 && <> {t('moreEntries', { count: rest })}</>}
        </p>
      )}
    </>
  )
}
