import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { signOpeningRequest } from '#envelope/opening-request.ts'
import { signSealedOpening, type SealedOpeningWish } from '#envelope/sealed-opening-request.ts'
import { Problem } from '#http/problem.ts'
import { placedEntriesOfCase } from '#receipt/log-entry-store.ts'
import { fixedClock } from '#runtime/clock.ts'
import { openOpeningGround, type OpenableReport, type OpeningGround, type TestOfficer } from '../../test/support/opening-ground.ts'
import { createLogService } from './open-report.ts'
import { countWithheld, openingsOfIncident } from './opening-store.ts'
import { consentToSealedOpening, requestSealedOpening } from './sealed-opening.ts'
import { countSealedOpenings } from './sealed-opening-store.ts'

const clock = fixedClock('2026-11-20T01:00:00Z')
const purpose = '捜査令状 令和8年第1号'
let ground: OpeningGround
let report: OpenableReport
let officer: TestOfficer
let administrator: TestOfficer

before(async () => {
  ground = await openOpeningGround()
  report = await ground.addReport()
  officer = await ground.addOfficer(['officer', 'authority-administrator'])
  administrator = await ground.addOfficer(['authority-administrator'])
})

after(() => ground.close())

const parts = () => ({ database: ground.database, clock, sealedDays: 30 })

function wishOf(revealAt = '2026-12-01T00:00:00Z'): SealedOpeningWish {
  const requestedAt = clock.now().toString()
  return { id: randomUUID(), reportId: report.reportId, personId: officer.personId, purpose, revealAt, requestedAt }
}

async function request(wish: SealedOpeningWish, signer = officer): Promise<string> {
  const signature = await signSealedOpening('request', wish, signer.secret)
  return outcomeOf(requestSealedOpening({ ...wish, signature }, parts()))
}

async function consent(wish: SealedOpeningWish, by = administrator): Promise<string> {
  const signature = await signSealedOpening('approval', wish, by.secret)
  return outcomeOf(consentToSealedOpening(wish.id, { personId: by.personId, signature }, parts()))
}

async function open(sealedOpeningId: string, words = purpose): Promise<string> {
  const service = createLogService({
    database: ground.database,
    clock,
    logHalf: ground.logHalf,
    limits: { perHour: 100, perDay: 100, sealedDays: 30 },
  })
  const wish = { reportId: report.reportId, purpose: words, requestedAt: clock.now().toString(), sealedOpeningId }
  const signed = await signOpeningRequest(wish, officer.secret)
  return outcomeOf(service.open({ ...signed, personId: officer.personId, logEnvelope: report.logEnvelope }))
}

async function outcomeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'done',
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  )
}

test('a sealed opening takes two people, is logged at once, counted, and told to the operator when its time has come', async () => {
  clock.set('2026-11-20T01:00:00Z')
  const wish = wishOf()
  assert.equal(await request(wish), 'done')
  assert.equal(await open(wish.id), 'SEALED_OPENING_REFUSED', 'without consent')
  assert.equal(await consent(wish, officer), 'SEALED_OPENING_REFUSED', 'nobody consents to a wish of their own')
  assert.equal(await consent(wish), 'done')
  assert.equal(await consent(wish), 'SEALED_OPENING_SETTLED')
  assert.equal(await open(wish.id, 'another purpose'), 'SEALED_OPENING_REFUSED')
  assert.equal(await open(wish.id), 'done')
  assert.notEqual(await open(wish.id), 'done', 'a consent is used once')

  const queries = ground.database.kysely
  const seen = async (now: string) => [
    (await openingsOfIncident(queries, report.incidentId, { toldAt: now })).length,
    await countWithheld(queries, report.incidentId, now),
    await countSealedOpenings(queries, now),
  ]
  assert.deepEqual(await seen('2026-11-30T23:59:59Z'), [0, 1, { total: 1, withheld: 1 }])
  assert.deepEqual(await seen('2026-12-01T00:00:00Z'), [1, 0, { total: 1, withheld: 0 }])
  assert.equal((await openingsOfIncident(queries, report.incidentId, { authorityId: ground.authorityId })).length, 1)
  await queries
    .updateTable('log_entry')
    .set((update) => ({ tree_index: update.ref('id') }))
    .execute()
  const entries = await placedEntriesOfCase(queries, report.incidentId)
  assert.deepEqual(
    entries.map(({ opening, withheldUntil }) => [opening.entry.kind, withheldUntil]),
    [
      ['submit', null],
      ['open', '2026-12-01T00:00:00Z'],
    ],
  )
})

test('a sealed opening is refused for longer than allowed, under another signature, and after its consent has aged', async () => {
  clock.set('2026-11-21T01:00:00Z')
  assert.equal(await request(wishOf('2026-12-21T01:00:01Z')), 'REVEAL_TOO_LATE')
  assert.equal(await request(wishOf('2026-11-21T01:00:00Z')), 'REVEAL_TOO_LATE')
  assert.equal(await request(wishOf(), administrator), 'SEALED_OPENING_REFUSED')
  const stranger = await ground.addOfficer(['authority-administrator'], await ground.addAuthority('jp.other-office'))
  const wish = wishOf()
  assert.equal(await request(wish), 'done')
  assert.equal(await consent(wish, stranger), 'NOT_FOUND')
  assert.equal(await consent({ ...wish, revealAt: '2026-11-22T00:00:00Z' }), 'SEALED_OPENING_REFUSED')
  assert.equal(await consent(wish), 'done')
  clock.set('2026-11-22T01:00:01Z')
  assert.equal(await open(wish.id), 'SEALED_OPENING_REFUSED')
})

test('a sealed opening falls with the administrator who consented to it', async () => {
  clock.set('2026-11-23T01:00:00Z')
  const leaver = await ground.addOfficer(['authority-administrator'])
  const wish = wishOf()
  assert.equal(await request(wish), 'done')
  assert.equal(await consent(wish, leaver), 'done')
  await ground.database.kysely.updateTable('person').set({ active: false }).where('id', '=', leaver.personId).execute()
  assert.equal(await open(wish.id), 'SEALED_OPENING_REFUSED')
})
