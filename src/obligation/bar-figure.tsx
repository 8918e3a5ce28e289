import type { ReactNode } from 'react'
import type { LocalText } from '#base/language.ts'
import type { ChartRow } from '#rulebook/simulation/chart-rows.ts'
import { reportText } from '#rulebook/simulation/simulation-text.ts'
import { Heading } from '#ui/heading.tsx'
import { useLanguage, type PageLanguage } from '#ui/language-context.ts'
import { Table, type Column } from '#ui/table.tsx'
import { useText } from '#ui/use-text.ts'
import { simulationPageText } from './simulation-page-text.ts'

const barHeight = 12
const fills = ['fill-blue-900', 'fill-orange-700'] as const
const names = [reportText.rules, reportText.against] as const

type Figure = { caption: LocalText; head: LocalText; rows: readonly ChartRow[] }

/** A bar chart, a bar for each rule set, and the table of its numbers. */
export function BarFigure({ caption, head, rows }: Figure): ReactNode {
  const t = useText(simulationPageText)
  const language = useLanguage()
  const { pick } = language
  const sets = rows[0]?.values.length ?? 0
  const shown = rows.filter(({ values }) => values.some((value) => value > 0))
  return (
    <section>
      <Heading level={3}>{pick(caption)}</Heading>
      {shown.length > 0 && (
        <>
          {sets > 1 && <Key />}
          <Bars caption={caption} rows={shown} />
        </>
      )}
      <Table
        caption={pick(caption)}
        isCaptionHidden
        columns={columnsOf(language, head, sets)}
        rows={shown}
        rowKey={({ key }) => key}
        empty={t('nothing')}
      />
    </section>
  )
}

function Key(): ReactNode {
  const { pick } = useLanguage()
  return (
    <p className="flex flex-wrap gap-x-6">
      {names.map((name, index) => (
        <span key={name.en} className="inline-flex items-center gap-2">
          <svg aria-hidden="true" className="size-4">
            <rect width="100%" height="100%" className={fills[index]} />
          </svg>
          {pick(name)}
        </span>
      ))}
    </p>
  )
}

/** Bars scale with the window while their words keep their size, so each row is a line of words over a drawing of bars. */
function Bars({ caption, rows }: Pick<Figure, 'caption' | 'rows'>): ReactNode {
  const { pick } = useLanguage()
  const number = useNumber()
  const highest = Math.max(1, ...rows.flatMap(({ values }) => values))
  return (
    <div role="img" aria-label={pick(reportText.chartOf(caption))} className="my-4 max-w-200">
      {rows.map(({ key, label, values }) => (
        <div key={key} className="my-2">
          <p className="flex justify-between gap-4">
            <span>{pick(label)}</span>
            <span className="shrink-0 tabular-nums">{values.map((value) => number(value)).join(' / ')}</span>
          </p>
          <svg width="100%" height={values.length * barHeight} className="block">
            {values.map((value, index) => (
              <rect
                key={names[index]?.en}
                y={index * barHeight}
                width={`${((value / highest) * 100).toFixed(2)}%`}
                height={barHeight - 2}
                className={fills[index]}
              />
            ))}
          </svg>
        </div>
      ))}
    </div>
  )
}

/** Returns a function that writes whole numbers in the language of the page. */
export function useNumber(): (value: number) => string {
  const { language } = useLanguage()
  return (value) => value.toLocaleString(language)
}

function columnsOf({ pick, language }: PageLanguage, head: LocalText, sets: number): readonly Column<ChartRow>[] {
  const write = (value: number) => value.toLocaleString(language)
  const label: Column<ChartRow> = { id: 'label', header: pick(head), isRowHeader: true, cell: (row) => pick(row.label) }
  const titles = sets > 1 ? names : [reportText.reports]
  const values = titles.map((name, index): Column<ChartRow> => ({
    id: name.en,
    header: pick(name),
    align: 'end',
    cell: (row) => write(row.values[index] ?? 0),
  }))
  if (sets < 2) return [label, ...values]
  const difference: Column<ChartRow> = {
    id: 'difference',
    header: pick(reportText.difference),
    align: 'end',
    cell: ({ values: [before = 0, after = 0] }) => (after > before ? `+${write(after - before)}` : write(after - before)),
  }
  return [label, ...values, difference]
}
