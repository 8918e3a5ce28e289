import type { ReactNode } from 'react'
import type { CoreField } from '#rulebook/core-field-schema.ts'
import { Button } from '#ui/button.tsx'
import { ErrorWords, HintWords, LabelWords, labelClass } from '#ui/field-parts.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { UnknownChoice } from '#ui/unknown-choice.tsx'
import { useText } from '#ui/use-text.ts'
import { emptyEntry, emptyRecord, type Entry, type EntryRecord } from './draft-entry.ts'
import { controlIdOf } from './draft.ts'
import { FieldInput, NoneChoice } from './field-input.tsx'
import { formText } from './report-form-text.ts'

type RecordsField = Extract<CoreField, { type: 'records' }>

type RecordsProps = {
  field: RecordsField
  entry: Entry
  onChange: (entry: Entry) => void
  errorOf: (controlId: string) => string | null
  requirement?: 'optional' | undefined
}

/**
 * The controls of a field that lists records: a group for each, with buttons to add and remove one, and "not known yet" below.
 *
 * One empty group stands there from the beginning; a group in which nothing is entered is no record.
 */
export function RecordsInput(props: RecordsProps): ReactNode {
  const t = useText(formText)
  const { pick } = useLanguage()
  const { field, entry, onChange } = props
  const label = pick(field.label)
  const records = recordsOf(field, entry)
  const set = (next: readonly EntryRecord[]) => onChange({ mark: null, typed: { kind: 'records', records: next } })
  const unknown = {
    isSelected: entry.mark === 'unknown',
    onChange: (isSelected: boolean) => onChange({ ...entry, mark: isSelected ? 'unknown' : null }),
  }
  const error = props.errorOf(field.id)
  return (
    <div id={field.id} role="group" aria-labelledby={`${field.id}-label`}>
      <div id={`${field.id}-label`} className={labelClass(false)}>
        <LabelWords label={label} requirement={props.requirement} />
      </div>
      {field.hint !== undefined && <HintWords>{pick(field.hint)}</HintWords>}
      {error !== null && <ErrorWords>{error}</ErrorWords>}
      {entry.mark === null && (
        <>
          {records.map((record, index) => (
            <RecordGroup
              key={index}
              {...props}
              record={record}
              index={index}
              onRecord={(next) => set(records.map((one, at) => (at === index ? next : one)))}
              onRemove={records.length > 1 ? () => set(records.filter((_, at) => at !== index)) : null}
            />
          ))}
          {records.length < field.maximumItems && (
            <Button variant="secondary" size="small" onPress={() => set([...records, emptyRecord(field.items)])}>
              {t('addRecord', { label })}
            </Button>
          )}
        </>
      )}
      <NoneChoice shape={field} id={field.id} entry={entry} onChange={onChange} />
      <UnknownChoice id={field.id} unknown={unknown} />
    </div>
  )
}

type RecordGroupProps = RecordsProps & {
  record: EntryRecord
  index: number
  onRecord: (record: EntryRecord) => void
  onRemove: (() => void) | null
}

function RecordGroup({ field, record, index, onRecord, onRemove, errorOf }: RecordGroupProps): ReactNode {
  const t = useText(formText)
  const { pick } = useLanguage()
  const number = index + 1
  return (
    <fieldset className="my-4 min-w-0 rounded-12 border border-solid-gray-420 p-4">
      <legend className="px-2 text-std-16B-170">{t('record', { label: pick(field.label), number })}</legend>
      <div className="grid gap-6">
        {field.items.map((item) => {
          const id = controlIdOf(field.id, [index, item.key])
          return (
            <FieldInput
              key={item.key}
              isPlain
              shape={item}
              id={id}
              entry={record[item.key] ?? emptyEntry(item)}
              onChange={(entry) => onRecord({ ...record, [item.key]: entry })}
              error={errorOf(id)}
            />
          )
        })}
      </div>
      {onRemove !== null && (
        <div className="mt-4">
          <Button variant="text" size="small" onPress={onRemove}>
            {t('removeRecord', { number })}
          </Button>
        </div>
      )}
    </fieldset>
  )
}

function recordsOf(field: RecordsField, { typed }: Entry): readonly EntryRecord[] {
  return typed.kind === 'records' && typed.records.length > 0 ? typed.records : [emptyRecord(field.items)]
}
