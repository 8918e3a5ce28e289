import { useState, type ReactNode } from 'react'
import type { JsonObject } from '#base/canonical-json.ts'
import { textAt } from '#base/json-object.ts'
import type { LocalText } from '#base/language.ts'
import { roleTexts } from '#indicator/indicator-text.ts'
import { indicatorRoleOf } from '#indicator/indicator.ts'
import { coreField } from '#rulebook/core-field.ts'
import { Button } from '#ui/button.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { OutsideText } from '#ui/outside-text.tsx'
import { Table, type Column } from '#ui/table.tsx'
import type { Translate } from '#ui/text-set.ts'
import { useText } from '#ui/use-text.ts'
import { indicatorField } from './draft-entry.ts'
import { indicatorsIn, withoutIndicator } from './draft-indicators.ts'
import { withEntry, type Draft } from './draft.ts'
import { indicatorsText } from './indicators-text.ts'

const rowsAtOnce = 25

/** The indicators of a draft, some at a time, each with a button that takes it away. */
export function IndicatorsTable({ draft, onChange }: { draft: Draft; onChange: (draft: Draft) => void }): ReactNode {
  const t = useText(indicatorsText)
  const { pick } = useLanguage()
  const [shown, setShown] = useState(rowsAtOnce)
  const all = indicatorsIn(draft)
  const rows = all.slice(0, shown).map((indicator, index) => ({ indicator, index }))
  const rest = Math.min(rowsAtOnce * 4, all.length - shown)
  const clear = () => onChange(withEntry(draft, indicatorField, { mark: null, typed: { kind: 'values', values: [] } }))
  return (
    <div>
      <Table
        caption={`${t('listTitle')}（${t('count', { count: all.length })}）`}
        rows={rows}
        rowKey={({ indicator }) => `${textAt(indicator, 'type') ?? ''} ${valueOf(indicator)}`}
        empty={t('noneYet')}
        columns={columnsOf({
          t,
          pick,
          hasRoles: rows.some(({ indicator }) => textAt(indicator, 'role') !== null),
          remove: (index) => onChange(withoutIndicator(draft, index)),
        })}
      />
      {all.length > 0 && <p className="my-3">{t('victimWarning')}</p>}
      <div className="flex flex-wrap gap-3">
        {rest > 0 && (
          <Button variant="secondary" size="small" onPress={() => setShown(shown + rest)}>
            {t('more', { count: rest })}
          </Button>
        )}
        {all.length > 1 && (
          <Button variant="text" size="small" onPress={clear}>
            {t('removeAll')}
          </Button>
        )}
      </div>
    </div>
  )
}

type Row = { readonly indicator: JsonObject; readonly index: number }

function columnsOf(how: {
  t: Translate<typeof indicatorsText>
  pick: (text: LocalText) => string
  hasRoles: boolean
  remove: (index: number) => void
}): readonly Column<Row>[] {
  const { t, pick, hasRoles, remove } = how
  return [
    { id: 'type', header: t('type'), cell: ({ indicator }) => <span className="whitespace-nowrap">{pick(typeName(indicator))}</span> },
    {
      id: 'value',
      header: t('value'),
      isRowHeader: true,
      cell: ({ indicator }) => <OutsideText text={valueOf(indicator)} isCode />,
    },
    ...(hasRoles ? [{ id: 'role', header: t('role'), cell: ({ indicator }: Row) => pick(roleName(indicator)) }] : []),
    {
      id: 'act',
      header: t('act'),
      cell: ({ indicator, index }) => (
        <Button variant="text" size="small" label={t('removeNamed', { value: valueOf(indicator) })} onPress={() => remove(index)}>
          <span className="whitespace-nowrap">{t('remove')}</span>
        </Button>
      ),
    },
  ]
}

const dash = { ja: '—', en: '—' }

/** Returns the name of an indicator's type, for people. */
export function typeName(indicator: JsonObject): { readonly ja: string; readonly en: string } {
  const field = coreField(indicatorField)
  const item = field?.type === 'records' ? field.items.find(({ key }) => key === 'type') : undefined
  const options = item?.type === 'code' ? item.options : []
  return options.find(({ code }) => code === textAt(indicator, 'type'))?.label ?? dash
}

function roleName(indicator: JsonObject): { readonly ja: string; readonly en: string } {
  const role = textAt(indicator, 'role')
  const known = role === null ? null : indicatorRoleOf(role)
  return known === null ? (role === null ? dash : { ja: role, en: role }) : roleTexts[known]
}

function valueOf(indicator: JsonObject): string {
  return textAt(indicator, 'value') ?? ''
}
