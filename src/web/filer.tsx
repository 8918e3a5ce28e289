import { createRoot } from 'react-dom/client'
import 'temporal-polyfill/global'
import { chooseLanguage } from '#ui/language-choice.ts'
import { translate } from '#ui/text-set.ts'
import { FilerApp } from './filer-app.tsx'
import { missingFeatures } from './missing-features.ts'
import { shellText } from './shell-text.ts'

const root = document.querySelector('#root')
if (root === null) throw new TypeError('Cannot start: the page has no element "root"')
const missing = missingFeatures(globalThis)
if (missing.length === 0) createRoot(root).render(<FilerApp />)
else {
  const language = chooseLanguage({ search: location.search, cookies: '', preferred: navigator.languages })
  document.documentElement.lang = language
  root.textContent = translate(shellText, language)('oldBrowser', { features: missing.join(', ') })
}
