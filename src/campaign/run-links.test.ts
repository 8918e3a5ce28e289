import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { runCommandLine, type CommandResult } from '../../test/support/command-line.ts'
import { openLinkGround, type LinkGround, type LinkingAuthority } from '../../test/support/link-ground.ts'
import type { Campaign, ShownCampaign } from './campaign.ts'
import type { Link } from './link.ts'

const host = 'update-check.bad-host.net'
const digest = 'c3'.repeat(32)

let ground: LinkGround
let here: LinkingAuthority
let there: LinkingAuthority
let own: string
let elsewhere: string

before(async () => {
  ground = await openLinkGround()
  here = await ground.addAuthority('Here')
  there = await ground.addAuthority('There')
  own = await file(here, ['domain', host], ['sha256', digest])
  elsewhere = await file(there, ['domain', host], ['sha256', digest])
  await ground.link()
})

after(() => ground.close())

function file(authority: LinkingAuthority, ...ioc: readonly (readonly [string, string])[]): Promise<string> {
  const shareable = { 'inc.kind': 'other', ioc: ioc.map(([type, value]) => ({ type, value })) }
  return ground.file({ shareable, authorityIds: [authority.id] })
}

function run(args: readonly string[], token: string | null = here.token): Promise<CommandResult> {
  return runCommandLine(args, { NOROSHI_URL: ground.url, ...(token === null ? {} : { NOROSHI_TOKEN: token }) })
}

async function answerOf<Answer>(args: readonly string[], token = here.token): Promise<Answer> {
  const { code, output, complaints } = await run([...args, '--json'], token)
  assert.equal(code, 0, complaints)
  return JSON.parse(output) as Answer
}

async function linksFrom(...args: readonly string[]): Promise<readonly Link[]> {
  return (await answerOf<{ links: readonly Link[] }>(['links', ...args])).links
}

test('noroshi links tells what waits for a decision, why, how likely by chance, and how to decide, in both languages', async () => {
  const english = await run(['links', '--lang', 'en'])
  assert.deepEqual([english.code, english.complaints], [0, ''])
  assert.match(english.output, /^■ Incident [0-9a-f]{8} \/ An incident at another authority {2}\[Strong\] \[Not decided\]\n/)
  assert.match(english.output, /By chance alone one would expect fewer than 0\.001 incidents to match as closely\./)
  assert.ok(english.output.includes('update-check[.]bad-host[.]net'))
  assert.ok(!english.output.includes(host), 'a value on a terminal must not become a link')
  assert.match(english.output, new RegExp(`${digest} {2}\\[about 1 in [0-9,]+\\]`))
  assert.match(english.output, /Decide: noroshi links confirm [0-9a-f-]{36}, or noroshi links cut [0-9a-f-]{36} --reason \(coincidence \|/)
  const japanese = await run(['links', '--lang', 'ja'])
  assert.match(
    japanese.output,
    /他機関の事案 {2}\[強い一致\] \[未判断\]\n.*関連 [0-9a-f-]{36}\n {2}偶然にこれほど一致する事案は、0\.001件未満と見込まれます。/,
  )
  for (const text of [english.output, japanese.output]) assert.ok(!text.includes(elsewhere) && !text.includes(elsewhere.slice(0, 8)))
})

test('noroshi links --json answers what the API does, with the values as they are', async () => {
  const links = await linksFrom()
  assert.deepEqual(
    links.map(({ incidentId, state, other }) => ({ incidentId, state, other })),
    [{ incidentId: own, state: 'proposed', other: { kind: 'elsewhere', authority: null } }],
  )
  assert.ok(links.some(({ reasons }) => reasons.some(({ value, bits }) => value === host && bits > 0)))
})

test('a link between two own incidents is told once', async () => {
  const shared = ['domain', 'twice-told.bad-host-two.net'] as const
  await file(here, shared)
  await file(here, shared)
  await ground.link()
  const between = (await linksFrom()).filter(({ other }) => other.kind === 'own')
  assert.equal(between.length, 1)
  assert.equal((await answerOf<{ state: string }>(['links', 'cut', between[0]?.id ?? '', '--reason', 'coincidence'])).state, 'cut')
})

test('noroshi links confirm makes a campaign, which noroshi campaigns lists and shows', async () => {
  const none = await run(['campaigns', '--lang', 'en'])
  assert.deepEqual([none.code, none.output], [0, ''])
  assert.match(none.complaints, /There are no campaigns yet/)
  const [link] = await linksFrom()
  assert.ok(link)
  const confirmed = await run(['links', 'confirm', link.id, '--lang', 'ja'])
  assert.equal(confirmed.code, 0)
  assert.match(confirmed.complaints, /確認しました/)
  assert.deepEqual(await linksFrom(), [], 'nothing waits for a decision')
  assert.match((await run(['links', '--lang', 'en'])).complaints, /No link waits for a decision/)
  assert.match((await run(['links', own, '--lang', 'en'])).output, /\[Confirmed\]\n[^]*JST {2}Officer {2}Confirmed/)
  const { campaigns } = await answerOf<{ campaigns: readonly Campaign[] }>(['campaigns'])
  const [campaign] = campaigns
  assert.ok(campaign)
  assert.deepEqual(campaign.incidents, { own: 1, elsewhere: 1 })
  const listed = await run(['campaigns', '--lang', 'en'])
  assert.ok(listed.output.startsWith(`■ Campaign ${campaign.name.en}\n  Number: ${campaign.id}\n  Your incidents: 1\n`), listed.output)
  const shown = await run(['campaigns', 'show', campaign.id, '--lang', 'en'])
  assert.ok(shown.output.includes(own))
  assert.ok(shown.output.includes(`update-check[.]bad-host[.]net  [Your incidents: ${own.slice(0, 8)} / Elsewhere: 1]`), shown.output)
  assert.ok(shown.output.includes(link.id))
  assert.ok(!shown.output.includes(elsewhere.slice(0, 8)))
  assert.match((await run(['campaigns', 'show', campaign.id, '--lang', 'ja'])).output, /^■ 攻撃活動「.+の.+」\n[^]*事案に共通する値：\n/)
  assert.equal((await answerOf<ShownCampaign>(['campaigns', 'show', campaign.id])).links.length, 1)
})

test('noroshi links cut wants a reason that there is, and keeps it', async () => {
  const [link] = await linksFrom(own)
  assert.ok(link)
  const missing = await run(['links', 'cut', link.id])
  assert.equal(missing.code, 2)
  assert.match(missing.complaints, /coincidence, shared-service, wrong-data, other/)
  assert.equal((await run(['links', 'cut', link.id, '--reason', 'no-reason'])).code, 2)
  const cut = await run(['links', 'cut', link.id, '--reason', 'shared-service', '--lang', 'en'])
  assert.equal(cut.code, 0)
  assert.match(cut.complaints, /Cut link/)
  assert.match((await run(['links', own, '--lang', 'en'])).output, /\[Cut\]\n[^]*Cut: The value belongs to a service that many use/)
  assert.deepEqual((await answerOf<{ campaigns: readonly Campaign[] }>(['campaigns'])).campaigns, [])
})

test('what is missing, unknown or not for the asker ends with its own code', async () => {
  for (const args of [
    ['links', 'confirm'],
    ['links', 'cut'],
    ['campaigns', 'show'],
  ])
    assert.equal((await run(args)).code, 2, args.join(' '))
  for (const args of [
    ['links', randomUUID()],
    ['links', elsewhere],
    ['links', 'confirm', randomUUID()],
    ['links', 'cut', randomUUID(), '--reason', 'other'],
    ['campaigns', 'show', randomUUID()],
  ])
    assert.equal((await run(args)).code, 6, args.join(' '))
  for (const args of [['links'], ['campaigns']]) assert.equal((await run(args, null)).code, 4, args.join(' '))
})
