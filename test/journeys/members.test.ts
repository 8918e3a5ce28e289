import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { directoryErrorTexts, directoryErrorTitle } from '#authority/directory-error-text.ts'
import { directoryPageText } from '#authority/directory-page-text.ts'
import { membersText } from '#authority/members-text.ts'
import type { Language } from '#base/language.ts'
import { generateKeyPair } from '#envelope/age-file.ts'
import type { Role } from '#identity/actor.ts'
import { keysText } from '#identity/keys-text.ts'
import { parseRoot, rootFingerprint } from '#key-directory/directory-root.ts'
import { isFingerprint } from '#key-directory/fingerprint.ts'
import { findCast, listPersonas, type Persona } from '#main/walkthrough-cast.ts'
import { fileReportText } from '#report/file-report-text.ts'
import { createServiceClient } from '#runtime/service-client.ts'
import { translate } from '#ui/text-set.ts'
import { axeFindings, launchBrowser, noBrowser, openVisitor, sidewaysOverflow, type Visitor } from '../support/browser.ts'
import { startDemo, type RunningProgram } from '../support/demo.ts'
import { plugInDevice } from '../support/passkey-device.ts'
import { signInAs } from '../support/sign-in.ts'
import { startTamperingProxy, type TamperingProxy } from '../support/tampering-proxy.ts'

const skip = { skip: noBrowser }
const shots = process.env['JOURNEY_SHOTS']

let demo: RunningProgram
let browser: Browser
let proxy: TamperingProxy
let people: readonly Persona[]
let filer: Persona

before(async () => {
  if (noBrowser !== false) return
  demo = await startDemo()
  proxy = await startTamperingProxy(demo.url)
  browser = await launchBrowser()
  const client = createServiceClient(demo.url, null)
  people = await listPersonas(client)
  filer = (await findCast(client)).filer
})

after(async () => {
  await browser?.close()
  await proxy?.stop()
  await demo?.stop()
})

function personWith(role: Role, organisationId?: string): Persona {
  const found = people.find(
    (one) =>
      one.roles.includes(role) && one.organisation.kind === 'authority' && (organisationId ?? one.organisation.id) === one.organisation.id,
  )
  assert.ok(found !== undefined)
  return found
}

async function inspect(page: Page, name: string): Promise<void> {
  if (shots !== undefined) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true })
  assert.equal(await sidewaysOverflow(page), 0, `${name} scrolls sideways`)
  assert.deepEqual(await axeFindings(page), [], name)
}

async function signedIn(persona: Persona, language: Language, width: number): Promise<Visitor> {
  const visitor = await openVisitor(browser, { origin: demo.url, language, width })
  await signInAs(visitor.page, persona, { url: demo.url, language, next: '/p/members' })
  return visitor
}

/** Accepts the invitation in `link` and makes a key with a passkey and a printed code; returns the fingerprint as the page shows it. */
async function accept(page: Page, link: string, language: Language): Promise<string> {
  const [t, k] = [translate(membersText, language), translate(keysText, language)]
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
  await plugInDevice(page)
  await page.goto(link)
  await press(t('accept'))
  await press(k('begin'))
  await page.getByLabel(k('label')).fill('庁内パソコン')
  await press(k('makePasskey'))
  await page.getByRole('heading', { name: k('passkeyMade') }).waitFor()
  await press(k('provePasskey'))
  await press(k('addCode'))
  const code = (await page.locator('[data-code]').getAttribute('data-code')) ?? ''
  await press(k('written'))
  await page.getByRole('textbox').fill(code)
  await press(k('proveCode'))
  await page.getByRole('heading', { name: k('doneTitle') }).waitFor()
  await page.getByText(k('awaitingTitle')).waitFor()
  return (await page.locator('.font-mono').first().innerText()).replaceAll(/\s/g, '')
}

async function approve(page: Page, digits: string, language: Language): Promise<void> {
  const t = translate(membersText, language)
  await page.goto(`${demo.url}/p/members?lang=${language}`)
  const card = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: t('approve'), exact: true }) })
  assert.equal((await card.locator('.font-mono').innerText()).replaceAll(/\s/g, ''), digits)
  await card.getByText(t('compared')).click()
  await card.getByRole('button', { name: t('approve'), exact: true }).click()
}

for (const [language, width] of [
  ['ja', 1280],
  ['en', 375],
] as const) {
  test(`somebody is invited, enrols, is approved by two, and leaves again (${language}, ${width} px)`, skip, async () => {
    const t = translate(membersText, language)
    const administrator = await signedIn(personWith('authority-administrator'), language, width)
    const officer = await signedIn(personWith('officer', personWith('authority-administrator').organisation.id), language, width)
    const { page } = administrator
    const name = language === 'ja' ? '新任 一郎' : 'Ichiro Shinnin'
    await page.getByLabel(t('nameJa')).fill('新任 一郎')
    await page.getByLabel(t('nameEn')).fill('Ichiro Shinnin')
    await page
      .getByText(language === 'ja' ? '担当官' : 'Officer', { exact: true })
      .last()
      .click()
    await page.getByRole('button', { name: t('makeLink') }).click()
    const link = await page.locator('code', { hasText: '/p/join#' }).innerText()
    const newcomer = await openVisitor(browser, { origin: demo.url, language, width })
    const digits = await accept(newcomer.page, link.replace('#', `?lang=${language}#`), language)
    await officer.page.goto(`${demo.url}/p/members?lang=${language}`)
    await officer.page.getByRole('button', { name: t('approve'), exact: true }).waitFor()
    await inspect(officer.page, `members-waiting-${language}-${width}`)
    await approve(officer.page, digits, language)
    await officer.page.getByText(t('approvedOnce')).waitFor()
    await approve(page, digits, language)
    await page.getByText(t('approvedBoth')).waitFor()
    await page.getByRole('button', { name: t('rotate') }).click()
    await page.getByText(t('rotated', { epoch: language === 'ja' ? '2' : '4' })).waitFor()
    await inspect(page, `members-${language}-${width}`)
    await page.reload()
    await page.getByRole('button', { name: t('remove') + t('removeName', { name }) }).click()
    await inspect(page, `members-remove-${language}-${width}`)
    await page.getByRole('button', { name: t('removeNow') }).click()
    await page.getByText(t('removed', { epoch: language === 'ja' ? '3' : '5' })).waitFor()
    for (const { faults } of [administrator, officer]) assert.deepEqual(faults(), [])
  })
}

test('the browser seals nothing under a swapped key, an unsigned directory or an older one, and says so', skip, async () => {
  const language = 'ja'
  const { page } = await openVisitor(browser, { origin: proxy.url, language })
  const begin = async (): Promise<void> => {
    await page.goto(`${proxy.url}/p/report?lang=${language}`)
    await page.getByRole('button', { name: fileReportText.begin[language] }).click()
  }
  const refusal = async (code: keyof typeof directoryErrorTexts, shot: string): Promise<void> => {
    await begin()
    await page.getByText(directoryErrorTitle[language]).waitFor()
    await page.getByText(directoryErrorTexts[code][language]).waitFor()
    await inspect(page, shot)
  }
  const client = createServiceClient(demo.url, filer.token)
  const { authorities, signed } = (await client.json('/api/v1/directory')) as unknown as {
    authorities: readonly { recipient: string }[]
    signed: { directory: string }
  }
  // One that stands in the directory itself: a newer epoch stands in a statement, and is refused in other words.
  const listed = authorities.find(({ recipient }) => signed.directory.includes(recipient))?.recipient
  assert.ok(listed !== undefined)
  const { recipient } = await generateKeyPair()
  await signInAs(page, filer, { url: proxy.url, language, next: '/p/report' })
  proxy.alter('/api/v1/directory', (body) => body.replaceAll(listed, () => recipient))
  await refusal('DIRECTORY_ALTERED', 'directory-altered')
  proxy.alter('/api/v1/directory', (body) => JSON.stringify({ ...(JSON.parse(body) as object), signed: null }))
  await refusal('DIRECTORY_UNSIGNED', 'directory-unsigned')
  proxy.alter('/api/v1/directory', null)
  await begin()
  await page.waitForFunction(() => localStorage.getItem('noroshi-directory') !== null)
  await page.evaluate(() => {
    const memory = JSON.parse(localStorage.getItem('noroshi-directory') ?? '') as { seen: { version: number } }
    memory.seen.version += 1
    localStorage.setItem('noroshi-directory', JSON.stringify(memory))
  })
  await refusal('DIRECTORY_OLDER', 'directory-older')
  await page.evaluate(() => {
    const memory = JSON.parse(localStorage.getItem('noroshi-directory') ?? '') as { root: string }
    localStorage.setItem('noroshi-directory', JSON.stringify({ ...memory, root: 'ab'.repeat(32) }))
  })
  await refusal('ROOT_CHANGED', 'directory-root')
})

for (const [language, width] of [
  ['ja', 1280],
  ['en', 375],
] as const) {
  test(`the page of the directory shows the root to compare with the kit (${language}, ${width} px)`, skip, async () => {
    const { page, faults } = await openVisitor(browser, { origin: demo.url, language, width })
    await signInAs(page, filer, { url: demo.url, language, next: '/p/directory' })
    await page.getByText(directoryPageText.proven[language]).waitFor()
    const { root } = (await createServiceClient(demo.url, null).json('/api/v1/directory/root')) as { root: string }
    const shown = (await page.locator('.font-mono').first().innerText()).replaceAll(/\s/g, '')
    assert.ok(isFingerprint(shown, rootFingerprint(parseRoot(root))))
    await inspect(page, `directory-${language}-${width}`)
    assert.deepEqual(faults(), [])
  })
}
