import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { languages, type Language } from '#base/language.ts'
import { findCast, type Persona } from '#main/walkthrough-cast.ts'
import { owedPageText, owedStandingNames } from '#obligation/owed-text.ts'
import { receivedDutiesText } from '#opening/received-duties-text.ts'
import { followUpText } from '#report/follow-up-text.ts'
import { ownDutiesText } from '#report/own-duties-text.ts'
import { stageNames } from '#report/stage-text.ts'
import type { FiledReport } from '#report/report.ts'
import { createServiceClient } from '#runtime/service-client.ts'
import { translate } from '#ui/text-set.ts'
import { startText } from '#web/start-text.ts'
import { axeFindings, launchBrowser, noBrowser, openVisitor, sidewaysOverflow, type Visit } from '../support/browser.ts'
import { startDemo, type RunningProgram } from '../support/demo.ts'
import { fileAnswers, sampleAnswers } from '../support/file-answers.ts'
import { readCalendar } from '../support/read-calendar.ts'
import { signInAs } from '../support/sign-in.ts'

const skip = { skip: noBrowser }
const act = { ja: '特定侵害事象等の報告', en: 'Report of specified infringement events' }

let demo: RunningProgram
let browser: Browser
let filer: Persona
let officer: Persona
let recent: FiledReport

before(async () => {
  if (noBrowser !== false) return
  demo = await startDemo()
  browser = await launchBrowser()
  const client = createServiceClient(demo.url, null)
  const cast = await findCast(client)
  filer = cast.filer
  const aware = (hours: number) => ({ 't.aware': Temporal.Now.instant().subtract({ hours }).toString() })
  // The detailed report of the first is long overdue; that of the second is due in weeks.
  await fileAnswers({ url: demo.url, filer, answers: { ...sampleAnswers, ...aware(24 * 45), 'pd.suspected': 'yes' } })
  recent = await fileAnswers({ url: demo.url, filer, answers: { ...sampleAnswers, ...aware(2), 'inc.kind': 'ddos' } })
  const { authorities } = (await client.as(filer.token).json('/api/v1/directory')) as unknown as {
    authorities: readonly { organisationId: string; kind: string; sectors: readonly string[] }[]
  }
  const { sectors } = (await client.as(filer.token).json('/api/v1/operator')) as unknown as { sectors: readonly string[] }
  officer = cast.officerOf(
    authorities
      .filter((one) => one.kind === 'ministry' && one.sectors.some((sector) => sectors.includes(sector)))
      .map((one) => one.organisationId),
  )
})

after(async () => {
  await browser?.close()
  await demo?.stop()
})

async function visit(persona: Persona, how: Partial<Visit> & { language: Language }, next = '/p/owed') {
  const visitor = await openVisitor(browser, { origin: demo.url, ...how })
  await signInAs(visitor.page, persona, { url: demo.url, language: how.language, next })
  return visitor
}

async function assertSound(page: Page): Promise<void> {
  assert.deepEqual(await axeFindings(page), [], await page.title())
  assert.equal(await sidewaysOverflow(page), 0, await page.title())
}

// Either language and each width, not all pairs.
const views = [
  ['ja', 1280],
  ['en', 375],
  ['ja', 320],
] as const

for (const [language, width] of views) {
  test(`a filer sees everything owed, the most urgent first, at ${width} px in ${language}`, skip, async () => {
    const { page, context, faults } = await visit(filer, { language, width })
    await page.getByRole('heading', { level: 1, name: owedPageText.title[language] }).waitFor()
    await page.getByRole('heading', { level: 2, name: owedStandingNames.later[language] }).waitFor()
    const groups = await page.getByRole('heading', { level: 2 }).allInnerTexts()
    assert.equal(groups[0], owedStandingNames.overdue[language])
    assert.ok(groups.indexOf(owedStandingNames.later[language]) > 0)
    const overdue = page.getByRole('region', { name: owedStandingNames.overdue[language] }).getByRole('article')
    assert.match(await overdue.first().innerText(), language === 'ja' ? /超過/ : /past/)
    await page.getByText(owedPageText.counted[language]).first().click()
    await page.getByText(owedPageText.steps[language], { exact: true }).first().waitFor()
    await page
      .getByRole('navigation')
      .getByText(language === 'ja' ? /期限超過\d+件/ : /\d+ overdue/)
      .first()
      .waitFor({ state: 'attached' })
    await assertSound(page)
    assert.deepEqual(faults(), [])
    await context.close()
  })

  test(`an officer sees the own duties, then those of operators without a name, at ${width} px in ${language}`, skip, async () => {
    const { page, context, faults } = await visit(officer, { language, width })
    const own = page.getByRole('region', { name: receivedDutiesText.own[language] })
    await own.getByRole('table').waitFor()
    const operators = page.getByRole('region', { name: receivedDutiesText.operators[language] })
    await operators.getByRole('table').waitFor()
    assert.ok((await operators.getByRole('rowheader').count()) > 1)
    const words = await page.getByRole('main').innerText()
    assert.ok(!words.includes(filer.organisation.name[language]) && words.includes(recent.incidentId.slice(0, 8)))
    await assertSound(page)
    assert.deepEqual(faults(), [])
    await context.close()
  })
}

for (const language of languages) {
  test(`a filer goes from what is owed to its form with the keyboard alone, in ${language}`, skip, async () => {
    const { page, context, faults } = await visit(filer, { language })
    const later = page.getByRole('region', { name: owedStandingNames.later[language] })
    const duty = later
      .getByRole('article')
      .filter({ hasText: act[language] })
      .filter({ hasText: recent.incidentId.slice(0, 8) })
    await duty.getByRole('link', { name: ownDutiesText.file[language] }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: followUpText.title[language] }).waitFor()
    assert.equal(await page.getByRole('radio', { name: stageNames.detailed[language] }).isChecked(), true)
    assert.deepEqual(faults(), [])
    await context.close()
  })

  test(`the start page of a filer says what is due next, in ${language}`, skip, async () => {
    const { page, context } = await visit(filer, { language }, '/')
    await page.getByText(startText.nextOwed[language]).waitFor()
    await assertSound(page)
    await context.close()
  })
}

test('a filer states that it reported elsewhere, and the duty moves to those that are settled', skip, async () => {
  const { page, context, faults } = await visit(filer, { language: 'ja' })
  const t = translate(ownDutiesText, 'ja')
  const overdue = page.getByRole('region', { name: owedStandingNames.overdue.ja }).getByRole('article')
  await overdue.first().waitFor()
  const count = await overdue.count()
  await overdue.first().getByText(t('state')).click()
  await overdue
    .first()
    .getByRole('button', { name: t('stateSend') })
    .click()
  await page.getByText(t('stateMissing')).waitFor()
  await assertSound(page)
  await overdue.first().getByRole('button', { name: '現在の日時を入力' }).click()
  await overdue
    .first()
    .getByRole('button', { name: t('stateSend') })
    .click()
  await page.getByText(t('stateMissing')).waitFor({ state: 'hidden' })
  await page.waitForFunction((left) => document.querySelectorAll('#owed-overdue ~ article').length === left, count - 1)
  await page.getByText(t('settled')).click()
  await page
    .getByRole('row')
    .filter({ hasText: t('byStatement') })
    .first()
    .waitFor()
  await assertSound(page)
  assert.deepEqual(faults(), [])
  await context.close()
})

test('without a connection the list stays, says since when, and the time left goes on', skip, async () => {
  const { page, context, faults } = await openVisitor(browser, { origin: demo.url, language: 'ja', expected: [/ERR_FAILED/] })
  await page.clock.install()
  await signInAs(page, filer, { url: demo.url, language: 'ja', next: '/p/owed' })
  await page.getByRole('article').first().waitFor()
  await page.route('**/api/**', (route) => route.abort())
  await page.clock.fastForward('02:00')
  await page.getByRole('heading', { name: /から更新できていません/ }).waitFor()
  const later = page.getByRole('region', { name: owedStandingNames.later.ja }).getByRole('article').first()
  const before = await later.textContent()
  await page.clock.fastForward('25:00:00')
  await page.waitForFunction((text) => document.querySelectorAll('#owed-later ~ article')[0]?.textContent !== text, before)
  await assertSound(page)
  await page.unroute('**/api/**')
  await page.clock.fastForward('02:00')
  await page
    .getByText(/最終更新/)
    .first()
    .waitFor()
  assert.deepEqual(faults(), [])
  await context.close()
})

test('the calendar file saves from the page and carries no case data', skip, async () => {
  const { page, context } = await visit(filer, { language: 'en' })
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: owedPageText.calendar.en }).click()])
  assert.equal(download.suggestedFilename(), 'noroshi-deadlines.ics')
  const text = await readFile(await download.path(), 'utf8')
  assert.ok(readCalendar(text).events.length > 0)
  assert.ok(!text.includes(recent.incidentId) && !text.includes(filer.organisation.name.en))
  await page.getByText(owedPageText.calendarBody.en).waitFor()
  await context.close()
})

test('a viewer sees what is owed and is offered no form', skip, async () => {
  const { personas } = (await createServiceClient(demo.url, null).json('/api/v1/demo/personas')) as unknown as {
    personas: readonly Persona[]
  }
  const viewer = personas.find(({ roles, organisation }) => organisation.id === filer.organisation.id && !roles.includes('filer'))
  if (viewer === undefined) return
  const { page, context } = await visit(viewer, { language: 'ja' })
  await page.getByRole('article').first().waitFor()
  assert.equal(await page.getByRole('link', { name: ownDutiesText.file.ja }).count(), 0)
  assert.equal(await page.getByText(ownDutiesText.state.ja).count(), 0)
  await context.close()
})
