import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { languages } from '#base/language.ts'
import { findCast, type Cast } from '#main/walkthrough-cast.ts'
import { createServiceClient } from '#runtime/service-client.ts'
import { translate } from '#ui/text-set.ts'
import type { WarningBody } from '#warning/warning-body.ts'
import { warningsText, warningText } from '#warning/warning-page-text.ts'
import { axeFindings, launchBrowser, noBrowser, openVisitor, sidewaysOverflow } from '../support/browser.ts'
import { startDemo, type RunningProgram } from '../support/demo.ts'
import { fileAnswers, sampleAnswers } from '../support/file-answers.ts'
import { readEvents, takeEvents } from '../support/read-events.ts'
import { signInAs } from '../support/sign-in.ts'

const skip = { skip: noBrowser }
const host = 'update-check.bad-host.net'

let demo: RunningProgram
let browser: Browser
let cast: Cast

before(async () => {
  if (noBrowser !== false) return
  demo = await startDemo()
  browser = await launchBrowser()
  cast = await findCast(createServiceClient(demo.url, null))
  await fileWith({ 'share.tlp': 'clear' })
  await fileWith({ 'share.tlp': 'amber', 'inc.kind': 'ddos' })
  await published(2)
})

after(async () => {
  await browser?.close()
  await demo?.stop()
})

async function fileWith(change: Readonly<Record<string, string>>): Promise<void> {
  const ioc = [
    { type: 'domain', value: host, role: 'delivery' },
    { type: 'ipv6', value: '2a0b:f4c2::9' },
  ]
  await fileAnswers({ url: demo.url, filer: cast.filer, answers: { ...sampleAnswers, 'tec.ttp': ['T1486'], ioc, ...change } })
}

/** Returns the first `count` warnings that the subscriber may read, once they are published. */
async function published(count: number): Promise<readonly WarningBody[]> {
  const client = createServiceClient(demo.url, null).as(cast.subscriber.token)
  const response = await client.fetch('/api/v1/warnings/stream?after=0', { signal: AbortSignal.timeout(60_000) })
  const events = readEvents(response)
  const taken = await takeEvents(events, count)
  await events.return(undefined)
  return taken.map(({ data }) => JSON.parse(data) as WarningBody)
}

async function addressOf(tlp: string): Promise<string> {
  const warning = (await published(2)).find((one) => one.tlp === tlp)
  return `/p/warnings/${warning?.id ?? ''}`
}

test('a warning appears in the list as it is published, and is announced', skip, async () => {
  const { page, context, faults } = await openVisitor(browser, { origin: demo.url, language: 'ja' })
  const t = translate(warningsText, 'ja')
  await signInAs(page, cast.subscriber, { url: demo.url, language: 'ja', next: '/p/warnings' })
  await page.getByText(t('following')).waitFor()
  assert.equal(await cards(page).count(), 2)
  await fileWith({ 'share.tlp': 'green' })
  await page
    .getByRole('status')
    .filter({ hasText: t('arrived', { count: 1, title: '' }) })
    .waitFor()
  assert.equal(await cards(page).count(), 3)
  assert.ok((await cards(page).first().innerText()).includes(t('isNew')))
  assert.deepEqual(faults(), [])
  await context.close()
})

function cards(page: Page) {
  return page
    .getByRole('main')
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading') })
}

test('a warning says first what to do, shows values that nobody can open by mistake, and copies the real ones', skip, async () => {
  const { page, context, faults } = await openVisitor(browser, { origin: demo.url, language: 'ja' })
  const t = translate(warningText, 'ja')
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await signInAs(page, cast.subscriber, { url: demo.url, language: 'ja', next: await addressOf('amber') })
  await page.getByRole('table', { name: t('indicators') }).waitFor()
  const headings = await page.getByRole('main').getByRole('heading', { level: 2 }).allInnerTexts()
  assert.deepEqual(headings.slice(0, 3), [t('actions'), t('happening'), t('indicators')])
  const words = await page.getByRole('main').innerText()
  assert.ok(words.includes('update-check[.]bad-host[.]net'))
  assert.ok(!words.includes(host))
  for (const part of ['TLP:AMBER', 'PAP:GREEN', 'T1486']) assert.ok(words.includes(part), part)
  await page.getByRole('row').filter({ hasText: 'bad-host' }).getByRole('button', { name: 'コピー' }).press('Enter')
  await page.getByRole('row').filter({ hasText: 'bad-host' }).getByRole('status').filter({ hasText: 'コピーしました' }).waitFor()
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), host)
  await page.getByRole('button', { name: t('copyAll', { count: 2 }) }).press('Enter')
  await page.getByText(t('copiedAll', { count: 2 })).waitFor()
  assert.deepEqual((await page.evaluate(() => navigator.clipboard.readText())).split('\n').toSorted(), ['2a0b:f4c2::9', host])
  assert.deepEqual(faults(), [])
  await context.close()
})

test('a warning downloads as STIX and as CSV', skip, async () => {
  const { page, context } = await openVisitor(browser, { origin: demo.url, language: 'en' })
  const t = translate(warningText, 'en')
  await signInAs(page, cast.subscriber, { url: demo.url, language: 'en', next: await addressOf('amber') })
  const download = async (name: string): Promise<string> => {
    // Not by the mouse: what others answered is shown above as soon as it is there, and moves the link.
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).press('Enter')])
    return readFile(await file.path(), 'utf8')
  }
  const bundle = JSON.parse(await download(t('stix'))) as { type: string; objects: readonly { type: string; name?: string }[] }
  assert.equal(bundle.type, 'bundle')
  assert.ok(bundle.objects.some((object) => object.type === 'indicator' && object.name === host))
  assert.ok((await download(t('csv'))).includes(host))
  await context.close()
})

test('a visitor who is not signed in reads warnings of TLP:CLEAR and no others', skip, async () => {
  const { page, context, faults } = await openVisitor(browser, { origin: demo.url, language: 'ja', expected: [/404/] })
  const t = translate(warningsText, 'ja')
  await page.goto(`${demo.url}/p/warnings`)
  await page.getByText(t('anonymous')).waitFor()
  await cards(page).first().waitFor()
  assert.deepEqual(await cards(page).count(), 1)
  await cards(page).first().getByRole('link').click()
  await page.getByRole('heading', { level: 2, name: translate(warningText, 'ja')('actions') }).waitFor()
  await page.goto(demo.url + (await addressOf('amber')))
  await page.getByRole('alert').waitFor()
  assert.ok(!(await page.content()).includes('TLP:AMBER'))
  assert.deepEqual(faults(), [])
  await context.close()
})

for (const language of languages) {
  test(`pages of warnings have no axe findings and fit 320 px (${language})`, skip, async () => {
    const { page, context, faults } = await openVisitor(browser, { origin: demo.url, language, width: 320, expected: [/404/] })
    const check = async (what: string) => {
      assert.deepEqual(await axeFindings(page), [], what)
      assert.equal(await sidewaysOverflow(page), 0, what)
      assert.match(await page.title(), /.｜Noroshi$/, what)
    }
    await signInAs(page, cast.subscriber, { url: demo.url, language, next: '/p/warnings' })
    await cards(page).first().waitFor()
    await check('list')
    await page.goto(demo.url + (await addressOf('amber')))
    await page.getByRole('table').waitFor()
    await check('warning')
    await page.goto(`${demo.url}/p/warnings/${crypto.randomUUID()}`)
    await page.getByRole('alert').waitFor()
    await check('absent')
    assert.deepEqual(faults(), [])
    await context.close()
  })
}
