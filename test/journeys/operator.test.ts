import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page, Route } from 'playwright-core'
import type { Language } from '#base/language.ts'
import { axeFindings, launchBrowser, noBrowser, openVisitor, sidewaysOverflow, type Visitor } from '../support/browser.ts'
import { runCommandLine } from '../support/command-line.ts'
import { startDemo, type RunningProgram } from '../support/demo.ts'

let demo: RunningProgram
let browser: Browser
const opened: Visitor[] = []

before(async () => {
  if (noBrowser !== false) return
  demo = await startDemo()
  browser = await launchBrowser()
})

after(async () => {
  if (noBrowser !== false) return
  await browser.close()
  await demo.stop()
})

type Persona = {
  readonly personId: string
  readonly roles: readonly string[]
  readonly token: string
  readonly organisation: { readonly id: string; readonly kind: string; readonly name: { readonly ja: string } }
}

async function personas(): Promise<readonly Persona[]> {
  const answer = (await (await fetch(`${demo.url}/api/v1/demo/personas`)).json()) as { personas: readonly Persona[] }
  return answer.personas
}

async function filer(): Promise<Persona> {
  const found = (await personas()).find(({ roles }) => roles.includes('filer'))
  assert.ok(found !== undefined)
  return found
}

/** Opens a window in which a filer is signed in, at the page that begins a report. */
async function visit(how: { language: Language; width?: number; expected?: readonly RegExp[] }): Promise<Page> {
  const visitor = await openVisitor(browser, { origin: demo.url, ...how })
  opened.push(visitor)
  const { page } = visitor
  await page.goto(`${demo.url}/?lang=${how.language}`)
  await signIn(page, (await filer()).personId)
  await page.goto(`${demo.url}/p/report`)
  return page
}

async function signIn(page: Page, personId: string): Promise<void> {
  const status = await page.evaluate(async (id) => {
    const headers = { 'content-type': 'application/json', 'noroshi-request': '1' }
    return (await fetch('/api/v1/session/demo', { method: 'POST', headers, body: JSON.stringify({ personId: id }) })).status
  }, personId)
  assert.equal(status, 204)
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

/** The words by which a person finds the controls, as the pages write them. */
const words = {
  ja: {
    begin: '報告を始める',
    next: '次へ',
    unknownNext: '空欄は「まだ分からない」として次へ',
    read: '読み取って追加',
    toPreview: '次へ：誰に何が見えるかを確認',
    toSend: '次へ：暗号化して送信',
    send: '暗号化して送信する',
    filed: '報告を受け付けました',
    waiting: '報告は暗号化され、送信を待っています',
    waitingList: '送信を待っている報告が1件あります',
    sendKept: '送信する',
    allUnknown: '未回答を全て「まだ分からない」にする',
  },
  en: {
    begin: 'Begin a report',
    next: 'Next',
    unknownNext: 'Not known yet: next',
    read: 'Read and add',
    toPreview: 'Next: see who can read what',
    toSend: 'Next: seal and send',
    send: 'Seal and send the report',
    filed: 'Your report was filed',
    waiting: 'The report is sealed and waits to be sent',
    waitingList: '1 sealed report waits to be sent',
    sendKept: 'Send',
    allUnknown: 'Answer all of them “not known yet”',
  },
} as const satisfies Record<Language, Record<string, string>>

function press(page: Page, name: string): Promise<void> {
  return page.getByRole('button', { name, exact: true }).click()
}

function heading(page: Page, name: string | RegExp): Promise<void> {
  return page.getByRole('heading', { level: 1, name }).waitFor()
}

/** Begins a report from a file of answers, which is the quickest way to the last steps. */
async function loadAnswers(page: Page, answers: Readonly<Record<string, unknown>>): Promise<void> {
  const file = { name: 'answers.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(answers)) }
  await page.locator('#draft-file').setInputFiles(file)
  await heading(page, /回答の確認|Check your answers/)
}

for (const language of ['ja', 'en'] as const) {
  test(`a filer answers, sees who can read what, seals and files, at 320 px in ${language}`, { skip: noBrowser }, async () => {
    const w = words[language]
    const page = await visit({ language, width: 320 })
    await press(page, w.begin)
    await heading(page, /どのような事案ですか|What kind of incident/)
    await assertSound(page)
    await press(page, w.unknownNext)
    await heading(page, /何が起きましたか|What happened/)
    await page.getByRole('textbox').first().fill('変電所の監視サーバーが暗号化された。 canary-narrative')
    await press(page, w.next)
    for (let question = 3; question < 5; question++) await press(page, w.unknownNext)
    await answerAwareness(page, w.next)
    // Of the optional fields on the way none is answered by "not known yet".
    for (let question = 6; question <= 16; question++) await press(page, w.unknownNext)
    await heading(page, /インディケータ|indicators/)
    await page.getByRole('textbox').first().fill('通信先 evil[.]update-service[.]com と ２０３.0.113.7x、300.1.1.1')
    await press(page, w.read)
    await page.getByText('evil.update-service.com').waitFor()
    await page.getByText('300.1.1.1').first().waitFor()
    await assertSound(page)
    await press(page, w.next)
    await press(page, w.unknownNext)
    await heading(page, /回答の確認|Check your answers/)
    await assertSound(page)
    await press(page, w.toPreview)
    await heading(page, /誰に何が見えるか|Who can see what/)
    assert.ok(
      !(await page.locator('main').innerText()).includes('canary-narrative'),
      'the narrative is no part that others or the server see',
    )
    await assertSound(page)
    await press(page, w.toSend)
    const filing = page.waitForRequest((request) => request.url().endsWith('/api/v1/reports'))
    await press(page, w.send)
    const sent = (await filing).postData() ?? ''
    assert.ok(!sent.includes('canary-narrative'))
    const { shareable, handling } = JSON.parse(sent) as { filing?: never; shareable: object; handling: object } satisfies object
    assert.ok(!('share.embargo_until' in handling) && !('t.aware.precision' in handling))
    assert.ok('ioc' in shareable)
    await heading(page, w.filed)
    await page
      .getByText(/協定世界時|UTC/)
      .first()
      .waitFor()
    await assertSound(page)
    assertFaultless()
  })
}

/** Types a date that does not exist, is led to it by the error summary, and corrects it. */
async function answerAwareness(page: Page, next: string): Promise<void> {
  await heading(page, /いつ認知しましたか|When did you become aware/)
  const parts = { '': '2026', '-month': '１３', '-day': '5', '-hour': '9', '-minute': '30' }
  for (const [part, value] of Object.entries(parts)) await page.locator(`[id="t.aware${part}"]`).fill(value)
  await press(page, next)
  const summary = page.getByRole('alert').filter({ has: page.getByRole('link') })
  await summary.waitFor()
  assert.ok(await summary.evaluate((element) => element === document.activeElement), 'the focus is on the error summary')
  assert.match(await page.title(), /^(?:エラー|Error): /)
  await assertSound(page)
  await summary.getByRole('link').click()
  assert.equal(await page.evaluate(() => document.activeElement?.id), 't.aware')
  await page.locator('[id="t.aware-month"]').fill('１１')
  await press(page, next)
}

test('a report is filed with the keyboard alone', { skip: noBrowser }, async () => {
  const page = await visit({ language: 'ja' })
  const w = words.ja
  await loadAnswers(page, { 'inc.kind': 'ddos' })
  for (const name of [w.allUnknown, w.toPreview, w.toSend, w.send]) await pressByKeyboard(page, name)
  await heading(page, w.filed)
  assertFaultless()
})

async function pressByKeyboard(page: Page, name: string): Promise<void> {
  const button = page.getByRole('button', { name, exact: true })
  await button.waitFor()
  for (let tabs = 0; tabs < 120; tabs++) {
    if (await button.evaluate((element) => element === document.activeElement)) return page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
  }
  assert.fail(`"${name}" cannot be reached with the Tab key`)
}

test('a sealed report survives an outage and a reload as ciphertext, and is sent as the very same bytes', { skip: noBrowser }, async () => {
  const page = await visit({ language: 'en', expected: [/Failed to load resource/] })
  const w = words.en
  await loadAnswers(page, { 'inc.kind': 'ransomware', 'inc.summary': 'canary-in-storage' })
  await press(page, w.toPreview)
  await press(page, w.toSend)
  const sent: string[] = []
  await page.route('**/api/v1/reports', (route) => outage(route, sent))
  await press(page, w.send)
  await page.getByText(w.waiting).waitFor()
  const stored = await page.evaluate(readStorage)
  assert.match(stored, /^age-encryption\.org\/v1\n-> mlkem768x25519 /)
  for (const plain of ['canary', 'ransomware', 'handling', 'noroshi-filing']) assert.ok(!stored.includes(plain), plain)
  page.on('dialog', (dialog) => void dialog.accept())
  await page.goto(`${demo.url}/p/incidents`)
  await page.getByText(w.waitingList).waitFor()
  await assertSound(page)
  await page.unroute('**/api/v1/reports')
  const filing = page.waitForRequest((request) => request.url().endsWith('/api/v1/reports'))
  await press(page, w.sendKept)
  assert.equal((await filing).postData(), sent[0])
  await heading(page, w.filed)
  assertFaultless()
})

async function outage(route: Route, sent: string[]): Promise<void> {
  sent.push(route.request().postData() ?? '')
  if (sent.length === 1) return route.abort('internetdisconnected')
  const body = JSON.stringify({ type: 'about:blank', title: 'Away', status: 503, code: 'DATABASE_AWAY', detail: 'away' })
  return route.fulfill({ status: 503, headers: { 'retry-after': '30' }, contentType: 'application/problem+json', body })
}

/** Runs in the page: returns everything that the browser's storage holds, as text. */
async function readStorage(): Promise<string> {
  const promised = <Result>(request: IDBRequest<Result>) =>
    new Promise<Result>((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result))
      request.addEventListener('error', () => reject(new Error('the storage cannot be read')))
    })
  const database = await promised(indexedDB.open('noroshi'))
  const kept = (await promised(database.transaction('sealed-reports').objectStore('sealed-reports').getAll())) as {
    ciphertext: Uint8Array
  }[]
  database.close()
  const texts = kept.map(({ ciphertext }) => new TextDecoder('latin1').decode(ciphertext))
  return [...texts, JSON.stringify([localStorage, sessionStorage])].join('\n')
}

test('a refused report gives its answers back, and what is sealed then is sent', { skip: noBrowser }, async () => {
  const page = await visit({ language: 'ja', expected: [/Failed to load resource/] })
  const w = words.ja
  await loadAnswers(page, { 'inc.kind': 'other' })
  await press(page, w.toPreview)
  await press(page, w.toSend)
  await page.route('**/api/v1/reports', (route) =>
    route.fulfill({
      status: 422,
      contentType: 'application/problem+json',
      body: JSON.stringify({ status: 422, code: 'ANSWERS_INVALID', detail: 'refused for the test', errors: [] }),
    }),
  )
  await press(page, w.send)
  await page.getByText('報告は受け付けられませんでした').waitFor()
  await assertSound(page)
  await page.unroute('**/api/v1/reports')
  await press(page, w.send)
  await heading(page, w.filed)
  assertFaultless()
})

test('a filer follows up, withdraws, and sees who opened the report', { skip: noBrowser }, async () => {
  const page = await visit({ language: 'ja', width: 320 })
  const w = words.ja
  await loadAnswers(page, { 'inc.kind': 'ddos', 't.aware': '2026-11-20T10:00:30+09:00', 'mal.suspected': 'yes', 'inc.summary': 'sealed' })
  await send(page, w)
  await page.getByRole('link', { name: '事案の画面へ' }).click()
  await assertSound(page)
  await followUp(page, '続報')
  await page.getByText('前回の報告のうち、暗号化していない回答を引き継ぎました').waitFor()
  await assertSound(page)
  const filing = page.waitForRequest((request) => request.url().endsWith('/api/v1/reports'))
  await send(page, w)
  const { handling, previousReportId } = JSON.parse((await filing).postData() ?? '') as { handling: object; previousReportId: string }
  assert.equal(Reflect.get(handling, 't.aware'), '2026-11-20T10:00:30+09:00', 'the clock keeps its seconds')
  const officers = (await personas()).filter(
    ({ roles, organisation }) => roles.includes('officer') && organisation.name.ja.includes('サイバー統括'),
  )
  const opening = await runCommandLine(['report', 'open', previousReportId, '--purpose', '状況の把握'], {
    NOROSHI_URL: demo.url,
    NOROSHI_TOKEN: officers[0]?.token ?? '',
  })
  assert.equal(opening.code, 0, opening.complaints)
  await page.getByRole('link', { name: '事案の画面へ' }).click()
  await page.getByText('これまでに1回開封されています').waitFor()
  await page.getByRole('link', { name: '誰が報告を開封したかを見る' }).click()
  await page.getByText('状況の把握').waitFor()
  await assertSound(page)
  await page.getByRole('link', { name: /^事案 / }).click()
  await followUp(page, '取下げ')
  await heading(page, '取下げの理由')
  await page.getByRole('textbox').fill('誤報と判明したため')
  await press(page, w.next)
  await send(page, w)
  await page.getByRole('link', { name: '事案の画面へ' }).click()
  await page.getByText('取下げ済み').waitFor()
  assert.equal(await page.getByRole('link', { name: '続きを報告する' }).count(), 0)
  await assertSound(page)
  assertFaultless()
})

async function followUp(page: Page, stage: string): Promise<void> {
  await page.getByRole('link', { name: '続きを報告する' }).click()
  await page.getByText(stage, { exact: true }).click()
  await press(page, 'この報告を始める')
}

async function send(page: Page, w: (typeof words)[Language]): Promise<void> {
  await press(page, w.toPreview)
  await press(page, w.toSend)
  await press(page, w.send)
  await heading(page, w.filed)
}

test('a draft is saved to a file and loaded again; a reload loses what was not saved, and says so', { skip: noBrowser }, async () => {
  const page = await visit({ language: 'ja' })
  await loadAnswers(page, { 'inc.kind': 'ransomware', 'inc.summary': '保存する内容' })
  await page.getByText('下書きを保存する').click()
  const download = page.waitForEvent('download')
  await press(page, '下書きを端末のファイルに保存')
  const path = await (await download).path()
  page.on('dialog', (dialog) => void dialog.accept())
  await page.reload()
  await page.getByText('続きの回答がこの画面にありません').waitFor()
  await assertSound(page)
  await page.locator('#draft-file').setInputFiles({ name: 'wrong.json', mimeType: 'application/json', buffer: Buffer.from('[1]') })
  await page.getByText('このファイルは下書きとして読み込めません').waitFor()
  await assertSound(page)
  await page.locator('#draft-file').setInputFiles(path)
  await heading(page, '回答の確認')
  await page.getByText('保存する内容').waitFor()
  assertFaultless()
})

test('a viewer of the same operator sees its incidents and is offered nothing to file', { skip: noBrowser }, async () => {
  const page = await visit({ language: 'en' })
  await loadAnswers(page, { 'inc.kind': 'ddos' })
  await send(page, words.en)
  const own = await filer()
  const viewer = (await personas()).find(({ roles, organisation }) => roles.includes('viewer') && organisation.id === own.organisation.id)
  assert.ok(viewer !== undefined)
  await signIn(page, viewer.personId)
  await page.goto(`${demo.url}/p/incidents`)
  await page.getByRole('link', { name: /DDoS/ }).first().click()
  await heading(page, /^Incident .*: DDoS attack$/)
  assert.equal(await page.getByRole('link', { name: 'Follow up' }).count(), 0)
  await assertSound(page)
  assertFaultless()
})
