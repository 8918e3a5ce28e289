import { useEffect, useMemo, useState, type ReactNode } from 'react'
import type { Language } from '#base/language.ts'
import { chooseLanguage, languageCookie } from './language-choice.ts'
import { LanguageContext } from './language-context.ts'

/**
 * Gives `children` the language of the page and keeps `<html lang>` equal to it.
 *
 * The choice is remembered in a cookie that holds the language only; `?lang=en` in the address overrides it.
 */
export function LanguageProvider({ children }: { children: ReactNode }): ReactNode {
  const [language, setLanguage] = useState<Language>(firstLanguage)
  useEffect(() => {
    document.documentElement.lang = language
    document.cookie = languageCookie(language)
  }, [language])
  const state = useMemo(() => ({ language, setLanguage }), [language])
  return <LanguageContext value={state}>{children}</LanguageContext>
}

function firstLanguage(): Language {
  return chooseLanguage({ search: location.search, cookies: document.cookie, preferred: navigator.languages })
}
