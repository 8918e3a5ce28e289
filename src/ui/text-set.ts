import { createTranslator } from 'use-intl/core'
import type { Language, LocalText } from '#base/language.ts'

/**
 * The words of one feature: every key with its text in every language, in ICU MessageFormat.
 *
 * Written as `export const reportText = { title: { ja: '…', en: '…' } } as const satisfies TextSet`, so that keys and arguments are checked.
 * Keys hold no dot.
 */
export type TextSet = Readonly<Record<string, LocalText>>

type Messages<Set extends TextSet> = { [Key in keyof Set]: Set[Key]['ja'] }

/**
 * Reads one text of a set: `t('key')`, with arguments `t('key', { count: 3 })`, with elements `t.rich('key', { b: (words) => <b>{words}</b> })`.
 *
 * Unknown keys and missing arguments are compile errors.
 */
export type Translate<Set extends TextSet> = ReturnType<typeof createTranslator<Messages<Set>>>

const translators = new WeakMap<TextSet, Partial<Record<Language, unknown>>>()

/**
 * Returns the function that reads `texts` in `language`; the same function for the same arguments.
 *
 * Dates in messages are Japanese time. A message that cannot be formatted shows its key and is reported on the console.
 */
export function translate<const Set extends TextSet>(texts: Set, language: Language): Translate<Set> {
  const known = translators.get(texts) ?? {}
  translators.set(texts, known)
  known[language] ??= createTranslator({ locale: language, timeZone: 'Asia/Tokyo', messages: messagesOf(texts, language) })
  return known[language] as Translate<Set>
}

function messagesOf<Set extends TextSet>(texts: Set, language: Language): Messages<Set> {
  const messages = Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, text[language]]))
  return messages as Messages<Set>
}
