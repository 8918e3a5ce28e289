import { createContext, use } from 'react'
import type { Language, LocalText } from '#base/language.ts'

/** The language of the page and the means to change it. */
export type LanguageState = { readonly language: Language; readonly setLanguage: (language: Language) => void }

/** Carries the language of the page; `LanguageProvider` fills it. */
export const LanguageContext = createContext<LanguageState | null>(null)

/** What a component needs to speak the language of the page. */
export type PageLanguage = LanguageState & {
  /** Returns the words of `text` in the language of the page. */
  readonly pick: (text: LocalText) => string
}

/**
 * Returns the language of the page, a setter that also remembers the choice, and `pick`, which reads a `LocalText`.
 *
 * @throws {TypeError} outside a `LanguageProvider`.
 */
export function useLanguage(): PageLanguage {
  const state = use(LanguageContext)
  if (state === null) throw new TypeError('Cannot read the language: the component is outside LanguageProvider')
  return { ...state, pick: (text) => text[state.language] }
}
