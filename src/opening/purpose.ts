import type { LocalText } from '#base/language.ts'
import { purposeNames } from './purpose-text.ts'

/** Purposes of an opening that an officer chooses from; any other is told in words. */
export const purposeCodes: readonly PurposeCode[] = ['triage', 'warning-draft', 'follow-up', 'statistics']

/** A purpose of an opening that has a name of its own. */
export type PurposeCode = keyof typeof purposeNames

/** Most characters (Unicode code points) of the words of a purpose. */
export const longestPurposeWords = 150

// A gateway states a purpose of its own, which no officer is offered.
const named: readonly PurposeCode[] = [...purposeCodes, 'archive']
const coded = new RegExp(`^(?<code>${named.join('|')})(?:: (?<words>.+))?$`, 's')

/** Returns the purpose as it is logged: the code with any words after it, or the words alone. */
export function writePurpose(choice: PurposeCode | 'other', words: string): string {
  const plain = words.trim()
  if (choice === 'other') return plain
  return plain === '' ? choice : `${choice}: ${plain}`
}

/** Returns a logged purpose for people; words of an officer, and of other programs, stay as they were written. */
export function describePurpose(purpose: string): LocalText {
  const { code, words } = coded.exec(purpose)?.groups ?? {}
  const known = named.find((one) => one === code)
  if (known === undefined) return { ja: purpose, en: purpose }
  const name = purposeNames[known]
  return words === undefined ? name : { ja: `${name.ja}（${words}）`, en: `${name.en} (${words})` }
}
