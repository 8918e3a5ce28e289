import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { generateKeyPair } from '#envelope/age-file.ts'
import { directoryDigest, type Directory } from '#key-directory/directory.ts'
import { signDirectory } from '#key-directory/open-directory.ts'
import { sampleAuthority, sampleDirectory, samplePerson, sampleRoot } from '../../test/support/sample-directory.ts'
import { newestDirectory } from './directory-store.ts'
import { publishDirectory } from './publish-directory.ts'

const signer = await sampleRoot()
const own = { organisationId: crypto.randomUUID(), keyId: crypto.randomUUID(), recipient: (await generateKeyPair()).recipient }
const first = await sampleDirectory([await sampleAuthority([await samplePerson()])], own)
const second: Directory = { ...first, version: 2, previous: directoryDigest(first) }
const at = Temporal.Instant.from('2026-11-22T03:00:00Z')

let test_: TestDatabase

before(async () => {
  test_ = await createTestDatabase()
})

after(() => test_.drop())

function publish(signed: string) {
  return publishDirectory(signed, { database: test_.database, root: signer.root, at })
}

async function logged(): Promise<unknown[]> {
  const rows = await test_.database.kysely.selectFrom('log_entry').select('entry').orderBy('id').execute()
  return rows.map(({ entry }) => JSON.parse(entry) as unknown)
}

test('publishDirectory() refuses what the root did not sign, and logs nothing of it', async () => {
  await assert.rejects(publish(await signDirectory(first, await sampleRoot())), { code: 'DIRECTORY_UNSIGNED' })
  const signed = await signDirectory(first, signer)
  await assert.rejects(publish(signed.replace('架空省', '架空庁')), { code: 'DIRECTORY_ALTERED' })
  assert.equal(await newestDirectory(test_.database.kysely), null)
  assert.deepEqual(await logged(), [])
})

test('publishDirectory() publishes versions one after the other, each with its entry in the log', async () => {
  const texts = [await signDirectory(first, signer), await signDirectory(second, signer)] as const
  await assert.rejects(publish(texts[1]), { code: 'DIRECTORY_FORKED' })
  await publish(texts[0])
  await assert.rejects(publish(texts[0]), { code: 'DIRECTORY_OLDER' })
  await publish(texts[1])
  await assert.rejects(publish(texts[0]), { code: 'DIRECTORY_OLDER' })
  const stranger: Directory = { ...first, version: 3, previous: 'ab'.repeat(32) }
  await assert.rejects(publish(await signDirectory(stranger, signer)), { code: 'DIRECTORY_FORKED' })
  assert.equal((await newestDirectory(test_.database.kysely))?.version, 2)
  const entry = { kind: 'directory', at: '2026-11-22T03:00:00.000Z' }
  assert.deepEqual(await logged(), [
    { ...entry, version: 1, digest: directoryDigest(first) },
    { ...entry, version: 2, digest: directoryDigest(second) },
  ])
})

test('publishDirectory() lets one alone of two who publish the same version at once', async () => {
  const third = await signDirectory({ ...first, version: 3, previous: directoryDigest(second) }, signer)
  const outcomes = await Promise.allSettled([publish(third), publish(third), publish(third)])
  assert.deepEqual(outcomes.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected', 'rejected'])
})
