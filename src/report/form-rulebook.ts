import { japaneseRulebook } from '#rulebook/japan.ts'
import type { Rulebook } from '#rulebook/rulebook.ts'

let loaded: Rulebook | null = null

/** Returns the rulebook that the form goes by; it is read once. */
export function formRulebook(): Rulebook {
  loaded ??= japaneseRulebook()
  return loaded
}
