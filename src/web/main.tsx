import { createRoot } from 'react-dom/client'
import { chooseLanguage } from '#ui/language-choice.ts'
import { translate } from '#ui/text-set.ts'
import { App } from './app.tsx'
import { missingFeatures } from './missing-features.ts'
import { shellText } from './shell-text.ts'

await start()

async function start(): Promise<void> {
  const root = document.querySelector('#root')
  if (root === null) throw new TypeError('Cannot start: the page has no element "root"')
  const missing = missingFeatures(globalThis)
  if (missing.length > 0) return tell(root, missing)
  if (!('Temporal' in globalThis)) await import('temporal-polyfill/global')
  createRoot(root).render(<App />)
}

function tell(root: Element, missing: readonly string[]): void {
  const language = chooseLanguage({ search: location.search, cookies: document.cookie, preferred: navigator.languages })
  document.documentElement.lang = language
  root.textContent = translate(shellText, language)('oldBrowser', { features: missing.join(', ') })
}
