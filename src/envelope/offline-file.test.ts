import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { sampleFiling } from '../../test/support/sample-filing.ts'
import { generateKeyPair } from './age-file.ts'
import { kitCodeKey } from './kit-code.ts'
import { checkCodeOf, offlineFileDigest, readOfflineFile, writeOfflineFile } from './offline-file.ts'
import { generatePrintedCode } from './printed-code.ts'
import { sealFiling } from './seal-filing.ts'

async function sampleOffline() {
  const { draft, keys } = await sampleFiling()
  const key = await kitCodeKey(generatePrintedCode())
  const filing = await sealFiling(draft, { ...keys, signer: { encryption: '', signing: key.seed } })
  return { operator: crypto.randomUUID(), code: key.publicKey, filing }
}

test('readOfflineFile() returns what writeOfflineFile() wrote, to the holder of the intake key alone', async () => {
  const [intake, other] = [await generateKeyPair(), await generateKeyPair()]
  const offline = await sampleOffline()
  const file = await writeOfflineFile(offline, intake.recipient)
  assert.deepEqual(await readOfflineFile(file, [other.identity, intake.identity]), offline)
  await assert.rejects(readOfflineFile(file, [other.identity]), { code: 'ENVELOPE_UNREADABLE' })
})

test('an offline file tells neither operator nor code nor any readable part', async () => {
  const intake = await generateKeyPair()
  const offline = await sampleOffline()
  const text = Buffer.from(await writeOfflineFile(offline, intake.recipient)).toString('latin1')
  for (const word of [offline.operator, offline.code, 'ransomware', 'c2.example']) assert.ok(!text.includes(word), word)
})

test('readOfflineFile() refuses an altered file and one that holds something else', async () => {
  const intake = await generateKeyPair()
  const file = await writeOfflineFile(await sampleOffline(), intake.recipient)
  await fc.assert(
    fc.asyncProperty(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
      const altered = Uint8Array.from(file)
      altered[at] = (altered[at] ?? 0) ^ change
      await assert.rejects(readOfflineFile(altered, [intake.identity]), { code: 'ENVELOPE_UNREADABLE' })
    }),
    { numRuns: 60 },
  )
  await assert.rejects(readOfflineFile(new Uint8Array(2_000_001), [intake.identity]), { code: 'ENVELOPE_UNREADABLE' })
})

test('checkCodeOf() makes sixteen digits of a digest', async () => {
  assert.equal(checkCodeOf('f'.repeat(64)), '4607 4317 6821 1455')
  assert.match(checkCodeOf(await offlineFileDigest(new Uint8Array(3))), /^\d{4} \d{4} \d{4} \d{4}$/)
  assert.equal(checkCodeOf('0'.repeat(64)), '0000 0000 0000 0000')
})
