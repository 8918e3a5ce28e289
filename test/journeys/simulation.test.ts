import assert from 'node:assert/strict'
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test, type TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { languages, type Language } from '#base/language.ts'
import { simulationPageText } from '#obligation/simulation-page-text.ts'
import { verdictText } from '#rulebook/assessment-text.ts'
import { reportText } from '#rulebook/simulation/simulation-text.ts'
import { translate } from '#ui/text-set.ts'
import { uiText } from '#ui/ui-text.ts'
import { axeFindings, launchBrowser, noBrowser, openVisitor, sidewaysOverflow, type Visitor } from '../support/browser.ts'
import { startDemo, type RunningProgram } from '../support/demo.ts'
import { narrowestViews } from '../support/views.ts'

const skip = { skip: noBrowser }
const rulebooks = fileURLToPath(new URL('../../src/rulebook/', import.meta.url))

let demo: RunningProgram
let browser: Browser

before(async () => {
  if (noBrowser !== false) return
  demo = await startDemo()
  browser = await launchBrowser()
})

after(async () => {
  await browser?.close()
  await demo?.stop()
})

/** Opens the page in a window of its own, as somebody who is not signed in; `sent` lists what it sends. */
async function visit(t: TestContext, language: Language, width?: number): Promise<Visitor & { readonly sent: readonly string[] }> {
  const visitor = await openVisitor(browser, { origin: demo.url, language, ...(width === undefined ? {} : { width }) })
  t.after(() => visitor.context.close())
  const sent: string[] = []
  visitor.page.on('request', (request) => request.method() !== 'GET' && sent.push(`${request.method()} ${request.url()}`))
  await visitor.page.goto(`${demo.url}/p/simulation?lang=${language}`)
  await visitor.page.getByRole('heading', { level: 1, name: simulationPageText.title[language] }).waitFor()
  return { ...visitor, sent }
}

async function generate(page: Page, language: Language, count: string): Promise<void> {
  await page.getByLabel(simulationPageText.count[language], { exact: true }).fill(count)
  await page.getByRole('button', { name: simulationPageText.run[language], exact: true }).click()
}

async function done(page: Page, language: Language, count: number): Promise<void> {
  await page.getByText(translate(simulationPageText, language)('done', { count })).waitFor({ timeout: 120_000 })
}

async function assertSound(page: Page): Promise<void> {
  assert.deepEqual(await axeFindings(page), [])
  assert.equal(await sidewaysOverflow(page), 0)
}

/** A copy of the rulebook of the European Union with one text replaced; returns its files. */
async function draftOf(t: TestContext, file: string, change: (text: string) => string): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'noroshi-draft-'))
  t.after(() => rm(folder, { recursive: true }))
  await cp(join(rulebooks, 'eu'), folder, { recursive: true })
  const path = join(folder, file)
  await writeFile(path, change(await readFile(path, 'utf8')))
  return (await readdir(folder)).map((name) => join(folder, name))
}

for (const [language, width] of narrowestViews) {
  test(`rules are compared and one incident is followed in the browser alone, ${language}, ${width} px`, skip, async (t) => {
    const { page, faults, sent } = await visit(t, language, width)
    await assertSound(page)
    await generate(page, language, '300')
    await done(page, language, 300)
    const gdpr = page.getByRole('table', { name: reportText.changes[language] }).getByRole('row')
    assert.ok((await gdpr.count()) > 2)
    await page.getByLabel(simulationPageText.followChoose[language], { exact: true }).selectOption({ index: 1 })
    const followed = page.getByTestId('followed')
    await followed.getByRole('heading', { name: reportText.against[language] }).waitFor()
    await followed.getByText(simulationPageText.facts[language]).click()
    await assertSound(page)
    assert.deepEqual(faults(), [])
    assert.deepEqual(sent, [])
  })
}

test('a draft is opened from files, tried, and its effect is found; nothing is sent', skip, async (t) => {
  const { page, faults, sent } = await visit(t, 'en')
  const files = await draftOf(t, 'nis2-article-23.json', (text) => text.replace('"amount": 24', '"amount": 12'))
  await page.getByLabel(simulationPageText.against.en, { exact: true }).selectOption('draft')
  await page.locator('#draft').setInputFiles(files)
  await page.getByText(simulationPageText.draftRemarks.en).waitFor()
  assert.match(
    await page.getByRole('alert').innerText(),
    /eu\/nis2-article-23\.json, line \d+ \/examples\/\d+\/expect\/dueAt\/initial\s+EXAMPLE_WRONG/u,
  )
  await generate(page, 'en', '1500')
  await done(page, 'en', 1500)
  const row = page.getByRole('table', { name: reportText.changes.en, exact: true }).getByRole('row').nth(1)
  assert.match(await row.innerText(), /early warning/iu)
  await assertSound(page)
  assert.deepEqual(sent, [])
  assert.deepEqual(faults(), [])
})

test('a draft that cannot be read shows file, line and the expected form', skip, async (t) => {
  const { page, faults } = await visit(t, 'ja')
  const files = await draftOf(t, 'nis2-article-23.json', (text) => text.replace('imp.severe = \\"yes\\"', 'imp.sever = \\"yes\\"'))
  await page.getByLabel(simulationPageText.rules.ja, { exact: true }).selectOption('draft')
  await page.locator('#draft').setInputFiles(files)
  const alert = page.getByRole('alert')
  await alert.waitFor()
  assert.match(
    await alert.innerText(),
    /eu\/nis2-article-23\.json \d+行目 \/trigger\/0\/if\s+FACT_UNKNOWN: there is no fact that a condition can use "imp\.sever"/u,
  )
  await page.getByRole('button', { name: simulationPageText.run.ja, exact: true }).click()
  await page.getByRole('link', { name: simulationPageText.draftMissing.ja }).waitFor()
  await assertSound(page)
  assert.deepEqual(faults(), [])
})

test('incidents are opened from a file, and what is none is named by line and field', skip, async (t) => {
  const { page, faults, sent } = await visit(t, 'en')
  const line = (facts: object) => `${JSON.stringify(facts)}\n`
  const good = line({
    id: 'case-1',
    'ent.jurisdictions': ['EU'],
    'ent.designations': ['eu.gdpr.controller'],
    'pd.suspected': 'yes',
    'pd.risk': 'yes',
    't.aware': '2027-03-01T00:00:00Z',
  })
  const choose = async (text: string) => {
    await page.locator('#incidents').setInputFiles({ name: 'incidents.jsonl', mimeType: 'application/jsonl', buffer: Buffer.from(text) })
    await page.getByRole('button', { name: simulationPageText.run.en, exact: true }).click()
  }
  await page.getByText(simulationPageText.fromFile.en, { exact: true }).click()
  await choose(good + line({ 'inc.kind': 'virus' }))
  const alert = page.getByRole('alert').filter({ hasText: simulationPageText.fileFaulty.en })
  assert.match(await alert.innerText(), /line 2 \/inc\.kind ANSWER_CODE/u)
  await choose(good)
  await done(page, 'en', 1)
  await page.getByLabel(simulationPageText.followChoose.en, { exact: true }).selectOption('case-1')
  await page.getByTestId('followed').getByText(verdictText.due.en, { exact: true }).first().waitFor()
  assert.deepEqual(sent, [])
  assert.deepEqual(faults(), [])
})

test('wrong numbers are named beside their fields, and a run is stopped, by keyboard', skip, async (t) => {
  const { page, faults } = await visit(t, 'en')
  await generate(page, 'en', '0')
  await page.getByRole('link', { name: translate(simulationPageText, 'en')('countWrong', { most: 20_000 }) }).waitFor()
  assert.match(await page.title(), new RegExp(uiText.error.en, 'u'))
  await page.getByLabel(simulationPageText.count.en, { exact: true }).fill('20000')
  await page.getByRole('button', { name: simulationPageText.run.en, exact: true }).focus()
  await page.keyboard.press('Enter')
  const stop = page.getByRole('button', { name: simulationPageText.stop.en, exact: true })
  await stop.focus()
  await page.keyboard.press('Enter')
  await stop.waitFor({ state: 'detached' })
  assert.equal(await page.getByRole('heading', { name: simulationPageText.results.en }).count(), 0)
  assert.deepEqual(faults(), [])
})

test('charts that are saved from the page stand alone, in both languages', skip, async (t) => {
  for (const language of languages) {
    const { page, context, faults } = await visit(t, language)
    await generate(page, language, '200')
    await done(page, language, 200)
    const waiting = page.waitForEvent('download')
    await page.getByRole('button', { name: simulationPageText.saveHtml[language], exact: true }).click()
    const html = await readFile(await (await waiting).path(), 'utf8')
    const charts = await context.newPage()
    await charts.setViewportSize({ width: 320, height: 800 })
    await charts.setContent(html)
    await charts.getByRole('heading', { level: 1, name: reportText.title[language] }).waitFor()
    assert.equal(await charts.locator('[role=img]').count(), 3)
    assert.deepEqual(await axeFindings(charts), [])
    assert.equal(await sidewaysOverflow(charts), 0)
    assert.deepEqual(faults(), [])
  }
})
