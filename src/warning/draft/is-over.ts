import type { Filing } from '#envelope/filing-schema.ts'
import { gateFacts } from '../gate/gate-facts.ts'

/** Tells whether the latest filing of a case says that there is nothing to warn of: no attack, or withdrawn. */
export function isOver({ handling, stage }: Pick<Filing, 'handling' | 'stage'>): boolean {
  return stage === 'withdrawal' || gateFacts(handling).ruledOut !== null
}
