import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import type { Language } from '#base/language.ts'
import type { Persona } from '#main/walkthrough-cast.ts'
import { denyText } from '#report/deny-text.ts'
import { formText } from '#report/report-form-text.ts'
import { previewText } from '#report/preview-text.ts'
import { expectedText } from '#warning/expected-text.ts'
import { axeFindings, launchBrowser, noBrowser, openVisitor, sidewaysOverflow, type Visitor } from '../support/browser.ts'
import { runCommandLine } from '../support/command-line.ts'
import { startDemo, type RunningProgram } from '../support/demo.ts'
import { sampleAnswers } from '../support/file-answers.ts'
import { listPersonas } from '../support/personas.ts'
import { signInAs } from '../support/sign-in.ts'
import { views } from '../support/views.ts'

let demo: RunningProgram
let browser: Browser
let folder: string
let filer: Persona
const opened: Visitor[] = []

const answers = {
  ...sampleAnswers,
  'inc.summary': '監視端末 HIMAWARI-SV01 の暗号化を確認した。担当：山田 太郎。',
  'share.do_not_name': ['ひまわり計画'],
  'tec.vector': ['remote-access', 'insider'],
  'tec.ttp': ['T1486'],
  ioc: [
    { type: 'domain', value: 'update-check.attacker.test', role: 'destination' },
    { type: 'email', value: 'sender@mail.attacker.test', role: 'sender' },
    { type: 'domain', value: 'himawari-sv01.attacker.test', role: 'destination' },
    { type: 'ipv4', value: '8.8.8.8', role: 'destination' },
  ],
}

before(async () => {
  demo = await startDemo()
  folder = await mkdtemp(join(tmpdir(), 'nrs-'))
  const found = (await listPersonas(demo.url)).find(({ roles }) => roles.includes('filer'))
  assert.ok(found)
  filer = found
  await writeFile(join(folder, 'answers.json'), JSON.stringify(answers))
  if (noBrowser === false) browser = await launchBrowser()
})

after(async () => {
  if (noBrowser === false) await browser.close()
  await demo.stop()
  await rm(folder, { recursive: true, force: true })
})

function press(page: Page, name: string): Promise<void> {
  return page.getByRole('button', { name, exact: true }).click()
}

/** A window in which the filer stands at the step that shows who sees what. */
async function atPreview(how: { language: Language; width: number }): Promise<Page> {
  const visitor = await openVisitor(browser, { origin: demo.url, ...how })
  opened.push(visitor)
  const { page } = visitor
  await signInAs(page, filer, { url: demo.url, language: how.language, next: '/p/report' })
  await page.locator('#draft-file').setInputFiles(join(folder, 'answers.json'))
  await page.getByRole('heading', { level: 1, name: formText.checkTitle[how.language] }).waitFor()
  await press(page, formText.toPreview[how.language])
  await page.getByRole('heading', { level: 1, name: previewText.title[how.language] }).waitFor()
  return page
}

for (const [language, width] of views) {
  test(
    `a filer sees the warning as others would get it, and what must not get out, at ${width} px in ${language}`,
    { skip: noBrowser },
    async () => {
      const page = await atPreview({ language, width })
      const seen = page
        .locator('section')
        .filter({ has: page.getByRole('heading', { level: 3, name: expectedText.title[language] }) })
        .last()
      await seen.getByText(expectedText.hold[language]).waitFor()
      const rowOf = (value: string) => seen.getByRole('row').filter({ hasText: value })
      await rowOf('update-check.attacker.test').getByText(expectedText.out[language], { exact: true }).waitFor()
      await rowOf('sender@mail.attacker.test').getByText('mail.attacker.test', { exact: true }).waitFor()
      await rowOf('himawari-sv01.attacker.test').getByText(expectedText.not[language], { exact: true }).waitFor()
      await rowOf('8.8.8.8').getByText(expectedText.not[language], { exact: true }).waitFor()
      await page.getByText('ひまわり計画').first().waitFor()
      await page.getByText(denyText.showAll[language].split(/[（(]/u)[0] ?? '').click()
      assert.deepEqual(await axeFindings(page), [])
      assert.equal(await sidewaysOverflow(page), 0)
      const shots = process.env['SHOTS']
      if (shots !== undefined) await page.screenshot({ path: join(shots, `preview-${language}-${width}.png`), fullPage: true })
      await page
        .locator('#deny-terms')
        .getByText(/^HIMAWARI-SV01/u)
        .click()
      await seen.getByText(expectedText.release[language]).waitFor()
      await page.getByText(expectedText.asReceived[language]).click()
      await seen.getByText('himawari-sv01[.]attacker[.]test').first().waitFor()
      if (shots !== undefined) await page.screenshot({ path: join(shots, `released-${language}-${width}.png`), fullPage: true })
      assert.deepEqual(
        opened.flatMap(({ faults }) => faults()),
        [],
      )
    },
  )
}

test('report file --preview shows the same at a terminal, and sends nothing', async () => {
  const environment = { NOROSHI_URL: demo.url, NOROSHI_TOKEN: filer.token }
  const { code, output, complaints } = await runCommandLine(['report', 'file', join(folder, 'answers.json'), '--preview'], environment)
  assert.equal(code, 0, complaints)
  for (const words of [expectedText.hold.en, 'himawari-sv01.attacker.test', 'HIMAWARI-SV01', 'ひまわり計画', '山田 太郎'])
    assert.ok(output.includes(words), `${words} is not in\n${output}`)
  const passed = ['report', 'file', join(folder, 'answers.json'), '--preview', '--json', '--let-pass', 'HIMAWARI-SV01']
  const told = JSON.parse((await runCommandLine(passed, environment)).output) as { verdict: string; denyList: string[] }
  assert.equal(told.verdict, 'release')
  assert.ok(!told.denyList.includes('HIMAWARI-SV01') && told.denyList.includes('ひまわり計画'))
  const listed = await fetch(`${demo.url}/api/v1/incidents`, { headers: { authorization: `Bearer ${filer.token}` } })
  assert.deepEqual(((await listed.json()) as { incidents: unknown[] }).incidents, [])
})
