import { isJsonList } from '#base/json-object.ts'
import type { JsonValue } from '#base/canonical-json.ts'
import type { LocalText } from '#base/language.ts'
import { homeRulebook } from '#rulebook/all-rulebooks.ts'

/** Fields whose answers are codes that a rulebook names. */
const registryFields: ReadonlySet<string> = new Set(['ent.sector', 'ent.designations'])

/** Returns the names of the sectors or designations that a field answers with, a code that the rulebook does not know as it is; null for any other field. */
export function registryNames(fieldId: string, value: JsonValue): readonly LocalText[] | null {
  if (!registryFields.has(fieldId) || !isJsonList(value)) return null
  const { sectors, designations } = homeRulebook()
  return value
    .filter((code) => typeof code === 'string')
    .map((code) => sectors.get(code)?.name ?? designations.get(code) ?? { ja: code, en: code })
}
