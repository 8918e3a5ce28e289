import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { runCommandLine } from '../../../test/support/command-line.ts'
import { startDemoServer, type DemoServer } from '../../../test/support/demo-server.ts'
import { filingWith, openFiler, postFiling, type Filer } from '../../../test/support/filings.ts'
import { officerOf, readDraft, signDraft, tickDrafts, type Officer } from '../../../test/support/officers.ts'
import { sampleWarning } from '../../../test/support/sample-warning.ts'
import demoOperators from '#operator/demo-operators.json' with { type: 'json' }
import { insertGateItem } from '../gate-item-store.ts'
import { recallIndicators } from '../indicator-act-store.ts'
import { referencesOf } from '../reference.ts'
import { liveIndicators } from '../shared-indicator-store.ts'
import type { WarningContent } from '../warning.ts'
import { findPublished } from '../warning-store.ts'
import type { EditableWarning } from './draft-schema.ts'
import { emptyWarning } from './editable-warning.ts'

let server: DemoServer
let filer: Filer
let officer: Officer
let releaser: Officer

before(async () => {
  server = await startDemoServer()
  filer = await openFiler(server.url)
  officer = await officerOf(server, 'officer')
  releaser = await officerOf(server, 'releaser', { organisationId: officer.person.organisationId })
})

after(() => server.stop())

const today = Temporal.Now.instant().toZonedDateTimeISO('UTC').toPlainDate()
const until = today.add({ days: 30 }).toString()

function content(change: Partial<EditableWarning> = {}): EditableWarning {
  const indicator = { role: null, advice: 'block', confidence: 'confirmed', validUntil: until } as const
  return {
    ...emptyWarning(today),
    tlp: 'green',
    pap: 'green',
    techniques: ['T1486'],
    indicators: [
      { ...indicator, type: 'domain', value: 'c2[.]bad.example' },
      { ...indicator, type: 'ipv4', value: '45.155.205.233' },
    ],
    note: { ja: '関係する通信を遮断してください。', en: 'Please block related traffic.' },
    ...change,
  }
}

async function drafted(body: unknown = { content: content() }): Promise<string> {
  const made = await officer.call('POST', '/api/v1/warning-drafts', body)
  assert.equal(made.status, 201, JSON.stringify(made.body))
  return String(made.body['id'])
}

async function signedByTwo(id: string): Promise<void> {
  assert.equal((await signDraft(officer, id, 'draft')).status, 204)
  assert.deepEqual((await signDraft(releaser, id, 'approval')).body, { missing: 0 })
}

async function released(body?: unknown): Promise<string> {
  const id = await drafted(body)
  await signedByTwo(id)
  await tickDrafts(server, Temporal.Now.instant())
  const draft = await readDraft(officer, id)
  assert.equal(draft.state, 'published', JSON.stringify(draft.refused))
  return draft.warningId
}

async function published(id: string) {
  return findPublished(server.test.database.kysely, 'amber+strict', id)
}

async function refusedFor(id: string): Promise<readonly string[]> {
  await tickDrafts(server, Temporal.Now.instant())
  const draft = await readDraft(officer, id)
  assert.equal(draft.state, 'draft')
  assert.deepEqual(draft.signers, [])
  return (draft.refused ?? []).map(({ code }) => code)
}

test('a warning that one drafted and another approved goes out at the next tick, values normalised and patterns made by us', async () => {
  const found = await published(await released())
  assert.deepEqual([found?.version, found?.act], [1, 'release'])
  const values = found?.content.indicators.map(({ type, value, pattern, advice }) => [type, value, pattern, advice])
  assert.deepEqual(values, [
    ['domain', 'c2.bad.example', "[domain-name:value = 'c2.bad.example']", 'block'],
    ['ipv4', '45.155.205.233', "[ipv4-addr:value = '45.155.205.233']", 'block'],
  ])
  assert.deepEqual(found?.content.note, content().note)
})

test('nobody approves what they drafted, and no officer approves at all', async () => {
  const own = await releaser.call('POST', '/api/v1/warning-drafts', { content: content() })
  const id = String(own.body['id'])
  assert.equal((await signDraft(releaser, id, 'draft')).status, 204)
  const same = await signDraft(releaser, id, 'approval')
  assert.deepEqual([same.status, same.body['code']], [403, 'SAME_PERSON'])
  const colleague = await officerOf(server, 'officer', { organisationId: officer.person.organisationId, not: officer.person.personId })
  assert.equal((await signDraft(colleague, id, 'approval')).status, 403)
  await tickDrafts(server, Temporal.Now.instant())
  assert.equal((await readDraft(officer, id)).state, 'submitted')
})

test('people of another authority see no draft and approve none', async () => {
  const id = await drafted()
  await signDraft(officer, id, 'draft')
  const stranger = await officerOf(server, 'releaser', { outside: releaser.person.organisationId })
  assert.notEqual(stranger.person.organisationId, officer.person.organisationId)
  assert.equal((await stranger.call('GET', `/api/v1/warning-drafts/${id}`)).status, 404)
  const body = { signedAt: Temporal.Now.instant().round('millisecond').toString(), signature: `${'A'.repeat(86)}==` }
  assert.equal((await stranger.call('POST', `/api/v1/warning-drafts/${id}/approvals`, body)).status, 404)
})

test('the gate refuses a draft whose content was changed between the approval and the tick', async () => {
  const id = await drafted()
  await signedByTwo(id)
  const changed = (await readDraft(officer, id)).content as WarningContent
  const altered = JSON.stringify({ ...changed, note: { ja: '改変', en: 'altered' } })
  await server.test.database.kysely.updateTable('warning_draft').set({ content: altered }).where('id', '=', id).execute()
  assert.deepEqual(await refusedFor(id), ['signature-wrong'])
})

test('the gate refuses what a stolen database role approves: a state, a signature of another draft, one person twice', async () => {
  const { kysely } = server.test.database
  const [bare, copied, alone] = [await drafted(), await drafted(), await drafted()]
  await kysely.updateTable('warning_draft').set({ state: 'approved' }).where('id', '=', bare).execute()
  assert.deepEqual(await refusedFor(bare), ['approval-missing'])
  await signedByTwo(copied)
  await kysely.updateTable('warning_signature').set({ draft_id: alone }).where('draft_id', '=', copied).execute()
  await kysely.updateTable('warning_draft').set({ state: 'approved' }).where('id', 'in', [alone, copied]).execute()
  assert.deepEqual(await refusedFor(alone), ['signature-wrong'])
  assert.deepEqual((await readDraft(officer, copied)).refused, [{ code: 'approval-missing', pointers: [] }])
})

test('the gate refuses the approval of somebody who is no releaser any more', async () => {
  const id = await drafted()
  await signedByTwo(id)
  const { kysely } = server.test.database
  const setRoles = (roles: 'officer' | 'releaser') =>
    kysely
      .updateTable('person')
      .set({ roles: [roles] })
      .where('id', '=', releaser.person.personId)
      .execute()
  await setRoles('officer')
  try {
    assert.deepEqual(await refusedFor(id), ['person-not-entitled'])
  } finally {
    await setRoles('releaser')
  }
})

test('the gate refuses words, rules and values of people that name an operator or hold personal data', async () => {
  const [operator] = demoOperators
  const name = operator?.names.ja ?? ''
  assert.notEqual(name, '')
  const notes = [
    { ja: `${name}で確認されました。`, en: 'Seen.' },
    { ja: '確認。', en: 'Call 090-1234-5678 or write to taro.yamada@corp.example' },
  ]
  for (const note of notes) {
    const id = await drafted({ content: content({ note }) })
    assert.notDeepEqual((await readDraft(officer, id)).findings, [])
    await signedByTwo(id)
    assert.notDeepEqual(await refusedFor(id), [])
  }
})

test('a draft of a held report frees it, keeps its marking at least, and takes two people', async () => {
  const handling = { ...filer.template.handling, 'share.consent': 'yes', 'share.tlp': 'amber', 'share.pap': 'amber' }
  const filing = await filingWith(filer, { handling })
  assert.equal((await postFiling(filer, filing)).status, 201)
  const keyIds = new Set(filing.sealed.authorities.map((one) => one.keyId))
  const receiver = filer.directory.authorities.find((one) => keyIds.has(one.keyId))?.organisationId ?? ''
  const [own, freer] = [
    await officerOf(server, 'officer', { organisationId: receiver }),
    await officerOf(server, 'releaser', { organisationId: receiver }),
  ]
  const { kysely } = server.test.database
  const held = sampleWarning({ tlp: 'amber', pap: 'amber', validUntil: until, products: [] })
  const indicators = held.indicators.filter(({ type }) => type === 'domain').map((one) => ({ ...one, validUntil: until }))
  await kysely.transaction().execute((tx) =>
    insertGateItem(tx, {
      reportId: filing.reportId,
      verdict: 'hold',
      reasons: [{ code: 'operator-named', pointers: ['/ioc/0/value'] }],
      content: { ...held, indicators, references: referencesOf(held.techniques, held.cve) },
      warningId: null,
      decidedAt: '2026-11-22T09:00:00Z',
    }),
  )
  const made = await own.call('POST', '/api/v1/warning-drafts', { reportId: filing.reportId })
  assert.equal(made.status, 201, JSON.stringify(made.body))
  const id = String(made.body['id'])
  assert.equal((await own.call('POST', '/api/v1/warning-drafts', { reportId: filing.reportId })).body['code'], 'DRAFT_EXISTS')
  const draft = await readDraft(own, id)
  const loose = { changedAt: draft.changedAt, content: { ...draft.editable, tlp: 'clear' } }
  assert.equal((await own.call('PUT', `/api/v1/warning-drafts/${id}`, loose)).body['code'], 'MARKING_LOOSENED')
  assert.equal((await signDraft(own, id, 'draft')).status, 204)
  assert.equal((await signDraft(freer, id, 'approval')).status, 200)
  await tickDrafts(server, Temporal.Now.instant())
  const after_ = await readDraft(own, id)
  assert.deepEqual([after_.state, after_.refused], ['published', null])
  const rows = await kysely.selectFrom('gate_item').select(['state', 'warning_id']).where('report_id', '=', filing.reportId).execute()
  assert.deepEqual(rows, [{ state: 'done', warning_id: draft.warningId }])
})

test('a revision keeps the ids of what stays, and says of what it leaves out that it is wrong', async () => {
  const warningId = await released()
  const before_ = (await published(warningId))?.content
  const id = await drafted({ warningId })
  const draft = await readDraft(officer, id)
  const editable = { ...draft.editable, indicators: draft.editable?.indicators.slice(1) }
  const changed = await officer.call('PUT', `/api/v1/warning-drafts/${id}`, { changedAt: draft.changedAt, content: editable })
  assert.equal(changed.status, 204, JSON.stringify(changed.body))
  await signedByTwo(id)
  await tickDrafts(server, Temporal.Now.instant())
  const found = await published(warningId)
  assert.deepEqual([found?.version, found?.act], [2, 'revision'])
  assert.deepEqual(
    found?.content.indicators.map((one) => one.id),
    before_?.indicators.slice(1).map((one) => one.id),
  )
  assert.deepEqual(found?.content.knownWrong, [{ type: 'domain', value: 'c2.bad.example', reason: 'withdrawn' }])
})

test('a revision that a rule has overtaken is refused as outdated and brought up to date by writing it again', async () => {
  const warningId = await released()
  const id = await drafted({ warningId })
  const [wrong] = (await published(warningId))?.content.indicators ?? []
  await signedByTwo(id)
  const { kysely } = server.test.database
  await kysely.updateTable('warning_draft').set({ state: 'submitted' }).where('id', '=', id).execute()
  await kysely.transaction().execute((tx) => recallIndicators(tx, { indicatorIds: [wrong?.id ?? ''], reason: 'false-positive' }))
  await tickDrafts(server, Temporal.Now.instant())
  await kysely.updateTable('warning_draft').set({ state: 'approved' }).where('id', '=', id).execute()
  assert.deepEqual(await refusedFor(id), ['outdated'])
  const draft = await readDraft(officer, id)
  const put = { changedAt: draft.changedAt, content: draft.editable }
  assert.equal((await officer.call('PUT', `/api/v1/warning-drafts/${id}`, put)).status, 204)
  await signedByTwo(id)
  await tickDrafts(server, Temporal.Now.instant())
  const found = await published(warningId)
  assert.equal(found?.version, 3)
  // Taken up again, it is another indicator: the one that was taken back stays so.
  assert.ok(found?.content.indicators.every((one) => one.id !== wrong?.id))
})

test('a recall takes two people, and then nothing of the warning counts any more; single indicators go the same way', async () => {
  const warningId = await released()
  const [first, ...others] = (await published(warningId))?.content.indicators ?? []
  const one = await officer.call('POST', `/api/v1/warnings/${warningId}/recalls`, { reason: 'known-good', indicatorIds: [first?.id] })
  await signedByTwo(String(one.body['id']))
  await tickDrafts(server, Temporal.Now.instant())
  assert.deepEqual((await published(warningId))?.content.indicators, others)
  const all = await officer.call('POST', `/api/v1/warnings/${warningId}/recalls`, { reason: 'false-positive', indicatorIds: null })
  const { drafts } = (await officer.call('GET', '/api/v1/warning-drafts')).body as { drafts: { id: string; kind: string | null }[] }
  assert.equal(drafts.find(({ id }) => id === all.body['id'])?.kind, (await published(warningId))?.content.kind)
  const id = String(all.body['id'])
  await signDraft(officer, id, 'draft')
  await tickDrafts(server, Temporal.Now.instant())
  assert.equal((await published(warningId))?.act, 'revision')
  await signDraft(releaser, id, 'approval')
  await tickDrafts(server, Temporal.Now.instant())
  const found = await published(warningId)
  assert.deepEqual([found?.act, found?.content.indicators.length, found?.content.knownWrong.length], ['recall', 0, 2])
  const range = { clearance: 'amber+strict', today: today.toString(), types: null, after: null, limit: 10_000 } as const
  const live = await liveIndicators(server.test.database.kysely, range)
  assert.deepEqual(
    live.filter((indicator) => indicator.warningId === warningId),
    [],
  )
  const again = await officer.call('POST', '/api/v1/warning-drafts', { warningId })
  assert.equal(again.body['code'], 'WARNING_RECALLED')
})

test('what cannot go into a warning is refused with its place', async () => {
  const cases: readonly (readonly [Partial<EditableWarning>, string, string])[] = [
    [{ validUntil: today.toString() }, 'VALIDITY_WRONG', '/body/content/validUntil'],
    [{ note: { ja: '日本語のみ', en: '' } }, 'NOTE_IN_ONE_LANGUAGE', '/body/content/note'],
    [{ detections: [{ language: 'sigma', name: 'x', text: 'title: x' }] }, 'DETECTION_INCOMPLETE', '/body/content/detections/0/text'],
    [
      { indicators: [{ type: 'ipv4', value: 'nowhere', role: null, advice: 'block', confidence: 'confirmed', validUntil: until }] },
      'INDICATOR_UNREADABLE',
      '/body/content/indicators/0/value',
    ],
  ]
  for (const [change, code, pointer] of cases) {
    const { status, body } = await officer.call('POST', '/api/v1/warning-drafts', { content: content(change) })
    assert.deepEqual([status, body['code'], (body['errors'] as { pointer: string }[])[0]?.pointer], [422, code, pointer])
  }
})

test('noroshi warning drafts, approves and recalls from the command line', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'nrs-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const file = join(folder, 'warning.json')
  await writeFile(file, JSON.stringify(content()))
  const as = async (who: Officer, ...args: readonly string[]) => {
    const environment = { NOROSHI_URL: server.url, NOROSHI_TOKEN: who.token, NOROSHI_PASSPHRASE: server.passphraseOf(who.person.personId) }
    const { code, output, complaints } = await runCommandLine(['warning', ...args, '--json'], environment, folder)
    assert.equal(code, 0, complaints)
    return JSON.parse(output) as Record<string, unknown>
  }
  const { id } = await as(officer, 'draft', file)
  assert.deepEqual(await as(releaser, 'approve', String(id)), { id, missing: 0 })
  await tickDrafts(server, Temporal.Now.instant())
  const shown = await as(officer, 'show', String(id))
  assert.equal(shown['state'], 'published', JSON.stringify(shown['refused']))
  const warningId = String(shown['warningId'])
  const recall = await as(officer, 'recall', warningId, '--reason', 'withdrawn')
  await as(releaser, 'approve', String(recall['id']))
  await tickDrafts(server, Temporal.Now.instant())
  assert.equal((await published(warningId))?.act, 'recall')
})
