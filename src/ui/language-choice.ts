import { languages, type Language } from '#base/language.ts'

/** What a browser tells about the language its user wants, strongest first. */
export type LanguageHints = {
  /** The query of the address, for example `?lang=en`. */
  readonly search: string
  /** The cookies of the page, as `document.cookie` gives them. */
  readonly cookies: string
  /** Language tags of the browser, the preferred one first. */
  readonly preferred: readonly string[]
}

const cookieName = 'noroshi-language'
const oneYearSeconds = 31_536_000

/** Returns the language to show: the one the address asks for, else the remembered one, else the browser's first that exists, else Japanese. */
export function chooseLanguage(hints: LanguageHints): Language {
  const asked = languageOf(new URLSearchParams(hints.search).get('lang'))
  const remembered = languageOf(cookieValue(hints.cookies))
  const preferred = hints.preferred.map(languageOf).find((language) => language !== null)
  return asked ?? remembered ?? preferred ?? 'ja'
}

/** Returns the cookie that remembers `language` for a year; it holds nothing else. */
export function languageCookie(language: Language): string {
  return `${cookieName}=${language}; Path=/; Max-Age=${oneYearSeconds}; SameSite=Lax`
}

function languageOf(tag: string | null): Language | null {
  if (tag === null) return null
  const primary = tag.toLowerCase().split('-')[0]
  return languages.find((language) => language === primary) ?? null
}

function cookieValue(cookies: string): string | null {
  for (const pair of cookies.split(';')) {
    const [name, value] = pair.trim().split('=')
    if (name === cookieName) return value ?? null
  }
  return null
}
