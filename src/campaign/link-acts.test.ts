import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { JsonObject } from '#base/canonical-json.ts'
import { openLinkGround, type LinkGround, type LinkingAuthority, type WantedReport } from '../../test/support/link-ground.ts'
import type { Campaign, ShownCampaign } from './campaign.ts'
import type { Link } from './link.ts'
import { linkTick } from './link-tick.ts'

let ground: LinkGround
let here: LinkingAuthority
let there: LinkingAuthority
let serial = 0

before(async () => {
  ground = await openLinkGround()
  here = await ground.addAuthority('Here')
  there = await ground.addAuthority('There')
})

after(() => ground.close())

type Value = readonly [string, string]

function fresh(type = 'sha256'): Value {
  const text = (++serial).toString(16)
  return [type, type === 'sha256' ? text.padStart(64, 'e') : `w${text}.net`]
}

function seen(...ioc: readonly Value[]): JsonObject {
  return { 'inc.kind': 'other', ioc: ioc.map(([type, value]) => ({ type, value })) }
}

function file(values: readonly Value[], how: Partial<WantedReport> = {}): Promise<string> {
  return ground.file({ shareable: seen(...values), authorityIds: [here.id], ...how })
}

async function linksOf(incidentId: string, authority = here): Promise<readonly Link[]> {
  const { status, text } = await ground.ask(authority, `/api/v1/incidents/${incidentId}/links`)
  assert.equal(status, 200, text)
  return (JSON.parse(text) as { links: readonly Link[] }).links
}

async function onlyLink(incidentId: string, authority = here): Promise<Link> {
  const [link, ...rest] = await linksOf(incidentId, authority)
  assert.ok(link)
  assert.equal(rest.length, 0)
  return link
}

async function confirm(link: Link, authority = here): Promise<void> {
  assert.equal((await ground.ask(authority, `/api/v1/links/${link.id}/confirm`, {})).status, 204)
}

async function cut(link: Link, reason = 'coincidence'): Promise<void> {
  assert.equal((await ground.ask(here, `/api/v1/links/${link.id}/cut`, { reason })).status, 204)
}

async function campaigns(): Promise<readonly Campaign[]> {
  return (JSON.parse((await ground.ask(here, '/api/v1/campaigns')).text) as { campaigns: readonly Campaign[] }).campaigns
}

async function campaignOf(incidentId: string): Promise<ShownCampaign | null> {
  for (const { id } of await campaigns()) {
    const shown = JSON.parse((await ground.ask(here, `/api/v1/campaigns/${id}`)).text) as ShownCampaign
    if (shown.members.own.some((one) => one.incidentId === incidentId)) return shown
  }
  return null
}

test('a link is weighed again when a report adds to what is shared, and goes when an incident proves to be no attack', async () => {
  const [first, second] = [fresh('domain'), fresh()]
  const one = await file([first])
  const other = await file([first])
  await ground.link()
  const before = await onlyLink(one)
  await file([first, second], { incidentId: one })
  await file([second], { incidentId: other })
  await ground.link()
  const stronger = await onlyLink(one)
  assert.equal(stronger.id, before.id)
  assert.ok(stronger.bits > before.bits + 5)
  await confirm(stronger)
  assert.notEqual(await campaignOf(one), null)
  await file([second], { incidentId: other, handling: { 'inc.certainty': 'false-alarm' } })
  await ground.link()
  assert.deepEqual(await linksOf(one), [])
  assert.equal(await campaignOf(one), null)
})

test('a withdrawn report links nothing', async () => {
  const value = fresh()
  const one = await file([value])
  const other = await file([value])
  await ground.link()
  await onlyLink(one)
  await file([value], { incidentId: other, stage: 'withdrawal' })
  await ground.link()
  assert.deepEqual(await linksOf(one), [])
})

test('a link that was cut stays cut until new evidence makes it five bits heavier, and then says so', async () => {
  const [first, second] = [fresh('domain'), fresh()]
  const one = await file([first])
  const other = await file([first])
  await ground.link()
  await cut(await onlyLink(one), 'shared-service')
  assert.equal((await onlyLink(one)).state, 'cut')
  await file([first], { incidentId: one })
  await ground.link()
  assert.equal((await onlyLink(one)).state, 'cut', 'nothing is new')
  await file([first, second], { incidentId: one })
  await file([first, second], { incidentId: other })
  await ground.link()
  const back = await onlyLink(one)
  assert.deepEqual([back.state, back.returned], ['proposed', true])
  await cut(back)
  assert.deepEqual(
    (await onlyLink(one)).acts.map(({ act, reason, by }) => ({ act, reason, by: by.en })),
    [
      { act: 'cut', reason: 'shared-service', by: 'Officer' },
      { act: 'cut', reason: 'coincidence', by: 'Officer' },
    ],
  )
})

test('campaigns that become one keep the older id, to which the other one leads; one that falls apart keeps its id in the larger part', async () => {
  const [left, right, bridge] = [fresh(), fresh(), fresh()]
  const incidents = [await file([left]), await file([left, bridge]), await file([right, bridge]), await file([right]), await file([right])]
  const [first = '', second = '', third = '', fourth = '', fifth = ''] = incidents
  await ground.link()
  const linkTo = async (from: string, to: string): Promise<Link> => {
    const link = (await linksOf(from)).find(({ other }) => other.kind === 'own' && other.incidentId === to)
    assert.ok(link)
    return link
  }
  await confirm(await linkTo(first, second))
  ground.clock.set(ground.clock.now().add({ hours: 1 }))
  for (const to of [fourth, fifth]) await confirm(await linkTo(third, to))
  const [older, younger] = [await campaignOf(first), await campaignOf(third)]
  assert.ok(older !== null && younger !== null)
  assert.notEqual(older.id, younger.id)
  assert.notDeepEqual(older.name, younger.name)
  await confirm(await linkTo(second, third))
  const joined = await campaignOf(fifth)
  assert.equal(joined?.id, older.id)
  assert.equal(joined?.incidents.own, 5)
  const led = JSON.parse((await ground.ask(here, `/api/v1/campaigns/${younger.id}`)).text) as ShownCampaign
  assert.equal(led.id, older.id)
  await cut(await linkTo(second, third))
  assert.equal((await campaignOf(fifth))?.id, older.id, 'three of five')
  assert.notEqual((await campaignOf(first))?.id, older.id)
})

test('what an officer sees of an incident elsewhere is the same, byte for byte, whoever was hit there, when, and under which number', async () => {
  const answers = new Set<string>()
  const value = fresh()
  const mine = await file([value, fresh('domain')])
  for (const [index, filedAt] of ['2026-11-18T01:02:03Z', '2026-11-20T08:00:00Z'].entries()) {
    const sector = index === 0 ? 'electricity' : 'railway'
    const handling = { 'inc.kind': index === 0 ? 'ransomware' : 'ddos', 'ent.sector': sector, 'svc.effect': [`availability-${sector}`] }
    const elsewhere = await file([value], {
      authorityIds: [there.id],
      operatorId: randomUUID(),
      handling,
      filedAt,
      incidentId: randomUUID(),
    })
    await ground.link()
    const { text } = await ground.ask(here, `/api/v1/incidents/${mine}/links`)
    const [link] = (JSON.parse(text) as { links: readonly Link[] }).links
    assert.ok(link)
    assert.equal(text.includes(elsewhere), false)
    // The link's own id is random, and no part of what could tell.
    answers.add(text.replaceAll(link.id, 'ID'))
    await confirm(link)
    const { text: confirmed } = await ground.ask(here, '/api/v1/campaigns')
    const [campaign] = (JSON.parse(confirmed) as { campaigns: readonly Campaign[] }).campaigns.filter(
      ({ incidents }) => incidents.elsewhere === 1,
    )
    assert.ok(campaign)
    const { text: shown } = await ground.ask(here, `/api/v1/campaigns/${campaign.id}`)
    assert.equal(shown.includes(elsewhere), false)
    answers.add(`campaign ${JSON.stringify((JSON.parse(shown) as ShownCampaign).traits)}`)
    await file([value], { incidentId: elsewhere, stage: 'withdrawal', authorityIds: [there.id] })
    await ground.link()
    assert.deepEqual(await linksOf(mine), [])
  }
  assert.equal(answers.size, 2)
})

test('officers of an authority that received neither incident see and decide nothing; neither does anybody else', async () => {
  const value = fresh()
  const one = await file([value])
  await file([value])
  await ground.link()
  const link = await onlyLink(one)
  for (const path of [`/api/v1/links/${link.id}/confirm`, `/api/v1/links/${randomUUID()}/confirm`])
    assert.equal((await ground.ask(there, path, {})).status, 404)
  assert.equal((await ground.ask(there, `/api/v1/links/${link.id}/cut`, { reason: 'other' })).status, 404)
  assert.equal((await ground.ask({ ...here, token: 'none' }, `/api/v1/links/${link.id}/confirm`, {})).status, 401)
  assert.equal((await onlyLink(one)).state, 'proposed')
})

test('a value is shown to an authority only where one of the reports that it may read holds it', async () => {
  const value = fresh()
  const one = await file([value])
  const other = await file([value], { authorityIds: [there.id] })
  // The second authority joins the first case with a report that does not hold the value.
  await file([], { incidentId: one, authorityIds: [there.id] })
  await ground.link()
  assert.deepEqual(
    (await linksOf(one, there)).map(({ reasons }) => reasons.map(({ kind, value: shown }) => [kind, shown])),
    [[['indicator', '']]],
  )
  assert.equal((await linksOf(other, there))[0]?.reasons[0]?.value, value[1])
})

test('a round that dies is done again, and what it leaves is the same as without', async () => {
  const value = fresh()
  const one = await file([value])
  const other = await file([value])
  await ground.link()
  const whole = await onlyLink(one)
  const [third, fourth] = [fresh(), fresh()]
  await file([value, third, fourth], { incidentId: one })
  await file([value, third, fourth], { incidentId: other })
  let died = 0
  // Dies at the second of the two incidents, when the traits of the first have been written.
  const dying = {
    ...ground.parts,
    openJudge: () =>
      Promise.resolve(() => {
        if (++died > 4) throw new Error('killed')
        return 'telling' as const
      }),
  }
  await assert.rejects(linkTick(dying), /killed/)
  assert.deepEqual(await onlyLink(one), whole, 'nothing half done can be seen')
  await ground.link()
  const after = await onlyLink(one)
  assert.equal(after.reasons.length, 3)
  assert.deepEqual(await ground.link(), [{ incidents: 0, pairs: 0, more: false }], 'nothing is left to do')
})
