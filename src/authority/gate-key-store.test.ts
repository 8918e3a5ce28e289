import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { generateKeyPair } from '#envelope/age-file.ts'
import { parseDirectory, formatDirectory } from '#key-directory/directory.ts'
import { openGateSigner, type GatePublicKey } from '#key-directory/gate-key.ts'
import { listGateKeys, publishGateKey } from './gate-key-store.ts'
import { proposeDirectory } from './propose-directory.ts'

const at = '2026-11-23T05:00:00Z'
const gate = randomUUID()

let cluster: TestDatabase

before(async () => {
  cluster = await createTestDatabase()
})

after(() => cluster.drop())

async function freshKey(): Promise<GatePublicKey> {
  const seed = (): Uint8Array => crypto.getRandomValues(new Uint8Array(32))
  const { key } = await openGateSigner(randomUUID(), { ed25519: seed(), mlDsa44: seed() })
  return { ...key, recipient: (await generateKeyPair()).recipient }
}

test('proposeDirectory() lists the newest key of the gate to seal to, and all that ever signed', async () => {
  const { kysely } = cluster.database
  const [first, second] = [await freshKey(), await freshKey()]
  for (const key of [first, second, first]) await publishGateKey(kysely, key, at)
  assert.deepEqual(
    (await listGateKeys(kysely)).map(({ keyId, epoch }) => [keyId, epoch]),
    [
      [second.keyId, 2],
      [first.keyId, 1],
    ],
  )
  const proposed = await proposeDirectory(kysely, new Map([[gate, 'gate']]), Temporal.Instant.from(at))
  const [entry] = parseDirectory(formatDirectory(proposed)).entries
  assert.ok(entry?.role === 'gate')
  assert.deepEqual([entry.organisationId, entry.keyId, entry.epoch, entry.recipient], [gate, second.keyId, 2, second.recipient])
  assert.deepEqual(
    entry.signers,
    [second, first].map(({ keyId, ed25519, mlDsa44 }) => ({ keyId, ed25519, mlDsa44 })),
  )
})
