import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Problem } from '#http/problem.ts'
import { fixedClock } from '#runtime/clock.ts'
import { openOpeningGround, orderOf, type OpenableReport, type OpeningGround, type TestOfficer } from '../../test/support/opening-ground.ts'
import { alarmsOfAuthority, markAlarmsSeen } from './opening-alarm-store.ts'
import { allowMore } from './opening-history-store.ts'
import { createLogService } from './open-report.ts'

// Ten in the morning in Japan.
const clock = fixedClock('2026-11-20T01:00:00Z')
let ground: OpeningGround
let report: OpenableReport

before(async () => {
  ground = await openOpeningGround()
  report = await ground.addReport()
})

after(() => ground.close())

async function open(officer: TestOfficer, limits: { perHour: number; perDay: number }, of = report): Promise<string> {
  const service = createLogService({ database: ground.database, clock, logHalf: ground.logHalf, limits: { ...limits, sealedDays: 0 } })
  return service.open(await orderOf(officer, of, { clock })).then(
    ({ alarms }) => ['opened', ...alarms].join(' '),
    (error: unknown) =>
      error instanceof Problem ? `${error.code} ${/goes on at (\S+?)\./.exec(error.message)?.[1] ?? ''}` : String(error),
  )
}

test('LogService.open() refuses beyond the quota of an hour, of wishes at once too, and says when it goes on', async () => {
  clock.set('2026-11-20T01:00:00Z')
  const officer = await ground.addOfficer()
  const limits = { perHour: 3, perDay: 100 }
  const outcomes = await Promise.all(Array.from({ length: 6 }, () => open(officer, limits)))
  const refused = 'OPENING_QUOTA 2026-11-20T02:00:00Z'
  assert.deepEqual(outcomes.toSorted(), [refused, refused, refused, 'opened', 'opened', 'opened'])
  clock.set('2026-11-20T01:59:59Z')
  assert.equal(await open(officer, limits), refused)
  assert.equal(await open(await ground.addOfficer(), limits), 'opened', 'the quota is of each officer')
  clock.set('2026-11-20T02:00:00Z')
  assert.equal(await open(officer, limits), 'opened')
})

test('LogService.open() refuses beyond the quota of a day, and takes more where an administrator allowed it for a time', async () => {
  clock.set('2026-11-20T01:00:00Z')
  const [officer, administrator] = [await ground.addOfficer(), await ground.addOfficer(['authority-administrator'])]
  const limits = { perHour: 2, perDay: 3 }
  for (const at of ['2026-11-20T01:00:00Z', '2026-11-20T03:00:00Z', '2026-11-20T05:00:00Z']) {
    clock.set(at)
    assert.equal(await open(officer, limits), 'opened')
  }
  clock.set('2026-11-20T07:00:00Z')
  assert.equal(await open(officer, limits), 'OPENING_QUOTA 2026-11-21T01:00:00Z')
  await allowMore(ground.database.kysely, {
    personId: officer.personId,
    perHour: 1,
    perDay: 4,
    untilAt: '2026-11-20T08:00:00Z',
    grantedBy: administrator.personId,
    grantedAt: '2026-11-20T07:00:00Z',
  })
  assert.equal(await open(officer, limits), 'opened')
  assert.equal(await open(officer, limits), 'OPENING_QUOTA 2026-11-21T01:00:00Z')
  clock.set('2026-11-20T08:00:00Z')
  assert.equal(await open(officer, limits), 'OPENING_QUOTA 2026-11-21T03:00:00Z', 'what was allowed has ended')
})

test('LogService.open() raises an alarm at the first opening by night, at many cases and far above the habit, each once', async () => {
  clock.set('2026-11-19T15:30:00Z')
  const officer = await ground.addOfficer()
  const limits = { perHour: 1_000, perDay: 1_000 }
  assert.equal(await open(officer, limits), 'opened night')
  assert.equal(await open(officer, limits), 'opened')
  clock.set('2026-11-20T02:00:00Z')
  const reports = await Promise.all(Array.from({ length: 12 }, () => ground.addReport()))
  const outcomes: string[] = []
  for (const one of reports) outcomes.push(await open(officer, limits, one))
  assert.deepEqual(
    outcomes.flatMap((one, at) => (one === 'opened' ? [] : [`${at + 1} ${one}`])),
    ['10 opened many-cases'],
  )
  for (let count = 15; count <= 25; count++) assert.equal(await open(officer, limits), count === 20 ? 'opened above-habit' : 'opened')
  const alarms = await alarmsOfAuthority(ground.database.kysely, ground.authorityId)
  const own = alarms.filter((one) => one.officer.id === officer.personId)
  assert.deepEqual(own.map(({ kind }) => kind).toSorted(), ['above-habit', 'many-cases', 'night'])
  await markAlarmsSeen(ground.database.kysely, ground.authorityId, '2026-11-20T03:00:00Z')
  assert.ok((await alarmsOfAuthority(ground.database.kysely, ground.authorityId)).every(({ seenAt }) => seenAt !== null))
  clock.set('2026-12-20T15:30:00Z')
  assert.equal(await open(officer, limits), 'opened night', 'weeks later it is unusual again')
})
