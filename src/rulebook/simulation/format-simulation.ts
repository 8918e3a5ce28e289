import type { Language, LocalText } from '#base/language.ts'
import { instantText } from '#calendar/calendar-text.ts'
import { formatObligation } from '../format-assessment.ts'
import { stageStates } from './stage-state.ts'
import type { FollowedIncident, FollowedLaw } from './explain-incident.ts'
import { setsOf } from './chart-rows.ts'
import type { Comparison, LawReport, SimulationReport, StageComparison, StageReport } from './simulation-report.ts'
import { comparedVerdictText, lawStateText, reportText, stageStateText } from './simulation-text.ts'

type Say = (text: LocalText) => string

/**
 * Returns the counts of a simulation as text for a terminal: each law with its verdicts, stages and the facts that decided, then what differs.
 *
 * @param source Where the incidents come from, in words.
 */
export function formatSimulation(report: SimulationReport, source: LocalText, language: Language): string {
  const say: Say = (text) => text[language]
  const sets = setsOf(report)
  const [first, second] = sets
  return [
    `${say(reportText.incidents)}: ${say(source)}`,
    ...sets.map(({ name }, index) => `${say(index === 0 ? reportText.rules : reportText.against)}: ${say(name)}`),
    ...(report.comparison === null ? [] : comparisonLines(report.comparison, say)),
    '',
    `${say(reportText.laws)} (${say(reportText.rules)})`,
    ...(first?.laws ?? []).flatMap((law) => lawLines(law, say)),
    ...(second === undefined ? [] : ['', `${say(reportText.laws)} (${say(reportText.against)})`]),
    ...(second?.laws ?? []).flatMap((law) => lawLines(law, say)),
    '',
  ].join('\n')
}

const mostFacts = 4

function lawLines(law: LawReport, say: Say): string[] {
  const states = (['due', 'may-be-due', 'not-due', 'not-in-force'] as const).filter((state) => law.states[state] > 0)
  const facts = law.facts.slice(0, mostFacts).map(({ label, due, notDue, open }) => `${say(label)} ${due}/${notDue}/${open}`)
  const columns = [reportText.decidedDue, reportText.decidedNotDue, reportText.leftOpen].map(say).join(' / ')
  return [
    '',
    `■ ${say(law.name)}: ${say(law.title)}  [${law.law}]`,
    `  ${states.length === 0 ? '0' : states.map((state) => `${say(lawStateText[state])} ${law.states[state]}`).join('  ')}`,
    ...law.stages.map((stage) => stageLine(stage, say)),
    ...(facts.length === 0 ? [] : [`  ${say(reportText.facts)} (${columns}): ${facts.join('; ')}`]),
  ]
}

function stageLine({ name, reports, states }: StageReport, say: Say): string {
  const parts = stageStates.filter((state) => states[state] > 0).map((state) => `${say(stageStateText[state])} ${states[state]}`)
  return `  ${say(name)}: ${say(reportText.reports)} ${reports}${parts.length === 0 ? '' : ` (${parts.join(', ')})`}`
}

function comparisonLines({ incidents, laws }: Comparison, say: Say): string[] {
  const changed = laws.filter((law) => law.incidents > 0)
  return [
    '',
    `${say(reportText.changes)}: ${say(reportText.changedIncidents)} ${incidents}`,
    ...(changed.length === 0 ? [`  ${say(reportText.noChange)}`] : []),
    ...changed.flatMap(({ law, title, incidents: count, verdicts, stages }) => [
      '',
      `■ ${say(title)}  [${law}]: ${count}`,
      ...verdicts.map((one) => `  ${say(comparedVerdictText[one.before])} → ${say(comparedVerdictText[one.after])}: ${one.incidents}`),
      ...stages.map((stage) => `  ${stageChange(stage, say)}`),
    ]),
  ]
}

const changes = ['added', 'removed', 'earlier', 'later', 'newlyLate', 'nowInTime'] as const

function stageChange(stage: StageComparison, say: Say): string {
  const parts = changes.filter((key) => stage[key] > 0).map((key) => `${say(reportText[key])} ${stage[key]}`)
  return `${say(stage.name)}: ${say(reportText.reports)} ${stage.before} → ${stage.after}${parts.length === 0 ? '' : ` (${parts.join(', ')})`}`
}

/** Returns one incident followed through the rule sets as text for a terminal, with reasons. */
export function formatFollowed(followed: FollowedIncident, language: Language): string {
  const say: Say = (text) => text[language]
  const { incident, rules, against, differences } = followed
  const differing = differences.map(({ law }) => law).join(', ')
  const verdict = against === null ? [] : [differing === '' ? say(reportText.nothingDiffers) : `${say(reportText.differs)}: ${differing}`]
  const side = (name: LocalText, laws: readonly FollowedLaw[]) => [
    '',
    `── ${say(name)}`,
    ...laws.flatMap((law) => followedLines(law, language)),
  ]
  return [
    `${say(reportText.incidents)}: ${incident}`,
    ...verdict,
    ...side(reportText.rules, rules),
    ...(against === null ? [] : side(reportText.against, against)),
    '',
  ].join('\n')
}

function followedLines({ obligation, stages }: FollowedLaw, language: Language): string[] {
  const filings = stages.map(({ stage, state, filedAt }) => {
    const name = obligation.stages.find((one) => one.stage === stage)?.name[language] ?? stage
    const at = filedAt === null ? '' : `: ${instantText(Temporal.Instant.from(filedAt), 'UTC')[language]} UTC`
    return `  ${reportText.filedAt[language]}  ${name}  ${stageStateText[state][language]}${at}`
  })
  return ['', formatObligation(obligation, language), ...filings]
}
