import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { findCast, type Cast } from '#main/walkthrough-cast.ts'
import { createServiceClient } from '#runtime/service-client.ts'
import { scanPageText } from '#scan/scan-page-text.ts'
import { translate } from '#ui/text-set.ts'
import type { WarningBody } from '#warning/warning-body.ts'
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
let path: string

before(async () => {
  if (noBrowser !== false) return
  demo = await startDemo()
  browser = await launchBrowser()
  cast = await findCast(createServiceClient(demo.url, null))
  const ioc = [{ type: 'domain', value: host, role: 'delivery' }]
  await fileAnswers({ url: demo.url, filer: cast.filer, answers: { ...sampleAnswers, 'tec.ttp': ['T1486'], ioc, 'share.tlp': 'clear' } })
  const client = createServiceClient(demo.url, null).as(cast.subscriber.token)
  const events = readEvents(await client.fetch('/api/v1/warnings/stream?after=0', { signal: AbortSignal.timeout(60_000) }))
  const [event] = await takeEvents(events, 1)
  await events.return(undefined)
  path = `/p/warnings/${(JSON.parse(event?.data ?? '{}') as WarningBody).id}`
})

after(async () => {
  await browser?.close()
  await demo?.stop()
})

function choose(page: Page, label: string, file: { readonly name: string; readonly content: string | Buffer }): Promise<void> {
  return page.getByLabel(label).setInputFiles({ name: file.name, mimeType: 'text/plain', buffer: Buffer.from(file.content) })
}

for (const [language, width] of [
  ['ja', 375],
  ['en', 1280],
] as const) {
  test(`a log is matched on the page of a warning and sent nowhere, in ${language} at ${width} px`, skip, async () => {
    const { page, context, faults } = await openVisitor(browser, { origin: demo.url, language, width })
    const t = translate(scanPageText, language)
    await signInAs(page, cast.subscriber, { url: demo.url, language, next: path })
    await page.getByRole('heading', { name: t('title') }).waitFor()
    const sent: string[] = []
    page.on('request', (request) => void (request.method() !== 'GET' && sent.push(request.url())))
    await choose(page, t('file'), {
      name: 'proxy.log',
      content: `first\nGET https://${host.toUpperCase()}:443/x 200\nlast ${host.replace('.', '[.]')}\n`,
    })
    await page.getByText(t('found', { hits: 2 })).waitFor()
    const rows = await page
      .getByRole('table', { name: t('title') })
      .getByRole('row')
      .allInnerTexts()
    assert.ok(rows.some((row) => row.includes('2') && row.includes('GET https://')))
    assert.deepEqual(await axeFindings(page), [])
    assert.equal(await sidewaysOverflow(page), 0)
    await choose(page, t('file'), { name: 'clean.log.gz', content: gzipSync('nothing here\n'.repeat(200_000)) })
    await page.getByText(t('none', { lines: 200_000 })).waitFor()
    await choose(page, t('file'), { name: 'broken.gz', content: gzipSync('x'.repeat(10_000)).subarray(0, 30) })
    await page.getByText(t('broken')).waitFor()
    assert.deepEqual(sent, [])
    assert.deepEqual(faults(), [])
    await context.close()
  })
}
