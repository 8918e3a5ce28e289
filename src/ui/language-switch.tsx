import type { ReactNode } from 'react'
import { languages, type Language } from '#base/language.ts'
import { classNames } from './class-names.ts'
import { Icon } from './icon.tsx'
import { useLanguage } from './language-context.ts'
import { uiText } from './ui-text.ts'
import { useText } from './use-text.ts'

const names: Readonly<Record<Language, string>> = { ja: '日本語', en: 'English' }

/** Changes the language of the page at once, keeping everything typed; each language is named in itself. */
export function LanguageSwitch(): ReactNode {
  const t = useText(uiText)
  const { language, setLanguage } = useLanguage()
  return (
    <div role="group" aria-label={t('languageSwitch')} className="-ms-2 flex items-center gap-1 min-[26em]:ms-0">
      <Icon name="globe" className="me-1 hidden size-5 text-solid-gray-700 min-[26em]:block" />
      {languages.map((each) => (
        <button
          key={each}
          type="button"
          lang={each}
          aria-pressed={each === language}
          onClick={() => setLanguage(each)}
          className={classNames(
            'min-h-9 cursor-pointer px-2 text-oln-16N-100 underline-offset-4',
            each === language ? 'font-700 text-solid-gray-900' : 'text-blue-1000 underline hover:decoration-[3px]',
          )}
        >
          {names[each]}
        </button>
      ))}
    </div>
  )
}
