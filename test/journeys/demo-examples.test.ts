import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import type { Browser } from 'playwright-core'
import { demoAuthorities } from '#authority/demo-authorities.ts'
import { languages } from '#base/language.ts'
import { campaignsText, campaignText } from '#campaign/campaign-page-text.ts'
import type { Campaign } from '#campaign/campaign.ts'
import type { Link } from '#campaign/link.ts'
import { demoOperators } from '#operator/demo-operators.ts'
import { createServiceClient } from '#runtime/service-client.ts'
import { translate } from '#ui/text-set.ts'
import { axeFindings, launchBrowser, noBrowser, openVisitor, sidewaysOverflow } from '../support/browser.ts'
import { startDemo, type RunningProgram } from '../support/demo.ts'
import { fileAnswers, sampleAnswers } from '../support/file-answers.ts'
import { listPersonas, type Persona } from '../support/personas.ts'
import { signInAs } from '../support/sign-in.ts'

const environment = { NOROSHI_DEMO_EXAMPLES: '1' }
const sectors = ['jp.espa.electricity', 'jp.espa.railway']

let demo: RunningProgram
let people: readonly Persona[]

before(async () => {
  demo = await startDemo({ environment })
  people = await listPersonas(demo.url)
})

after(() => demo.stop())

function officerAt(isThere: (authority: (typeof demoAuthorities)[number]) => boolean): Persona {
  const authority = demoAuthorities.find(isThere)
  const officer = people.find(({ roles, organisation }) => roles.includes('officer') && organisation.id === authority?.id)
  assert.ok(officer)
  return officer
}

function ministryOfficers(): readonly Persona[] {
  return sectors.map((sector) => officerAt(({ kind, sectors: of }) => kind === 'ministry' && of.includes(sector)))
}

async function read<Answer>(officer: Persona, path: string): Promise<Answer> {
  return (await createServiceClient(demo.url, officer.token).json(`/api/v1/${path}`)) as unknown as Answer
}

async function campaignsOf(officer: Persona): Promise<readonly Campaign[]> {
  return (await read<{ campaigns: readonly Campaign[] }>(officer, 'campaigns')).campaigns
}

/** The examples are filed while the demonstration is used already. */
async function waitForExamples(): Promise<void> {
  for (const officer of ministryOfficers()) while ((await campaignsOf(officer)).length === 0) await setTimeout(200)
}

test('a new demonstration begins with a campaign that crosses two ministries, and names neither victim to the other', async () => {
  await waitForExamples()
  for (const officer of ministryOfficers()) {
    const campaigns = await campaignsOf(officer)
    assert.deepEqual(
      campaigns.map(({ incidents }) => incidents),
      [{ own: 1, elsewhere: 1 }],
    )
    const shown = JSON.stringify(await read(officer, `campaigns/${campaigns[0]?.id}`))
    for (const sector of sectors) {
      const operator = demoOperators.find((one) => one.sectors.includes(sector))
      for (const name of [operator?.names.ja, operator?.names.romaji, operator?.id]) assert.ok(name !== undefined && !shown.includes(name))
    }
  }
})

test('the cyber office, which got both reports, has the link to decide', async () => {
  await waitForExamples()
  const officer = officerAt(({ kind }) => kind === 'cyber-office')
  const { incidents } = await read<{ incidents: readonly { incidentId: string; count: number }[] }>(officer, 'new-links')
  assert.deepEqual(
    incidents.map(({ count }) => count),
    [1, 1],
  )
  const { links } = await read<{ links: readonly Link[] }>(officer, `incidents/${incidents[0]?.incidentId}/links`)
  assert.deepEqual(
    links.map(({ state, other }) => [state, other.kind]),
    [['proposed', 'own']],
  )
})

test('the campaigns of a new demonstration show on their pages', { skip: noBrowser }, async (context) => {
  await waitForExamples()
  const browser: Browser = await launchBrowser()
  context.after(() => browser.close())
  const [officer] = ministryOfficers()
  assert.ok(officer)
  for (const language of languages) {
    const visitor = await openVisitor(browser, { origin: demo.url, language, width: 375 })
    const { page } = visitor
    await signInAs(page, officer, { url: demo.url, language, next: '/p/campaigns' })
    const row = page.getByRole('table', { name: translate(campaignsText, language)('title') }).getByRole('link')
    await row.waitFor()
    assert.deepEqual(await axeFindings(page), [])
    assert.equal(await sidewaysOverflow(page), 0)
    await row.click()
    await page.getByRole('table', { name: translate(campaignText, language)('traits') }).waitFor()
    assert.equal(await sidewaysOverflow(page), 0)
    assert.deepEqual(visitor.faults(), [])
    await visitor.context.close()
  }
})

test('the examples come once, and not again when the demonstration is started anew', async () => {
  await waitForExamples()
  await demo.stop({ keepData: true })
  demo = await startDemo({ environment, dataFolder: demo.dataFolder, port: demo.port })
  const office = officerAt(({ kind }) => kind === 'cyber-office')
  const filer = people.find(({ roles, organisation }) => roles.includes('filer') && organisation.kind === 'operator')
  assert.ok(filer)
  // What was filed at the start would be there before this report has been read for its links.
  const ioc = [{ type: 'domain', value: 'maintenance-portal-sync.example' }]
  const { incidentId } = await fileAnswers({ url: demo.url, filer, answers: { ...sampleAnswers, ioc } })
  while ((await read<{ links: readonly Link[] }>(office, `incidents/${incidentId}/links`)).links.length < 2) await setTimeout(200)
  const { incidents } = await read<{ incidents: readonly unknown[] }>(office, 'incidents?limit=50')
  assert.equal(incidents.length, 3)
  assert.doesNotMatch(demo.complaints(), /could not be filed/)
})
