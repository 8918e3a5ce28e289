import type { Language, LocalText } from '#base/language.ts'
import type { AssessmentOfAll } from './assess-all.ts'
import { statusText, terminalText, verdictText } from './assessment-text.ts'
import type { AssessedObligation, AssessedStage, Assessment, CitedClause, CitedText, Reason } from './assessment.ts'

/**
 * Returns an assessment as text for a terminal: each duty with its reasons, stages and arithmetic, recipients, and what would decide.
 *
 * Control characters of texts that came in with the facts are left out, so that a file cannot write to the terminal.
 */
export function formatAssessment(assessment: Assessment | AssessmentOfAll, language: Language): string {
  const say = (text: LocalText): string => printable(text[language])
  const rulebooks = 'rulebooks' in assessment ? assessment.rulebooks : [assessment.rulebook]
  const head = `${say(terminalText.rulebook)}: ${rulebooks.map(({ name, version }) => `${say(name)} ${version}`).join(', ')}`
  const ignored = assessment.ignored.map((problem) => `  ${printable(problem.pointer)}  ${say(problem.message)}`)
  const voluntary = assessment.voluntary.filter(({ verdict }) => verdict !== 'not-due')
  return [
    head,
    ...section(say(terminalText.overview), overviewLines(assessment.obligations, say)),
    ...assessment.obligations.flatMap((obligation) => ['', ...obligationLines(obligation, say)]),
    ...section(
      say(terminalText.voluntary),
      voluntary.map(({ title, id }) => `  ${say(title)}  [${id}]`),
    ),
    ...('notAssessed' in assessment ? elsewhereLines(assessment, say) : []),
    ...section(say(terminalText.ignored), ignored),
    '',
  ].join('\n')
}

/** Returns one duty as text for a terminal, as {@link formatAssessment} does. */
export function formatObligation(obligation: AssessedObligation, language: Language): string {
  return obligationLines(obligation, (text) => printable(text[language])).join('\n')
}

/** Returns one line for each duty that bites or may: what, and by when its first open stage falls due; the earliest first. */
function overviewLines(obligations: readonly AssessedObligation[], say: Say): string[] {
  if (obligations.length < 2) return []
  const open = obligations.flatMap((obligation) => {
    const stages = obligation.stages.filter((stage) => stage.startedAt !== null)
    const [stage] = stages.length === 0 ? obligation.stages : stages
    return stage === undefined ? [] : [{ obligation, stage }]
  })
  // What is owed "promptly" comes before every instant.
  const inOrder = open.toSorted((left, right) => (left.stage.dueAt ?? '').localeCompare(right.stage.dueAt ?? ''))
  return inOrder.map(({ obligation, stage }) => {
    const due = stage.explanation === null ? say(stage.limit) : `${say(stage.explanation.due)} ${say(stage.explanation.zone.name)}`
    return `  ${say(verdictText[obligation.verdict])}  ${due}  ${say(obligation.title)} (${say(stage.name)})  [${obligation.id}]`
  })
}

/** Returns a line of the jurisdictions that were not asked, and one for each law that is not in force. */
function elsewhereLines({ notAssessed, outOfForce }: AssessmentOfAll, say: Say): string[] {
  const names = notAssessed.map(({ name, duties }) => `${say(name)} (${duties})`).join(', ')
  const laws = outOfForce.map(({ law, title, id, status }) => `  ${say(statusText[status])}  ${say(law)}: ${say(title)}  [${id}]`)
  return [...section(say(terminalText.outOfForce), laws), ...(names === '' ? [] : ['', `${say(terminalText.notAssessed)}: ${names}`])]
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
    ...section(say(terminalText.lane), laneLines(obligation, say)),
    ...section(
      say(terminalText.stages),
      obligation.stages.flatMap((stage) => stageLines(stage, say)),
    ),
    ...section(say(terminalText.recipients), recipients),
    ...section(say(terminalText.form), forms),
    ...section(say(terminalText.followUp), obligation.followUp === null ? [] : statementLines([obligation.followUp], say)),
    ...section(say(terminalText.penalties), statementLines(obligation.penalties, say)),
    ...section(say(terminalText.confidentiality), statementLines(obligation.confidentiality, say)),
    ...section(say(terminalText.shield), statementLines(obligation.shield, say)),
    ...section(say(terminalText.adjustable), statementLines(obligation.adjustable, say)),
    ...section(say(terminalText.notes), statementLines(obligation.notes, say)),
    ...section(say(terminalText.sources), sourceLines(obligation, say)),
  ]
}

function statementLines(statements: readonly CitedText[], say: Say): string[] {
  return statements.map(({ text, clause }) => `  ${say(text)} ${cited(clause, say)}`)
}

/** Returns the sources that the lines above cite by their short names, each once. */
function sourceLines(obligation: AssessedObligation, say: Say): string[] {
  const { reasons, stages, recipients, penalties, confidentiality, shield, adjustable, notes } = obligation
  const statements = [...penalties, ...confidentiality, ...shield, ...adjustable, ...notes]
  const clauses = [...reasons, ...stages, ...recipients, ...statements].map((entry) => entry.clause)
  const all = [...clauses, ...stages.flatMap((stage) => stage.counting)]
  const lines = all.map((clause) => `  ${say(clause.short)}: ${say(clause.source)}${clause.url === null ? '' : ` ${clause.url}`}`)
  return [...new Set(lines)]
}

function laneLines({ lane }: AssessedObligation, say: Say): string[] {
  if (lane === null) return []
  const missing = lane.missing.map((fact) => `      ${fact.field}  ${say(fact.label)}`)
  return [`  ${say(lane.name)}${lane.open ? ` (${say(terminalText.laneOpen)})` : ''}`, ...missing]
}

const marks: Readonly<Record<Reason['holds'], string>> = { yes: '○', no: '×', unknown: '？' }

function reasonLines(reason: Reason, say: Say): string[] {
  const facts = reason.facts.map((fact) => `      ${say(fact.label)}: ${say(fact.answer)}`)
  return [`  ${marks[reason.holds]} ${say(reason.text)} ${cited(reason.clause, say)}`, ...facts]
}

function stageLines(stage: AssessedStage, say: Say): string[] {
  const remarks = [...(stage.exists === 'unknown' ? [terminalText.ifApplies] : []), ...(stage.repeats ? [terminalText.each] : [])].map(
    (mark) => ` (${say(mark)})`,
  )
  const lines = [`  ${say(stage.name)}${remarks.join('')}: ${say(stage.limit)} ${cited(stage.clause, say)}`]
  const { explanation } = stage
  if (explanation !== null) {
    lines.push(`      ${say(terminalText.due)}: ${say(explanation.due)} ${say(explanation.zone.name)} (${stage.dueAt ?? ''})`)
    lines.push(`      ${say(explanation.start.event)}: ${say(explanation.start.text)}`)
    lines.push(...explanation.arithmetic.map((step) => `      → ${say(step.reached)}  ${say(step.text)}`))
    lines.push(...stage.counting.map((clause) => `      ${cited(clause, say)}`))
  } else if (stage.waitingFor === null) lines.push(`      ${say(terminalText.noNumber)}`)
  if (stage.serviceTarget !== null) lines.push(`      ${say(terminalText.serviceTarget)}: ${say(stage.serviceTarget.text)}`)
  lines.push(...stage.otherClocks.map((clock) => `      ${say(terminalText.otherClocks)}: ${say(clock.text)} ${cited(clock.clause, say)}`))
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
