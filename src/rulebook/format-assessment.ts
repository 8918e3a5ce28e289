import type { Language, LocalText } from '#base/language.ts'
import { terminalText, verdictText } from './assessment-text.ts'
import type { AssessedObligation, AssessedStage, Assessment, CitedClause, Reason } from './assessment.ts'

/**
 * Returns an assessment as text for a terminal: each duty with its reasons, stages and arithmetic, recipients, and what would decide.
 *
 * Control characters of texts that came in with the facts are left out, so that a file cannot write to the terminal.
 */
export function formatAssessment(assessment: Assessment, language: Language): string {
  const say = (text: LocalText): string => printable(text[language])
  const head = `${say(terminalText.rulebook)}: ${say(assessment.rulebook.name)} ${assessment.rulebook.version}`
  const ignored = assessment.ignored.map((problem) => `  ${printable(problem.pointer)}  ${say(problem.message)}`)
  return [
    head,
    ...assessment.obligations.flatMap((obligation) => ['', ...obligationLines(obligation, say)]),
    ...section(say(terminalText.ignored), ignored),
    '',
  ].join('\n')
}

type Say = (text: LocalText) => string

function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines]
}

function obligationLines(obligation: AssessedObligation, say: Say): string[] {
  const missing = obligation.missing.map((fact) => `  ${fact.field}  ${say(fact.label)}`)
  const recipients = obligation.recipients.map((entry) => `  ${say(entry.text)}`)
  const forms = obligation.forms.map((form) => `  ${say(form.name)} (${form.id})`)
  return [
    `■ ${say(verdictText[obligation.verdict])}  ${say(obligation.law)}  [${obligation.id}]`,
    say(obligation.summary),
    ...section(say(terminalText.missing), missing),
    ...section(
      say(terminalText.reasons),
      obligation.reasons.flatMap((reason) => reasonLines(reason, say)),
    ),
    ...section(
      say(terminalText.stages),
      obligation.stages.flatMap((stage) => stageLines(stage, say)),
    ),
    ...section(say(terminalText.recipients), recipients),
    ...section(say(terminalText.form), forms),
    ...section(
      say(terminalText.penalties),
      obligation.penalties.map(({ text, clause }) => `  ${say(text)} ${cited(clause, say)}`),
    ),
    ...section(
      say(terminalText.notes),
      obligation.notes.map(({ text, clause }) => `  ${say(text)} ${cited(clause, say)}`),
    ),
    ...section(say(terminalText.sources), sourceLines(obligation, say)),
  ]
}

/** Returns the sources that the lines above cite by their short names, each once. */
function sourceLines(obligation: AssessedObligation, say: Say): string[] {
  const { reasons, stages, recipients, penalties, notes } = obligation
  const clauses = [...reasons, ...stages, ...recipients, ...penalties, ...notes].map((entry) => entry.clause)
  const all = [...clauses, ...stages.flatMap((stage) => stage.counting)]
  const lines = all.map((clause) => `  ${say(clause.short)}: ${say(clause.source)}${clause.url === null ? '' : ` ${clause.url}`}`)
  return [...new Set(lines)]
}

const marks: Readonly<Record<Reason['holds'], string>> = { yes: '○', no: '×', unknown: '？' }

function reasonLines(reason: Reason, say: Say): string[] {
  const facts = reason.facts.map((fact) => `      ${say(fact.label)}: ${say(fact.answer)}`)
  return [`  ${marks[reason.holds]} ${say(reason.text)} ${cited(reason.clause, say)}`, ...facts]
}

function stageLines(stage: AssessedStage, say: Say): string[] {
  const lines = [`  ${say(stage.name)}: ${say(stage.limit)} ${cited(stage.clause, say)}`]
  const { explanation } = stage
  if (explanation !== null) {
    lines.push(`      ${say(terminalText.due)}: ${say(explanation.due)} ${say(explanation.zone.name)} (${stage.dueAt ?? ''})`)
    lines.push(`      ${say(explanation.start.event)}: ${say(explanation.start.text)}`)
    lines.push(...explanation.arithmetic.map((step) => `      → ${say(step.reached)}  ${say(step.text)}`))
    lines.push(...stage.counting.map((clause) => `      ${cited(clause, say)}`))
  } else if (stage.waitingFor === null) lines.push(`      ${say(terminalText.noNumber)}`)
  if (stage.serviceTarget !== null) lines.push(`      ${say(terminalText.serviceTarget)}: ${say(stage.serviceTarget.text)}`)
  if (stage.waitingFor !== null) lines.push(`      ${say(terminalText.waitingFor)}: ${say(stage.waitingFor.label)}`)
  if (stage.missing.length > 0) {
    lines.push(`      ${say(terminalText.fieldsMissing)}: ${stage.missing.map((field) => say(field.label)).join(', ')}`)
  }
  return lines
}

function cited(clause: CitedClause, say: Say): string {
  const unverified = clause.verified ? '' : `; ${say(terminalText.unverified)}`
  return `[${say(clause.short)} ${say(clause.clause)}${unverified}]`
}
