import type { JsonObject } from '#base/canonical-json.ts'
import { textAt } from '#base/json-object.ts'

/** Why a case is no attack. */
export type RuledOut = 'false-alarm' | 'not-malicious'

/** Returns why a case is no attack, as its handling part says, or null where it may be one. */
export function ruledOut(handling: JsonObject): RuledOut | null {
  if (textAt(handling, 'inc.certainty') === 'false-alarm') return 'false-alarm'
  return textAt(handling, 'mal.suspected') === 'no' ? 'not-malicious' : null
}
