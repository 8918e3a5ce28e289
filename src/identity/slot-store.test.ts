import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { addSubscriber } from '../../test/support/sample-subscriber.ts'
import { isEnough } from './key-slot.ts'
import { insertPersonKeys, keyOfPerson, makeKeyUsable, newestKeyOfPerson } from './key-store.ts'
import { insertSlots, markSlotProven, slotsOfKey } from './slot-store.ts'

const at = '2026-11-22T09:00:00Z'
let database: TestDatabase

before(async () => {
  database = await createTestDatabase()
})

after(() => database.drop())

test('keyOfPerson() knows a key only once it was made usable', async () => {
  const { kysely } = database.database
  const { personId } = await addSubscriber(kysely, 'green')
  const key = { keyId: randomUUID(), personId, recipient: 'recipient', signing: 'signing' }
  await insertPersonKeys(kysely, [key], { at, usableAt: null })
  assert.equal(await keyOfPerson(kysely, personId), null)
  assert.equal((await newestKeyOfPerson(kysely, personId))?.usableAt, null)
  await makeKeyUsable(kysely, key.keyId, at)
  assert.equal((await keyOfPerson(kysely, personId))?.keyId, key.keyId)
})

test('slotsOfKey() tells kinds and proofs, and isEnough() wants two kinds that were unlocked', async () => {
  const { kysely } = database.database
  const { personId } = await addSubscriber(kysely, 'green')
  const keyId = randomUUID()
  await insertPersonKeys(kysely, [{ keyId, personId, recipient: 'recipient', signing: 'signing' }], { at, usableAt: null })
  const slot = { id: randomUUID(), keyId, kind: 'printed-code' as const, label: '', wrapped: 'wrapped', credentialId: null, lookup: null }
  await insertSlots(kysely, [slot, { ...slot, id: randomUUID() }], { at, provenAt: null })
  for (const { id } of await slotsOfKey(kysely, keyId)) await markSlotProven(kysely, id, at)
  const slots = await slotsOfKey(kysely, keyId)
  assert.deepEqual(
    slots.map(({ kind, provenAt }) => [kind, provenAt]),
    [
      ['printed-code', at],
      ['printed-code', at],
    ],
  )
  assert.equal(isEnough(slots), false)
  assert.equal(isEnough([...slots, { kind: 'passkey', provenAt: null }]), false)
  assert.equal(isEnough([...slots, { kind: 'passkey', provenAt: at }]), true)
  assert.equal(isEnough([{ kind: 'passphrase', provenAt: at }]), true)
})
