import type { Language, LocalText } from '#base/language.ts'
import { rowsByLaw, rowsByMonth, rowsBySector, setsOf, type ChartRow } from './chart-rows.ts'
import { stageStates } from './stage-state.ts'
import { simulationStyle, simulationStyleHash } from './simulation-style.ts'
import type { Comparison, LawReport, RuleSetReport, SimulationReport } from './simulation-report.ts'
import { captionOf, comparedVerdictText, lawStateText, lawText, reportText, stageStateText } from './simulation-text.ts'

/** What a file of charts says about where its numbers come from. */
export type ChartsAbout = {
  /** Where the incidents come from, in words. */
  readonly source: LocalText
  /** True where they were generated, so that nobody takes them for a forecast. */
  readonly isGenerated: boolean
}

/**
 * Returns a page of charts and tables of a simulation, whole in one text: no script, nothing to fetch, and a policy that allows neither.
 *
 * Every chart has its numbers in a table beside it.
 */
export function simulationHtml(report: SimulationReport, about: ChartsAbout, language: Language): string {
  const say: Say = (text) => escapeHtml(text[language])
  const sections = [
    chartSection(report, say, { caption: reportText.byLaw, head: reportText.law, rows: rowsByLaw(report) }),
    ...(report.comparison === null ? [] : [comparisonSection(report.comparison, say)]),
    chartSection(report, say, { caption: reportText.byMonth, head: reportText.month, rows: rowsByMonth(report) }),
    chartSection(report, say, { caption: reportText.bySector, head: reportText.sector, rows: rowsBySector(report) }),
    ...setsOf(report).map((set) => lawSection(set, say)),
    ...setsOf(report).map((set) => latenessSection(set, say)),
    ...setsOf(report).map((set) => factSection(set, say)),
  ]
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${simulationStyleHash}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${say(reportText.title)}</title>
<style>${simulationStyle}</style>
</head>
<body>
<main>
<h1>${say(reportText.title)}</h1>
${headOf(report, about, say)}
${sections.join('\n')}
</main>
</body>
</html>
`
}

type Say = (text: LocalText) => string

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/gu, (character) => entities[character] ?? '')
}

function headOf(report: SimulationReport, { source, isGenerated }: ChartsAbout, say: Say): string {
  const sets = setsOf(report).map((set, index) => [setName(index), set.name] as const)
  const rows = [[reportText.incidents, source] as const, ...sets]
  const note = isGenerated ? `<p class="note">${say(reportText.notAForecast)}</p>` : ''
  return `<dl>${rows.map(([term, text]) => `<dt>${say(term)}</dt><dd>${say(text)}</dd>`).join('')}</dl>\n${note}`
}

function setName(index: number): LocalText {
  return index === 0 ? reportText.rules : reportText.against
}

type Chart = { readonly caption: LocalText; readonly head: LocalText; readonly rows: readonly ChartRow[] }

function chartSection(report: SimulationReport, say: Say, chart: Chart): string {
  const sets = setsOf(report).map((_, index) => setName(index))
  const columns = sets.length === 1 ? [reportText.reports] : [...sets, reportText.difference]
  const rows = chart.rows.map(({ label, values }) => [
    label,
    ...values,
    ...(values.length === 1 ? [] : [(values[1] ?? 0) - (values[0] ?? 0)]),
  ])
  return `<section>
<h2>${say(chart.caption)}</h2>
${sets.length === 1 ? '' : `<p>${sets.map((name, index) => `<svg class="key" aria-hidden="true"><rect class="${colours[index] ?? ''}"/></svg>${say(name)}`).join('　')}</p>`}
${bars(chart, say)}
${table(say, { caption: chart.caption, columns: [chart.head, ...columns], rows })}
</section>`
}

const colours = ['first', 'second'] as const
const barHeight = 12

/** Bars scale with the window while their words keep their size, so each row is a line of words over a drawing of bars. */
function bars({ caption, rows }: Chart, say: Say): string {
  const highest = Math.max(1, ...rows.flatMap(({ values }) => values))
  const drawn = rows.map(({ label, values }) => {
    const rects = values.map((value, index) => {
      const width = ((value / highest) * 100).toFixed(2)
      return `<rect class="${colours[index] ?? ''}" x="0" y="${index * barHeight}" width="${width}%" height="${barHeight - 2}"/>`
    })
    return `<p><span>${say(label)}</span><span>${values.map((value) => number(value)).join(' / ')}</span></p>
<svg height="${values.length * barHeight}">${rects.join('')}</svg>`
  })
  return `<div class="chart" role="img" aria-label="${say(reportText.chartOf(caption))}">${drawn.join('\n')}</div>`
}

type Table = {
  readonly caption: LocalText
  readonly columns: readonly LocalText[]
  readonly rows: readonly (readonly (LocalText | number)[])[]
}

function table(say: Say, { caption, columns, rows }: Table): string {
  const isNumber = columns.map((_, index) => rows.length > 0 && rows.every((row) => typeof row[index] === 'number'))
  const mark = (index: number) => (isNumber[index] === true ? ' class="number"' : '')
  const head = columns.map((column, index) => `<th scope="col"${mark(index)}>${say(column)}</th>`).join('')
  const body = rows.map((row) => {
    const cells = row.map((cell, index) => {
      const text = typeof cell === 'number' ? number(cell) : say(cell)
      return index === 0 ? `<th scope="row">${text}</th>` : `<td${mark(index)}>${text}</td>`
    })
    return `<tr>${cells.join('')}</tr>`
  })
  return `<div class="scroll" role="region" tabindex="0" aria-label="${say(caption)}"><table>
<caption>${say(caption)}</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${body.join('\n')}
</tbody>
</table></div>`
}

/** Returns a number with commas, the same on every machine. */
function number(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/gu, ',')
}

function lawSection({ name, laws }: RuleSetReport, say: Say): string {
  const caption = captionOf(reportText.laws, name)
  const states = ['due', 'may-be-due', 'not-due', 'not-in-force'] as const
  const rows = laws.map((law) => [lawName(law), ...states.map((state) => law.states[state])])
  return `<section><h2>${say(caption)}</h2>
${table(say, { caption, columns: [reportText.law, ...states.map((state) => lawStateText[state])], rows })}</section>`
}

function lawName({ name, title }: LawReport): LocalText {
  return { ja: `${title.ja}（${name.ja}）`, en: `${title.en} (${name.en})` }
}

function latenessSection({ name, laws }: RuleSetReport, say: Say): string {
  const caption = captionOf(reportText.lateness, name)
  const rows = laws.flatMap((law) =>
    law.stages.map((stage) => [lawText(law), stage.name, stage.reports, ...stageStates.map((state) => stage.states[state])]),
  )
  const columns = [reportText.law, reportText.stage, reportText.reports, ...stageStates.map((state) => stageStateText[state])]
  return `<section><h2>${say(caption)}</h2>\n${table(say, { caption, columns, rows })}</section>`
}

const mostFacts = 6

function factSection({ name, laws }: RuleSetReport, say: Say): string {
  const caption = captionOf(reportText.facts, name)
  const rows = laws.flatMap((law) =>
    law.facts.slice(0, mostFacts).map((fact) => [lawText(law), fact.label, fact.due, fact.notDue, fact.open]),
  )
  const columns = [reportText.law, reportText.fact, reportText.decidedDue, reportText.decidedNotDue, reportText.leftOpen]
  return `<section><h2>${say(caption)}</h2>
<p>${say(reportText.factsLead)}</p>
${table(say, { caption, columns, rows })}</section>`
}

function comparisonSection({ incidents, laws }: Comparison, say: Say): string {
  const changed = laws.filter((law) => law.incidents > 0)
  const stages = changed.flatMap((law) =>
    law.stages.map((stage) => [
      lawText(law),
      stage.name,
      stage.before,
      stage.after,
      stage.added,
      stage.removed,
      stage.earlier,
      stage.later,
      stage.newlyLate,
      stage.nowInTime,
    ]),
  )
  const keys = ['added', 'removed', 'earlier', 'later', 'newlyLate', 'nowInTime'] as const
  const columns = [reportText.law, reportText.stage, reportText.rules, reportText.against, ...keys.map((key) => reportText[key])]
  const verdicts = changed.flatMap((law) =>
    law.verdicts.map(({ before, after, incidents: count }) => [
      lawText(law),
      comparedVerdictText[before],
      comparedVerdictText[after],
      count,
    ]),
  )
  const verdictColumns = [reportText.law, reportText.rules, reportText.against, reportText.incidents]
  return `<section><h2>${say(reportText.changes)}</h2>
<p>${say(reportText.changedIncidents)}: ${number(incidents)}</p>
${changed.length === 0 ? `<p>${say(reportText.noChange)}</p>` : table(say, { caption: reportText.changes, columns, rows: stages })}
${verdicts.length === 0 ? '' : table(say, { caption: reportText.verdictChange, columns: verdictColumns, rows: verdicts })}
</section>`
}
