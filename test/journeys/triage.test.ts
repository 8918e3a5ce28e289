import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import { languages, type Language } from '#base/language.ts'
import { findCast, type Cast } from '#main/walkthrough-cast.ts'
import { triageText } from '#report/triage-text.ts'
import { questionText } from '#report/triage-question-text.ts'
import { decisionText } from '#obligation/decision-text.ts'
import { findFact } from '#rulebook/legal-fact.ts'
import { createServiceClient } from '#runtime/service-client.ts'
import { translate } from '#ui/text-set.ts'
import { uiText } from '#ui/ui-text.ts'
import { axeFindings, launchBrowser, noBrowser, openVisitor, sidewaysOverflow, type Visitor } from '../support/browser.ts'
import { runCommandLine } from '../support/command-line.ts'
import { startDemo, type RunningProgram } from '../support/demo.ts'
import { signInAs } from '../support/sign-in.ts'

const skip = { skip: noBrowser }

let demo: RunningProgram
let browser: Browser
let cast: Cast
const opened: Visitor[] = []

before(async () => {
  if (noBrowser !== false) return
  demo = await startDemo()
  browser = await launchBrowser()
  cast = await findCast(createServiceClient(demo.url, null))
})

after(async () => {
  await browser?.close()
  await demo?.stop()
})

/** Opens the triage in a window of its own; its faults must be none in the end. */
async function visit(how: { language: Language; width?: number; expected?: readonly RegExp[] }): Promise<Visitor> {
  const visitor = await openVisitor(browser, { origin: demo.url, ...how })
  opened.push(visitor)
  await visitor.page.goto(`${demo.url}/p/assess?lang=${how.language}`)
  await visitor.page.getByRole('heading', { level: 1 }).waitFor()
  return visitor
}

function assertFaultless(): void {
  assert.deepEqual(
    opened.flatMap(({ faults }) => faults()),
    [],
  )
}

async function assertSound(page: Page): Promise<void> {
  assert.deepEqual(await axeFindings(page), [], await page.title())
  assert.equal(await sidewaysOverflow(page), 0, await page.title())
}

function words(language: Language) {
  const t = translate(triageText, language)
  const press = (page: Page, key: 'begin' | 'next' | 'goOn' | 'fileNow') => page.getByRole('button', { name: t(key), exact: true }).click()
  const question = (page: Page, factId: string, at: number) =>
    page
      .getByRole('heading', { level: 1, name: t('question', { at }), exact: true })
      .and(page.locator('h1'))
      .waitFor()
      .then(() => page.getByText(labelOf(factId, language), { exact: true }).first().waitFor())
  return { t, ui: translate(uiText, language), press, question }
}

function labelOf(factId: string, language: Language): string {
  const fact = findFact(factId)
  assert.ok(fact)
  return questionText(fact)[language]
}

/** Answers the question that is shown, by the words of the answer, and goes on. */
async function answer(page: Page, language: Language, label: string): Promise<void> {
  await page.getByText(label, { exact: true }).first().click()
  await words(language).press(page, 'next')
}

const yes = { ja: 'はい', en: 'Yes' } as const
const no = { ja: 'いいえ', en: 'No' } as const
const confirmed = { ja: '確認済み', en: 'Confirmed' } as const

for (const language of languages) {
  test(`a visitor learns with the network cut what the law asks, at 320 px in ${language}`, skip, async () => {
    // The browser asks for the picture of its tab by itself.
    const { page, context } = await visit({ language, width: 320, expected: [/favicon\.svg/] })
    const { t, ui, press, question } = words(language)
    await assertSound(page)
    await page.waitForLoadState('networkidle')
    await context.setOffline(true)
    await press(page, 'begin')
    await question(page, 'inc.certainty', 1)
    await press(page, 'next')
    await page.getByRole('alert').getByText(t('answerMissing')).waitFor()
    await assertSound(page)
    await answer(page, language, confirmed[language])
    await question(page, 'ent.sector', 2)
    await page.getByRole('searchbox').fill(language === 'ja' ? '電気' : 'electric')
    await assertSound(page)
    await answer(page, language, language === 'ja' ? '電気' : 'Electricity')
    await question(page, 'ast.designated', 3)
    await answer(page, language, yes[language])
    await question(page, 'mal.suspected', 4)
    await answer(page, language, yes[language])
    await question(page, 'pd.suspected', 5)
    await answer(page, language, ui('unknownYet'))
    await question(page, 'ent.designations', 6)
    await answer(
      page,
      language,
      language === 'ja' ? '特別社会基盤事業者' : 'Special infrastructure operator (uses a specified important computer)',
    )
    await question(page, 't.aware', 7)
    await assertSound(page)
    await page.getByRole('button', { name: ui('takeNow') }).click()
    await press(page, 'next')
    await page.getByRole('heading', { level: 1, name: t('resultDue') }).waitFor()
    await page
      .getByText(language === 'ja' ? /24時まで（日本時間）/ : /By end of|By the end of/)
      .first()
      .waitFor()
    await assertSound(page)
    // Back to an answer, and the rest follows from it.
    await page.getByRole('link', { name: new RegExp(labelOf('mal.suspected', language).replace('?', '\\?')) }).click()
    await question(page, 'mal.suspected', 4)
    await answer(page, language, no[language])
    await page.getByRole('heading', { level: 1, name: t('question', { at: 6 }), exact: true }).waitFor()
    await page.goBack()
    await question(page, 'mal.suspected', 4)
    assertFaultless()
  })
}

test('with the keyboard alone somebody learns that there is no duty, and takes the result along as files', skip, async () => {
  const { page } = await visit({ language: 'ja' })
  const { t } = words('ja')
  await pressByKeyboard(page, t('begin'))
  await tabTo(page, page.getByRole('radio').first())
  const falseAlarm = page.getByRole('radio', { name: '誤報' })
  for (let presses = 0; presses < 5 && !(await falseAlarm.isChecked()); presses++) await page.keyboard.press('ArrowDown')
  await pressByKeyboard(page, t('next'))
  await tabTo(page, page.getByRole('checkbox', { name: t('none') }))
  await page.keyboard.press('Space')
  await pressByKeyboard(page, t('next'))
  await page.getByRole('heading', { level: 1, name: t('resultNotDue') }).waitFor()
  await assertSound(page)
  const text = await saved(page, t('saveText'))
  assert.match(text, /報告義務なし/)
  const facts = await saved(page, t('saveFacts'))
  const file = join(demo.dataFolder, 'facts.json')
  await writeFile(file, facts)
  const { code, output } = await runCommandLine(['assess', file, '--json'], { NOROSHI_URL: demo.url })
  assert.equal(code, 0)
  assert.equal((JSON.parse(output) as { verdict: string }).verdict, 'not-due')
  assertFaultless()
})

async function saved(page: Page, button: string): Promise<string> {
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: button }).click()
  return readFile(await (await download).path(), 'utf8')
}

async function tabTo(page: Page, control: Locator): Promise<void> {
  await control.waitFor()
  for (let tabs = 0; tabs < 120; tabs++) {
    if (await control.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  assert.fail('the control cannot be reached with the Tab key')
}

async function pressByKeyboard(page: Page, name: string): Promise<void> {
  await tabTo(page, page.getByRole('button', { name, exact: true }))
  await page.keyboard.press('Enter')
}

test('a filer is not asked what the registry says, and files with the answers of the triage', skip, async () => {
  const { page } = await visit({ language: 'ja' })
  const { t, ui, press, question } = words('ja')
  await signInAs(page, cast.filer, { url: demo.url, language: 'ja', next: '/p/assess' })
  await page.getByText('登録簿の事業分野と指定を用いる').waitFor()
  await press(page, 'begin')
  await answer(page, 'ja', confirmed.ja)
  for (const [index, id] of ['ast.designated', 'mal.suspected', 'pd.suspected'].entries()) {
    await question(page, id, index + 2)
    await answer(page, 'ja', yes.ja)
  }
  await question(page, 't.aware', 5)
  await page.getByRole('button', { name: ui('takeNow') }).click()
  await press(page, 'next')
  await page.getByRole('heading', { level: 1, name: t('resultDue') }).waitFor()
  await assertSound(page)
  await press(page, 'fileNow')
  await page.getByRole('heading', { level: 1, name: '回答の確認' }).waitFor()
  await page.locator('aside').getByText('特定侵害事象等の報告').first().waitFor()
  await page.locator('aside').getByText('個人データの漏えい等の報告').first().waitFor()
  await page.getByText('確認済み').first().waitFor()
  await assertSound(page)
  assertFaultless()
})

for (const language of languages) {
  test(`a filer records "no duty" and shows it later, at 320 px in ${language}`, skip, async () => {
    const { page } = await visit({ language, width: 320 })
    const { t, ui, press, question } = words(language)
    const d = translate(decisionText, language)
    await signInAs(page, cast.filer, { url: demo.url, language, next: '/p/assess' })
    await press(page, 'begin')
    await question(page, 'inc.certainty', 1)
    await answer(page, language, language === 'ja' ? '誤報' : 'False alarm')
    await page.getByRole('heading', { level: 1, name: t('resultNotDue') }).waitFor()
    const sending = page.waitForRequest((request) => request.url().endsWith('/api/v1/decisions'))
    await page.getByRole('button', { name: d('record'), exact: true }).click()
    const sent = (await sending).postData() ?? ''
    assert.deepEqual(Object.keys(JSON.parse(sent) as object).toSorted(), ['decisionId', 'rulebooks', 'sealed'])
    assert.ok(!sent.includes('false-alarm') && !sent.includes('not-due'))
    await page.getByText(d('recorded')).waitFor()
    await assertSound(page)
    await page.goto(`${demo.url}/p/decisions`)
    await page.getByRole('heading', { level: 1, name: d('listTitle') }).waitFor()
    await assertSound(page)
    await page.getByRole('row').nth(1).getByRole('link').click()
    await page.getByRole('button', { name: d('open') }).waitFor()
    await assertSound(page)
    await page.getByRole('button', { name: d('open') }).click()
    await page.getByText(d('signerOwn')).waitFor()
    await page.getByText(d('unchanged')).waitFor()
    await page
      .getByText(language === 'ja' ? '誤報' : 'False alarm', { exact: true })
      .first()
      .waitFor()
    await assertSound(page)
    assert.equal(await page.getByText(ui('unknownYet')).count(), 0)
    assertFaultless()
  })
}

test('a record that got no answer is sent again as the very same bytes, and is one record', skip, async () => {
  const { page } = await visit({ language: 'ja', expected: [/Failed to load resource/] })
  const { t, press } = words('ja')
  const d = translate(decisionText, 'ja')
  await signInAs(page, cast.filer, { url: demo.url, language: 'ja', next: '/p/assess' })
  await press(page, 'begin')
  await answer(page, 'ja', '誤報')
  await page.getByRole('heading', { level: 1, name: t('resultNotDue') }).waitFor()
  const bodies: string[] = []
  // The first request reaches the server, and its answer is lost.
  await page.route('**/api/v1/decisions', async (route) => {
    bodies.push(route.request().postData() ?? '')
    if (bodies.length > 1) return route.continue()
    await route.fetch()
    return route.abort()
  })
  await page.getByRole('button', { name: d('record'), exact: true }).click()
  await page.getByText('サーバーに接続できません').first().waitFor()
  await page.getByRole('button', { name: d('record'), exact: true }).click()
  await page.getByText(d('recorded')).waitFor()
  assert.equal(bodies.length, 2)
  assert.equal(bodies[0], bodies[1])
  const { decisionId } = JSON.parse(bodies[0] ?? '') as { decisionId: string }
  const environment = { NOROSHI_URL: demo.url, NOROSHI_TOKEN: cast.filer.token }
  const listed = await runCommandLine(['assess', '--recorded', '--json'], environment)
  const { decisions } = JSON.parse(listed.output) as { decisions: readonly { decisionId: string }[] }
  assert.equal(decisions.filter((one) => one.decisionId === decisionId).length, 1)
})

test('a record that was altered on the server does not open, and the page says so', skip, async () => {
  const { page } = await visit({ language: 'ja' })
  const d = translate(decisionText, 'ja')
  await signInAs(page, cast.filer, { url: demo.url, language: 'ja', next: '/p/decisions' })
  await page.route(/decisions\/[0-9a-f-]{36}$/, async (route) => {
    if (!route.request().url().includes('/api/')) return route.continue()
    const answer = await route.fetch()
    const kept = (await answer.json()) as { rulebooks: readonly { id: string }[] }
    return route.fulfill({ response: answer, json: { ...kept, rulebooks: [{ id: 'jp', version: '1999.01.01' }] } })
  })
  await page.getByRole('row').nth(1).getByRole('link').click()
  await page.getByRole('button', { name: d('open') }).click()
  await page.getByText(d('unreadable')).waitFor()
  await assertSound(page)
  assertFaultless()
})

test('the command line records, lists and shows a decision', skip, async () => {
  const file = join(demo.dataFolder, 'no-duty.json')
  await writeFile(file, JSON.stringify({ 'inc.certainty': 'false-alarm', 'ent.sector': [] }))
  const environment = { NOROSHI_URL: demo.url, NOROSHI_TOKEN: cast.filer.token }
  const recorded = await runCommandLine(['assess', file, '--record', '--lang', 'en'], environment)
  assert.equal(recorded.code, 0, recorded.complaints)
  assert.match(recorded.output, /No duty to report/)
  const [, id] = /decision {2}([0-9a-f-]{36})/.exec(recorded.complaints) ?? []
  assert.ok(id)
  const listed = await runCommandLine(['assess', '--recorded', '--lang', 'en'], environment)
  assert.ok(listed.output.includes(id))
  const shown = await runCommandLine(['assess', '--recorded', id, '--lang', 'en'], environment)
  assert.equal(shown.code, 0, shown.complaints)
  assert.match(shown.output, /your own key/)
  assert.match(shown.output, /"inc.certainty": "false-alarm"/)
  assert.match(shown.output, /The rulebooks have not changed since/)
  const refused = await runCommandLine(['assess', file, '--record'], { NOROSHI_URL: demo.url })
  assert.equal(refused.code, 4)
  assert.match(refused.output, /jp\.ccea\.art5/, 'the assessment itself needs no server')
  const backdated = await runCommandLine(['assess', file, '--record', '--at', '2026-01-01T00:00:00Z'], environment)
  assert.equal(backdated.code, 2)
})
