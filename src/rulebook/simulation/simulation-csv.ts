import papaparse from 'papaparse'
import { stageStates } from './stage-state.ts'
import type { RuleSetReport, SimulationReport } from './simulation-report.ts'

const byteOrderMark = '\uFEFF'

// What spreadsheets take for a formula; sectors and ids of drafts come from files.
const formulaStart = /^[=+\-@\t\r\n＝＋－＠]/u

/**
 * Returns the counts of a simulation as CSV (RFC 4180) for spreadsheets, with a byte order mark: one line for each rule set, law, stage, sector
 * and month in which the stage occurs, with a column for each state.
 */
export function simulationCsv({ rules, against }: SimulationReport): string {
  const data = [...linesOf('A', rules), ...(against === null ? [] : linesOf('B', against))]
  const fields = ['rules', 'law', 'stage', 'sector', 'month', ...stageStates]
  return `${byteOrderMark}${papaparse.unparse({ fields, data }, { newline: '\r\n' })}\r\n`
}

function linesOf(set: string, { laws }: RuleSetReport): (string | number)[][] {
  return laws.flatMap(({ law, stages }) =>
    stages.flatMap(({ stage, cells }) =>
      cells.map((cell) => [...[set, law, stage, cell.sector, cell.month].map(asText), ...stageStates.map((state) => cell[state])]),
    ),
  )
}

function asText(cell: string): string {
  return formulaStart.test(cell) ? `'${cell}` : cell
}
