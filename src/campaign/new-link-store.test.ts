import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openLinkGround, type LinkGround, type LinkingAuthority } from '../../test/support/link-ground.ts'
import type { Link } from './link.ts'
import type { IncidentWithNewLinks } from './new-link-store.ts'

let ground: LinkGround
let here: LinkingAuthority
let there: LinkingAuthority

before(async () => {
  ground = await openLinkGround()
  here = await ground.addAuthority('Here')
  there = await ground.addAuthority('There')
})

after(() => ground.close())

async function waiting(authority: LinkingAuthority): Promise<readonly IncidentWithNewLinks[]> {
  const { status, text } = await ground.ask(authority, '/api/v1/new-links')
  assert.equal(status, 200, text)
  return (JSON.parse(text) as { incidents: readonly IncidentWithNewLinks[] }).incidents
}

test('incidents count as having new links for the authorities that received them, until their own officers have decided', async () => {
  const shareable = { 'inc.kind': 'other', ioc: [{ type: 'sha256', value: 'ab'.repeat(32) }] }
  const own = await ground.file({ shareable, authorityIds: [here.id] })
  const other = await ground.file({ shareable, authorityIds: [there.id] })
  await ground.file({ shareable: { 'inc.kind': 'other', ioc: [] }, authorityIds: [here.id] })
  await ground.link()
  assert.deepEqual(await waiting(here), [{ incidentId: own, count: 1 }])
  assert.deepEqual(await waiting(there), [{ incidentId: other, count: 1 }])
  const { text } = await ground.ask(here, `/api/v1/incidents/${own}/links`)
  const [link] = (JSON.parse(text) as { links: readonly Link[] }).links
  assert.equal((await ground.ask(here, `/api/v1/links/${link?.id}/cut`, { reason: 'coincidence' })).status, 204)
  assert.deepEqual(await waiting(here), [])
  assert.deepEqual(await waiting(there), [{ incidentId: other, count: 1 }])
  const { kysely } = ground.database
  await kysely.updateTable('incident_link').set({ bits: 60 }).execute()
  assert.deepEqual(await waiting(here), [{ incidentId: own, count: 1 }], 'a link that became much heavier is back')
})
