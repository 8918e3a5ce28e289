// Takes the pictures of the README: `node scripts/screenshots.ts`. Needs Chromium; starts a demonstration of its own and stops it again.
import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Language } from '#base/language.ts'
import type { Persona } from '#main/walkthrough-cast.ts'
import { createServiceClient } from '#runtime/service-client.ts'
import { launchBrowser, openVisitor, type Visitor } from '../test/support/browser.ts'
import { startDemo } from '../test/support/demo.ts'
import { nextFiling, openFiler, postFiling } from '../test/support/filings.ts'

const folder = fileURLToPath(new URL('../docs/images', import.meta.url))
const height = 900

/** One picture: the page, who looks at it, and a text that is there when it is drawn. */
type Picture = { readonly name: string; readonly path: string; readonly as: Persona | null }

const demo = await startDemo()
const browser = await launchBrowser()
try {
  await mkdir(folder, { recursive: true })
  const filer = await openFiler(demo.url)
  const filing = await nextFiling(filer)
  await postFiling(filer, filing)
  const keyIds = new Set(filing.sealed.authorities.map((one) => one.keyId))
  const officer = filer.cast.officerOf(filer.directory.authorities.filter((one) => keyIds.has(one.keyId)).map((one) => one.organisationId))
  const warningId = await firstWarning(filer.cast.subscriber)
  const pictures: readonly Picture[] = [
    { name: 'start', path: '/', as: null },
    { name: 'report', path: '/p/report', as: filer.cast.filer },
    { name: 'incident', path: `/p/incidents/${filing.incidentId}`, as: filer.cast.filer },
    { name: 'inbox', path: '/p/inbox', as: officer },
    { name: 'sealed-report', path: `/p/inbox/${filing.incidentId}/reports/${filing.reportId}`, as: officer },
    { name: 'warning', path: `/p/warnings/${warningId}`, as: filer.cast.subscriber },
  ]
  for (const language of ['ja', 'en'] as const) for (const picture of pictures) await take(picture, language)
} finally {
  await browser.close()
  await demo.stop()
}

/** Waits until the gate has released the warning of the report that was filed. */
async function firstWarning(reader: Persona): Promise<string> {
  const client = createServiceClient(demo.url, reader.token)
  for (let attempt = 0; attempt < 60; attempt++) {
    const { warnings } = (await client.json('/api/v1/warnings?limit=1')) as unknown as { warnings: readonly { id: string }[] }
    const first = warnings[0]
    if (first !== undefined) return first.id
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  throw new Error('No warning was released within 30 s')
}

async function take(picture: Picture, language: Language): Promise<void> {
  const visitor = await openVisitor(browser, { origin: demo.url, language, width: 1280, height })
  try {
    if (picture.as !== null) await signIn(visitor, picture.as)
    await visitor.page.goto(`${demo.url}${picture.path}`)
    await visitor.page.locator('h1').waitFor()
    await visitor.page.waitForLoadState('networkidle')
    await visitor.page.screenshot({ path: `${folder}/${picture.name}-${language}.png` })
  } finally {
    await visitor.context.close()
  }
}

async function signIn(visitor: Visitor, persona: Persona): Promise<void> {
  await visitor.page.goto(demo.url)
  const status = await visitor.page.evaluate(async (personId) => {
    const headers = { 'content-type': 'application/json', 'noroshi-request': '1' }
    const response = await fetch('/api/v1/session/demo', { method: 'POST', headers, body: JSON.stringify({ personId }) })
    return response.status
  }, persona.personId)
  if (status !== 204) throw new Error(`Signing in answered ${status}`)
}
