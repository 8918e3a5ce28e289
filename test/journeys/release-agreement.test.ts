import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import type { Persona } from '#main/walkthrough-cast.ts'
import { agreedTlpTexts, agreementText, factKindTexts } from '#warning/agreement/agreement-text.ts'
import { axeFindings, launchBrowser, noBrowser, openVisitor, sidewaysOverflow } from '../support/browser.ts'
import { runCommandLine } from '../support/command-line.ts'
import { startDemo, type RunningProgram } from '../support/demo.ts'
import { fileAnswers, sampleAnswers } from '../support/file-answers.ts'
import { listPersonas } from '../support/personas.ts'
import { signInAs } from '../support/sign-in.ts'

let demo: RunningProgram
let browser: Browser
let administrator: Persona
let filer: Persona

before(async () => {
  demo = await startDemo()
  const personas = await listPersonas(demo.url)
  const found = personas.find(({ roles }) => roles.includes('operator-administrator') && roles.includes('filer'))
  assert.ok(found)
  administrator = found
  filer = found
  if (noBrowser === false) browser = await launchBrowser()
})

after(async () => {
  if (noBrowser === false) await browser.close()
  await demo.stop()
})

for (const [language, width] of [
  ['ja', 375],
  ['en', 1280],
] as const) {
  test(`an administrator agrees and takes it back on the page, at ${width} px in ${language}`, { skip: noBrowser }, async () => {
    const { page, faults } = await openVisitor(browser, { origin: demo.url, language, width })
    await signInAs(page, administrator, { url: demo.url, language, next: '/p/agreement' })
    await page.getByRole('heading', { level: 1, name: agreementText.title[language] }).waitFor()
    await page.getByText(agreementText.none[language]).waitFor()
    await page.getByRole('button', { name: agreementText.give[language] }).click()
    await page.getByRole('alert').getByText(agreementText.tlpMissing[language]).first().waitFor()
    await page.getByText(factKindTexts.techniques[language], { exact: true }).click()
    await page.getByText(agreedTlpTexts.green[language], { exact: true }).click()
    await page.getByText(agreementText.monthsOption[language].replace('{count, number}', '6'), { exact: true }).click()
    await page.getByRole('button', { name: agreementText.give[language] }).click()
    await page.getByRole('heading', { name: agreementText.given[language] }).waitFor()
    await page.getByRole('button', { name: agreementText.revoke[language] }).waitFor()
    assert.deepEqual(await axeFindings(page), [])
    assert.equal(await sidewaysOverflow(page), 0)
    const shots = process.env['SHOTS']
    if (shots !== undefined) await page.screenshot({ path: join(shots, `agreement-${language}-${width}.png`), fullPage: true })
    await page.getByRole('button', { name: agreementText.revoke[language] }).click()
    await page.getByRole('heading', { name: agreementText.revoked[language] }).waitFor()
    await page.getByText(agreementText.none[language]).waitFor()
    assert.deepEqual(faults(), [])
  })
}

test('what was agreed at a terminal lets a report out that says nothing on consent, and only what was agreed', async () => {
  const environment = { NOROSHI_URL: demo.url, NOROSHI_TOKEN: administrator.token }
  const until = Temporal.Now.plainDateISO().add({ months: 3 }).toString()
  const given = await runCommandLine(['agreement', 'give', '--facts', 'techniques', '--tlp', 'clear', '--until', until], environment)
  assert.equal(given.code, 0, given.complaints)
  const { 'share.consent': _, 'share.tlp': _tlp, ...silent } = sampleAnswers
  const ioc = [{ type: 'domain', value: 'agreed-to-nothing.attacker.test', role: 'destination' }]
  await fileAnswers({ url: demo.url, filer, answers: { ...silent, 'tec.ttp': ['T1055'], ioc } })
  const warning = await warningWith('T1055')
  assert.deepEqual([warning.tlp, warning.kind, warning.indicators], ['clear', 'other', []])
  assert.equal((await runCommandLine(['agreement', 'revoke'], environment)).code, 0)
  assert.match((await runCommandLine(['agreement'], environment)).output, new RegExp(agreementText.none.en))
})

type ListedWarning = {
  readonly techniques: readonly string[]
  readonly tlp: string
  readonly kind: string
  readonly indicators: readonly unknown[]
}

/** Waits for the warning of the next ticks that names a technique. */
async function warningWith(technique: string): Promise<ListedWarning> {
  const end = performance.now() + 60_000
  while (performance.now() < end) {
    const answer = (await (await fetch(`${demo.url}/api/v1/warnings?limit=50`)).json()) as { warnings: readonly ListedWarning[] }
    const found = answer.warnings.find(({ techniques }) => techniques.includes(technique))
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  return assert.fail(`no warning names ${technique}`)
}
