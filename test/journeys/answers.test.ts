import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { Browser } from 'playwright-core'
import type { Persona } from '#main/walkthrough-cast.ts'
import type { FiledReport } from '#report/report.ts'
import { createServiceClient } from '#runtime/service-client.ts'
import { Secret } from '#runtime/secret.ts'
import { answerActsText } from '#sighting/answer-act-text.ts'
import { answerAddress } from '#sighting/answer-link.ts'
import { answerLinkText, answersText } from '#sighting/answers-text.ts'
import type { AnswersBody } from '#sighting/answers-body.ts'
import { outcomeText } from '#sighting/outcome-text.ts'
import { sightingKeys } from '#sighting/sighting-keys.ts'
import { shownNumber, sightingNames } from '#sighting/sighting-text.ts'
import { translate } from '#ui/text-set.ts'
import type { WarningBody } from '#warning/warning-body.ts'
import { axeFindings, launchBrowser, noBrowser, openVisitor, sidewaysOverflow } from '../support/browser.ts'
import { runCommandLine } from '../support/command-line.ts'
import { startDemo, type RunningProgram } from '../support/demo.ts'
import { fileAnswers, sampleAnswers } from '../support/file-answers.ts'
import { listPersonas } from '../support/personas.ts'
import { signInAs } from '../support/sign-in.ts'
import { narrowestViews } from '../support/views.ts'

const skip = { skip: noBrowser }
const host = 'update-check.bad-host.net'
const harmless = 'cdn.harmless-host.net'
const wrong = 'mirror.wrong-host.net'

let demo: RunningProgram
let browser: Browser
let recipients: readonly Persona[]
let filer: Persona
let releaser: Persona
let report: FiledReport
let warning: WarningBody

before(async () => {
  if (noBrowser !== false) return
  demo = await startDemo({ environment: { NOROSHI_SIGHTING_COUNT_SECONDS: '2', NOROSHI_FALSE_POSITIVE_WAIT_SECONDS: '25' } })
  browser = await launchBrowser()
  const people = await listPersonas(demo.url)
  recipients = people.filter((one) => one.organisation.kind === 'subscriber' && one.clearance !== 'clear')
  filer = personOf(people, 'filer')
  releaser = personOf(people, 'releaser')
  const ioc = [host, harmless, wrong].map((value) => ({ type: 'domain', value, role: 'delivery' }))
  report = await fileAnswers({ url: demo.url, filer, answers: { ...sampleAnswers, 'tec.ttp': ['T1486'], ioc } })
  warning = await until(async () => (await listed()).at(0) ?? null)
})

after(async () => {
  await browser?.close()
  await demo?.stop()
})

function personOf(people: readonly Persona[], role: Persona['roles'][number]): Persona {
  const found = people.find((one) => one.roles.includes(role))
  assert.ok(found, role)
  return found
}

function recipient(place: number): Persona {
  const found = recipients[place]
  assert.ok(found)
  return found
}

function as(person: Persona) {
  return createServiceClient(demo.url, person.token)
}

async function listed(): Promise<readonly WarningBody[]> {
  const { warnings } = (await as(recipient(0)).json('/api/v1/warnings')) as unknown as { warnings: readonly WarningBody[] }
  return warnings
}

/** Asks again and again until there is an answer. */
async function until<Found>(look: () => Promise<Found | null>): Promise<Found> {
  for (;;) {
    const found = await look()
    if (found !== null) return found
    await pause(1000)
  }
}

function indicatorId(value: string): string {
  const found = warning.indicators.find((one) => one.value === value)
  assert.ok(found, value)
  return found.id
}

async function answer(person: Persona, kind: string, subject: string): Promise<void> {
  await as(person).json('/api/v1/sightings', { method: 'POST', body: JSON.stringify({ kind, subjects: [subject] }) })
}

test(
  'a recipient answers with one click and takes it back with another; numbers come from three on, for others and for the reporter',
  skip,
  async () => {
    const { page, context, faults } = await openVisitor(browser, { origin: demo.url, language: 'ja' })
    const t = translate(answersText, 'ja')
    await signInAs(page, recipient(0), { url: demo.url, language: 'ja', next: `/p/warnings/${warning.id}` })
    const row = page.getByRole('row').filter({ hasText: 'bad-host' })
    // With the keyboard, which reaches a button wherever it stands while numbers of others are still on their way.
    const blocked = (pressed: boolean) => row.getByRole('button', { name: sightingNames.blocked.ja, pressed, disabled: false })
    await blocked(false).press('Enter')
    await blocked(true).press('Enter')
    await blocked(false).waitFor()
    const whole = page.getByRole('group', { name: t('whole') })
    await whole.getByRole('button', { name: sightingNames.blocked.ja, disabled: false }).press('Enter')
    await blocked(true).waitFor()
    for (const place of [1, 2]) await answer(recipient(place), 'blocked', indicatorId(host))
    await until(async () => {
      const path = `/api/v1/warnings/${warning.id}/sightings`
      const { warning: counts } = (await as(recipient(1)).json(path)) as unknown as AnswersBody
      return counts.blocked
    })
    await page.reload()
    await row.getByText(t('othersBlocked', { number: shownNumber(3).ja })).waitFor()
    assert.equal(await row.getByText('検知した組織').count(), 0)
    await signInAs(page, filer, { url: demo.url, language: 'ja', next: `/p/incidents/${report.incidentId}` })
    const outcome = page.getByRole('region', { name: translate(outcomeText, 'ja')('title') })
    await outcome.getByText(shownNumber(3).ja, { exact: true }).waitFor()
    assert.ok(!(await page.content()).includes(recipient(1).organisation.name.ja))
    assert.deepEqual(faults(), [])
    await context.close()
    const shown = await runCommandLine(['report', 'outcome', report.incidentId, '--json'], {
      NOROSHI_URL: demo.url,
      NOROSHI_TOKEN: filer.token,
    })
    const { warnings } = JSON.parse(shown.output) as { warnings: readonly { answers: Record<string, number | null> }[] }
    assert.deepEqual(warnings[0]?.answers, { seen: null, blocked: 3, 'false-positive': null })
  },
)

test('what three recipients call harmless is taken back everywhere, unless a releaser who knows better cancels', skip, async () => {
  for (const place of [3, 4, 5]) for (const value of [harmless, wrong]) await answer(recipient(place), 'false-positive', indicatorId(value))
  const { page, context, faults } = await openVisitor(browser, { origin: demo.url, language: 'en' })
  const t = translate(answerActsText, 'en')
  await until(async () => ((await acts()).length === 2 ? true : null))
  await signInAs(page, releaser, { url: demo.url, language: 'en', next: '/p/answers' })
  const row = page.getByRole('row').filter({ hasText: 'harmless-host' })
  await row.getByRole('button', { name: t('cancel') }).click()
  await page.getByText(t('cancelled')).waitFor()
  await row.getByRole('button').waitFor({ state: 'detached' })
  await until(async () => {
    const newest = (await listed()).find(({ id }) => id === warning.id)
    return newest !== undefined && newest.version > warning.version ? newest : null
  })
  const list = await (await as(recipient(0)).fetch('/feeds/domains.txt?advice=monitor')).text()
  assert.ok(list.includes(harmless))
  assert.ok(!list.includes(wrong))
  assert.deepEqual((await acts()).map(({ value, state }) => `${value} ${state}`).toSorted(), [`${harmless} cancelled`, `${wrong} done`])
  assert.deepEqual(faults(), [])
  await context.close()
})

async function acts(): Promise<readonly { readonly value: string; readonly state: string }[]> {
  const answered = (await as(releaser).json('/api/v1/sighting-acts')) as unknown as { acts: readonly { value: string; state: string }[] }
  return answered.acts
}

test('a link in a mail asks before it answers, answers once, and says nothing of who answers', skip, async () => {
  const { answerLinks } = sightingKeys(new Secret(await readFile(join(demo.dataFolder, 'private', 'sighting-key'), 'utf8')))
  const { organisation } = recipient(6)
  const wish = { origin: demo.url, warningId: warning.id, organisationId: organisation.id, now: Temporal.Now.instant() }
  const address = answerAddress(answerLinks, wish)
  const own = async () => ((await as(recipient(6)).json(`/api/v1/warnings/${warning.id}/sightings`)) as unknown as AnswersBody).own
  const { page, context, faults } = await openVisitor(browser, { origin: demo.url, language: 'ja', expected: [/404/] })
  const t = translate(answerLinkText, 'ja')
  await page.goto(address)
  await page.getByRole('button', { name: t('confirm') }).click()
  await page.getByText(t('notChosen')).waitFor()
  assert.deepEqual(await own(), [])
  assert.ok(!(await page.content()).includes(organisation.name.ja))
  await page.getByRole('radio', { name: sightingNames.seen.ja, exact: true }).check({ force: true })
  await page.getByRole('button', { name: t('confirm') }).click()
  await page.getByText(t('thanks')).waitFor()
  assert.ok((await own()).some(({ kind }) => kind === 'seen'))
  await page.reload()
  await page.getByText(t('spent')).waitFor()
  await page.goto('about:blank')
  await page.goto(`${address.slice(0, -4)}AAAA`)
  await page.getByText(t('broken')).waitFor()
  assert.deepEqual(faults(), [])
  await context.close()
})

for (const [language, width] of narrowestViews) {
  test(`pages of answers have no axe findings and fit ${width} px (${language})`, skip, async () => {
    const { page, context, faults } = await openVisitor(browser, { origin: demo.url, language, width })
    const check = async (what: string) => {
      assert.deepEqual(await axeFindings(page), [], what)
      assert.equal(await sidewaysOverflow(page), 0, what)
    }
    await signInAs(page, recipient(0), { url: demo.url, language, next: `/p/warnings/${warning.id}` })
    await page.getByText(translate(answersText, language)('countsLead')).waitFor()
    await page.getByRole('row').getByText(shownNumber(3)[language]).first().waitFor()
    await check('warning')
    await signInAs(page, releaser, { url: demo.url, language, next: '/p/answers' })
    await page.getByRole('row').filter({ hasText: 'harmless-host' }).waitFor()
    await check('acts')
    await signInAs(page, filer, { url: demo.url, language, next: `/p/incidents/${report.incidentId}` })
    await page
      .getByRole('region', { name: translate(outcomeText, language)('title') })
      .getByText(shownNumber(3)[language])
      .first()
      .waitFor()
    await check('outcome')
    assert.deepEqual(faults(), [])
    await context.close()
  })
}
