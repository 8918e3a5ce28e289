import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { startGateway, type RunningGateway } from '#gateway/gateway-process.ts'
import { pageText } from '#gateway/gateway-text.ts'
import { admitPerson } from '#gateway/inside-people.ts'
import { systemClock } from '#runtime/clock.ts'
import { createServiceClient } from '#runtime/service-client.ts'
import { axeFindings, launchBrowser, noBrowser, openVisitor } from '../support/browser.ts'
import { runCommandLine } from '../support/command-line.ts'
import { freePort } from '../support/demo.ts'
import { sampleAnswers } from '../support/file-answers.ts'
import { openGatewayGround, startGateway as openWork, type GatewayGround } from '../support/gateway-ground.ts'
import { findInFolder, searchFor } from '../support/search-bytes.ts'
import { silentLogger } from '../support/test-server.ts'
import { views } from '../support/views.ts'

const summary = '営業所の端末がﾗﾝｻﾑｳｪｱに感染した。<script>document.title="x"</script> 攻撃元は evil[.]example である。'
const attachmentName = '障害記録.html'
const attachmentContent = '<script>document.title="attachment-canary-5b1f"</script>\n'.repeat(5000)

let ground: GatewayGround
let folder: string
let gateway: RunningGateway
let browser: Browser

before(async () => {
  if (noBrowser !== false) return
  ground = await openGatewayGround()
  folder = await mkdtemp(join(tmpdir(), 'nrs-inside-'))
  await writeFile(join(folder, 'secret'), ground.gateway.secret.reveal(), { mode: 0o600 })
  await ground.fileReport(summary)
  await writeFile(join(folder, attachmentName), attachmentContent)
  await writeFile(join(folder, 'answers.json'), JSON.stringify(sampleAnswers))
  const words = ['report', 'file', join(folder, 'answers.json'), '--attach', join(folder, attachmentName)]
  const settings = { NOROSHI_URL: ground.server.url, NOROSHI_TOKEN: ground.filer.token, NOROSHI_OUTBOX: join(folder, 'outbox') }
  const filed = await runCommandLine(words, settings)
  assert.equal(filed.code, 0, filed.complaints)
  const work = openWork(ground)
  await work.following.round()
  work.archive.close()
  gateway = await startGateway({
    folder: ground.gateway.folder,
    secretFile: join(folder, 'secret'),
    host: 'localhost',
    port: await freePort(),
    origin: null,
    opensAll: true,
    everySeconds: 1,
    client: createServiceClient(ground.server.url, ground.gateway.token),
    clock: systemClock(),
    logger: silentLogger,
  })
  browser = await launchBrowser()
})

after(async () => {
  if (noBrowser !== false) return
  await browser.close()
  await gateway.stop()
  await ground.close()
  await rm(folder, { recursive: true, force: true })
})

for (const [language, width] of views) {
  test(`a person inside finds a report and reads it as text (${language}, ${width} px)`, { skip: noBrowser }, async () => {
    const password = await admitPerson(ground.gateway.folder, 'Sato', ['search'])
    const { page, context, faults } = await openVisitor(browser, { origin: gateway.url, language, width, password })
    try {
      await page.goto(gateway.url)
      assert.equal(await page.locator('html').getAttribute('lang'), language)
      await page.getByRole('searchbox').fill('らんさむうぇあ EVIL.EXAMPLE')
      await page.getByRole('button', { name: pageText.search[language] }).click()
      assert.deepEqual(await page.locator('mark').allTextContents(), ['ﾗﾝｻﾑｳｪｱ', 'evil[.]example'])
      assert.deepEqual(await axeFindings(page), [])
      await page.locator('ol a').first().click()
      assert.equal(await page.getByText(summary).count(), 1)
      assert.equal(await page.title(), pageText.title[language])
      assert.deepEqual(await axeFindings(page), [])
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width)
      assert.deepEqual(faults(), [])
    } finally {
      await context.close()
    }
  })
}

test(
  'an attachment is kept as ciphertext, found by its name, and saved as its filer sent it, never shown',
  { skip: noBrowser },
  async () => {
    assert.deepEqual((await findInFolder(ground.gateway.folder, searchFor('attachment-canary-5b1f'))).found, [])
    const password = await admitPerson(ground.gateway.folder, 'Sato', ['search'])
    const { page, context, faults } = await openVisitor(browser, { origin: gateway.url, password })
    try {
      await page.goto(`${gateway.url}/?q=${encodeURIComponent('障害記録')}&lang=ja`)
      assert.deepEqual(await page.locator('mark').allTextContents(), ['障害記録'])
      await page.locator('ol a').first().click()
      const saved = page.waitForEvent('download')
      await page.getByRole('link', { name: attachmentName }).click()
      const download = await saved
      assert.equal(download.suggestedFilename(), attachmentName)
      assert.equal(await readFile(await download.path(), 'utf8'), attachmentContent)
      assert.deepEqual(faults(), [])
    } finally {
      await context.close()
    }
  },
)

test('the page shows nothing to a stranger, and takes no act from a form of another site', { skip: noBrowser }, async () => {
  assert.equal((await fetch(gateway.url)).status, 401)
  const token = await admitPerson(ground.gateway.folder, 'Mori', ['search', 'open'])
  const authorization = `Basic ${Buffer.from(`x:${token}`).toString('base64')}`
  const path = `${gateway.url}/api/v1/reports/${crypto.randomUUID()}/openings`
  const body = JSON.stringify({ purpose: 'triage' })
  const post = (headers: Record<string, string>) =>
    fetch(path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body })
  assert.equal((await post({ authorization })).status, 403)
  assert.equal((await post({ authorization: `Bearer ${token}` })).status, 404)
})
