import type { JsonObject, JsonValue } from '#base/canonical-json.ts'
import { assessAll, type AssessmentOfAll } from './assess-all.ts'
import { nextQuestion, type Question, type QuestionOptions } from './next-question.ts'

/** What a person has answered, by fact id, be it asked for now or before an earlier answer was changed. */
export type GivenAnswers = JsonObject

/** A question with its answer. */
export type TriageStep = { readonly question: Question; readonly answer: JsonValue }

/** A triage: the questions that were answered, what is asked next, and what the law says so far. */
export type Triage = {
  readonly steps: readonly TriageStep[]
  /** Null when nothing that is open can be settled by a further question. */
  readonly next: Question | null
  /** What was known from the start, and the answers of the steps. */
  readonly facts: JsonObject
  readonly assessment: AssessmentOfAll
}

/**
 * Returns how far `given` leads through the questions.
 *
 * The same answers lead the same way, so an answer may be changed at any time: questions that no longer matter fall away with their answers, and
 * answers that still matter need not be given again.
 *
 * @param known Facts that are not asked for, such as the sector out of the registry.
 */
export function runTriage(known: JsonObject, given: GivenAnswers, options: QuestionOptions): Triage {
  const steps: TriageStep[] = []
  let facts = known
  let next = nextQuestion({ facts, asked: [] }, options)
  while (next !== null) {
    const { id } = next.fact
    const answer = Object.hasOwn(given, id) ? given[id] : undefined
    if (answer === undefined) break
    steps.push({ question: next, answer })
    facts = { ...facts, [id]: answer }
    next = nextQuestion({ facts, asked: steps.map(({ question }) => question.fact.id) }, options)
  }
  return { steps, next, facts, assessment: assessAll(facts, options.rulebooks, options.now) }
}
