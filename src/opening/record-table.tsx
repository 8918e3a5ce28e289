import { useState, type ReactNode } from 'react'
import type { JsonObject, JsonValue } from '#base/canonical-json.ts'
import { isJsonList, isJsonObject } from '#base/json-object.ts'
import { roleTexts } from '#indicator/indicator-text.ts'
import { indicatorRoleOf } from '#indicator/indicator.ts'
import type { CoreField, RecordItem } from '#rulebook/core-field-schema.ts'
import { useLanguage } from '#ui/language-context.ts'
import { Pager } from '#ui/pager.tsx'
import { Table, type Column } from '#ui/table.tsx'
import { useText } from '#ui/use-text.ts'
import { AnswerValue } from './answer-value.tsx'
import { answerText } from './answer-text.ts'

/** A field that lists records. */
export type RecordField = Extract<CoreField, { type: 'records' }>

type Row = { readonly number: number; readonly record: JsonObject }

const shownAtOnce = 50
const mostStrangeKeys = 5

/** The records that a field lists, one a row, fifty at a time; keys that nobody defined come last, under their own names. */
export function RecordTable({ field, value }: { field: RecordField; value: readonly JsonValue[] }): ReactNode {
  const t = useText(answerText)
  const { pick } = useLanguage()
  const [first, setFirst] = useState(0)
  const rows = value.filter(isJsonObject).map((record, index): Row => ({ number: index + 1, record }))
  const items = field.items.filter(({ key }) => rows.some(({ record }) => Object.hasOwn(record, key)))
  const columns = [
    ...items.map((item, index) => columnOf(item, pick(item.label), index === 0)),
    ...strangeKeys(field, rows).map((key) => columnOf({ key }, t('strangeField', { id: key }), false)),
  ]
  const name = pick(field.label)
  return (
    <>
      <Table
        caption={t('listOf', { name, count: rows.length })}
        columns={columns}
        rows={rows.slice(first, first + shownAtOnce)}
        rowKey={({ number }) => String(number)}
        empty={t('noAnswers')}
      />
      <Pager name={name} first={first} pageSize={shownAtOnce} total={rows.length} onChange={setFirst} />
    </>
  )
}

function columnOf(item: RecordItem | { readonly key: string }, header: string, isRowHeader: boolean): Column<Row> {
  return { id: item.key, header, isRowHeader, cell: ({ record }) => <RecordCell item={item} record={record} /> }
}

function RecordCell({ item, record }: { item: RecordItem | { readonly key: string }; record: JsonObject }): ReactNode {
  const { pick } = useLanguage()
  if (!Object.hasOwn(record, item.key)) return '―'
  const value = record[item.key] ?? null
  // Of indicators the form takes any words for the role, and knows some of them.
  const role = item.key === 'role' && typeof value === 'string' ? indicatorRoleOf(value) : null
  if (role !== null) return pick(roleTexts[role])
  return <AnswerValue shape={'type' in item ? item : null} value={value} />
}

/** Returns the keys of records that nobody defined; more than a few are no report that a form made. */
function strangeKeys(field: RecordField, rows: readonly Row[]): readonly string[] {
  const known = new Set(field.items.map(({ key }) => key))
  const keys = new Set(rows.flatMap(({ record }) => Object.keys(record)))
  return [...keys.difference(known)].slice(0, mostStrangeKeys)
}

/** Tells whether an answer can be shown as a table of records. */
export function isRecordAnswer(field: CoreField | null, value: JsonValue): value is readonly JsonValue[] {
  return field?.type === 'records' && isJsonList(value) && value.length > 0 && value.every(isJsonObject)
}
