import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import type { Language } from '#base/language.ts'
import { findCast, type Persona } from '#main/walkthrough-cast.ts'
import type { FiledReport } from '#report/report.ts'
import { createServiceClient } from '#runtime/service-client.ts'
import { verifyCaseBundle } from '#transparency-log/case-bundle.ts'
import { parsePolicy } from '#transparency-log/policy.ts'
import { translate } from '#ui/text-set.ts'
import { caseTimelineText } from '#verification/case-timeline-text.ts'
import { logPageText } from '#verification/log-page-text.ts'
import { verifyPageText } from '#verification/verify-page-text.ts'
import { axeFindings, launchBrowser, noBrowser, openVisitor, sidewaysOverflow, type Visit } from '../support/browser.ts'
import { runCommandLine } from '../support/command-line.ts'
import { startDemo, type RunningProgram } from '../support/demo.ts'
import { fileAnswers, sampleAnswers } from '../support/file-answers.ts'
import { sampleParties } from '../support/sample-receipt.ts'
import { signInAs } from '../support/sign-in.ts'
import { views } from '../support/views.ts'

const skip = { skip: noBrowser }

let demo: RunningProgram
let browser: Browser
let filer: Persona
let officer: Persona
let auditor: Persona
let filed: FiledReport
let folder: string
const path = (name: string): string => join(folder, name)

before(async () => {
  if (noBrowser !== false) return
  demo = await startDemo()
  browser = await launchBrowser()
  folder = await mkdtemp(join(tmpdir(), 'nrs-'))
  const nobody = createServiceClient(demo.url, null)
  const cast = await findCast(nobody)
  filer = cast.filer
  const { personas } = (await nobody.json('/api/v1/demo/personas')) as unknown as { personas: readonly Persona[] }
  auditor = personas.find(({ roles }) => roles.includes('auditor')) ?? filer
  filed = await fileAnswers({ url: demo.url, filer, answers: sampleAnswers })
  officer = cast.officerOf(await receivers())
  await openAsOfficer()
  await waitUntilWitnessed()
})

after(async () => {
  if (noBrowser !== false) return
  await browser.close()
  await demo.stop()
  await rm(folder, { recursive: true })
})

async function receivers(): Promise<readonly string[]> {
  const client = createServiceClient(demo.url, filer.token)
  const { authorities } = (await client.json('/api/v1/directory')) as unknown as {
    authorities: readonly { keyId: string; organisationId: string }[]
  }
  const { filing } = (await client.json(`/api/v1/reports/${filed.reportId}`)) as unknown as {
    filing: { sealed: { authorities: readonly { keyId: string }[] } }
  }
  const keyIds = new Set(filing.sealed.authorities.map(({ keyId }) => keyId))
  return authorities.filter(({ keyId }) => keyIds.has(keyId)).map(({ organisationId }) => organisationId)
}

async function openAsOfficer(): Promise<void> {
  const environment = { NOROSHI_URL: demo.url, NOROSHI_TOKEN: officer.token }
  const { code, complaints } = await runCommandLine(['report', 'open', filed.reportId, '--purpose', 'triage'], environment)
  assert.equal(code, 0, complaints)
}

/** Asks for the bundle by the command until witnesses vouch for all of it; leaves bundle and policy in the folder. */
async function waitUntilWitnessed(): Promise<void> {
  const environment = { NOROSHI_URL: demo.url, NOROSHI_TOKEN: filer.token }
  await writeFile(path('policy.txt'), (await runCommandLine(['log', 'policy'], environment)).output)
  const policy = parsePolicy(await readFile(path('policy.txt'), 'utf8'))
  for (;;) {
    await rm(path('case.case-bundle'), { force: true })
    const saved = await runCommandLine(['report', 'bundle', filed.incidentId, path('case.case-bundle')], environment)
    assert.equal(saved.code, 0, saved.complaints)
    const { state, links } = await verifyCaseBundle(await readFile(path('case.case-bundle')), { policy })
    if (state === 'witnessed' && links.length === 2) return
  }
}

async function at(persona: Persona | null, address: string, visit: Partial<Visit> & { language: Language }) {
  const visitor = await openVisitor(browser, { origin: demo.url, ...visit })
  if (persona === null) await visitor.page.goto(`${demo.url}${address}?lang=${visit.language}`)
  else await signInAs(visitor.page, persona, { url: demo.url, language: visit.language, next: address })
  return visitor
}

async function isFine(page: Page, faults: () => readonly string[]): Promise<void> {
  assert.deepEqual([await axeFindings(page), await sidewaysOverflow(page), faults()], [[], 0, []])
}

for (const [language, width] of views) {
  test(`anybody verifies a case bundle in the browser without a connection (${language}, ${width} px)`, skip, async () => {
    const t = translate(verifyPageText, language)
    const { page, context, faults } = await at(null, '/p/verify', { language, width })
    await page.getByRole('button', { name: t('keep') }).waitFor()
    await context.setOffline(true)
    const choose = page.getByLabel(t('file'))
    await choose.setInputFiles(path('case.case-bundle'))
    await page.getByRole('heading', { name: t('validWitnessed') }).waitFor()
    assert.match((await page.getByRole('main').textContent()) ?? '', new RegExp(t('caseCount', { count: 2 })))
    assert.equal(await page.getByRole('rowheader').count(), 2)
    await isFine(page, faults)
    const altered = (await readFile(path('case.case-bundle'), 'utf8')).replace(
      /\nindex (\d+)/,
      (_, index) => `\nindex ${Number(index) + 1}`,
    )
    await choose.setInputFiles({ name: 'altered.case-bundle', mimeType: 'text/plain', buffer: Buffer.from(altered) })
    await page.getByRole('heading', { name: t('invalid') }).waitFor()
    await isFine(page, faults)
    await context.close()
  })
}

test('a visitor pastes a policy of another log, keeps a policy on the device, and forgets it, with the keyboard', skip, async () => {
  const t = translate(verifyPageText, 'en')
  const { page, context, faults } = await at(null, '/p/verify', { language: 'en' })
  await page.getByLabel(t('file')).setInputFiles(path('case.case-bundle'))
  await page.getByRole('heading', { name: t('validWitnessed') }).waitFor()
  await page.getByRole('radio', { name: t('site') }).focus()
  await page.keyboard.press('ArrowDown')
  await page.getByRole('textbox', { name: t('ownField') }).fill((await sampleParties()).policyText)
  await page.getByText('CHECKPOINT_ORIGIN_UNKNOWN').waitFor()
  await page.getByRole('textbox', { name: t('ownField') }).fill('not a policy')
  await page.getByText('POLICY_MALFORMED').waitFor()
  await page.getByRole('textbox', { name: t('ownField') }).fill(await readFile(path('policy.txt'), 'utf8'))
  await page.getByRole('heading', { name: t('validWitnessed') }).waitFor()
  await page.getByRole('button', { name: t('keep') }).press('Enter')
  await page.reload()
  assert.equal(await page.getByRole('radio', { name: t('kept') }).isChecked(), true)
  await page.getByRole('button', { name: t('forget') }).press('Enter')
  assert.equal(await page.getByRole('radio', { name: t('site') }).isChecked(), true)
  assert.equal(await page.getByRole('radio', { name: t('kept') }).count(), 0)
  await isFine(page, faults)
  await context.close()
})

for (const [language, width] of views) {
  test(`an operator verifies each line of what happened to its report, and keeps the bundle (${language}, ${width} px)`, skip, async () => {
    const t = translate(caseTimelineText, language)
    const verdict = translate(verifyPageText, language)('validWitnessed')
    const { page, context, faults } = await at(filer, `/p/incidents/${filed.incidentId}`, { language, width })
    const lines = page.getByRole('region', { name: t('title') }).locator('ol > li')
    await lines.nth(1).waitFor()
    assert.match(
      (await lines.nth(1).textContent()) ?? '',
      language === 'ja' ? /が開封。目的：受付時の内容確認/ : /Opened by .*Purpose: Triage/,
    )
    for (const line of await lines.all()) {
      await line.getByRole('button').press('Enter')
      await line.getByRole('heading', { name: verdict }).waitFor()
    }
    await page.getByRole('button', { name: t('verifyAll') }).click()
    await page.getByText(translate(verifyPageText, language)('caseCount', { count: 2 })).waitFor()
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: t('download') }).click()
    const saved = await download
    assert.equal(saved.suggestedFilename(), `${filed.incidentId}.case-bundle`)
    const policy = parsePolicy(await readFile(path('policy.txt'), 'utf8'))
    assert.equal((await verifyCaseBundle(await readFile(await saved.path()), { policy })).links.length, 2)
    await isFine(page, faults)
    await context.close()
  })
}

for (const [language, width] of views) {
  test(`an auditor follows the heads and looks for one entry (${language}, ${width} px)`, skip, async () => {
    const t = translate(logPageText, language)
    const { page, context, faults } = await at(auditor, '/p/log', { language, width })
    const heads = page.getByRole('table', { name: t('headsTitle') })
    await heads.getByText(/\+\d/).first().waitFor()
    const { links } = await verifyCaseBundle(await readFile(path('case.case-bundle')), {
      policy: parsePolicy(await readFile(path('policy.txt'), 'utf8')),
    })
    await page.getByLabel(t('commitment')).fill(links[1]?.commitment.toHex() ?? '')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: t('found') }).waitFor()
    await page.getByLabel(t('commitment')).fill('ab'.repeat(32))
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: t('readAll') }).click()
    await page.getByRole('heading', { name: t('absent') }).waitFor()
    assert.equal(
      await page
        .getByRole('table', { name: t('witnessesTitle') })
        .getByText(t('cosigned'), { exact: true })
        .count(),
      2,
    )
    await page.getByText(t('sealedCount', { total: 0, withheld: 0 })).waitFor()
    await isFine(page, faults)
    await context.close()
  })
}

test('the file that the server offers verifies the bundle and itself, and the log is followed by the command', skip, async () => {
  for (const name of ['noroshi-verify.mjs', 'noroshi-verify.mjs.tlog-proof'])
    await writeFile(path(name), await (await fetch(`${demo.url}/download/${name}`)).bytes())
  const policy = ['--policy', path('policy.txt')]
  const verified = await runCommandLine(['verify', path('noroshi-verify.mjs.tlog-proof'), '--file', path('noroshi-verify.mjs'), ...policy])
  assert.equal(verified.code, 0, verified.output)
  const wrong = await runCommandLine(['verify', path('noroshi-verify.mjs.tlog-proof'), '--file', path('policy.txt'), ...policy, '--json'])
  assert.deepEqual([wrong.code, (JSON.parse(wrong.output) as { code: string }).code], [1, 'ENTRY_UNEXPECTED'])
  const watched = await runCommandLine(['verify', 'watch', '--once', ...policy, '--state', path('state.json')], { NOROSHI_URL: demo.url })
  assert.equal(watched.code, 0, watched.complaints)
})
