import { useState, type ReactNode } from 'react'
import type { JsonValue } from '#base/canonical-json.ts'
import { isJsonList, isJsonObject } from '#base/json-object.ts'
import { roleTexts } from '#indicator/indicator-text.ts'
import { indicatorRoleOf } from '#indicator/indicator.ts'
import { describeAnswer } from '#rulebook/describe-answer.ts'
import { useLanguage, type PageLanguage } from '#ui/language-context.ts'
import { OutsideText } from '#ui/outside-text.tsx'
import { Pager } from '#ui/pager.tsx'
import { StatusBadge, type StatusTone } from '#ui/status-badge.tsx'
import { Table, type Column } from '#ui/table.tsx'
import type { Translate } from '#ui/text-set.ts'
import { useText } from '#ui/use-text.ts'
import type { ComparedValue, SeenForm } from './compare-release.ts'
import { expectedText } from './expected-text.ts'
import { findingTexts } from './gate/gate-text.ts'

type Words = Translate<typeof expectedText>

const rowsAtOnce = 50

type ComparisonProps = { rows: readonly ComparedValue[]; caption: string; isCaptionHidden?: boolean; typed: string }

/**
 * What somebody typed beside what others see of it, and why, fifty values at a time.
 *
 * @param props `rows` of `compareRelease()`; `caption` of the table (`isCaptionHidden` below a heading of the same words); `typed` heads the column of what was typed.
 */
export function ReleaseComparison({ rows, caption, isCaptionHidden, typed }: ComparisonProps): ReactNode {
  const t = useText(expectedText)
  const language = useLanguage()
  const [first, setFirst] = useState(0)
  return (
    <>
      <Table
        caption={caption}
        isCaptionHidden={isCaptionHidden}
        columns={columnsOf(t, { language, typed })}
        rows={rows.slice(first, first + rowsAtOnce)}
        rowKey={({ pointer }) => pointer}
        empty={t('empty')}
      />
      <Pager name={caption} first={first} pageSize={rowsAtOnce} total={rows.length} onChange={setFirst} />
    </>
  )
}

const tones: Readonly<Record<ComparedValue['fate'], StatusTone>> = { out: 'info', less: 'warning', not: 'neutral' }

function columnsOf(t: Words, { language: { pick }, typed }: { language: PageLanguage; typed: string }): readonly Column<ComparedValue>[] {
  const describe = (row: ComparedValue, value: ComparedValue['typed']) =>
    pick(describeAnswer(row.field, rolesInWords(value, pick), 'Asia/Tokyo'))
  return [
    {
      id: 'typed',
      header: typed,
      isRowHeader: true,
      cell: (row) => (
        <>
          <span className="block text-solid-gray-700">{pick(row.field.label)}</span>
          <OutsideText text={describe(row, row.typed)} />
        </>
      ),
    },
    {
      id: 'seen',
      header: t('seen'),
      cell: (row) => (
        <>
          <StatusBadge tone={tones[row.fate]}>{t(row.fate)}</StatusBadge>
          {row.seen.map((form) => (
            <span key={JSON.stringify(form)} className="mt-1 block">
              <OutsideText text={formWords(form, row, { t, describe })} />
            </span>
          ))}
        </>
      ),
    },
    {
      id: 'why',
      header: t('why'),
      cell: (row) => {
        if (row.fate === 'out') return '―'
        if (row.because.length === 0) return t('notOnList')
        return row.because.map((code) => (
          <span key={code} className="block">
            {pick(findingTexts[code])}
          </span>
        ))
      },
    },
  ]
}

/** The role of an indicator is free text in the form, and codes of ours in most: those are said in words. */
function rolesInWords(value: JsonValue, pick: PageLanguage['pick']): JsonValue {
  if (!isJsonList(value)) return value
  return value.map((entry) => {
    if (!isJsonObject(entry) || typeof entry['role'] !== 'string') return entry
    const role = indicatorRoleOf(entry['role'])
    return role === null ? entry : { ...entry, role: pick(roleTexts[role]) }
  })
}

function formWords(
  form: SeenForm,
  row: ComparedValue,
  { t, describe }: { t: Words; describe: (row: ComparedValue, value: ComparedValue['typed']) => string },
): string {
  switch (form.kind) {
    case 'answer':
      return describe(row, form.value)
    case 'indicator':
      return form.value
    case 'technique':
      return t('techniqueInstead', { id: form.id })
    case 'groups':
      return form.codes.join(', ')
  }
}
