import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { announceUpload, findUpload } from './attachment-store.ts'
import { readAttachment } from './read-attachment.ts'
import { receiveUpload } from './receive-upload.ts'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

const chunk = Buffer.alloc(64 * 1024, 7)
const first = Buffer.concat([Buffer.from('age-encryption.org/v1\n-> mlkem768x25519 '), chunk]).subarray(0, chunk.length)
const chunkCount = 32 * 16
const mostMebibytes = 12

let cluster: TestDatabase

before(async () => {
  cluster = await createTestDatabase()
})

after(() => cluster.drop())

/** Returns the MiB of buffers that are held on to now, garbage left out. */
async function heldMebibytes(): Promise<number> {
  // Buffers are given back by a thread of their own, some time after they were found to be garbage.
  for (let round = 0; round < 3; round++) {
    collectGarbage()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return process.memoryUsage().arrayBuffers / 1024 / 1024
}

test('32 MiB come in and go out again, and at no moment more than a few pieces of them are held', async () => {
  const { database } = cluster
  const hash = createHash('sha256')
  for (let count = 0; count < chunkCount; count++) hash.update(count === 0 ? first : chunk)
  const upload = { id: randomUUID(), ownerTag: Buffer.from('o'), bytes: chunkCount * chunk.length, digest: hash.digest('hex') }
  const quota = { at: '2026-11-23T00:00:00Z', since: '2026-11-22T00:00:00Z', most: 1e9 }
  await database.kysely.transaction().execute((tx) => announceUpload(tx, upload, quota))
  const announced = await findUpload(database.kysely, upload.id)
  assert.ok(announced !== null)
  const start = await heldMebibytes()
  let most = 0
  const chunks = async function* () {
    for (let count = 0; count < chunkCount; count++) {
      if (count % 32 === 0) most = Math.max(most, (await heldMebibytes()) - start)
      yield count === 0 ? first : chunk
    }
  }
  assert.equal((await receiveUpload(database, announced, chunks())).isVerified, true)
  let out = 0
  for await (const piece of readAttachment(database, upload.id, { from: 0, to: upload.bytes })) {
    out += piece.length
    if (out % (2 * 1024 * 1024) === 0) most = Math.max(most, (await heldMebibytes()) - start)
  }
  assert.equal(out, upload.bytes)
  assert.ok(most < mostMebibytes, `${most.toFixed(1)} MiB were held`)
})
