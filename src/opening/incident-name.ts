import type { LocalText } from '#base/language.ts'
import type { Incident } from '#incident/incident.ts'
import { unknownText } from '#rulebook/answer-text.ts'
import { unknown } from '#rulebook/answer-value.ts'
import { coreField } from '#rulebook/core-field.ts'

/** Returns the options of a field of codes with their labels, `unknown` last; none where the field has no codes. */
export function optionsOf(fieldId: string): readonly { readonly code: string; readonly label: LocalText }[] {
  const field = coreField(fieldId)
  if (field?.type !== 'code' && field?.type !== 'codes') return []
  return [...field.options, { code: unknown, label: unknownText }]
}

/** Returns the label of a code of a field; the code itself where the field does not know it. */
export function labelOf(fieldId: string, code: string): LocalText {
  return optionsOf(fieldId).find((option) => option.code === code)?.label ?? { ja: code, en: code }
}

/** Returns the first characters of an incident's id, enough to tell it from others in speech. */
export function shortNumber(incident: Pick<Incident, 'id'>): string {
  return incident.id.slice(0, 8)
}
