import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import type { Language } from '#base/language.ts'
import { findCast, type Cast } from '#main/walkthrough-cast.ts'
import { attachmentText as openedText } from '#opening/attachment-text.ts'
import { openingText } from '#opening/incident-text.ts'
import { purposeNames } from '#opening/purpose-text.ts'
import { attachmentText } from '#report/attachment-text.ts'
import { sendText } from '#report/send-text.ts'
import { createServiceClient } from '#runtime/service-client.ts'
import { translate } from '#ui/text-set.ts'
import { axeFindings, launchBrowser, noBrowser, openVisitor, sidewaysOverflow, type Visitor } from '../support/browser.ts'
import { startDemo, type RunningProgram } from '../support/demo.ts'
import { signInAs } from '../support/sign-in.ts'

const evilName = `<img src=x onerror=alert(1)>${'長い'.repeat(20)}.exe`
const big = randomBytes(3_000_000)

let demo: RunningProgram
let browser: Browser
let cast: Cast

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

async function assertSound(page: Page): Promise<void> {
  assert.deepEqual(await axeFindings(page), [], await page.title())
  assert.equal(await sidewaysOverflow(page), 0, await page.title())
}

function press(page: Page, name: string | RegExp): Promise<void> {
  return page.getByRole('button', { name, exact: true }).click()
}

/** Goes to the step that sends, with these files chosen. */
async function chosen(page: Page, language: Language): Promise<void> {
  await signInAs(page, cast.filer, { url: demo.url, language, next: '/p/report' })
  const answers = { name: 'answers.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify({ 'inc.kind': 'ransomware' })) }
  await page.locator('#draft-file').setInputFiles(answers)
  await press(page, language === 'ja' ? '次へ：誰に何が見えるかを確認' : 'Next: see who can read what')
  await press(page, language === 'ja' ? '次へ：暗号化して送信' : 'Next: seal and send')
  const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'text/html', buffer })
  await page
    .locator('#attach')
    .setInputFiles([file('evidence.bin', big), file('wrong.txt', Buffer.from('x')), file(evilName, Buffer.from('MZ'))])
  await press(page, translate(attachmentText, language)('remove', { name: 'wrong.txt' }))
  await page.getByRole('listitem').filter({ hasText: evilName }).waitFor()
}

/** Opens the newest report as an officer who received it. */
async function openNewest(language: Language, width: number): Promise<{ visitor: Visitor; page: Page }> {
  const filer = createServiceClient(demo.url, cast.filer.token)
  const { incidents } = (await filer.json('/api/v1/incidents?limit=1')) as unknown as { incidents: { id: string }[] }
  const incidentId = incidents[0]?.id ?? ''
  const { reports } = (await filer.json(`/api/v1/incidents/${incidentId}`)) as unknown as { reports: { reportId: string }[] }
  const reportId = reports[0]?.reportId ?? ''
  const { filing } = (await filer.json(`/api/v1/reports/${reportId}`)) as unknown as {
    filing: { sealed: { authorities: { keyId: string }[] } }
  }
  const directory = (await filer.json('/api/v1/directory')) as unknown as { authorities: { keyId: string; organisationId: string }[] }
  const keyIds = new Set(filing.sealed.authorities.map(({ keyId }) => keyId))
  const officer = cast.officerOf(directory.authorities.filter(({ keyId }) => keyIds.has(keyId)).map(({ organisationId }) => organisationId))
  const visitor = await openVisitor(browser, { origin: demo.url, language, width })
  const { page } = visitor
  await signInAs(page, officer, { url: demo.url, language, next: `/p/inbox/${incidentId}/reports/${reportId}` })
  const t = translate(openingText, language)
  await page.getByRole('radio', { name: purposeNames.triage[language] }).check({ force: true })
  await press(page, t('open'))
  await page.getByRole('heading', { name: t('openedAt') }).waitFor()
  return { visitor, page }
}

async function saved(page: Page, button: string): Promise<{ name: string; bytes: Buffer }> {
  const downloading = page.waitForEvent('download')
  await press(page, button)
  const download = await downloading
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
}

for (const [language, width] of [
  ['ja', 375],
  ['en', 1280],
] as const) {
  test(`a filer attaches files, and an officer saves them, in ${language} at ${width} px`, { skip: noBrowser }, async () => {
    const filer = await openVisitor(browser, { origin: demo.url, language, width })
    await chosen(filer.page, language)
    await assertSound(filer.page)
    await press(filer.page, sendText.send[language])
    await filer.page.waitForURL(/filed=now/)
    assert.deepEqual(filer.faults(), [])

    const { visitor, page } = await openNewest(language, width)
    const t = translate(openedText, language)
    await page.getByRole('heading', { name: t('title', { count: '2' }) }).waitFor()
    await assertSound(page)
    const evidence = await saved(page, t('save', { name: 'evidence.bin' }))
    assert.equal(evidence.name, 'evidence.bin')
    assert.equal(evidence.bytes.equals(big), true)
    const evil = await saved(page, t('save', { name: evilName }))
    assert.equal(evil.bytes.toString(), 'MZ')
    assert.match(evil.name, /^_img src=x onerror=alert\(1\)_.*\.exe$/)
    assert.equal(await page.locator('img[src="x"]').count(), 0)
    assert.deepEqual(visitor.faults(), [])
    await visitor.context.close()
    await filer.context.close()
  })
}

test('an upload that broke off goes on after a reload where the server stands', { skip: noBrowser }, async () => {
  const { page, faults } = await openVisitor(browser, { origin: demo.url, language: 'en', expected: [/Failed to load resource/] })
  await chosen(page, 'en')
  const offsets: number[] = []
  let isDown = false
  await page.route('**/api/v1/attachments/*', async (route) => {
    if (route.request().method() !== 'PATCH') return route.continue()
    if (offsets.length > 0) isDown = true
    if (isDown) return route.abort('connectionfailed')
    offsets.push(Number(route.request().headers()['upload-offset']))
    return route.continue()
  })
  await press(page, sendText.send.en)
  await page.getByText(sendText.waitingTitle.en).waitFor()
  assert.deepEqual(offsets, [0])
  page.on('dialog', (dialog) => void dialog.accept())
  await page.goto(`${demo.url}/p/incidents`)
  await page.unroute('**/api/v1/attachments/*')
  const next = page.waitForRequest((request) => request.method() === 'PATCH')
  await press(page, sendText.sendKept.en)
  assert.ok(Number((await next).headers()['upload-offset']) >= 1_000_000, 'What the server has is not sent again')
  await page.waitForURL(/filed=now/)
  const left = await page.evaluate(piecesLeft)
  assert.equal(left, 0, 'The device keeps nothing that was acknowledged')
  assert.deepEqual(faults(), [])
})

/** Runs in the page: counts the pieces of ciphertext that the device still keeps. */
function piecesLeft(): Promise<number> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('noroshi-attachments')
    opening.addEventListener('error', () => reject(new Error('no storage')))
    opening.addEventListener('success', () => {
      const counting = opening.result.transaction('pieces').objectStore('pieces').count()
      counting.addEventListener('success', () => resolve(counting.result))
    })
  })
}
