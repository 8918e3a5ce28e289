import type { JsonObject } from '#base/canonical-json.ts'
import type { Filing } from '#envelope/filing-schema.ts'
import { Problem, type ProblemPlace } from '#http/problem.ts'
import { checkAnswers, reportStages, splitAnswers } from '#rulebook/core-field.ts'
import { isReportStage } from './report.ts'

/**
 * Refuses a filing whose readable parts hold anything that the table of core fields does not put there: a wrong value, an unknown field, or a
 * field of the sealed part, which must never reach the server in clear.
 *
 * @throws {Problem} 422 `STAGE_UNKNOWN`, `ANSWERS_INVALID` or `PART_WRONG`, with JSON pointers. Details never repeat a value.
 */
export function checkReadableParts(filing: Filing): void {
  checkPart(filing, 'handling')
  checkPart(filing, 'shareable')
}

function checkPart(filing: Filing, part: 'handling' | 'shareable'): void {
  if (!isReportStage(filing.stage)) throw stageUnknown(filing.stage)
  const given: JsonObject = filing[part]
  const checked = checkAnswers(given, filing.stage)
  if (!checked.ok) {
    const errors = checked.problems
      .slice(0, 20)
      .map((problem): ProblemPlace => ({ pointer: `/body/${part}${problem.pointer}`, code: problem.code, detail: problem.message.en }))
    throw new Problem(422, 'ANSWERS_INVALID', `The ${part} part holds answers that do not fit their fields`, { errors })
  }
  const belongs = splitAnswers(checked.answers)[part]
  const stray = Object.keys(given).find((field) => !(field in belongs))
  if (stray === undefined) return
  const pointer = `/body/${part}/${stray}`
  throw new Problem(422, 'PART_WRONG', `The field ${stray} does not belong to the ${part} part`, {
    errors: [{ pointer, code: 'PART_WRONG', detail: `expected elsewhere than in the ${part} part` }],
  })
}

function stageUnknown(stage: string): Problem {
  const detail = `expected one of ${reportStages.join(', ')}`
  return new Problem(422, 'STAGE_UNKNOWN', `The stage "${stage}" is unknown`, {
    errors: [{ pointer: '/body/stage', code: 'STAGE_UNKNOWN', detail }],
  })
}
