import type { Page } from 'playwright-core'
import type { Persona } from '#main/walkthrough-cast.ts'
import { translate } from '#ui/text-set.ts'
import { signInText } from '#web/sign-in-text.ts'
import type { Language } from '../../src/base/language.ts'

/** Signs in on the sign-in page as a person of the demonstration, whom a visitor finds by name, and ends on the page `next`. */
export async function signInAs(page: Page, persona: Persona, where: { url: string; language: Language; next: string }): Promise<void> {
  const { url, language, next } = where
  const t = translate(signInText, language)
  const name = persona.name[language]
  await page.goto(`${url}/p/sign-in?lang=${language}&next=${encodeURIComponent(next)}`)
  await page.getByRole('searchbox').fill(name)
  const label = t('signInAs') + t('signInAsName', { name, organisation: persona.organisation.name[language] })
  await page.getByRole('button', { name: label, exact: true }).click()
  await page.waitForURL(url + next)
}
