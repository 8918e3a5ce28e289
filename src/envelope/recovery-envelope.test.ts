import assert from 'node:assert/strict'
import test from 'node:test'
import { utf8 } from '#base/bytes.ts'
import { sampleFiling } from '../../test/support/sample-filing.ts'
import { decryptWith } from './age-file.ts'
import { EnvelopeError, type EnvelopeErrorCode } from './envelope-error.ts'
import { unwrapWith, wrapFor } from './key-envelope.ts'
import { openFiling, openWithReportKey } from './open-filing.ts'
import { unwrapForRecovery } from './recovery-envelope.ts'
import { sealFiling } from './seal-filing.ts'

const has = (code: EnvelopeErrorCode) => (error: unknown) => error instanceof EnvelopeError && error.code === code
const sample = await sampleFiling()
const filing = await sealFiling(sample.draft, sample.keys)
const { recovery } = filing.sealed

test('unwrapForRecovery() gives the key that opens the filing without the log service', async () => {
  const { key } = await unwrapForRecovery(sample.identities.recovery, recovery.envelope, filing.reportId)
  assert.deepEqual((await openWithReportKey(filing, key)).sealed, sample.draft.sealed)
})

test('unwrapForRecovery() gives the half of the authorities, which opens together with that of the log service', async () => {
  const { authorityShare } = await unwrapForRecovery(sample.identities.recovery, recovery.envelope, filing.reportId)
  const log = await unwrapWith(sample.identities.log, filing.sealed.log.envelope)
  assert.deepEqual((await openFiling(filing, { authority: authorityShare, log })).sealed, sample.draft.sealed)
})

test('a recovery envelope holds an identity file that any age program takes', async () => {
  const text = String.fromCharCode(...(await decryptWith(sample.identities.recovery, Uint8Array.fromBase64(recovery.envelope))))
  const lines = text.trimEnd().split('\n')
  assert.equal(lines.filter((line) => !line.startsWith('#')).length, 1)
  const identity = lines.at(-1) ?? ''
  assert.equal((await decryptWith(identity, Uint8Array.fromBase64(filing.sealed.body))).length, 4096)
})

test('unwrapForRecovery() refuses other keys, the envelope of another report, and whatever a hostile filer put in', async () => {
  const unwrap = (envelope: string, identity = sample.identities.recovery, id = filing.reportId) =>
    unwrapForRecovery(identity, envelope, id)
  await assert.rejects(unwrap(recovery.envelope, sample.identities.owner), has('ENVELOPE_UNREADABLE'))
  await assert.rejects(unwrap(recovery.envelope, undefined, crypto.randomUUID()), has('ENVELOPE_UNREADABLE'))
  const text = String.fromCharCode(...(await unwrapWith(sample.identities.recovery, recovery.envelope)))
  const altered = [
    '',
    text.slice(1),
    `${text}\n`,
    text.replace('recovery-1', 'recovery-2'),
    text.replace(/\n# .*\n/, '\n'),
    text.replace(/\n# .*\n/, '\n# AAAA\n'),
    text.replace('AGE-SECRET-KEY-PQ-1', 'AGE-SECRET-KEY-PQ-2'),
    text.toLowerCase(),
  ]
  for (const one of altered) {
    const envelope = await wrapFor(sample.keys.recovery.recipient, utf8(one))
    await assert.rejects(unwrap(envelope), has('ENVELOPE_UNREADABLE'), JSON.stringify(one.slice(0, 60)))
  }
})
