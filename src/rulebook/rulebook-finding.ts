import type { RulebookErrorCode } from './rulebook-error.ts'

/** What a check of a rulebook can find beside the faults that keep it from loading. */
export type RulebookFindingCode =
  | RulebookErrorCode
  | 'RULE_NEVER_HOLDS'
  | 'RULE_ALWAYS_HOLDS'
  | 'DUTY_NEVER_DUE'
  | 'LANE_NEVER_REACHED'
  | 'STAGE_NEVER_STARTS'
  | 'VALIDITY_GAP'
  | 'EXAMPLE_MISSING'
  | 'EXAMPLE_WRONG'
  | 'TEXT_LANGUAGE'

/** One fault of a rulebook, with its place and what was expected. */
export type RulebookFinding = {
  readonly code: RulebookFindingCode
  readonly file: string
  readonly pointer: string
  readonly message: string
}
