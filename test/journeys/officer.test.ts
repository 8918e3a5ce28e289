import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { languages, type Language } from '#base/language.ts'
import { findCast, type Persona } from '#main/walkthrough-cast.ts'
import { incidentText, openingText, signerTexts } from '#opening/incident-text.ts'
import { inboxText } from '#opening/inbox-text.ts'
import { purposeNames } from '#opening/purpose-text.ts'
import type { FiledReport } from '#report/report.ts'
import { createServiceClient } from '#runtime/service-client.ts'
import { translate } from '#ui/text-set.ts'
import { findingTexts } from '#warning/gate/gate-text.ts'
import { heldText } from '#warning/held-text.ts'
import { axeFindings, launchBrowser, noBrowser, openVisitor, sidewaysOverflow, type Visit } from '../support/browser.ts'
import { startDemo, type RunningProgram } from '../support/demo.ts'
import { fileAnswers, sampleAnswers } from '../support/file-answers.ts'
import { signInAs } from '../support/sign-in.ts'

const secret = '地下二階の制御盤室'
const skip = { skip: noBrowser }

let demo: RunningProgram
let browser: Browser
let filer: Persona
let officer: Persona
let first: FiledReport

before(async () => {
  if (noBrowser !== false) return
  demo = await startDemo()
  browser = await launchBrowser()
  const cast = await findCast(createServiceClient(demo.url, null))
  filer = cast.filer
  const answers = { ...sampleAnswers, 'inc.summary': `${secret}<img src=x onerror=alert(1)>\u202Egnp.exe`, 'tec.malware': ['自由記述'] }
  first = await fileAnswers({ url: demo.url, filer, answers })
  await fileAnswers({ url: demo.url, filer, answers: { ...answers, 'inc.status': 'contained' } }, { report: first, stage: 'update' })
  await fileAnswers({ url: demo.url, filer, answers: { ...sampleAnswers, 'inc.kind': 'ddos', 'share.consent': 'no' } })
  await fileAnswers({ url: demo.url, filer, answers: { ...sampleAnswers, 'inc.kind': 'other', 'share.consent': 'unknown' } })
  officer = cast.officerOf(await receivers())
})

after(async () => {
  await browser?.close()
  await demo?.stop()
})

/** Returns the organisations whose key the first report was enveloped to. */
async function receivers(): Promise<readonly string[]> {
  const client = createServiceClient(demo.url, null).as(filer.token)
  const { authorities } = (await client.json('/api/v1/directory')) as unknown as {
    authorities: readonly { keyId: string; organisationId: string; kind: string }[]
  }
  const { filing } = (await client.json(`/api/v1/reports/${first.reportId}`)) as unknown as {
    filing: { sealed: { authorities: readonly { keyId: string }[] } }
  }
  const keyIds = new Set(filing.sealed.authorities.map(({ keyId }) => keyId))
  return authorities.filter(({ keyId, kind }) => keyIds.has(keyId) && kind === 'ministry').map(({ organisationId }) => organisationId)
}

async function officerAt(next: string, visit: Partial<Visit> & { language: Language }) {
  const visitor = await openVisitor(browser, { origin: demo.url, ...visit })
  await signInAs(visitor.page, officer, { url: demo.url, language: visit.language, next })
  return visitor
}

function openingAddress(): string {
  return `/p/inbox/${first.incidentId}/reports/${first.reportId}`
}

async function chooseTriage(page: Page, language: Language): Promise<void> {
  await page.getByRole('radio', { name: purposeNames.triage[language] }).check({ force: true })
}

async function openReport(page: Page, language: Language): Promise<void> {
  const t = translate(openingText, language)
  await chooseTriage(page, language)
  await page.getByRole('button', { name: t('open') }).click()
  await page.getByRole('heading', { name: t('openedAt') }).waitFor()
}

test('an officer finds an incident, opens its report and reads it, with the keyboard alone', skip, async () => {
  const { page, context, faults } = await officerAt('/p/inbox', { language: 'ja' })
  const t = translate(openingText, 'ja')
  const links = page.getByRole('rowheader').getByRole('link')
  await links.first().waitFor()
  assert.equal(await links.count(), 3)
  await links.first().focus()
  await page.keyboard.press('j')
  assert.equal(await links.nth(1).evaluate((link) => link === document.activeElement), true)
  await page.keyboard.press('ArrowUp')
  const number = first.incidentId.slice(0, 8)
  const place = await links.evaluateAll((all, wanted) => all.findIndex((link) => link.textContent?.includes(wanted)), number)
  for (let step = 0; step < place; step++) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: new RegExp(number) }).waitFor()
  const changed = page.getByRole('row').filter({ hasText: '封じ込め済み' })
  await changed.first().waitFor()
  assert.equal(await changed.count(), 1, 'the follow-up differs in one answer')
  assert.ok(!(await page.content()).includes(secret), 'nothing sealed is on the page before the opening')

  await page.getByRole('link', { name: /開封に進む\s*：速報/ }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 2, name: t('logged') }).waitFor()
  assert.ok((await page.getByRole('main').innerText()).includes(t('operatorSees')))
  await page.getByRole('radio').first().focus()
  await page.keyboard.press('Space')
  await page
    .getByRole('region', { name: t('logged') })
    .filter({ hasText: purposeNames.triage.ja })
    .waitFor()
  await page.getByRole('button', { name: t('open') }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: t('openedAt') }).waitFor()
  const words = await page.getByRole('main').innerText()
  assert.ok(
    words.includes(`${secret}<img src=x onerror=alert(1)>[U+202E]gnp.exe`),
    'the summary stands there as text, what turns it around is shown',
  )
  assert.ok(words.includes(filer.organisation.name.ja))
  await page.getByRole('heading', { name: signerTexts.listed.title.ja }).waitFor()
  assert.equal(
    await page.evaluate(() => document.activeElement?.contains(document.querySelector('h1'))),
    true,
    'the focus is at the heading',
  )
  assert.deepEqual(faults(), [])
  await context.close()

  const openings = (await createServiceClient(demo.url, null)
    .as(filer.token)
    .json(`/api/v1/incidents/${first.incidentId}/openings`)) as unknown as { openings: readonly { purpose: string; reportId: string }[] }
  assert.deepEqual(
    openings.openings.map(({ purpose, reportId }) => [purpose, reportId]),
    [['triage', first.reportId]],
    'the operator sees the opening as the page said',
  )
})

test('what was opened, and the key, are gone after signing out', skip, async () => {
  const { page, context } = await officerAt(openingAddress(), { language: 'en' })
  const t = translate(openingText, 'en')
  await openReport(page, 'en')
  await page.getByRole('button', { name: /^Account/ }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL(`${demo.url}/`)
  assert.ok(!(await page.content()).includes(secret))
  await signInAs(page, officer, { url: demo.url, language: 'en', next: openingAddress() })
  await page.getByRole('button', { name: t('open') }).waitFor()
  await page.getByRole('heading', { name: t('demoKey') }).waitFor()
  await context.close()
})

test('a signer whom the directory lists with another key is warned of', skip, async () => {
  const { page, context } = await officerAt(openingAddress(), { language: 'ja' })
  await page.route(/\/api\/v1\/keys\/[0-9a-f-]{36}$/, async (route) => {
    const answer = await route.fetch()
    const key = (await answer.json()) as Readonly<Record<string, unknown>>
    await route.fulfill({ response: answer, json: { ...key, signing: `A${String(key['signing']).slice(1)}` } })
  })
  await openReport(page, 'ja')
  await page.getByRole('alert').filter({ hasText: signerTexts['other-key'].title.ja }).waitFor()
  await context.close()
})

test('the filters of the inbox are in its address and survive a reload', skip, async () => {
  const { page, context, faults } = await officerAt('/p/inbox', { language: 'ja' })
  const t = translate(inboxText, 'ja')
  await page.getByLabel(t('kind')).selectOption('ddos')
  await page.waitForURL(/\?kind=ddos$/)
  const counted = page.getByText(t('count', { shown: 1, total: 3 }))
  await counted.waitFor()
  await page.reload()
  await counted.waitFor()
  await page.getByRole('button', { name: t('clear') }).click()
  await page.getByText(t('count', { shown: 3, total: 3 })).waitFor()
  assert.equal(new URL(page.url()).search, '')
  assert.deepEqual(faults(), [])
  await context.close()
})

test('what the gate holds is shown with its reason in words', skip, async () => {
  const { page, context, faults } = await officerAt('/p/held', { language: 'ja' })
  await page.getByRole('rowheader').filter({ hasText: findingTexts['consent-refused'].ja }).waitFor()
  await page.getByRole('rowheader').filter({ hasText: findingTexts['consent-unknown'].ja }).waitFor()
  assert.ok((await page.getByRole('main').innerText()).includes(translate(heldText, 'ja')('noPreview')))
  assert.ok(!(await page.content()).includes(filer.organisation.name.ja))
  assert.deepEqual(faults(), [])
  await context.close()
})

for (const language of languages) {
  test(`pages of an officer have no axe findings and fit 320 px (${language})`, skip, async () => {
    const { page, context, faults } = await officerAt('/p/inbox', { language, width: 320, expected: [/404/] })
    const incident = translate(incidentText, language)
    const opening = translate(openingText, language)
    const check = async (what: string) => {
      assert.deepEqual(await axeFindings(page), [], what)
      assert.equal(await sidewaysOverflow(page), 0, what)
      assert.match(await page.title(), /.｜Noroshi$/, what)
    }
    await page.getByRole('rowheader').first().waitFor()
    await check('inbox')
    await page.goto(`${demo.url}/p/inbox/${first.incidentId}`)
    await page.getByRole('table', { name: incident('comparison', { before: 1, after: 2 }) }).waitFor()
    await check('incident')
    await page.goto(demo.url + openingAddress())
    await page.getByRole('button', { name: opening('open') }).click()
    await page
      .getByRole('alert')
      .filter({ hasText: opening('choosePurpose') })
      .waitFor()
    assert.match(await page.title(), language === 'ja' ? /^エラー/ : /^Error/)
    await check('opening in error')
    await openReport(page, language)
    await page.getByRole('heading', { name: signerTexts.listed.title[language] }).waitFor()
    await check('open report')
    await page.goto(`${demo.url}/p/held`)
    await page.locator('summary').first().click()
    await check('held')
    await page.goto(`${demo.url}/p/inbox/${crypto.randomUUID()}`)
    await page.getByRole('alert').waitFor()
    await check('absent')
    assert.deepEqual(faults(), [])
    await context.close()
  })
}
