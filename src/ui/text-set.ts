import type { ReactNode } from 'react'
import { createTranslator } from 'use-intl/core'
import type { Language, LocalText } from '#base/language.ts'

/**
 * The words of one feature: every key with its text in every language, in ICU MessageFormat.
 *
 * Written as `export const reportText = { title: { ja: '…', en: '…' } } as const satisfies TextSet`, so that keys and arguments are checked.
 * Keys hold no dot; every language uses the same arguments.
 */
export type TextSet = Readonly<Record<string, LocalText>>

/**
 * Reads one text of a set: `t('key')`, with arguments `t('key', { count: 3 })`, with elements `t.rich('key', { b: (words) => <b>{words}</b> })`.
 *
 * Unknown keys and missing arguments are compile errors.
 */
export type Translate<Set extends TextSet> = {
  <Key extends keyof Set & string>(key: Key, ...values: ValuesToGive<Arguments<Set[Key]['ja']>>): string
  rich<Key extends keyof Set & string>(key: Key, values: Tags & Arguments<Set[Key]['ja']>): ReactNode
}

type Tags = Readonly<Record<string, ((words: ReactNode) => ReactNode) | string | number | bigint | Date>>

type ValuesToGive<Values> = keyof Values extends never ? [] : [values: Values]

// use-intl takes a message whose only argument is a `select` for one without arguments; with a second argument added it reads the first one right.
type Arguments<Message extends string> = WithoutProbe<
  Parameters<ReturnType<typeof createTranslator<{ readonly text: `${Message}{probe}` }>>>[1]
>

type WithoutProbe<Values> = Values extends unknown ? Omit<Values, 'probe'> : never

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

function messagesOf(texts: TextSet, language: Language): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, text[language]]))
}
