import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { Queries } from '#database/database.ts'
import { ownerTags } from '#operator/owner-tag.ts'
import { Secret } from '#runtime/secret.ts'
import { startDemoServer, type DemoServer } from '../../test/support/demo-server.ts'
import { nextFiling, openFiler, postFiling, type Filer } from '../../test/support/filings.ts'
import { gateAlarmRenderers, gateOccasions, lookAtGate, type GateAlarmParts } from './gate-alarm.ts'
import { insertGateItem } from './gate-item-store.ts'

let server: DemoServer
let filer: Filer
let queries: Queries
let parts: GateAlarmParts
const renderers = gateAlarmRenderers({ origin: 'https://report.example', path: '/p/held' })
const nobody = { id: '', channel: 'notice', recipient: Buffer.alloc(0), messageId: '', attempts: 1 }

function render(occasion: string, subjectId: string) {
  return renderers.get(occasion)?.(queries, subjectId, { ...nobody, occasion, subjectId })
}

before(async () => {
  server = await startDemoServer()
  filer = await openFiler(server.url)
  const { database } = server.test
  queries = database.kysely
  const tags = ownerTags(new Secret('owner key of tests'))
  parts = { database, ownerTags: tags, mailDomain: 'report.example', heldSeconds: 1800, stalledSeconds: 300 }
})

after(() => server.stop())

/** Files a report that the gate holds, so many minutes ago. */
async function hold(minutes: number, code = 'consent-unknown'): Promise<string> {
  const filing = await nextFiling(filer)
  assert.equal((await postFiling(filer, filing)).status, 201)
  const decidedAt = Temporal.Now.instant().subtract({ minutes }).toString()
  const item = { reportId: filing.reportId, verdict: 'hold', reasons: [{ code }], content: null, warningId: null, decidedAt } as const
  await queries.transaction().execute((tx) => insertGateItem(tx, item))
  await queries.updateTable('report').set({ gate_taken_at: decidedAt }).where('id', '=', filing.reportId).execute()
  return filing.reportId
}

async function told(occasion: string, subjectId: string): Promise<readonly string[]> {
  const rows = await queries
    .selectFrom('delivery')
    .select(['channel', 'recipient'])
    .where('occasion', '=', occasion)
    .where('subject_id', '=', subjectId)
    .execute()
  return rows.map(({ channel, recipient }) => `${channel} ${recipient.toString('hex')}`)
}

async function receivers(reportId: string): Promise<readonly string[]> {
  const row = await queries.selectFrom('report').select('authority_ids').where('id', '=', reportId).executeTakeFirstOrThrow()
  return row.authority_ids
}

test('lookAtGate() tells the authorities of a held part once, after half an hour, by notice and by mail', async () => {
  const [early, late] = [await hold(29), await hold(31)]
  assert.equal((await lookAtGate(parts)).alarmed, 1)
  assert.equal((await lookAtGate(parts)).alarmed, 0)
  assert.deepEqual(await told(gateOccasions.held, early), [])
  const messages = await told(gateOccasions.held, late)
  const authorities = await receivers(late)
  assert.ok(authorities.length > 0)
  for (const id of authorities) assert.ok(messages.includes(`notice ${parts.ownerTags.tagOf(id).toString('hex')}`))
  assert.ok(messages.some((one) => one.startsWith('mail ')))
})

test('lookAtGate() tells at once of what the gate could not judge, and of nothing that somebody works on', async () => {
  const failed = await hold(0, 'gate-failure')
  const worked = await hold(40)
  const [authorityId = ''] = await receivers(worked)
  await queries
    .insertInto('warning_draft')
    .values({
      id: randomUUID(),
      warning_id: randomUUID(),
      act: 'release',
      state: 'draft',
      authority_id: authorityId,
      drafted_by: randomUUID(),
      drafted_at: '2026-11-23T06:00:00Z',
      changed_at: '2026-11-23T06:00:00Z',
      report_id: worked,
      base_version: null,
      content: '{}',
      taken_back: [],
      reason: null,
      refused: null,
    })
    .execute()
  assert.equal((await lookAtGate(parts)).alarmed, 1)
  assert.notDeepEqual(await told(gateOccasions.held, failed), [])
  assert.deepEqual(await told(gateOccasions.held, worked), [])
})

test('an alarm says nothing of the case, and nothing at all once it is over', async () => {
  const reportId = await hold(31)
  await lookAtGate(parts)
  const message = await render(gateOccasions.held, reportId)
  assert.ok(message !== null && message !== undefined)
  assert.equal(message.path, '/p/held')
  assert.equal(JSON.stringify(message).includes(reportId), false)
  await queries.updateTable('gate_item').set({ state: 'done' }).where('report_id', '=', reportId).execute()
  assert.equal(await render(gateOccasions.held, reportId), null)
})

test('lookAtGate() tells every authority with a releaser of a gate that takes nothing, once, until it does', async () => {
  assert.equal((await lookAtGate(parts)).isStalled, false)
  const filing = await nextFiling(filer)
  assert.equal((await postFiling(filer, filing)).status, 201)
  const { reportId } = filing
  const filedAt = Temporal.Now.instant().subtract({ minutes: 6 }).toString()
  await queries.updateTable('report').set({ filed_at: filedAt }).where('id', '=', reportId).execute()
  for (const _ of [1, 2]) assert.equal((await lookAtGate(parts)).isStalled, true)
  const notices = (await told(gateOccasions.stalled, reportId)).filter((one) => one.startsWith('notice '))
  assert.ok(notices.length > 1)
  assert.equal(new Set(notices).size, notices.length)
  assert.notEqual(await render(gateOccasions.stalled, reportId), null)
  await queries.updateTable('report').set({ gate_taken_at: filedAt }).where('id', '=', reportId).execute()
  assert.equal((await lookAtGate(parts)).isStalled, false)
  assert.equal(await render(gateOccasions.stalled, reportId), null)
})
