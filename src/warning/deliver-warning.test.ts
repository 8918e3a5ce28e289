import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, beforeEach, test } from 'node:test'
import fc from 'fast-check'
import type { Database } from '#database/database.ts'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { clearances } from '#identity/actor.ts'
import { recipientOf } from '#subscription/recipient.ts'
import { replaceOwnProducts } from '#subscription/subscription-store.ts'
import { productKey } from '#subscription/product-key.ts'
import { matchesFilter, subscribedKinds, type SubscriptionFilter } from '#subscription/subscription.ts'
import { addSubscription, openFilter, type SampleChange } from '../../test/support/sample-subscription.ts'
import { sampleGate } from '../../test/support/publish-warnings.ts'
import { sampleWarning } from '../../test/support/sample-warning.ts'
import { machineChance } from './chance.ts'
import { warningFacts } from './deliver-warning.ts'
import { publishTick } from './publish-tick.ts'
import { insertApproved } from './warning-store.ts'
import type { WarningAct, WarningContent } from './warning.ts'

let test_: TestDatabase
let database: Database

before(async () => {
  test_ = await createTestDatabase()
  database = test_.database
})
after(() => test_.drop())
beforeEach(async () => {
  await database.kysely.deleteFrom('delivery').execute()
  await database.kysely.deleteFrom('subscription').execute()
})

type Version = { readonly id: string; readonly version: number; readonly act: WarningAct; readonly content: WarningContent }

/** Ticks go by, however fast the tests are. */
let ticks = 0

async function publish(change: Partial<Version> = {}): Promise<Version> {
  const content = change.content ?? sampleWarning()
  const warning = { id: randomUUID(), version: 1, act: 'release' as const, ...change, content, tlp: content.tlp }
  const at = Temporal.Now.instant().round({ smallestUnit: 'second' }).add({ seconds: ticks++ })
  const signer = await sampleGate(database)
  await database.kysely.transaction().execute(async (tx) => {
    await insertApproved(tx, warning)
    await publishTick(tx, { at, now: at, chance: machineChance(), signer, publicOrigin: 'http://localhost:8080' })
  })
  return warning
}

async function deliveriesTo({ id }: { readonly id: string }) {
  const rows = await database.kysely
    .selectFrom('delivery')
    .selectAll()
    .where('recipient', '=', recipientOf(id))
    .orderBy('send_at')
    .execute()
  return rows
}

const asking = (filter: Partial<SubscriptionFilter>, change: SampleChange = {}): SampleChange => ({
  ...change,
  filter: { ...openFilter, ...filter },
})

test('publishTick() makes one delivery for each subscription that asks for the warning, and none for others', async () => {
  const kysely = database.kysely
  const wanted = [
    await addSubscription(kysely),
    await addSubscription(kysely, asking({ kinds: ['ransomware'], techniques: ['T1498'], tlp: 'green' })),
    await addSubscription(kysely, asking({ sectorGroups: ['energy'] })),
    await addSubscription(kysely, asking({ products: ['ＦｏｒｔｉＧａｔｅ SSL-VPN'] })),
  ]
  const others = [
    await addSubscription(kysely, asking({ kinds: ['ddos'] })),
    await addSubscription(kysely, asking({ techniques: ['T1190'] })),
    await addSubscription(kysely, asking({ products: ['GitLab'] })),
    await addSubscription(kysely, asking({ ownProducts: true })),
    await addSubscription(kysely, asking({ confirmedOnly: true })),
    await addSubscription(kysely, asking({ tlp: 'clear' })),
    await addSubscription(kysely, { clearance: 'clear' }),
    await addSubscription(kysely, { state: 'paused' }),
    await addSubscription(kysely, { state: 'unconfirmed' }),
  ]
  await publish({ content: sampleWarning({ products: [{ name: 'Fortinet FortiOS', version: null }] }) })
  for (const one of wanted)
    assert.deepEqual(
      (await deliveriesTo(one)).map(({ channel, state }) => [channel, state]),
      [['webhook', 'waiting']],
    )
  for (const one of others) assert.deepEqual(await deliveriesTo(one), [])
})

test('a subscription counts only while somebody who may read warnings stands behind it', async () => {
  const kysely = database.kysely
  const [left, lost, own] = [await addSubscription(kysely), await addSubscription(kysely), await addSubscription(kysely)]
  await kysely.updateTable('person').set({ active: false }).where('id', '=', left.subscriber.personId).execute()
  await kysely
    .updateTable('person')
    .set({ roles: ['viewer'] })
    .where('id', '=', lost.subscriber.personId)
    .execute()
  const other = await addSubscription(kysely)
  await kysely.updateTable('subscription').set({ person_id: other.subscriber.personId }).where('id', '=', own.id).execute()
  await publish()
  for (const one of [left, lost, own]) assert.deepEqual(await deliveriesTo(one), [])
  assert.equal((await deliveriesTo(other)).length, 1)
})

test('a recall goes to everyone who got an earlier version, paused or not and whatever it asks for now, and waits for no digest', async () => {
  const kysely = database.kysely
  const timing = { cadence: 'daily', digestMinute: 480, zone: 'Asia/Tokyo' } as const
  const [paused, changed, daily, late] = [
    await addSubscription(kysely),
    await addSubscription(kysely),
    await addSubscription(kysely, { timing }),
    await addSubscription(kysely, asking({ kinds: ['ddos'] })),
  ]
  const first = await publish()
  await kysely.updateTable('subscription').set({ state: 'paused' }).where('id', '=', paused.id).execute()
  await kysely
    .updateTable('subscription')
    .set({ kinds: ['other'] })
    .where('id', '=', changed.id)
    .execute()
  await publish({ ...first, version: 2, act: 'recall' })
  assert.equal((await deliveriesTo(paused)).length, 2)
  assert.equal((await deliveriesTo(changed)).length, 2)
  assert.deepEqual((await deliveriesTo(daily)).map(({ channel }) => channel).toSorted(), ['digest', 'webhook'])
  assert.equal((await deliveriesTo(late)).length, 0)
})

test('a digest waits until the next local time of its subscription', async () => {
  const timing = { cadence: 'daily', digestMinute: 8 * 60 + 30, zone: 'Asia/Tokyo' } as const
  const daily = await addSubscription(database.kysely, { timing })
  const hourly = await addSubscription(database.kysely, { timing: { ...timing, cadence: 'hourly' } })
  await publish()
  const [dailyRow] = await deliveriesTo(daily)
  const [hourlyRow] = await deliveriesTo(hourly)
  const local = Temporal.Instant.from(dailyRow?.next_attempt_at ?? '').toZonedDateTimeISO('Asia/Tokyo')
  assert.deepEqual([local.hour, local.minute], [8, 30])
  const hours = Temporal.Now.instant().until(local.toInstant()).total('hours')
  assert.ok(hours > 0 && hours <= 24)
  const next = Temporal.Instant.from(hourlyRow?.next_attempt_at ?? '').toZonedDateTimeISO('UTC')
  assert.deepEqual([next.minute, next.second], [0, 0])
})

test('mail is throttled: after twelve within an hour further warnings wait for a digest', async () => {
  const mail = await addSubscription(database.kysely, { channel: 'mail', form: 'text', host: null, address: 'desk@operator.example' })
  for (let count = 0; count < 14; count++) await publish()
  const channels = (await deliveriesTo(mail)).map(({ channel }) => channel)
  assert.equal(channels.filter((channel) => channel === 'mail').length, 12)
  assert.equal(channels.filter((channel) => channel === 'digest').length, 2)
})

const codes = (all: readonly string[]) => fc.subarray([...all])
const filters = fc.record({
  kinds: fc.subarray([...subscribedKinds]),
  sectorGroups: codes(['energy', 'transport']),
  techniques: codes(['T1498', 'T1498.001', 'T1486', 'T1190']),
  products: codes(['FortiGate', 'GitLab']),
  ownProducts: fc.boolean(),
  confirmedOnly: fc.boolean(),
  tlp: fc.constantFrom(...clearances),
})
const contents = fc.record({
  tlp: fc.constantFrom(...clearances),
  kind: fc.constantFrom(...subscribedKinds),
  confidence: fc.constantFrom('confirmed' as const, 'unconfirmed' as const),
  sectorGroups: codes(['energy', 'transport']),
  techniques: codes(['T1498.001', 'T1486']),
  products: fc.subarray([
    { name: 'Fortinet FortiGate', version: null },
    { name: 'GitLab', version: null },
  ]),
})

test('matchesFilter() and the statement that makes deliveries say the same of every filter and warning', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ filter: filters, clearance: fc.constantFrom(...clearances), declares: fc.boolean() }), {
        minLength: 1,
        maxLength: 6,
      }),
      contents,
      async (asked, change) => {
        const kysely = database.kysely
        const content = sampleWarning(change)
        const facts = warningFacts(content)
        const made = []
        for (const { filter, clearance, declares } of asked) {
          const one = await addSubscription(kysely, { filter, clearance })
          const own = declares ? ['GitLab'] : []
          await kysely.transaction().execute((tx) => replaceOwnProducts(tx, one.organisationId, own))
          const ground = { clearance, productKeys: filter.products.map(productKey), ownProductKeys: own.map(productKey) }
          made.push({ one, expected: matchesFilter(filter, facts, ground) })
        }
        await publish({ content })
        for (const { one, expected } of made) assert.equal((await deliveriesTo(one)).length === 1, expected)
      },
    ),
    { numRuns: 40 },
  )
})
