import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { JsonObject } from '#base/canonical-json.ts'
import { openLinkGround, type LinkGround, type LinkingAuthority } from '../../test/support/link-ground.ts'
import { campaignGround } from './campaign-ground.ts'
import type { Link } from './link.ts'
import type { Campaign, ShownCampaign } from './campaign.ts'

let ground: LinkGround
let here: LinkingAuthority
let there: LinkingAuthority
let serial = 0

before(async () => {
  ground = await openLinkGround((indicator) => (indicator.value.includes('common.example') ? 'common' : 'telling'))
  here = await ground.addAuthority('Here')
  there = await ground.addAuthority('There')
})

after(() => ground.close())

/** Returns a shareable part with these indicators. */
function seen(...ioc: readonly (readonly [string, string])[]): JsonObject {
  return { 'inc.kind': 'other', ioc: ioc.map(([type, value]) => ({ type, value })) }
}

/** Returns a value that no other test has. */
function fresh(): string {
  return (++serial).toString(16).padStart(64, 'f')
}

async function linksOf(authority: LinkingAuthority, incidentId: string): Promise<readonly Link[]> {
  const { status, text } = await ground.ask(authority, `/api/v1/incidents/${incidentId}/links`)
  assert.equal(status, 200, text)
  return (JSON.parse(text) as { links: readonly Link[] }).links
}

async function campaignsOf(authority: LinkingAuthority): Promise<readonly Campaign[]> {
  return (JSON.parse((await ground.ask(authority, '/api/v1/campaigns')).text) as { campaigns: readonly Campaign[] }).campaigns
}

test('two incidents that share a digest are linked, with the reason, for the officers of both; what is common weighs nothing', async () => {
  const hash = fresh()
  const one = await ground.file({ shareable: seen(['sha256', hash], ['domain', 'a.common.example']), authorityIds: [here.id] })
  const other = await ground.file({ shareable: seen(['sha256', hash], ['domain', 'a.common.example']), authorityIds: [here.id, there.id] })
  await ground.link()
  const [link, ...rest] = await linksOf(here, one)
  assert.ok(link)
  assert.deepEqual(rest, [])
  assert.deepEqual(link.other, { kind: 'own', incidentId: other })
  assert.equal(link.strength, 'strong')
  assert.equal(link.state, 'proposed')
  assert.deepEqual(
    link.reasons.map(({ kind, type, value, common }) => ({ kind, type, value, common })),
    [
      { kind: 'indicator', type: 'sha256', value: hash, common: false },
      { kind: 'indicator', type: 'domain', value: 'a.common.example', common: true },
    ],
  )
  assert.deepEqual((await linksOf(there, other))[0]?.other, { kind: 'elsewhere', authority: null })
  assert.equal((await ground.ask(there, `/api/v1/incidents/${one}/links`)).status, 404)
})

test('what is common alone links nothing', async () => {
  const one = await ground.file({
    shareable: seen(['domain', 'b.common.example'], ['url', 'https://b.common.example/x']),
    authorityIds: [here.id],
  })
  await ground.file({ shareable: seen(['domain', 'b.common.example'], ['url', 'https://b.common.example/x']), authorityIds: [here.id] })
  await ground.link()
  assert.deepEqual(await linksOf(here, one), [])
})

test('officers of both sides confirm: each sees the authority of the other, a campaign appears, and cutting ends it', async () => {
  const hash = fresh()
  const one = await ground.file({ shareable: seen(['sha256', hash]), authorityIds: [here.id] })
  const other = await ground.file({ shareable: seen(['sha256', hash]), authorityIds: [there.id] })
  await ground.link()
  const [link] = await linksOf(here, one)
  assert.ok(link)
  assert.equal((await ground.ask(here, `/api/v1/links/${link.id}/confirm`, {})).status, 204)
  assert.deepEqual((await linksOf(here, one))[0]?.other, { kind: 'elsewhere', authority: null })
  const [seenThere] = await linksOf(there, other)
  assert.equal(seenThere?.confirmedThere, true)
  assert.deepEqual(seenThere?.other, { kind: 'elsewhere', authority: null }, 'not before the own officers confirm')
  assert.equal((await ground.ask(there, `/api/v1/links/${link.id}/confirm`, {})).status, 204)
  assert.deepEqual((await linksOf(here, one))[0]?.other, { kind: 'elsewhere', authority: { ja: 'There', en: 'There' } })
  assert.deepEqual((await linksOf(there, other))[0]?.other, { kind: 'elsewhere', authority: { ja: 'Here', en: 'Here' } })
  const [campaign] = await campaignsOf(here)
  assert.ok(campaign)
  assert.deepEqual(campaign.incidents, { own: 1, elsewhere: 1 })
  const shown = JSON.parse((await ground.ask(here, `/api/v1/campaigns/${campaign.id}`)).text) as ShownCampaign
  assert.deepEqual(
    shown.traits.map(({ value, holders, heldBy }) => ({ value, holders, heldBy })),
    [{ value: hash, holders: 2, heldBy: [one] }],
  )
  const resting = await campaignGround(ground.database.kysely, { campaignId: campaign.id, authorityId: here.id }, ground.parts)
  assert.deepEqual(resting, { id: campaign.id, incidentIds: [one], valuesInCommon: [{ type: 'sha256', value: hash }] })
  assert.equal((await ground.ask(there, `/api/v1/campaigns/${campaign.id}`)).status, 404, 'each authority has its own')
  assert.equal((await ground.ask(here, `/api/v1/links/${link.id}/cut`, { reason: 'coincidence' })).status, 204)
  assert.deepEqual(await campaignsOf(here), [])
  assert.equal((await campaignsOf(there)).length, 1)
  const [cut] = await linksOf(here, one)
  assert.deepEqual([cut?.state, cut?.confirmedHere, cut?.acts.map(({ act }) => act)], ['cut', false, ['confirm', 'cut']])
})
