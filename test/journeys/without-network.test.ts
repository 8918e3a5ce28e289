import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import type { Language } from '#base/language.ts'
import { filerText } from '#offline/filer-text.ts'
import { handInText, refusalTexts } from '#offline/hand-in-text.ts'
import { phoneText } from '#offline/phone-text.ts'
import { formText } from '#report/report-form-text.ts'
import { previewText } from '#report/preview-text.ts'
import type { Persona } from '#main/walkthrough-cast.ts'
import { uiText } from '#ui/ui-text.ts'
import { axeFindings, launchBrowser, noBrowser, openVisitor, sidewaysOverflow, type Visitor } from '../support/browser.ts'
import { runCommandLine } from '../support/command-line.ts'
import { startDemo, type RunningProgram } from '../support/demo.ts'
import { listPersonas } from '../support/personas.ts'
import { signInAs } from '../support/sign-in.ts'

let demo: RunningProgram
let browser: Browser
let folder: string
let personas: readonly Persona[]
const opened: Visitor[] = []

before(async () => {
  if (noBrowser !== false) return
  demo = await startDemo()
  folder = await mkdtemp(join(tmpdir(), 'nrs-'))
  personas = await listPersonas(demo.url)
  browser = await launchBrowser()
  const made = await runCommandLine(['kit', '--out', at('kit')], {
    NOROSHI_URL: demo.url,
    NOROSHI_TOKEN: one('operator-administrator').token,
  })
  assert.equal(made.code, 0, made.complaints)
  await writeFile(at('answers.json'), JSON.stringify({ 'inc.kind': 'ransomware', 'ast.designated': 'yes' }))
})

after(async () => {
  if (noBrowser !== false) return
  await browser.close()
  await demo.stop()
  if (process.env['KEEP'] === undefined) await rm(folder, { recursive: true, force: true })
  else console.log(folder)
})

function at(name: string): string {
  return join(folder, name)
}

function one(role: Persona['roles'][number]): Persona {
  const found = personas.find(({ roles }) => roles.includes(role))
  assert.ok(found)
  return found
}

async function visit(how: { language: Language; width: number; expected?: readonly RegExp[] }): Promise<Page> {
  const visitor = await openVisitor(browser, { origin: demo.url, ...how })
  opened.push(visitor)
  return visitor.page
}

async function assertSound(page: Page): Promise<void> {
  assert.deepEqual(await axeFindings(page), [], await page.title())
  assert.equal(await sidewaysOverflow(page), 0, await page.title())
}

function assertFaultless(): void {
  assert.deepEqual(
    opened.flatMap(({ faults }) => faults()),
    [],
  )
}

/** Returns what an officer of an authority that received the report reads in it. */
async function openAsOfficer(reportId: string): Promise<string> {
  const officers = personas.filter(({ roles }) => roles.includes('officer'))
  for (const officer of new Map(officers.map((each) => [each.organisation.id, each])).values()) {
    const seen = await fetch(`${demo.url}/api/v1/reports/${reportId}`, { headers: { authorization: `Bearer ${officer.token}` } })
    if (seen.status !== 200) continue
    const args = ['report', 'open', reportId, '--purpose', 'triage']
    const opened = await runCommandLine(args, { NOROSHI_URL: demo.url, NOROSHI_TOKEN: officer.token })
    assert.equal(opened.code, 0, opened.complaints)
    return opened.output
  }
  return assert.fail('no authority received the report')
}

function press(page: Page, name: string): Promise<void> {
  return page.getByRole('button', { name, exact: true }).click()
}

async function heading(page: Page, name: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor()
  await assertSound(page)
}

/** Answers every further question by "not known yet": all of it is valid. */
async function answerTheRest(page: Page, language: Language): Promise<void> {
  const title = page.getByRole('heading', { level: 1 })
  for (let question = 0; question < 30; question++) {
    const asked = await title.innerText()
    if (asked === formText.checkTitle[language]) return assertSound(page)
    // Where a page holds nothing that the report needs, it has the plain way on alone.
    const unknown = page.getByRole('button', { name: formText.unknownNext[language], exact: true })
    if ((await unknown.count()) > 0) await unknown.click()
    else await press(page, formText.next[language])
    await page.waitForFunction((before) => document.querySelector('h1')?.innerText !== before, asked)
  }
  assert.fail('the form does not end')
}

/** Seals a report in the offline filer, opened as a file with the network off, and returns its check code. */
async function sealInFiler(page: Page, how: { language: Language; out: string; number: number }): Promise<string> {
  const { language, out, number } = how
  await page.context().setOffline(true)
  await page.goto(`${pathToFileURL(at('kit/noroshi-filer.html')).href}?lang=${language}`)
  await heading(page, filerText.title[language])
  await page.locator('#kit-file').setInputFiles(at('kit/kit.json'))
  await press(page, filerText.begin[language])
  await press(page, formText.unknownNext[language])
  await page.getByRole('textbox').first().fill('変電所の監視サーバーが暗号化された。 canary-offline')
  await press(page, formText.next[language])
  await answerTheRest(page, language)
  await press(page, formText.toPreview[language])
  await heading(page, previewText.title[language])
  await press(page, previewText.nextFile[language])
  await heading(page, filerText.sealTitle[language])
  await page.locator('#code').selectOption(String(number))
  const download = page.waitForEvent('download')
  await press(page, filerText.seal[language])
  await (await download).saveAs(out)
  await heading(page, filerText.doneTitle[language])
  await page.screenshot({ path: at(`sealed-${number}.png`), fullPage: true })
  const shown = /\d{4} \d{4} \d{4} \d{4}/.exec(await page.locator('main').innerText())
  assert.ok(shown)
  return shown[0]
}

for (const [language, width, number] of [
  ['ja', 375, 1],
  ['en', 1280, 2],
] as const) {
  test(
    `a report is sealed from a file without network, handed in and opened, at ${width} px in ${language}`,
    { skip: noBrowser },
    async () => {
      const out = at(`report-${number}.age`)
      const page = await visit({ language, width })
      const checkCode = await sealInFiler(page, { language, out, number })
      assertFaultless()
      const handedIn = await runCommandLine(['report', 'hand-in', out, '--json'], { NOROSHI_URL: demo.url })
      assert.equal(handedIn.code, 0, handedIn.complaints)
      const answer = JSON.parse(handedIn.output) as { checkCode: string; reportId: string }
      assert.equal(answer.checkCode, checkCode)
      assert.ok((await openAsOfficer(answer.reportId)).includes('canary-offline'))
    },
  )
}

test('a file is handed in on a page without an account, and again', { skip: noBrowser }, async () => {
  const sealed = await runCommandLine(
    ['report', 'seal', at('answers.json'), '--offline', '--kit', at('kit/kit.json'), '--code', '5', '--out', at('page.age'), '--json'],
    { NOROSHI_URL: 'http://127.0.0.1:9' },
  )
  assert.equal(sealed.code, 0, sealed.complaints)
  const { checkCode } = JSON.parse(sealed.output) as { checkCode: string }
  for (const [language, width] of [
    ['ja', 375],
    ['en', 1280],
  ] as const) {
    const page = await visit({ language, width })
    await page.goto(`${demo.url}/p/hand-in?lang=${language}`)
    await heading(page, handInText.title[language])
    await page.locator('#report-file').setInputFiles(at('page.age'))
    await page.getByText(checkCode).waitFor()
    await press(page, handInText.handIn[language])
    await heading(page, handInText.doneTitle[language])
    await page.getByText(checkCode).waitFor()
    await page.screenshot({ path: at(`handed-in-${language}.png`), fullPage: true })
  }
  assertFaultless()
})

test('an officer enters when a file arrived', { skip: noBrowser }, async () => {
  // The time is entered to the minute, and the kit may have been made within that minute.
  const expected = [/status of 422 .*received-offline-reports/]
  const args = ['report', 'seal', at('answers.json'), '--offline', '--kit', at('kit/kit.json'), '--code', '6', '--out', at('stick.age')]
  assert.equal((await runCommandLine(args, { NOROSHI_URL: 'http://127.0.0.1:9' })).code, 0)
  const page = await visit({ language: 'ja', width: 1280, expected })
  await signInAs(page, one('officer'), { url: demo.url, language: 'ja', next: '/p/hand-in' })
  await heading(page, handInText.title.ja)
  await page.locator('#report-file').setInputFiles(at('stick.age'))
  await page.getByRole('button', { name: uiText.takeNow.ja }).click()
  await assertSound(page)
  await page.screenshot({ path: at('officer.png'), fullPage: true })
  await press(page, handInText.handIn.ja)
  await page
    .getByText(refusalTexts['REACHED_AT_IMPOSSIBLE']?.ja ?? '')
    .or(page.getByText(handInText.receivedAt.ja))
    .waitFor()
  await assertSound(page)
})

for (const [language, width] of [
  ['ja', 375],
  ['en', 1280],
] as const) {
  test(
    `an officer takes a report by telephone, and its operator sees it unconfirmed, at ${width} px in ${language}`,
    { skip: noBrowser },
    async () => {
      const caller = one('filer')
      const known = await incidentsOf(caller)
      const page = await visit({ language, width })
      await signInAs(page, one('officer'), { url: demo.url, language, next: '/p/phone' })
      await heading(page, phoneText.title[language])
      await page.locator('#words').fill(caller.organisation.name.ja.slice(0, 4))
      await press(page, phoneText.search[language])
      await press(page, `${phoneText.choose[language]}: ${caller.organisation.name[language]}`)
      await page.getByRole('heading', { level: 2, name: phoneText.fieldsTitle[language] }).waitFor()
      await assertSound(page)
      await press(page, phoneText.file[language])
      await page
        .getByRole('alert')
        .filter({ has: page.getByRole('link') })
        .waitFor()
      await page.getByRole('radio').first().check({ force: true })
      await page.getByRole('textbox').first().waitFor()
      await press(page, phoneText.allUnknown[language])
      await page.screenshot({ path: at(`notice-${language}.png`), fullPage: true })
      await press(page, phoneText.file[language])
      await heading(page, phoneText.doneTitle[language])
      await page.screenshot({ path: at(`notice-filed-${language}.png`), fullPage: true })
      const [code] = /\d{4} \d{4} \d{4} \d{4}/.exec(await page.locator('main').innerText()) ?? []
      assert.ok(code)
      const incident = (await incidentsOf(caller)).find((id) => !known.includes(id))
      const operatorPage = await visit({ language, width })
      await signInAs(operatorPage, caller, { url: demo.url, language, next: `/p/incidents/${incident}` })
      await operatorPage.getByRole('heading', { name: phoneText.unconfirmedTitle[language] }).waitFor()
      await operatorPage.getByText(code).waitFor()
      await assertSound(operatorPage)
      await operatorPage.screenshot({ path: at(`unconfirmed-${language}.png`), fullPage: true })
      assertFaultless()
    },
  )
}

async function incidentsOf({ token }: Persona): Promise<readonly string[]> {
  const list = await fetch(`${demo.url}/api/v1/incidents`, { headers: { authorization: `Bearer ${token}` } })
  const { incidents } = (await list.json()) as { incidents: readonly { readonly id: string }[] }
  return incidents.map(({ id }) => id)
}
