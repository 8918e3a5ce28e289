import { use, useState, type ReactNode } from 'react'
import { roleTexts } from '#indicator/indicator-text.ts'
import { Button } from '#ui/button.tsx'
import { CopyableCode } from '#ui/copyable-code.tsx'
import { formatDate } from '#ui/format-time.ts'
import { useLanguage, type PageLanguage } from '#ui/language-context.ts'
import { Pager } from '#ui/pager.tsx'
import { StatusBadge } from '#ui/status-badge.tsx'
import { Table, type Column } from '#ui/table.tsx'
import type { Translate } from '#ui/text-set.ts'
import { useText } from '#ui/use-text.ts'
import { visibleControls } from '#ui/visible-controls.ts'
import { WarningAnswersContext, type WarningAnswers } from './answers-context.ts'
import { defang } from '#indicator/defang.ts'
import { indicatorTypeName } from '#indicator/indicator-type-name.ts'
import { lastValidDay } from './validity.ts'
import type { WarningIndicator } from './warning.ts'
import { surenessNames, warningText } from './warning-page-text.ts'
import { adviceTexts } from './warning-text.ts'

const rowsAtOnce = 100

/** The indicators of a warning, a hundred at a time: values defanged for the eye, the real ones on the clipboard. */
export function IndicatorTable({ indicators }: { indicators: readonly WarningIndicator[] }): ReactNode {
  const t = useText(warningText)
  const language = useLanguage()
  const answers = use(WarningAnswersContext)
  const [first, setFirst] = useState(0)
  if (indicators.length === 0) return <p>{t('noIndicators')}</p>
  return (
    <>
      <p>{t('indicatorsLead')}</p>
      <CopyAll indicators={indicators} />
      <Table
        caption={t('indicators')}
        isCaptionHidden
        columns={[...columnsOf(t, language), ...answerColumn(answers, language)]}
        rows={indicators.slice(first, first + rowsAtOnce)}
        rowKey={({ id }) => id}
        empty={null}
      />
      <Pager name={t('indicators')} first={first} pageSize={rowsAtOnce} total={indicators.length} onChange={setFirst} />
    </>
  )
}

function columnsOf(t: Translate<typeof warningText>, { pick, language }: PageLanguage): readonly Column<WarningIndicator>[] {
  return [
    { id: 'type', header: t('type'), cell: ({ type }) => <span className="whitespace-nowrap">{pick(indicatorTypeName(type))}</span> },
    {
      id: 'value',
      header: t('value'),
      isRowHeader: true,
      cell: ({ type, value }) => {
        const shown = visibleControls(defang(type, value))
        return <CopyableCode value={value} shown={shown} name={t('copyValue', { type: pick(indicatorTypeName(type)), value: shown })} />
      },
    },
    {
      id: 'advice',
      isShort: true,
      header: t('advice'),
      cell: ({ advice }) => (
        <span className="whitespace-nowrap">
          <StatusBadge tone={advice === 'block' ? 'danger' : 'info'}>{pick(adviceTexts[advice])}</StatusBadge>
        </span>
      ),
    },
    { id: 'confidence', isShort: true, header: t('sureness'), cell: ({ confidence }) => pick(surenessNames[confidence]) },
    { id: 'role', isShort: true, header: t('role'), cell: ({ role }) => (role === null ? '―' : pick(roleTexts[role])) },
    { id: 'until', header: t('until'), cell: ({ validUntil }) => formatDate(lastValidDay(validUntil), language) },
  ]
}

function answerColumn(answers: WarningAnswers | null, { pick }: PageLanguage): readonly Column<WarningIndicator>[] {
  if (answers === null) return []
  const { Cell } = answers
  return [{ id: 'answer', header: pick(answers.header), cell: (indicator) => <Cell indicator={indicator} /> }]
}

function CopyAll({ indicators }: { indicators: readonly WarningIndicator[] }): ReactNode {
  const t = useText(warningText)
  const [isCopied, setCopied] = useState(false)
  const copy = () => {
    // A browser may refuse the clipboard; the CSV holds the same values.
    void navigator.clipboard.writeText(indicators.map(({ value }) => value).join('\n')).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  }
  const count = indicators.length
  return (
    <p className="mt-4 flex flex-wrap items-center gap-4">
      <Button variant="secondary" size="small" onPress={copy}>
        {t('copyAll', { count })}
      </Button>
      <span role="status">{isCopied && t('copiedAll', { count })}</span>
    </p>
  )
}
