import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { languages } from '#base/language.ts'
import { signSealedOpening } from '#envelope/sealed-opening-request.ts'
import type { Persona } from '#main/walkthrough-cast.ts'
import { openingText } from '#opening/incident-text.ts'
import { openingWatchText } from '#opening/opening-watch-text.ts'
import { createServiceClient } from '#runtime/service-client.ts'
import { translate } from '#ui/text-set.ts'
import { axeFindings, launchBrowser, noBrowser, openVisitor, sidewaysOverflow } from '../support/browser.ts'
import { startDemo, type RunningProgram } from '../support/demo.ts'
import { openFiler, postFiling, unlockKeysOf, type Filer } from '../support/filings.ts'
import { listPersonas } from '../support/personas.ts'
import { signInAs } from '../support/sign-in.ts'

const skip = { skip: noBrowser }

let demo: RunningProgram
let browser: Browser
let filer: Filer
let officer: Persona
let administrator: Persona

before(async () => {
  if (noBrowser !== false) return
  demo = await startDemo()
  browser = await launchBrowser()
  filer = await openFiler(demo.url)
  assert.equal((await postFiling(filer, filer.template)).status, 201)
  const keyIds = new Set(filer.template.sealed.authorities.map(({ keyId }) => keyId))
  const received = filer.directory.authorities.filter(({ keyId }) => keyIds.has(keyId)).map(({ organisationId }) => organisationId)
  officer = filer.cast.officerOf(received)
  const found = (await listPersonas(demo.url)).find(
    ({ roles, organisation, personId }) =>
      roles.includes('authority-administrator') && organisation.id === officer.organisation.id && personId !== officer.personId,
  )
  assert.ok(found)
  administrator = found
})

after(async () => {
  await browser?.close()
  await demo?.stop()
})

/** Wishes, as the officer, that the operator is told of an opening in ten days. */
async function wishSealed(purpose: string): Promise<void> {
  const client = createServiceClient(demo.url, officer.token)
  const keys = await unlockKeysOf(client)
  const now = Temporal.Now.instant().round('millisecond')
  const { reportId } = filer.template
  const wish = { id: randomUUID(), reportId, personId: officer.personId, purpose, requestedAt: now.toString() }
  const whole = { ...wish, revealAt: now.add({ hours: 240 }).toString() }
  const { personId: _, reportId: __, ...body } = { ...whole, signature: await signSealedOpening('request', whole, keys.person) }
  await client.json(`/api/v1/reports/${reportId}/sealed-openings`, { method: 'POST', body: JSON.stringify(body) })
}

for (const language of languages) {
  test(`an administrator consents to a sealed opening on the page that watches over openings (${language})`, skip, async () => {
    const t = translate(openingWatchText, language)
    await wishSealed(`捜査 ${language}`)
    const { page, context, faults } = await openVisitor(browser, { origin: demo.url, language, width: language === 'ja' ? 375 : 1280 })
    await signInAs(page, administrator, { url: demo.url, language, next: '/p/opening-watch' })
    await page.getByText(t('noAlarms')).waitFor()
    const row = page.getByRole('row').filter({ hasText: `捜査 ${language}` })
    await row.getByRole('button', { name: t('consent') }).click()
    await row.getByText(t('consented')).waitFor()
    assert.deepEqual(await axeFindings(page), [])
    assert.equal(await sidewaysOverflow(page), 0)
    assert.deepEqual(faults(), [])
    await context.close()
  })

  test(`the officer sees what is left to open before the click (${language})`, skip, async () => {
    const t = translate(openingText, language)
    const { page, context, faults } = await openVisitor(browser, { origin: demo.url, language, width: language === 'ja' ? 375 : 1280 })
    const { incidentId, reportId } = filer.template
    await signInAs(page, officer, { url: demo.url, language, next: `/p/inbox/${incidentId}/reports/${reportId}` })
    await page.getByText(t('quota', { left: 60, perHour: 60, perDay: 200 })).waitFor()
    assert.deepEqual(faults(), [])
    await context.close()
  })
}
