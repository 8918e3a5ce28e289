import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { Filing } from '#envelope/filing-schema.ts'
import { listPeople } from '#identity/identity-store.ts'
import { ownerTags } from '#operator/owner-tag.ts'
import { filingVault } from '#report/filing-vault.ts'
import { systemClock } from '#runtime/clock.ts'
import { Secret } from '#runtime/secret.ts'
import { startDemoServer, type DemoServer } from '../../../test/support/demo-server.ts'
import { filingWith, openFiler, postFiling, type Filer } from '../../../test/support/filings.ts'
import { demoGate, officerOf, readDraft, signDraft, tickDrafts, type Officer } from '../../../test/support/officers.ts'
import { machineChance } from '../chance.ts'
import { judgeTogether } from '../judge-together.ts'
import { prevalenceKeys } from '../prevalence-store.ts'
import { findPublished } from '../warning-store.ts'
import type { KnownCampaign } from './campaign-ground.ts'
import { startDraft } from './write-draft.ts'

let server: DemoServer
let filers: readonly [Filer, Filer]
let officer: Awaited<ReturnType<typeof officerOf>>
let releaser: Officer

const secret = new Secret('owner key of tests')
const [host, digest] = ['update-check.bad-host.net', 'b7'.repeat(32)]
const ioc = [
  { type: 'domain', value: host },
  { type: 'sha256', value: digest },
]

before(async () => {
  server = await startDemoServer()
  filers = await twoFilers()
  const [filer] = filers
  const keyIds = new Set(filer.template.sealed.authorities.map((one) => one.keyId))
  const receiver = filer.directory.authorities.find((one) => keyIds.has(one.keyId))?.organisationId ?? ''
  officer = await officerOf(server, 'officer', { organisationId: receiver })
  releaser = await officerOf(server, 'releaser', { organisationId: receiver })
})

after(() => server.stop())

/** Two operators that report to the same authority. */
async function twoFilers(): Promise<readonly [Filer, Filer]> {
  const first = await openFiler(server.url)
  const people = await listPeople(server.test.database.kysely)
  const others = people.filter(
    ({ roles, organisationId }) => roles.includes('filer') && organisationId !== first.cast.filer.organisation.id,
  )
  const receivers = new Set(first.template.sealed.authorities.map(({ keyId }) => keyId))
  for (const { personId } of others) {
    const filer = await openFiler(server.url, server.tokenOf(personId))
    if (filer.template.sealed.authorities.some(({ keyId }) => receivers.has(keyId))) return [first, filer]
  }
  throw new Error('No two operators of the demonstration report to one authority')
}

const open = { 'share.consent': 'yes', 'share.tlp': 'green', 'share.pap': 'green', 'svc.effect': ['none'] }

async function filed(filer: Filer, change: { handling?: Filing['handling']; shareable?: Filing['shareable'] } = {}): Promise<Filing> {
  const handling = { ...filer.template.handling, ...open, ...change.handling }
  const own = { type: 'domain', value: filer === filers[0] ? 'relay.first-bad.net' : 'relay.second-bad.net' }
  const shareable = { 'inc.kind': 'ransomware', 'tec.ttp': ['T1486'], ioc: [...ioc, own], ...change.shareable }
  const filing = await filingWith(filer, { handling, shareable })
  const { status, body } = await postFiling(filer, filing)
  assert.equal(status, 201, JSON.stringify(body))
  return filing
}

/** Files the next report of a case, which says something else of it. */
async function filedAfter(filer: Filer, before_: Filing, handling: Filing['handling']): Promise<void> {
  const next = { incidentId: before_.incidentId, previousReportId: before_.reportId, stage: 'update' }
  const filing = await filingWith(filer, {
    ...next,
    handling: { ...before_.handling, ...handling },
    shareable: { 'inc.kind': 'ransomware' },
  })
  const { status, body } = await postFiling(filer, filing)
  assert.equal(status, 201, JSON.stringify(body))
}

async function drafted(filings: readonly Filing[], known: Partial<KnownCampaign> = {}): Promise<string> {
  const incidentIds = filings.map(({ incidentId }) => incidentId)
  const campaign: KnownCampaign = { id: randomUUID(), incidentIds, valuesInCommon: [], ...known }
  const { database } = server.test
  return startDraft(
    officer.person,
    { campaignId: campaign.id },
    {
      database,
      clock: systemClock(),
      chance: machineChance(),
      vault: filingVault(secret),
      ownerTags: ownerTags(secret),
      gateAt: demoGate(),
      campaignOf: () => Promise.resolve(campaign),
    },
  )
}

async function signedByTwo(id: string): Promise<void> {
  assert.equal((await signDraft(officer, id, 'draft')).status, 204)
  assert.deepEqual((await signDraft(releaser, id, 'approval')).body, { missing: 0 })
}

async function refusedFor(id: string): Promise<readonly string[]> {
  await tickDrafts(server, Temporal.Now.instant())
  return ((await readDraft(officer, id)).refused ?? []).map(({ code }) => code)
}

test('a warning about a campaign holds what its incidents share, confirmed by two operators, and nothing that one of them alone holds', async () => {
  const filings = [await filed(filers[0]), await filed(filers[1])]
  const id = await drafted(filings)
  const draft = await readDraft(officer, id)
  assert.deepEqual(draft.reportIds, filings.map(({ reportId }) => reportId).toSorted())
  await signedByTwo(id)
  assert.deepEqual(await refusedFor(id), [])
  const { kysely } = server.test.database
  const content = (await findPublished(kysely, 'amber+strict', draft.warningId))?.content
  assert.deepEqual(
    content?.indicators.map(({ value, confidence }) => [value, confidence]),
    [
      [host, 'confirmed'],
      [digest, 'confirmed'],
    ],
  )
  assert.deepEqual([content?.kind, content?.techniques], ['ransomware', ['T1486']])
  for (const [index, { incidentId }] of filings.entries()) {
    const outcome = (await filers[index]?.client.json(`/api/v1/incidents/${incidentId}/outcome`)) as unknown as {
      warnings: readonly { warningId: string; indicators: number }[]
    }
    assert.deepEqual(
      outcome.warnings.map(({ warningId, indicators }) => [warningId, indicators]),
      [[draft.warningId, 2]],
    )
  }
})

test('what a revision of such a warning takes up again rests on the reports that hold it, and what an officer adds on none', async () => {
  const filings = [await filed(filers[0]), await filed(filers[1])]
  const id = await drafted(filings)
  await signedByTwo(id)
  assert.deepEqual(await refusedFor(id), [])
  const { warningId, editable } = await readDraft(officer, id)
  const revise = async (indicators: readonly unknown[]): Promise<void> => {
    const made = String((await officer.call('POST', '/api/v1/warning-drafts', { warningId })).body['id'])
    const { changedAt } = await readDraft(officer, made)
    const put = await officer.call('PUT', `/api/v1/warning-drafts/${made}`, { changedAt, content: { ...editable, indicators } })
    assert.equal(put.status, 204, JSON.stringify(put.body))
    await signedByTwo(made)
    assert.deepEqual(await refusedFor(made), [])
  }
  const [first, ...rest] = editable?.indicators ?? []
  assert.ok(first)
  await revise(rest)
  await revise([first, ...rest, { ...first, type: 'domain', value: 'officers-own.bad-host.org' }])
  const { kysely } = server.test.database
  const content = (await findPublished(kysely, 'amber+strict', warningId))?.content
  const idOf = (value: string) => content?.indicators.find((one) => one.value === value)?.id ?? ''
  const rows = await kysely
    .selectFrom('warning_report')
    .select(['report_id', 'indicator_ids'])
    .where('warning_id', '=', warningId)
    .execute()
  assert.deepEqual(rows.map((row) => row.report_id).toSorted(), filings.map(({ reportId }) => reportId).toSorted())
  for (const row of rows) assert.deepEqual(row.indicator_ids?.toSorted(), [idOf(host), idOf(digest)].toSorted())
})

test('a campaign that has grown is warned about by a revision of its warning, with what is new', async () => {
  const id = randomUUID()
  const filings = [await filed(filers[0]), await filed(filers[1])]
  const released = await drafted(filings, { id })
  await assert.rejects(drafted(filings, { id }), { code: 'DRAFT_EXISTS' })
  await signedByTwo(released)
  assert.deepEqual(await refusedFor(released), [])
  await assert.rejects(drafted(filings, { id }), { code: 'NOTHING_NEW' })
  const ioc_ = [...ioc, { type: 'ipv4', value: '45.155.205.233' }]
  const stricter = await filed(filers[0], { shareable: { 'inc.kind': 'ransomware', ioc: ioc_ }, handling: { 'share.tlp': 'amber' } })
  const more = await filed(filers[1], { shareable: { 'inc.kind': 'ransomware', ioc: ioc_ } })
  const grown = await drafted([...filings, stricter, more], { id, valuesInCommon: [{ type: 'ipv4', value: '45.155.205.233' }] })
  const draft = await readDraft(officer, grown)
  assert.deepEqual([draft.act, draft.baseVersion], ['revision', 1])
  assert.ok(draft.reportIds.includes(more.reportId) && !draft.reportIds.includes(stricter.reportId))
  await signedByTwo(grown)
  assert.deepEqual(await refusedFor(grown), [])
  const { kysely } = server.test.database
  const { version, content } = (await findPublished(kysely, 'amber+strict', draft.warningId)) ?? {}
  assert.deepEqual([version, content?.tlp], [2, 'green'])
  assert.deepEqual(
    content?.indicators.map(({ value }) => value),
    [host, '45.155.205.233', digest],
  )
  const rows = await kysely.selectFrom('warning_report').select('report_id').where('warning_id', '=', draft.warningId).execute()
  assert.equal(rows.length, 3)
})

test('a report that proves to be no attack takes back what a warning about its campaign rests on it alone for, and nothing else', async () => {
  const [mine, ours] = ['mine.alarm-bad.net', 'ours.alarm-bad.net']
  const part = (...values: readonly string[]) => ({
    'inc.kind': 'other',
    'tec.ttp': ['T1566'],
    ioc: values.map((value) => ({ type: 'domain', value })),
  })
  const wrong = await filed(filers[0], { shareable: part(mine, ours) })
  const right = await filed(filers[0], { shareable: part(ours) })
  const id = await drafted([wrong, right], { valuesInCommon: [{ type: 'domain', value: mine }] })
  await signedByTwo(id)
  assert.deepEqual(await refusedFor(id), [])
  const { kysely } = server.test.database
  const { warningId } = await readDraft(officer, id)
  const standing = async () => (await findPublished(kysely, 'amber+strict', warningId))?.content
  assert.deepEqual(
    (await standing())?.indicators.map(({ value, confidence }) => [value, confidence]),
    [
      [mine, 'unconfirmed'],
      [ours, 'unconfirmed'],
    ],
  )
  await filedAfter(filers[0], wrong, { 'inc.certainty': 'false-alarm' })
  await kysely.transaction().execute(async (tx) => {
    const ownerTag = ownerTags(secret).tagOf(filers[0].cast.filer.organisation.id)
    const handling = { ...wrong.handling, 'inc.certainty': 'false-alarm' }
    const taken = { ...wrong, ownerTag, handling, denyList: null }
    const gate = await demoGate()(tx, Temporal.Now.instant())
    await (
      await judgeTogether(tx, [taken], { gate, keys: prevalenceKeys(secret) })
    )(taken)
  })
  await tickDrafts(server, Temporal.Now.instant())
  const left = await standing()
  assert.deepEqual(
    left?.indicators.map(({ value }) => value),
    [ours],
  )
  assert.deepEqual(left?.knownWrong, [{ type: 'domain', value: mine, reason: 'withdrawn' }])
})

test('what no reporter lets others be warned with stays out of a warning about a campaign, and confirms nothing', async () => {
  const silent: readonly Filing['handling'][] = [
    { 'share.consent': 'no' },
    { 'share.consent': 'unknown' },
    { 'share.tlp': 'red' },
    { 'share.embargo_until': 'unknown' },
    { 'inc.certainty': 'false-alarm' },
  ]
  for (const [index, handling] of silent.entries()) {
    const value = `${['alpha', 'bravo', 'charlie', 'delta', 'echo'][index]}.quiet-bad.net`
    const shareable = { 'inc.kind': 'other', 'tec.ttp': ['T1566'], ioc: [{ type: 'domain', value }] }
    const filings = [await filed(filers[0], { shareable }), await filed(filers[1], { shareable, handling })]
    const { content, reportIds } = await readDraft(officer, await drafted(filings, { valuesInCommon: [{ type: 'domain', value }] }))
    assert.deepEqual(reportIds, [filings[0]?.reportId], JSON.stringify(handling))
    assert.deepEqual(
      content?.indicators.map((one) => [one.value, one.confidence]),
      [[value, 'unconfirmed']],
    )
  }
})

test('where no reporter agreed there is nothing to warn of, and the campaign of another authority is not there', async () => {
  const filings = [await filed(filers[0], { handling: { 'share.consent': 'no' } })]
  await assert.rejects(drafted(filings), { code: 'NOTHING_TO_RELEASE' })
  const answer = await officer.call('POST', '/api/v1/warning-drafts', { campaignId: randomUUID() })
  assert.deepEqual([answer.status, answer.body['code']], [404, 'NOT_FOUND'])
})

test('the gate asks every report of a campaign again: one that proved to be no attack, or took its consent back, keeps the warning in', async () => {
  const cases: readonly (readonly [Filing['handling'], readonly string[]])[] = [
    [{ 'inc.certainty': 'false-alarm' }, ['no-attack']],
    // Without consent it would take a third person, too.
    [{ 'share.consent': 'no' }, ['approval-missing', 'consent-missing']],
  ]
  for (const [handling, codes] of cases) {
    const filings = [await filed(filers[0]), await filed(filers[1])]
    const id = await drafted(filings)
    await signedByTwo(id)
    const [, second] = filings
    assert.ok(second)
    await filedAfter(filers[1], second, handling)
    assert.deepEqual(await refusedFor(id), codes)
  }
})

test('the gate believes no reports but those that were signed', async () => {
  const filings = [await filed(filers[0]), await filed(filers[1])]
  const id = await drafted(filings)
  await signedByTwo(id)
  const { kysely } = server.test.database
  await kysely
    .updateTable('warning_draft')
    .set({ report_ids: [filings[0]?.reportId ?? ''] })
    .where('id', '=', id)
    .execute()
  assert.deepEqual(await refusedFor(id), ['signature-wrong'])
})

test('a draft about a campaign cannot be marked more loosely than any of its reports', async () => {
  const filings = [await filed(filers[0]), await filed(filers[1], { handling: { 'share.tlp': 'amber' } })]
  const id = await drafted(filings)
  const draft = await readDraft(officer, id)
  assert.equal(draft.content?.tlp, 'amber')
  const loose = { changedAt: draft.changedAt, content: { ...draft.editable, tlp: 'green' } }
  assert.equal((await officer.call('PUT', `/api/v1/warning-drafts/${id}`, loose)).body['code'], 'MARKING_LOOSENED')
})
