import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, beforeEach, test } from 'node:test'
import fc from 'fast-check'
import { insertAuthorities } from '#authority/authority-store.ts'
import { openDatabase, type Database } from '#database/database.ts'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { putContacts } from '#delivery/contact-store.ts'
import { contactTag } from '#delivery/contact-tag.ts'
import { insertOrganisations } from '#identity/identity-store.ts'
import { ownerTags } from '#operator/owner-tag.ts'
import { allRulebooks } from '#rulebook/all-rulebooks.ts'
import { Secret } from '#runtime/secret.ts'
import { owedBy, owedStage, writeOwed } from '../../test/support/owed-stages.ts'
import { stepClockOf, type SteppedClock } from '../../test/support/stepped-clock.ts'
import { writeObligations } from './obligation-store.ts'
import type { Obligation } from './obligation.ts'
import { adoptReminderPlan, releaseReminders, type ReminderParts } from './release-reminders.ts'
import { reminderRenderer } from './reminder-message.ts'
import type { ReminderPlan } from './reminder-plan.ts'

const operatorId = randomUUID()
const ministryId = randomUUID()
const policeId = randomUUID()
const contactId = randomUUID()
const tags = ownerTags(new Secret('owner key of tests'))
const place = { origin: 'https://report.example', path: '/', promptlyTargetHours: null }
const origin = Temporal.Instant.from('2026-11-22T00:00:00Z')

let own: TestDatabase
let database: Database
let clock: SteppedClock

before(async () => {
  own = await createTestDatabase()
  clock = await stepClockOf(own.database)
  database = openDatabase(own.address, 5)
  await insertOrganisations(database.kysely, [
    { id: operatorId, kind: 'operator', name: { ja: '架空電力', en: 'Fictional Power' }, clearance: 'amber+strict' },
    { id: ministryId, kind: 'authority', name: { ja: '架空省', en: 'Fictional Ministry' }, clearance: 'amber+strict' },
    { id: policeId, kind: 'authority', name: { ja: '架空警察', en: 'Fictional Police' }, clearance: 'amber+strict' },
  ])
  await insertAuthorities(database.kysely, [
    { organisationId: ministryId, code: 'jp.minister.meti', kind: 'ministry', sectors: [] },
    { organisationId: policeId, code: 'jp.police', kind: 'police', sectors: [] },
  ])
  await putContacts(database.kysely, [{ id: contactId, organisationId: operatorId, address: 'desk@operator.example', language: 'ja' }])
})

after(async () => {
  await database.close()
  await own.drop()
})

beforeEach(async () => {
  await setClock(0)
  for (const table of ['delivery', 'reminder', 'obligation_stage', 'obligation'] as const) await database.kysely.deleteFrom(table).execute()
})

/** Sets the database's clock to so many hours after the origin of these tests. */
async function setClock(hours: number): Promise<void> {
  await clock.step((origin.epochMilliseconds - Temporal.Now.instant().epochMilliseconds) / 1000 + hours * 3600)
}

function plan(boundParty: readonly string[], authority: readonly string[] = []): ReminderPlan {
  return { promptlyTargetHours: null, rules: [{ boundParty: [...boundParty], authority: [...authority] }] }
}

function parts(made: ReminderPlan): ReminderParts {
  return { database, ownerTags: tags, plan: made, rulebooks: allRulebooks(), mailDomain: 'platform.example' }
}

function hours(count: number): string {
  return origin.add({ minutes: Math.round(count * 60) }).toString()
}

async function owe(obligation: Obligation): Promise<Obligation> {
  await writeOwed(database.kysely, obligation, { ownerTag: tags.tagOf(operatorId), authorityIds: [ministryId, policeId] })
  return obligation
}

/** Writes a change of what is owed, as filing a report does. */
async function change(obligation: Obligation): Promise<void> {
  await database.kysely.transaction().execute((tx) => writeObligations(tx, [obligation]))
}

async function reminders(): Promise<readonly string[]> {
  const rows = await database.kysely.selectFrom('reminder').selectAll().orderBy('fell_at').orderBy('audience').execute()
  return rows.map((row) => `${row.audience} ${row.moment}`)
}

/** Says what becomes of every reminder if it is sent now. */
async function said(): Promise<readonly (string | null)[]> {
  const rows = await database.kysely.selectFrom('reminder').selectAll().orderBy('fell_at').execute()
  const render = reminderRenderer(place)
  return Promise.all(rows.map(async ({ id }) => (await render(database.kysely, id))?.note.en ?? null))
}

test('releaseReminders() reminds the bound party and the authorities that the law names, once, of moments that have come', async () => {
  await owe(owedBy({ stages: [owedStage('detailed', { dueAt: hours(30) })] }))
  const used = parts(plan(['-PT24H', 'PT0H'], ['PT0H']))
  assert.equal(await releaseReminders(used), 0)
  await setClock(6.1)
  assert.equal(await releaseReminders(used), 1)
  assert.equal(await releaseReminders(used), 0)
  await setClock(31)
  assert.equal(await releaseReminders(used), 2)
  // The police received the incident too, and are no recipient under this law.
  assert.deepEqual(await reminders(), ['operator -PT24H', `${ministryId} PT0H`, 'operator PT0H'])
  const deliveries = await database.kysely.selectFrom('delivery').select(['channel', 'recipient']).execute()
  const names = deliveries.map(({ channel, recipient }) => `${channel} ${recipient.toString('hex')}`)
  const toOperator = [`mail ${contactTag(tags, contactId).toString('hex')}`, `notice ${tags.tagOf(operatorId).toString('hex')}`]
  assert.deepEqual(names.toSorted(), [...toOperator, ...toOperator, `notice ${tags.tagOf(ministryId).toString('hex')}`].toSorted())
})

test('releaseReminders() reminds an authority of its own duties, and nobody else of them', async () => {
  await owe(owedBy({ party: ministryId, stages: [owedStage('answer', { dueAt: hours(24) })] }))
  await setClock(24)
  await releaseReminders(parts(plan(['PT0H'], ['PT0H'])))
  assert.deepEqual(await reminders(), [`${ministryId} PT0H`])
})

test('releaseReminders() leaves out moments that were past when the stage came into being, and sends what fell while nothing ran', async () => {
  await setClock(29.5)
  await owe(owedBy({ stages: [owedStage('detailed', { dueAt: hours(30) })] }))
  const used = parts(plan(['-PT24H', '-PT1H', 'PT0H', 'PT1H', 'PT24H']))
  assert.equal(await releaseReminders(used), 0)
  await setClock(33)
  assert.equal(await releaseReminders(used), 2)
  assert.deepEqual(await reminders(), ['operator PT0H', 'operator PT1H'])
})

test('a stage that is met, ended or superseded is reminded of no more, and what waits to be sent says nothing', async () => {
  const ends: readonly ((one: Obligation) => Obligation)[] = [
    (one) => ({ ...one, stages: one.stages.map((stage) => ({ ...stage, metAt: hours(1), metBy: 'report' as const })) }),
    (one) => ({ ...one, endedAt: hours(1), endedAs: 'withdrawn' }),
    (one) => ({ ...one, stages: one.stages.map((stage) => ({ ...stage, supersededAt: hours(1) })) }),
  ]
  const used = parts(plan(['-PT1H', 'PT0H']))
  const owed = await Promise.all(ends.map(() => owe(owedBy({ stages: [owedStage('detailed', { dueAt: hours(2) })] }))))
  await setClock(1)
  assert.equal(await releaseReminders(used), 3)
  for (const [index, end] of ends.entries()) await change(end(owed[index] ?? owedBy({})))
  await setClock(3)
  assert.equal(await releaseReminders(used), 0)
  assert.deepEqual(await said(), [null, null, null])
})

test('a stage that is owed again is reminded of from then on, without what passed in between', async () => {
  const one = await owe(owedBy({ stages: [owedStage('detailed', { dueAt: hours(10) })] }))
  const used = parts(plan(['-PT5H', 'PT0H']))
  await change({ ...one, endedAt: hours(1), endedAs: 'not-applicable' })
  await setClock(6)
  assert.equal(await releaseReminders(used), 0)
  await change(one)
  await setClock(11)
  assert.equal(await releaseReminders(used), 1)
  assert.deepEqual(await reminders(), ['operator PT0H'])
})

test('an extension moves the reminders: old ones that wait say nothing, new ones go by the new instant', async () => {
  const one = await owe(owedBy({ stages: [owedStage('detailed', { dueAt: hours(10) })] }))
  const used = parts(plan(['-PT5H', 'PT0H']))
  await setClock(5)
  assert.equal(await releaseReminders(used), 1)
  assert.deepEqual(await said(), ['A deadline is coming up.'])
  await change({ ...one, stages: [owedStage('detailed', { dueAt: hours(40) })] })
  assert.deepEqual(await said(), [null])
  await setClock(12)
  assert.equal(await releaseReminders(used), 0)
  await setClock(40)
  assert.equal(await releaseReminders(used), 2)
  assert.deepEqual(await said(), [null, 'A deadline is coming up.', 'A deadline has come.'])
})

test('a stage whose clock starts later is reminded of once it has started', async () => {
  const one = await owe(owedBy({ stages: [owedStage('detailed', {})] }))
  const used = parts(plan(['PT0H']))
  assert.equal(await releaseReminders(used), 0)
  await change({ ...one, stages: [owedStage('detailed', { dueAt: hours(2) })] })
  await setClock(2)
  assert.equal(await releaseReminders(used), 1)
})

test('a stage that is owed promptly is reminded of by the target of service, where there is one', async () => {
  const limit = { unit: 'promptly', text: { ja: '速やかに', en: 'promptly' } } as const
  const clockOf = { event: { ja: '認知', en: 'awareness' }, limit, clause: { ja: '第5条', en: 'Article 5' } }
  await owe(owedBy({ stages: [owedStage('detailed', { startsAt: hours(0), clock: clockOf })] }))
  await setClock(30)
  assert.equal(await releaseReminders(parts(plan(['PT0H']))), 0)
  const targeted = parts({ ...plan(['PT0H']), promptlyTargetHours: 24 })
  await adoptReminderPlan(targeted)
  assert.equal(await releaseReminders(targeted), 1)
})

test('a new plan holds for what is owed already; what was sent is not sent again', async () => {
  await owe(owedBy({ stages: [owedStage('detailed', { dueAt: hours(10) })] }))
  const [first, second] = [parts(plan(['-PT5H', 'PT5H'])), parts(plan(['-PT5H', 'PT0H']))]
  await adoptReminderPlan(first)
  await setClock(5)
  assert.equal(await releaseReminders(first), 1)
  await adoptReminderPlan(second)
  await adoptReminderPlan(second)
  await setClock(20)
  assert.equal(await releaseReminders(second), 1)
  assert.deepEqual(await reminders(), ['operator -PT5H', 'operator PT0H'])
})

test('rounds of a stage that repeats are reminded of each by itself', async () => {
  const stages = [1, 2].map((round) => owedStage('update', { round, dueAt: hours(round) }))
  await owe(owedBy({ stages }))
  await setClock(3)
  assert.equal(await releaseReminders(parts(plan(['PT0H']))), 2)
})

test('no two processes make the same reminder', async () => {
  for (let index = 0; index < 40; index++) await owe(owedBy({ stages: [owedStage('detailed', { dueAt: hours(1 + index / 60) })] }))
  await setClock(5)
  const used = parts(plan(['PT0H']))
  const made = await Promise.all(Array.from({ length: 4 }, () => releaseReminders(used)))
  assert.equal(
    made.reduce((sum, count) => sum + count, 0),
    40,
  )
})

type Step = { readonly kind: 'look' } | { readonly kind: 'wait' | 'extend'; readonly hours: number } | { readonly kind: 'end' | 'revive' }

test('whatever happens in whatever order, each moment that fell while the stage was owed is reminded of once', async () => {
  const step = fc.oneof(
    fc.constant<Step>({ kind: 'look' }),
    fc.record({ kind: fc.constantFrom('wait', 'extend'), hours: fc.integer({ min: 1, max: 30 }) }) as fc.Arbitrary<Step>,
    fc.constantFrom<Step>({ kind: 'end' }, { kind: 'revive' }),
  )
  const moments = ['-PT24H', '-PT1H', 'PT0H', 'PT12H']
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      await setClock(0)
      for (const table of ['delivery', 'reminder', 'obligation_stage', 'obligation'] as const)
        await database.kysely.deleteFrom(table).execute()
      const used = parts(plan(moments))
      let [now, due, knownAt, isOpen] = [0, 48, 0, true]
      // Moments by the instant that they go by; those at which a look found nothing owed are over.
      const settled = new Map<string, boolean>()
      const one = owedBy({ stages: [owedStage('detailed', { dueAt: hours(due) })] })
      await owe(one)
      const write = () =>
        change({
          ...one,
          endedAt: isOpen ? null : hours(now),
          endedAs: isOpen ? null : 'not-applicable',
          stages: [owedStage('detailed', { dueAt: hours(due) })],
        })
      for (const each of [...steps, { kind: 'look' } as const]) {
        if (each.kind === 'wait') await setClock((now += each.hours))
        if (each.kind === 'extend') [due, knownAt] = [due + each.hours, now]
        if (each.kind === 'end' || each.kind === 'revive') isOpen = each.kind === 'revive'
        if (each.kind !== 'look' && each.kind !== 'wait') await write()
        if (each.kind !== 'look') continue
        for (const moment of moments) {
          const fell = due + Temporal.Duration.from(moment).total('hours')
          if (fell > knownAt && fell <= now && !settled.has(`${due} ${moment}`)) settled.set(`${due} ${moment}`, isOpen)
        }
        await releaseReminders(used)
      }
      const rows = await database.kysely.selectFrom('reminder').select(['target_at', 'moment']).execute()
      const made = rows.map((row) => `${origin.until(row.target_at).total('hours')} ${row.moment}`)
      const expected = [...settled].flatMap(([name, isOwed]) => (isOwed ? [name] : []))
      assert.deepEqual(made.toSorted(), expected.toSorted())
    }),
    { numRuns: 40 },
  )
})
