import type { JsonObject, JsonValue } from '#base/canonical-json.ts'
import { isJsonList, isJsonObject } from '#base/json-object.ts'
import type { KeptReport } from './archived-report.ts'

/** One answer of a report as text, under the id of its field. */
export type AnswerText = { readonly field: string; readonly text: string }

/** What stands for the id of a field where a text is the name of an attachment. */
export const attachmentField = 'attachment'

/** Returns everything that a kept report says in words or numbers, the sealed part first. An answer that stands in two parts is there once. */
export function textsOf({ state }: KeptReport): readonly AnswerText[] {
  const parts: readonly JsonObject[] = [state.sealed, state.filing.handling, state.filing.shareable]
  const texts = parts.flatMap((part) => Object.entries(part).flatMap(([field, value]) => leavesOf(value).map((text) => ({ field, text }))))
  const names = state.attachments.map(({ name }) => ({ field: attachmentField, text: name }))
  const seen = new Set<string>()
  return [...texts, ...names].filter(({ field, text }) => {
    const key = `${field}\n${text}`
    return seen.has(key) ? false : seen.add(key)
  })
}

function leavesOf(value: JsonValue): readonly string[] {
  if (typeof value === 'string') return value === '' ? [] : [value]
  if (typeof value === 'number') return [String(value)]
  if (isJsonList(value)) return value.flatMap(leavesOf)
  return isJsonObject(value) ? Object.values(value).flatMap(leavesOf) : []
}
