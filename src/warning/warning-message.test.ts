import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, beforeEach, test } from 'node:test'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import type { Delivery, Message } from '#delivery/delivery.ts'
import { bundleDigests, digestOccasion } from '#subscription/digest-store.ts'
import { recipientOf } from '#subscription/recipient.ts'
import { addSubscription, openFilter, sampleVault } from '../../test/support/sample-subscription.ts'
import { sampleGate } from '../../test/support/publish-warnings.ts'
import { sampleWarning } from '../../test/support/sample-warning.ts'
import { machineChance } from './chance.ts'
import { publishTick } from './publish-tick.ts'
import { digestRenderer, warningRenderer } from './warning-message.ts'
import { insertApproved } from './warning-store.ts'
import type { WarningAct, WarningContent } from './warning.ts'

const place = { origin: 'https://noroshi.example', vault: sampleVault }
let test_: TestDatabase
let ticks = 0

before(async () => {
  test_ = await createTestDatabase()
})
after(() => test_.drop())
beforeEach(async () => {
  for (const table of ['delivery', 'subscription'] as const) await test_.database.kysely.deleteFrom(table).execute()
})

async function publish(content: WarningContent, version: { id: string; version: number; act: WarningAct }): Promise<void> {
  const at = Temporal.Now.instant().round({ smallestUnit: 'second' }).add({ seconds: ticks++ })
  const signer = await sampleGate(test_.database)
  await test_.database.kysely.transaction().execute(async (tx) => {
    await insertApproved(tx, { ...version, tlp: content.tlp, content })
    await publishTick(tx, { at, now: at, chance: machineChance(), signer, publicOrigin: place.origin })
  })
}

/** Renders everything that waits for a subscription, in the order of publication. */
async function said({ id }: { readonly id: string }): Promise<readonly (Message | null)[]> {
  const { kysely } = test_.database
  const rows = await kysely.selectFrom('delivery').selectAll().where('recipient', '=', recipientOf(id)).orderBy('send_at').execute()
  const sendable = rows.filter(({ state }) => state === 'waiting')
  return Promise.all(
    sendable.map((row) => {
      const delivery: Delivery = { ...row, subjectId: row.subject_id, messageId: row.message_id }
      return (row.occasion === digestOccasion ? digestRenderer : warningRenderer)(place)(kysely, row.subject_id, delivery)
    }),
  )
}

function payloadOf(message: Message | null | undefined) {
  return JSON.parse(message?.payload ?? 'null') as { type: string; data: Record<string, unknown> }
}

const first = () => ({ id: randomUUID(), version: 1, act: 'release' as const })

test('mail and chat carry what is TLP:GREEN with values that are no links, and of TLP:AMBER only that there is something and where', async () => {
  const { kysely } = test_.database
  const mail = await addSubscription(kysely, { channel: 'mail', form: 'text', host: null, address: 'desk@operator.example' })
  const slack = await addSubscription(kysely, { form: 'slack' })
  const teams = await addSubscription(kysely, { form: 'teams', language: 'ja' })
  await publish(sampleWarning(), first())
  const [open] = await said(mail)
  assert.match(open?.text.en ?? '', /c2\[\.\]example/)
  assert.ok(!(open?.text.en ?? '').includes('c2.example'))
  assert.match(open?.text.ja ?? '', /最初に行うこと/)
  assert.match(open?.unsubscribe ?? '', /^https:\/\/noroshi\.example\/p\/unsubscribe\?id=/)
  for (const one of [slack, teams]) assert.ok((await said(one))[0]?.payload?.includes('example'))
  await kysely.deleteFrom('delivery').execute()
  await publish(sampleWarning({ tlp: 'amber' }), first())
  for (const one of [mail, slack, teams]) {
    const [bare] = await said(one)
    const words = JSON.stringify(bare)
    for (const secret of ['c2.example', 'c2[.]example', 'T1486', 'Ransomware', 'ランサムウェア', 'Sample VPN'])
      assert.ok(!words.includes(secret), secret)
    assert.match(words, /https:\/\/noroshi\.example\/p\/warnings\//)
  }
})

test('a JSON webhook carries the whole content, and a recall that takes it back', async () => {
  const { kysely } = test_.database
  const one = await addSubscription(kysely)
  const [version, content] = [first(), sampleWarning({ tlp: 'amber+strict' })]
  await publish(content, version)
  const [published] = await said(one)
  assert.equal(payloadOf(published).type, 'warning.published')
  assert.deepEqual(payloadOf(published).data['indicators'], content.indicators)
  await publish(content, { ...version, version: 2, act: 'recall' })
  const [superseded, recalled] = await said(one)
  assert.equal(superseded, null, 'what a later version has replaced is not sent any more')
  assert.equal(payloadOf(recalled).type, 'warning.recalled')
  assert.equal(payloadOf(recalled).data['id'], version.id)
})

test('clearance, marking, pause and membership are asked again at the moment of sending', async () => {
  const { kysely } = test_.database
  const amber = sampleWarning({ tlp: 'amber' })
  const [lowered, narrowed, paused, left] = [
    await addSubscription(kysely),
    await addSubscription(kysely),
    await addSubscription(kysely),
    await addSubscription(kysely),
  ]
  const version = first()
  await publish(amber, version)
  await kysely.updateTable('organisation').set({ clearance: 'green' }).where('id', '=', lowered.organisationId).execute()
  await kysely
    .updateTable('subscription')
    .set({ tlp: openFilter.tlp === 'clear' ? 'green' : 'clear' })
    .where('id', '=', narrowed.id)
    .execute()
  await kysely.updateTable('subscription').set({ state: 'paused' }).where('id', '=', paused.id).execute()
  await kysely.updateTable('person').set({ active: false }).where('id', '=', left.subscriber.personId).execute()
  for (const one of [lowered, narrowed, paused, left]) assert.deepEqual(await said(one), [null])
  await publish(amber, { ...version, version: 2, act: 'recall' })
  const [, recalled] = await said(lowered)
  assert.deepEqual(Object.keys(payloadOf(recalled).data).toSorted(), ['act', 'id', 'page', 'publishedAt', 'tlp', 'version'])
  assert.equal(payloadOf((await said(paused))[1]).type, 'warning.recalled')
})

test('a digest carries what has waited in one message, and nothing that was recalled meanwhile', async () => {
  const { kysely } = test_.database
  const daily = await addSubscription(kysely, { timing: { cadence: 'daily', digestMinute: 480, zone: 'Asia/Tokyo' } })
  const taken = first()
  await publish(sampleWarning(), taken)
  await publish(sampleWarning(), first())
  await publish(sampleWarning(), first())
  assert.equal(await bundleDigests(test_.database), 0, 'its time has not come')
  await publish(sampleWarning(), { ...taken, version: 2, act: 'recall' })
  await kysely.updateTable('delivery').set({ next_attempt_at: '-infinity' }).where('channel', '=', 'digest').execute()
  assert.equal(await bundleDigests(test_.database), 1)
  assert.equal(await bundleDigests(test_.database), 0)
  const messages = (await said(daily)).map((message) => payloadOf(message))
  assert.deepEqual(messages.map(({ type }) => type).toSorted(), ['warning.recalled', 'warnings.digest'])
  const digest = messages.find(({ type }) => type === 'warnings.digest')
  assert.ok(Array.isArray(digest?.data['warnings']) && digest.data['warnings'].length === 2)
})
