import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import type { Browser, Page } from 'playwright-core'
import { demoAuthorities } from '#authority/demo-authorities.ts'
import type { JsonObject } from '#base/canonical-json.ts'
import { languages, type Language } from '#base/language.ts'
import { campaignText } from '#campaign/campaign-page-text.ts'
import { cutReasonNames, linksText, linkStateNames } from '#campaign/link-page-text.ts'
import type { Link } from '#campaign/link.ts'
import { findCast, listPersonas, type Persona } from '#main/walkthrough-cast.ts'
import { demoOperators } from '#operator/demo-operators.ts'
import { allRulebooks } from '#rulebook/all-rulebooks.ts'
import { createServiceClient, type ServiceClient } from '#runtime/service-client.ts'
import { translate } from '#ui/text-set.ts'
import { campaignProblemTexts, campaignWarningsText, draftText, editorText } from '#warning/draft/draft-text.ts'
import { findingTexts } from '#warning/gate/gate-text.ts'
import type { WarningBody } from '#warning/warning-body.ts'
import { axeFindings, launchBrowser, noBrowser, openVisitor, sidewaysOverflow, type Visit, type Visitor } from '../support/browser.ts'
import { runCommandLine } from '../support/command-line.ts'
import { startDemo, type RunningProgram } from '../support/demo.ts'
import { fileAnswers, sampleAnswers } from '../support/file-answers.ts'
import { signInAs } from '../support/sign-in.ts'

const skip = { skip: noBrowser }
const host = 'update-check.bad-host.net'
const digest = 'b7'.repeat(32)

/** One side of the campaign: who reported, and who received it. */
type Side = {
  readonly filer: Persona
  readonly incidentId: string
  readonly officer: Persona
  readonly releaser: Persona
  readonly client: ServiceClient
}

let demo: RunningProgram
let browser: Browser
let subscriber: Persona
let sides: readonly [Side, Side]

before(async () => {
  if (noBrowser !== false) return
  demo = await startDemo()
  browser = await launchBrowser()
  subscriber = (await findCast(createServiceClient(demo.url, null))).subscriber
  sides = await twoSides()
})

after(async () => {
  await browser?.close()
  await demo?.stop()
})

/** Two operators under different ministries report what one attacker left behind. */
async function twoSides(): Promise<readonly [Side, Side]> {
  const people = await listPersonas(createServiceClient(demo.url, null))
  const found: Side[] = []
  for (const filer of people.filter(({ roles, organisation }) => roles.includes('filer') && organisation.kind === 'operator')) {
    const ministry = ministryOf(filer)
    const of = (role: Persona['roles'][number]) => people.find((one) => one.roles.includes(role) && one.organisation.id === ministry)
    const [officer, releaser] = [of('officer'), of('releaser')]
    if (officer === undefined || releaser === undefined || found.some((side) => side.officer.organisation.id === ministry)) continue
    const { incidentId } = await report(filer, { domains: [host], digests: [digest] })
    found.push({ filer, incidentId, officer, releaser, client: createServiceClient(demo.url, null).as(officer.token) })
    const [first, second] = found
    if (first !== undefined && second !== undefined) return [first, second]
  }
  throw new Error('The demonstration has no two operators under different ministries')
}

function ministryOf(filer: Persona): string | undefined {
  const sectors = operatorOf(filer).sectors
  return demoAuthorities.find(({ kind, sectors: of }) => kind === 'ministry' && of.some((sector) => sectors.includes(sector)))?.id
}

function operatorOf(filer: Persona) {
  const operator = demoOperators.find(({ id }) => id === filer.organisation.id)
  assert.ok(operator)
  return operator
}

type Reported = { readonly domains: readonly string[]; readonly digests?: readonly string[]; readonly further?: JsonObject }

function report(filer: Persona, { domains, digests = [], further = {} }: Reported) {
  const ioc: readonly JsonObject[] = [
    ...domains.map((value) => ({ type: 'domain', value, role: 'delivery' })),
    ...digests.map((value) => ({ type: 'sha256', value })),
  ]
  return fileAnswers({ url: demo.url, filer, answers: { ...sampleAnswers, 'svc.effect': ['none'], 'tec.ttp': ['T1486'], ...further, ioc } })
}

/** Returns everything of a side by which its victim could be known. */
function traces({ filer, incidentId }: Side): readonly string[] {
  const { names, domains, corporateNumber, sectors } = operatorOf(filer)
  return [
    names.ja,
    names.romaji,
    ...names.abbreviations,
    ...domains,
    corporateNumber,
    ...sectors,
    incidentId,
    incidentId.slice(0, 8),
    filer.organisation.id,
  ]
}

/** Returns the names of a side's sectors, as a page in Japanese would say them. */
function sectorsOf({ filer }: Side): readonly string[] {
  const sectors = allRulebooks().flatMap(({ sectorLists }) => sectorLists.lists.flatMap((list) => list.sectors))
  return operatorOf(filer).sectors.flatMap((code) => sectors.filter((sector) => sector.code === code).map(({ name }) => name.ja))
}

function assertNothingOf(side: Side, text: string, where: string): void {
  for (const trace of traces(side)) assert.ok(!text.toLowerCase().includes(trace.toLowerCase()), `${where} tells ${trace}`)
}

async function linksOf({ client, incidentId }: Side): Promise<readonly Link[]> {
  return ((await client.json(`/api/v1/incidents/${incidentId}/links`)) as unknown as { links: readonly Link[] }).links
}

/** Returns the first such link of a side, once the worker has found it. */
async function linkWhere(side: Side, isWanted: (link: Link) => boolean): Promise<Link> {
  for (;;) {
    const link = (await linksOf(side)).find(isWanted)
    if (link !== undefined) return link
    await setTimeout(200)
  }
}

function linkElsewhere(side: Side): Promise<Link> {
  return linkWhere(side, ({ other }) => other.kind === 'elsewhere')
}

async function visit(person: Persona, next: string, how: Omit<Visit, 'origin'> = {}): Promise<Visitor> {
  const language = how.language ?? 'ja'
  const visitor = await openVisitor(browser, { origin: demo.url, ...how, language })
  await signInAs(visitor.page, person, { url: demo.url, language, next })
  return visitor
}

async function check(page: Page, what: string): Promise<void> {
  assert.deepEqual(await axeFindings(page), [], what)
  assert.equal(await sidewaysOverflow(page), 0, what)
}

function cardOf(page: Page, language: Language = 'ja') {
  return page.getByRole('region', { name: translate(linksText, language)('elsewhere'), exact: true })
}

test('two authorities see that their incidents belong together, why, and nothing of the other victim', skip, async () => {
  for (const [at, side] of sides.entries()) {
    const other = sides[1 - at]
    assert.ok(other)
    const link = await linkElsewhere(side)
    assert.deepEqual([link.state, link.strength, link.other], ['proposed', 'strong', { kind: 'elsewhere', authority: null }])
    assert.deepEqual(
      link.reasons
        .filter(({ kind }) => kind === 'indicator')
        .map(({ value }) => value)
        .toSorted(),
      [digest, host].toSorted(),
    )
    const { page, context, faults } = await visit(side.officer, `/p/inbox/${side.incidentId}`)
    await cardOf(page).getByText(digest).first().waitFor()
    assertNothingOf(other, await page.content(), 'the page')
    const words = await page.locator('main').innerText()
    assert.ok(sectorsOf(other).length > 0)
    for (const sector of sectorsOf(other)) assert.ok(!words.includes(sector), `the page tells ${sector}`)
    for (const path of [`incidents/${side.incidentId}/links`, 'campaigns', 'new-links'])
      assertNothingOf(other, JSON.stringify(await side.client.json(`/api/v1/${path}`)), path)
    assert.deepEqual(faults(), [])
    await context.close()
  }
})

test('the inbox marks incidents that may belong together with others', skip, async () => {
  const [side] = sides
  const { page, context, faults } = await visit(side.officer, '/p/inbox')
  await page
    .getByRole('row')
    .filter({ hasText: side.incidentId.slice(0, 8) })
    .getByText(translate(linksText, 'ja')('newLinks', { count: 1 }))
    .waitFor()
  assert.deepEqual(faults(), [])
  await context.close()
})

let campaignAddress = ''

test('once both sides have confirmed, each sees the other authority and still nothing of the victim', skip, async () => {
  const t = translate(linksText, 'ja')
  for (const side of sides) {
    const { page, context, faults } = await visit(side.officer, `/p/inbox/${side.incidentId}`)
    await cardOf(page)
      .getByRole('button', { name: t('confirm') })
      .click()
    await page.getByText(linkStateNames.confirmed.ja, { exact: true }).waitFor()
    assert.deepEqual(faults(), [])
    await context.close()
  }
  const [side, other] = sides
  const { page, context, faults } = await visit(side.officer, `/p/inbox/${side.incidentId}`)
  const name = t('elsewhereOf', { authority: other.officer.organisation.name.ja })
  await page
    .getByRole('region', { name, exact: true })
    .getByRole('link', { name: t('campaign') })
    .click()
  await page
    .getByRole('table', { name: translate(campaignText, 'ja')('traits') })
    .getByText(digest)
    .waitFor()
  assertNothingOf(other, await page.content(), 'the campaign')
  campaignAddress = new URL(page.url()).pathname
  assertNothingOf(other, JSON.stringify(await side.client.json(`/api/v1/campaigns/${campaignAddress.split('/').at(-1)}`)), 'the answer')
  assert.deepEqual(faults(), [])
  await context.close()
})

test('a campaign is warned about as one: both values, confirmed, in one warning that two people signed', skip, async () => {
  const [side] = sides
  const t = translate(draftText, 'ja')
  const before_ = await warnings()
  const drafting = await visit(side.officer, campaignAddress, { expected: [/status of 409/] })
  await drafting.page.getByRole('button', { name: translate(campaignWarningsText, 'ja')('begin'), exact: true }).click()
  await drafting.page.getByRole('button', { name: t('sign'), exact: true }).click()
  await drafting.page.getByText(t('ownDraft')).waitFor()
  const draftAddress = new URL(drafting.page.url()).pathname
  const approving = await visit(side.releaser, draftAddress)
  await approving.page.getByRole('button', { name: t('approve'), exact: true }).click()
  await approving.page.getByRole('link', { name: t('toWarning') }).waitFor()
  const fresh = (await warnings()).filter(({ id }) => before_.every((one) => one.id !== id))
  assert.deepEqual(
    fresh.map(({ indicators, confidence }) => [confidence, indicators.map(({ value, confidence: each }) => [value, each])]),
    [
      [
        'confirmed',
        [
          [host, 'confirmed'],
          [digest, 'confirmed'],
        ],
      ],
    ],
  )
  await drafting.page.goto(demo.url + campaignAddress)
  await drafting.page.getByRole('link', { name: translate(campaignWarningsText, 'ja')('warning') }).waitFor()
  await drafting.page.getByRole('button', { name: translate(campaignWarningsText, 'ja')('revise'), exact: true }).click()
  await drafting.page.getByText(campaignProblemTexts['NOTHING_NEW']?.ja ?? '?').waitFor()
  assert.deepEqual([...drafting.faults(), ...approving.faults()], [])
  await drafting.context.close()
  await approving.context.close()
})

async function warnings(): Promise<readonly WarningBody[]> {
  const client = createServiceClient(demo.url, null).as(subscriber.token)
  return ((await client.json('/api/v1/warnings')) as unknown as { warnings: readonly WarningBody[] }).warnings
}

test(
  'what is new revises the warning about a campaign, and a word that any one of its reporters wants kept in sends that back',
  skip,
  async (context) => {
    const [side] = sides
    const [t, editor] = [translate(draftText, 'ja'), translate(editorText, 'ja')]
    const word = 'カナリア計画'
    const neighbour = (await listPersonas(createServiceClient(demo.url, null))).find(
      (one) =>
        one.roles.includes('filer') &&
        one.organisation.kind === 'operator' &&
        one.organisation.id !== side.filer.organisation.id &&
        ministryOf(one) === side.officer.organisation.id,
    )
    assert.ok(neighbour)
    const own = 'relay.third-bad.net'
    await report(neighbour, { domains: [host, own], digests: [digest], further: { 'share.do_not_name': [word] } })
    const link = await linkWhere(side, ({ other }) => other.kind === 'own')
    await side.client.fetch(`/api/v1/links/${link.id}/confirm`, { method: 'POST', body: '{}' })
    while (!(await warnings()).some(({ indicators }) => indicators.some(({ value }) => value === own))) await setTimeout(200)
    const folder = await mkdtemp(join(tmpdir(), 'nrs-'))
    context.after(() => rm(folder, { recursive: true, force: true }))
    const environment = { NOROSHI_URL: demo.url, NOROSHI_TOKEN: side.officer.token, NOROSHI_PASSPHRASE: side.officer.passphrase }
    const campaignId = campaignAddress.split('/').at(-1) ?? ''
    const begun = await runCommandLine(['warning', 'draft', '--campaign', campaignId, '--unsigned', '--json'], environment, folder)
    assert.equal(begun.code, 0, begun.complaints)
    const draftAddress = `/p/drafts/${(JSON.parse(begun.output) as { id: string }).id}`
    const drafting = await visit(side.officer, draftAddress)
    await drafting.page.getByText(t('restsOn', { count: 2 })).waitFor()
    await drafting.page.getByRole('button', { name: t('edit'), exact: true }).click()
    await drafting.page.getByLabel(editor('noteJa')).fill(`${word}に関係する通信を監視してください。`)
    await drafting.page.getByLabel(editor('noteEn')).fill('Watch for related traffic.')
    await drafting.page.getByRole('button', { name: editor('save'), exact: true }).click()
    await drafting.page.getByRole('button', { name: t('sign'), exact: true }).click()
    await drafting.page.getByText(t('ownDraft')).waitFor()
    const approving = await visit(side.releaser, draftAddress)
    await approving.page.getByRole('button', { name: t('approve'), exact: true }).click()
    await drafting.page.getByText(findingTexts['denied-word'].ja).waitFor()
    assert.deepEqual([...drafting.faults(), ...approving.faults()], [])
    await drafting.context.close()
    await approving.context.close()
  },
)

test('a link that an officer cuts goes out of the way and stays there', skip, async () => {
  const [side, other] = sides
  const t = translate(linksText, 'ja')
  const shared = 'relay.cut-again.net'
  const { incidentId } = await report(side.filer, { domains: [shared] })
  await report(other.filer, { domains: [shared] })
  const own: Side = { ...side, incidentId }
  const { id } = await linkElsewhere(own)
  const { page, context, faults } = await visit(side.officer, `/p/inbox/${incidentId}`)
  await cardOf(page).getByText(t('cutTitle'), { exact: true }).click()
  await cardOf(page)
    .getByRole('button', { name: t('cut') })
    .click()
  await page.getByText(t('cutMissing')).first().waitFor()
  await cardOf(page).getByText(cutReasonNames['shared-service'].ja, { exact: true }).click()
  await cardOf(page)
    .getByRole('button', { name: t('cut') })
    .click()
  await page.getByText(t('cutLinks', { count: 1 })).waitFor()
  assert.equal(await page.getByText(t('none')).count(), 1)
  // Another report with the same value makes the worker look again.
  await report(other.filer, { domains: [shared] })
  for (let links = await linksOf(own); links.length < 2; links = await linksOf(own)) await setTimeout(200)
  assert.equal((await linksOf(own)).find((link) => link.id === id)?.state, 'cut')
  assert.deepEqual(faults(), [])
  await context.close()
})

for (const language of languages) {
  test(`pages of links and campaigns have no axe findings and fit 375 px (${language})`, skip, async () => {
    const [side] = sides
    const words = translate(linksText, language)
    const { page, context, faults } = await visit(side.officer, `/p/inbox/${side.incidentId}`, { language, width: 375 })
    await page.getByRole('heading', { name: words('title') }).waitFor()
    await page.getByText(digest).first().waitFor()
    await check(page, 'incident')
    await page.goto(`${demo.url}/p/campaigns`)
    await page.getByRole('table').waitFor()
    await check(page, 'campaigns')
    await page.goto(demo.url + campaignAddress)
    await page.getByRole('table', { name: translate(campaignText, language)('traits') }).waitFor()
    await page.getByRole('heading', { name: translate(campaignWarningsText, language)('title') }).waitFor()
    await check(page, 'campaign')
    assert.deepEqual(faults(), [])
    await context.close()
  })
}
