import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import type { Language } from '#base/language.ts'
import { tokenText } from '#identity/token-text.ts'
import { findCast, listPersonas, type Cast, type Persona } from '#main/walkthrough-cast.ts'
import { createServiceClient, type ServiceClient } from '#runtime/service-client.ts'
import { answerOwnerText } from '#sighting/answer-owner-text.ts'
import type { SubscriptionBody } from '#subscription/shown-subscription.ts'
import { subscriptionsText } from '#subscription/subscriptions-text.ts'
import { webhookHostsText } from '#subscription/webhook-hosts-text.ts'
import { translate } from '#ui/text-set.ts'
import { closingReasonNames, heldText } from '#warning/held-text.ts'
import { channelNames, promiseText } from '#warning/promise-text.ts'
import { reachText } from '#warning/reach-text.ts'
import { warningsText } from '#warning/warning-page-text.ts'
import type { WarningBody } from '#warning/warning-body.ts'
import { axeFindings, launchBrowser, noBrowser, openVisitor, sidewaysOverflow, type Visitor } from '../support/browser.ts'
import { startDemo, type RunningProgram } from '../support/demo.ts'
import { fileAnswers, sampleAnswers } from '../support/file-answers.ts'
import { readEvents, takeEvents } from '../support/read-events.ts'
import { atOnce, openFilter } from '../support/sample-subscription.ts'
import { signInAs } from '../support/sign-in.ts'

const skip = { skip: noBrowser }

let demo: RunningProgram
let browser: Browser
let cast: Cast
let personas: readonly Persona[]

before(async () => {
  if (noBrowser !== false) return
  demo = await startDemo()
  browser = await launchBrowser()
  const client = createServiceClient(demo.url, null)
  cast = await findCast(client)
  personas = await listPersonas(client)
})

after(async () => {
  await browser?.close()
  await demo?.stop()
})

type Visit = { readonly language: Language; readonly width: number; readonly next: string }

async function visit(who: Persona | null, { language, width, next }: Visit): Promise<Visitor> {
  const visitor = await openVisitor(browser, { origin: demo.url, language, width })
  if (who === null) await visitor.page.goto(`${demo.url}${next}?lang=${language}`)
  else await signInAs(visitor.page, who, { url: demo.url, language, next })
  return visitor
}

async function leave({ page, context, faults }: Visitor): Promise<void> {
  assert.deepEqual(await axeFindings(page), [])
  assert.equal(await sidewaysOverflow(page), 0)
  assert.deepEqual(faults(), [])
  await context.close()
}

async function press(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name }).first().focus()
  await page.keyboard.press('Enter')
}

function withRole(role: Persona['roles'][number]): Persona {
  const found = personas.find(({ roles }) => roles.includes(role))
  assert.ok(found)
  return found
}

function subscriber(): ServiceClient {
  return createServiceClient(demo.url, null).as(cast.subscriber.token)
}

test('a subscriber changes a subscription with the keyboard; its new host waits for the registrar, who confirms it', skip, async () => {
  const made = (await subscriber().json('/api/v1/subscriptions', {
    method: 'POST',
    body: JSON.stringify({
      name: 'SIEM',
      language: 'ja',
      filter: openFilter,
      timing: atOnce,
      isShown: true,
      isOwn: false,
      destination: { channel: 'webhook', form: 'json', address: 'https://hooks.example.jp/in' },
    }),
  })) as unknown as SubscriptionBody
  const t = translate(subscriptionsText, 'ja')
  const own = await visit(cast.subscriber, { language: 'ja', width: 375, next: `/p/subscriptions/${made.id}` })
  await press(own.page, t('change'))
  await own.page.getByRole('heading', { name: t('change') }).waitFor()
  await own.page.keyboard.press('Tab')
  assert.equal(await own.page.evaluate(() => document.activeElement?.id), 'name')
  await own.page.getByLabel(t('techniques')).focus()
  await own.page.keyboard.type('Ｔ1498')
  await own.page.getByLabel(t('address')).focus()
  await own.page.keyboard.type('https://siem.example.jp/new')
  await press(own.page, t('saveChange'))
  await own.page.getByText(t('changed')).waitFor()
  await own.page.getByText('T1498', { exact: true }).waitFor()
  await leave(own)

  const hosts = translate(webhookHostsText, 'en')
  const registrar = await visit(withRole('registrar'), { language: 'en', width: 1280, next: '/p/webhook-hosts' })
  await press(registrar.page, new RegExp(`^${hosts('confirm')} \\(siem\\.example\\.jp`))
  await press(registrar.page, new RegExp(`^${hosts('confirmSure')}`))
  await registrar.page
    .getByRole('region', { name: hosts('confirmed'), exact: true })
    .getByText('siem.example.jp')
    .waitFor()
  await registrar.page.getByRole('button', { name: new RegExp(`^${hosts('withdraw')}`) }).focus()
  await registrar.page.keyboard.press('Enter')
  await registrar.page
    .getByText(hosts('withdrawLead', { host: 'siem.example.jp', organisation: cast.subscriber.organisation.name.en }))
    .waitFor()
  await press(registrar.page, hosts('cancel'))
  await leave(registrar)
  const now = (await subscriber().json(`/api/v1/subscriptions/${made.id}`)) as unknown as SubscriptionBody
  assert.deepEqual([now.state, now.destination, now.filter.techniques], ['active', 'https://siem.example.jp', ['T1498']])
})

test('the registrar says which organisations have one owner', skip, async () => {
  const t = translate(answerOwnerText, 'ja')
  const registrar = await visit(withRole('registrar'), { language: 'ja', width: 375, next: '/p/answer-owners' })
  const [one, two] = personas.filter(({ organisation }) => organisation.kind === 'subscriber')
  assert.ok(one && two)
  await registrar.page.getByRole('combobox', { name: t('organisation'), exact: true }).selectOption(two.organisation.id)
  await registrar.page.getByRole('combobox', { name: t('owner'), exact: true }).selectOption(one.organisation.id)
  await press(registrar.page, t('save'))
  const list = registrar.page.getByRole('region', { name: t('list') })
  await list.getByText(two.organisation.name.ja).waitFor()
  await leave(registrar)
})

test('a program reads warnings with a token that its owner made on the page, and a releaser sees that it has fetched', skip, async () => {
  await fileAnswers({ url: demo.url, filer: cast.filer, answers: { ...sampleAnswers, 'share.tlp': 'amber', 'tec.ttp': ['T1486'] } })
  const stream = readEvents(await subscriber().fetch('/api/v1/warnings/stream?after=0', { signal: AbortSignal.timeout(60_000) }))
  const [event] = await takeEvents(stream, 1)
  await stream.return(undefined)
  const warning = JSON.parse(event?.data ?? '{}') as WarningBody
  const t = translate(tokenText, 'en')
  const own = await visit(cast.subscriber, { language: 'en', width: 1280, next: '/p/subscriptions' })
  await own.page.getByLabel(t('label')).fill('SIEM')
  await press(own.page, t('make'))
  const token = await own.page.getByText(/^nrs_[\w-]{43}$/).textContent()
  const readFeed = () =>
    fetch(`${demo.url}/feeds/warnings.atom`, {
      headers: { authorization: `Basic ${Buffer.from(`siem:${token ?? ''}`).toString('base64')}` },
    })
  const feed = await readFeed()
  assert.equal(feed.status, 200)
  assert.ok((await feed.text()).includes(warning.id))
  const refused = await fetch(`${demo.url}/api/v1/subscriptions`, { headers: { authorization: `Bearer ${token ?? ''}` } })
  assert.equal(refused.status, 403)
  await press(own.page, t('end') + t('ofToken', { label: 'SIEM' }))
  await own.page.getByText(t('endNote')).waitFor()
  assert.equal((await readFeed()).status, 200)
  await press(own.page, t('endSure') + t('ofToken', { label: 'SIEM' }))
  const tokens = own.page.getByRole('region', { name: t('title') })
  await tokens.getByRole('row', { name: 'SIEM' }).waitFor({ state: 'detached' })
  // A checked credential is remembered for two seconds.
  const end = Date.now() + 20_000
  while ((await readFeed()).status !== 401) assert.ok(Date.now() < end, 'The token still reads')
  await leave(own)

  const releaser = await visit(withRole('releaser'), { language: 'en', width: 1280, next: `/p/warnings/${warning.id}` })
  const reach = releaser.page.getByRole('region', { name: reachText.title.en })
  await reach.getByRole('row', { name: channelNames['atom']?.en ?? '' }).waitFor()
  await leave(releaser)
})

test('an officer closes what nobody is to be warned of, and finds it again with who closed it', skip, async () => {
  await fileAnswers({ url: demo.url, filer: cast.filer, answers: { ...sampleAnswers, 'share.consent': 'unknown', 'tec.ttp': ['T1486'] } })
  const officer = await officerWithHeld()
  const t = translate(heldText, 'ja')
  const own = await visit(officer, { language: 'ja', width: 375, next: '/p/held' })
  await press(own.page, new RegExp(`^${t('close')}`))
  await own.page.getByLabel(closingReasonNames['of-no-use'].ja).focus()
  await own.page.keyboard.press('Space')
  await press(own.page, t('closeSure'))
  await own.page.getByText(t('empty')).waitFor()
  await own.page.getByLabel(t('closed')).focus()
  await own.page.keyboard.press('Space')
  await own.page.getByText(t('closedByValue', { name: officer.name.ja, organisation: officer.organisation.name.ja })).waitFor()
  await leave(own)
})

/** Returns an officer whose authority has something held, once the gate has judged it. */
async function officerWithHeld(): Promise<Persona> {
  const officers = personas.filter(({ roles }) => roles.includes('officer'))
  const end = Date.now() + 60_000
  while (Date.now() < end)
    for (const one of officers) {
      const { held } = (await createServiceClient(demo.url, null).as(one.token).json('/api/v1/gate/held')) as { held: unknown[] }
      if (held.length > 0) return one
    }
  throw new Error('Nothing is held')
}

test('a citizen finds warnings, and how fast they are, from the menu', skip, async () => {
  const citizen = await visit(null, { language: 'en', width: 375, next: '/' })
  await citizen.page.getByRole('navigation').getByRole('link', { name: warningsText.title.en }).click()
  await citizen.page.getByRole('heading', { level: 1, name: warningsText.title.en }).waitFor()
  await citizen.page.getByRole('main').getByRole('link', { name: promiseText.title.en }).click()
  await citizen.page.getByRole('heading', { level: 1, name: promiseText.title.en }).waitFor()
  await leave(citizen)
})
