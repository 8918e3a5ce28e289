import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import { unwrapWith } from '#envelope/key-envelope.ts'
import { parseJson } from '#base/parse-json.ts'
import { utf8 } from '#base/bytes.ts'
import { Problem } from '#http/problem.ts'
import { keyOfPerson } from '#identity/key-store.ts'
import { systemClock } from '#runtime/clock.ts'
import { commitmentOf } from '#transparency-log/entry-commitment.ts'
import { readEntry } from '#transparency-log/entry.ts'
import { openOpeningGround, orderOf, type OpenableReport, type OpeningGround, type TestOfficer } from '../../test/support/opening-ground.ts'
import { createLogService, type LogService } from './open-report.ts'
import { usualLimits } from './opening-limits.ts'
import type { OpeningOrder } from './opening-schema.ts'

const clock = systemClock()
let ground: OpeningGround
let service: LogService
let report: OpenableReport

before(async () => {
  ground = await openOpeningGround()
  service = createLogService({ database: ground.database, clock, logHalf: ground.logHalf, limits: usualLimits })
  report = await ground.addReport()
})

after(() => ground.close())

/** What became of a wish: `opened`, or the code of its refusal. */
async function outcomeOf(order: OpeningOrder): Promise<string> {
  return service.open(order).then(
    () => 'opened',
    (error: unknown) => {
      if (error instanceof Problem) return error.code
      throw error
    },
  )
}

async function countOf(what: 'opening' | 'log_entry'): Promise<number> {
  return (await ground.database.kysely.selectFrom(what).select('id').execute()).length
}

async function openingsBy({ personId }: TestOfficer): Promise<number> {
  return (await ground.database.kysely.selectFrom('opening').select('id').where('person_id', '=', personId).execute()).length
}

function revokePerson({ personId }: TestOfficer) {
  return ground.database.kysely.updateTable('person').set({ active: false }).where('id', '=', personId).execute()
}

function revokeKey({ keyId }: TestOfficer) {
  return ground.database.kysely.updateTable('person_key').set({ revoked_at: clock.now().toString() }).where('id', '=', keyId).execute()
}

test('LogService.open() answers with the entry, which says who opened what and why, and opens its commitment', async () => {
  const officer = await ground.addOfficer()
  const release = await service.open(await orderOf(officer, report, { clock, purpose: '受付時の\n内容確認' }))
  const entry = readEntry(parseJson(utf8(release.entry.text), { maxBytes: 4096, maxDepth: 1, maxKeys: 16 }))
  assert.equal(commitmentOf({ salt: Uint8Array.fromHex(release.entry.salt), entry }).toHex(), release.entry.commitment)
  const key = await keyOfPerson(ground.database.kysely, officer.personId)
  const { at, prev, seq, ...rest } = entry as Extract<typeof entry, { kind: 'open' }>
  assert.deepEqual(rest, {
    kind: 'open',
    case: report.incidentId,
    report: report.reportId,
    authority: 'jp.test-office',
    role: 'officer',
    officer: officer.pseudonym,
    purpose: '受付時の 内容確認',
    recipient: createHash('sha256')
      .update(key?.recipient ?? '')
      .digest('hex'),
  })
  assert.equal(seq, release.entry.seq)
  assert.equal(Temporal.Instant.from(at).epochMilliseconds, Temporal.Instant.from(release.openedAt).epochMilliseconds)
  const stored = await ground.database.kysely
    .selectFrom('log_entry')
    .select('commitment')
    .where('case_id', '=', report.incidentId)
    .where('case_seq', '=', seq)
    .executeTakeFirstOrThrow()
  assert.equal(stored.commitment.toString('hex'), release.entry.commitment)
  assert.match(String.fromCharCode(...(await unwrapWith(officer.secret.encryption, release.logShare))), /^noroshi-share-1 log /)
})

test('LogService.open() leaves neither opening nor entry where it refuses', async () => {
  const officer = await ground.addOfficer()
  const order = await orderOf(officer, report, { clock })
  const stranger = await ground.addOfficer(['officer'], await ground.addAuthority('jp.other-office'))
  const [openings, entries] = [await countOf('opening'), await countOf('log_entry')]
  const refused = [
    { ...order, purpose: 'statistics' },
    { ...order, personId: stranger.personId },
    await orderOf(stranger, report, { clock }),
    await orderOf({ ...officer, secret: stranger.secret }, report, { clock }),
    { ...order, requestedAt: '2026-13-01T00:00:00Z' },
  ]
  assert.deepEqual(await Promise.all(refused.map(outcomeOf)), [
    'OPENING_REFUSED',
    'NOT_FOUND',
    'NOT_FOUND',
    'OPENING_REFUSED',
    'OPENING_REFUSED',
  ])
  assert.deepEqual([await countOf('opening'), await countOf('log_entry')], [openings, entries])
  assert.deepEqual([await outcomeOf(order), await outcomeOf(order)], ['opened', 'OPENING_REPEATED'])
  assert.deepEqual([await countOf('opening'), await countOf('log_entry')], [openings + 1, entries + 1])
})

test('LogService.open() releases nothing under the name of another report', async () => {
  const officer = await ground.addOfficer()
  const other = await ground.addReport()
  const order = await orderOf(officer, report, { clock })
  assert.equal(await outcomeOf({ ...order, logEnvelope: other.logEnvelope }), 'LOG_HALF_UNREADABLE')
})

test('LogService.open() refuses an authority the reports from before it joined the case, and opens it the later one', async () => {
  const first = await ground.addReport()
  const joined = await ground.addAuthority('jp.late-office')
  const second = await ground.addReport(first, [ground.authorityId, joined])
  const late = await ground.addOfficer(['officer'], joined)
  assert.equal(await outcomeOf(await orderOf(late, first, { clock })), 'NOT_FOUND')
  assert.equal(await outcomeOf(await orderOf(late, second, { clock })), 'opened')
})

test('LogService.open() numbers openings and follow-ups of the same moment one after the other', async () => {
  const first = await ground.addReport()
  const officers = await Promise.all(Array.from({ length: 5 }, () => ground.addOfficer()))
  const openings = officers.map(async (officer) => outcomeOf(await orderOf(officer, first, { clock })))
  let latest = first
  for (let version = 0; version < 5; version++) latest = await ground.addReport(latest)
  assert.deepEqual(await Promise.all(openings), Array(5).fill('opened'))
  const rows = await ground.database.kysely
    .selectFrom('log_entry')
    .select('case_seq')
    .where('case_id', '=', first.incidentId)
    .orderBy('id')
    .execute()
  assert.deepEqual(
    rows.map((row) => row.case_seq),
    Array.from({ length: 11 }, (_, at) => at + 1),
  )
})

const races = 1_000
const atOnce = 8

test(`LogService.open() commits nothing after a revocation was acknowledged, in ${races} races`, async (context) => {
  const counted = { openedFirst: 0, refused: 0 }
  const race = async (number: number): Promise<void> => {
    const officer = await ground.addOfficer()
    const orders = await Promise.all(Array.from({ length: 3 }, () => orderOf(officer, report, { clock })))
    const [first, second, third] = orders as [OpeningOrder, OpeningOrder, OpeningOrder]
    const revoke = number % 2 === 0 ? revokePerson : revokeKey
    const racing = [outcomeOf(first), outcomeOf(second)]
    // The later the revocation sets out, the further the openings have come.
    for (let wait = 0; wait < number % 5; wait++) await ground.database.pool.query('select 1')
    await revoke(officer)
    const atAcknowledgement = await openingsBy(officer)
    const outcomes = await Promise.all([...racing, outcomeOf(third)])
    assert.notEqual(outcomes[2], 'opened', 'a wish after the acknowledgement')
    assert.equal(await openingsBy(officer), atAcknowledgement, 'an opening was committed after the acknowledgement')
    assert.equal(outcomes.filter((one) => one === 'opened').length, atAcknowledgement)
    if (atAcknowledgement > 0) counted.openedFirst++
    else counted.refused++
  }
  for (let number = 0; number < races; number += atOnce)
    await Promise.all(Array.from({ length: Math.min(atOnce, races - number) }, (_, at) => race(number + at)))
  assert.ok(counted.openedFirst > 0 && counted.refused > 0, 'both orders must occur')
  context.diagnostic(`${counted.openedFirst} races had an opening before the revocation, ${counted.refused} had none`)
})
