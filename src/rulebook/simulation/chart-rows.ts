import type { LocalText } from '#base/language.ts'
import type { LawReport, RuleSetReport, SimulationReport } from './simulation-report.ts'
import { lawText, placeText } from './simulation-text.ts'

/** One row of a bar chart and of the table beside it: a bar for each rule set. */
export type ChartRow = { readonly key: string; readonly label: LocalText; readonly values: readonly number[] }

/** Returns the reports of every law, a value for each rule set; laws without any report are left out, and law that only offers a place to report to. */
export function rowsByLaw(report: SimulationReport): ChartRow[] {
  const sets = setsOf(report)
  const laws = new Map(sets.flatMap(({ laws: list }) => duties(list).map((law): [string, LawReport] => [law.law, law])))
  const rows = [...laws.values()].map((law): ChartRow => ({
    key: law.law,
    label: lawText(law),
    values: sets.map((set) => reportsOf(set.laws.find((one) => one.law === law.law))),
  }))
  return rows.filter(({ values }) => values.some((value) => value > 0))
}

/** Returns the reports in every sector, a value for each rule set; those of `law` alone where it is given. */
export function rowsBySector(report: SimulationReport, law: string | null = null): ChartRow[] {
  return report.sectors.map(({ sector, name }) => ({
    key: sector,
    label: placeText(sector, name),
    values: setsOf(report).map((set) => sumCells(set, law, (cell) => cell.sector === sector)),
  }))
}

/** Returns the reports in every month, a value for each rule set; those of `law` alone where it is given. */
export function rowsByMonth(report: SimulationReport, law: string | null = null): ChartRow[] {
  return report.months.map((month) => ({
    key: month,
    label: placeText(month),
    values: setsOf(report).map((set) => sumCells(set, law, (cell) => cell.month === month)),
  }))
}

/** Returns the rule sets of a simulation: one, or two to compare. */
export function setsOf({ rules, against }: SimulationReport): readonly RuleSetReport[] {
  return against === null ? [rules] : [rules, against]
}

/** Returns the laws that oblige; the others only offer a place to report to, and would drown them. */
function duties(laws: readonly LawReport[]): readonly LawReport[] {
  return laws.filter(({ nature }) => nature === 'duty')
}

function reportsOf(law: LawReport | undefined): number {
  return (law?.stages ?? []).reduce((sum, stage) => sum + stage.reports, 0)
}

type Cell = { readonly sector: string; readonly month: string }

function sumCells({ laws }: RuleSetReport, only: string | null, belongs: (cell: Cell) => boolean): number {
  let sum = 0
  for (const { law, stages } of duties(laws)) {
    if (only !== null && law !== only) continue
    for (const cell of stages.flatMap(({ cells }) => cells)) {
      if (!belongs(cell)) continue
      sum += cell['in-time'] + cell.late + cell['never-filed'] + cell['no-limit'] + cell['not-given']
    }
  }
  return sum
}
