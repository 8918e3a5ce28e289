import { Type } from 'typebox'

const codePattern = '^[a-z]{2}(\\.[a-z0-9]+(-[a-z0-9]+)*)+$'
const namePattern = '^[a-z0-9]+(-[a-z0-9]+)*$'
const datePattern = '^\\d{4}-\\d{2}-\\d{2}$'

/** Options of an object that takes no key beside its own. */
export const exact = { additionalProperties: false }

/** Schema of a code that begins with its country, such as `jp.espa.electricity`. */
export const code = Type.String({ pattern: codePattern })

/** Schema of a name in kebab-case. */
export const name = Type.String({ pattern: namePattern })

/** Schema of a calendar date; whether it exists is checked where it is read. */
export const isoDate = Type.String({ pattern: datePattern })

/** Schema of the address of a public text, or null where none is known. */
export const url = Type.Union([Type.Null(), Type.String({ pattern: '^https://' })])

/** Schema of an instant that a worked example expects, or null where none is known. */
export const instantOrNull = Type.Union([Type.Null(), Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T' })])

const patternTexts: ReadonlyMap<string, string> = new Map([
  [codePattern, 'a code that begins with its country, in small letters, such as jp.espa.electricity'],
  [namePattern, 'a name in small letters, digits and hyphens, such as new-fact-confirmed'],
  [datePattern, 'a date such as 2026-10-01'],
  ['^https://', 'an address that begins with https://, or null'],
  ['^\\d{4}-\\d{2}-\\d{2}T', 'an instant such as 2026-11-22T09:30+09:00, or null'],
  ['^[A-Z]{2}$', 'a country code in two capitals, such as JP'],
  ['^\\d{4}\\.\\d{2}\\.\\d{2}(\\.\\d+)?$', 'a version by date, such as 2026.11.22'],
])

/** Returns in words what a pattern of the schemas asks for; the pattern itself where no words are known. */
export function patternText(pattern: string): string {
  return patternTexts.get(pattern) ?? `a text that matches ${pattern}`
}
