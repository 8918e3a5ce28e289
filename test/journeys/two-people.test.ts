import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { languages, type Language } from '#base/language.ts'
import { findCast, listPersonas, type Persona } from '#main/walkthrough-cast.ts'
import demoOperators from '#operator/demo-operators.json' with { type: 'json' }
import { createServiceClient } from '#runtime/service-client.ts'
import { translate } from '#ui/text-set.ts'
import { actsText, draftsText, draftText, editorText } from '#warning/draft/draft-text.ts'
import { heldText } from '#warning/held-text.ts'
import type { WarningBody } from '#warning/warning-body.ts'
import { warningText } from '#warning/warning-page-text.ts'
import { wrongTexts } from '#warning/warning-text.ts'
import { axeFindings, launchBrowser, noBrowser, openVisitor, sidewaysOverflow, type Visitor } from '../support/browser.ts'
import { startDemo, type RunningProgram } from '../support/demo.ts'
import { fileAnswers, sampleAnswers } from '../support/file-answers.ts'
import { signInAs } from '../support/sign-in.ts'

const skip = { skip: noBrowser }
const host = 'update-check.bad-host.net'

let demo: RunningProgram
let browser: Browser
let filer: Persona
let subscriber: Persona
let officer: Persona
let releaser: Persona

before(async () => {
  if (noBrowser !== false) return
  demo = await startDemo()
  browser = await launchBrowser()
  const client = createServiceClient(demo.url, null)
  const cast = await findCast(client)
  filer = cast.filer
  subscriber = cast.subscriber
  officer = cast.officerOf(await receiversOf(await fileHeld()))
  const found = (await listPersonas(client)).find(
    (one) => one.roles.includes('releaser') && one.organisation.id === officer.organisation.id,
  )
  assert.ok(found)
  releaser = found
})

after(async () => {
  await browser?.close()
  await demo?.stop()
})

/** Files a report that names an operator, so that the gate holds it, and returns its id. */
async function fileHeld(): Promise<string> {
  const [operator] = demoOperators
  const ioc = [
    { type: 'domain', value: host, role: 'delivery' },
    { type: 'domain', value: `vpn.${operator?.domains[0] ?? ''}`, role: 'delivery' },
  ]
  return (await fileAnswers({ url: demo.url, filer, answers: { ...sampleAnswers, 'tec.ttp': ['T1486'], ioc } })).reportId
}

/** Returns the ministries whose key the report was enveloped to. */
async function receiversOf(reportId: string): Promise<readonly string[]> {
  const client = createServiceClient(demo.url, null).as(filer.token)
  const { authorities } = (await client.json('/api/v1/directory')) as unknown as {
    authorities: readonly { keyId: string; organisationId: string; kind: string }[]
  }
  const { filing } = (await client.json(`/api/v1/reports/${reportId}`)) as unknown as {
    filing: { sealed: { authorities: readonly { keyId: string }[] } }
  }
  const keyIds = new Set(filing.sealed.authorities.map(({ keyId }) => keyId))
  return authorities.filter(({ keyId, kind }) => keyIds.has(keyId) && kind === 'ministry').map(({ organisationId }) => organisationId)
}

async function visit(person: Persona, next: string, how: { language?: Language; width?: number } = {}): Promise<Visitor> {
  const language = how.language ?? 'ja'
  const visitor = await openVisitor(browser, { origin: demo.url, language, ...(how.width === undefined ? {} : { width: how.width }) })
  await signInAs(visitor.page, person, { url: demo.url, language, next })
  return visitor
}

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click()
}

async function check(page: Page, what: string): Promise<void> {
  assert.deepEqual(await axeFindings(page), [], what)
  assert.equal(await sidewaysOverflow(page), 0, what)
}

/** Opens the draft that waits for approval, as the releaser, and approves it; returns the address of the warning once it is out. */
async function approve(draftAddress: string): Promise<string> {
  const t = translate(draftText, 'ja')
  const { page, context, faults } = await visit(releaser, '/p/drafts')
  await page
    .getByRole('link')
    .filter({ hasText: '警報' })
    .and(page.locator(`[href="${draftAddress}"]`))
    .click()
  await press(page, t('approve'))
  const link = page.getByRole('link', { name: t('toWarning') })
  await link.waitFor()
  const address = await link.getAttribute('href')
  assert.deepEqual(faults(), [])
  await context.close()
  return address ?? ''
}

let warningAddress = ''

test('an officer drafts from what the gate holds, a releaser approves, and a subscriber sees it', skip, async () => {
  const [held, t, editor] = [translate(heldText, 'ja'), translate(draftText, 'ja'), translate(editorText, 'ja')]
  const { page, context, faults } = await visit(officer, '/p/held')
  await page
    .getByRole('button', { name: held('draft') })
    .first()
    .click()
  await page.getByRole('heading', { name: t('said') }).waitFor()
  // What was reported stands beside what goes out, and the operator's own host does not go out.
  await page.getByRole('table', { name: t('said') }).waitFor()
  await page.getByRole('heading', { name: t('anonymity') }).waitFor()
  await press(page, t('edit'))
  await page.getByLabel(editor('noteJa')).fill('関係する通信を監視してください。')
  await page.getByLabel(editor('noteEn')).fill('Watch for related traffic.')
  await press(page, editor('save'))
  await press(page, t('sign'))
  await page.getByText(t('ownDraft')).waitFor()
  const draftAddress = new URL(page.url()).pathname
  assert.deepEqual(faults(), [])
  warningAddress = await approve(draftAddress)
  await page.getByText(t('isOut')).waitFor()
  await context.close()
  const reader = await visit(subscriber, warningAddress)
  await reader.page.getByText('関係する通信を監視してください。').waitFor()
  assert.ok(!(await reader.page.content()).includes(demoOperators[0]?.domains[0] ?? '?'))
  assert.deepEqual(reader.faults(), [])
  await reader.context.close()
})

test('whoever drafted is offered no approval', skip, async () => {
  const t = translate(draftText, 'ja')
  const { page, context, faults } = await visit(releaser, '/p/drafts')
  await press(page, translate(draftsText, 'ja')('begin'))
  await press(page, t('sign'))
  await page.getByText(t('ownDraft')).waitFor()
  assert.equal(await page.getByRole('button', { name: t('approve') }).count(), 0)
  assert.deepEqual(faults(), [])
  await context.close()
})

test('a recall takes a second person, and reaches page, list, stream and STIX', skip, async () => {
  const [t, acts] = [translate(draftText, 'ja'), translate(actsText, 'ja')]
  const { page, context, faults } = await visit(officer, warningAddress)
  await page
    .locator('summary')
    .filter({ hasText: acts('recallTitle') })
    .click()
  await page.getByText(acts('whole'), { exact: true }).click()
  await page.getByText(wrongTexts['false-positive'].ja, { exact: true }).click()
  await page
    .getByRole('button', { name: acts('recall') })
    .last()
    .click()
  await page.getByText(t('recallAll')).waitFor()
  await press(page, t('sign'))
  await page.getByText(t('ownDraft')).waitFor()
  const reader = await visit(subscriber, warningAddress)
  await reader.page.getByRole('heading', { name: translate(warningText, 'ja')('actions') }).waitFor()
  await approve(new URL(page.url()).pathname)
  await reader.page.reload()
  await reader.page.getByText(translate(warningText, 'ja')('recalled')).first().waitFor()
  assert.deepEqual([...faults(), ...reader.faults()], [])
  await context.close()
  await reader.context.close()
  await isTakenBack(warningAddress.split('/').at(-1) ?? '')
})

async function isTakenBack(id: string): Promise<void> {
  const client = createServiceClient(demo.url, null).as(subscriber.token)
  const one = (await client.json(`/api/v1/warnings/${id}`)) as unknown as WarningBody
  assert.deepEqual([one.state, one.indicators.length, one.knownWrong.map(({ value }) => value)], ['recalled', 0, [host]])
  const bundle = (await client.json(`/api/v1/warnings/${id}/stix`)) as unknown as { objects: { type: string; revoked?: boolean }[] }
  const held = bundle.objects.filter(({ type }) => type === 'indicator' || type === 'report')
  assert.ok(held.length > 1 && held.every(({ revoked }) => revoked === true))
}

for (const language of languages) {
  test(`pages of drafting have no axe findings and fit 375 px (${language})`, skip, async () => {
    const { page, context, faults } = await visit(officer, '/p/drafts', { language, width: 375 })
    const [t, list, editor] = [translate(draftText, language), translate(draftsText, language), translate(editorText, language)]
    await page.getByRole('heading', { name: list('settled') }).waitFor()
    await check(page, 'list')
    await press(page, list('begin'))
    await page.getByRole('button', { name: t('sign') }).waitFor()
    await check(page, 'draft')
    await press(page, t('edit'))
    await press(page, editor('addRule'))
    await check(page, 'editor')
    await page.goto(demo.url + warningAddress)
    await page.getByRole('heading', { name: translate(warningText, language)('versions') }).waitFor()
    await check(page, 'recalled warning')
    assert.deepEqual(faults(), [])
    await context.close()
  })
}
