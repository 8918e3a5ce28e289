import assert from 'node:assert/strict'
import test from 'node:test'
import { Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'
import { Compile } from 'typebox/compile'
import { sampleFiling } from '../../test/support/sample-filing.ts'
import { filingSchema, type Filing } from './filing-schema.ts'
import { sealFiling } from './seal-filing.ts'

const schema = Compile(filingSchema)
const sample = await sampleFiling(16)
const filing = await sealFiling(sample.draft, sample.keys)

async function classicalFile(): Promise<string> {
  const encrypter = new Encrypter()
  encrypter.addRecipient(await identityToRecipient(await generateX25519Identity()))
  return (await encrypter.encrypt(new Uint8Array(4096))).toBase64()
}

const withSealed = (sealed: object) => ({ ...filing, sealed: { ...filing.sealed, ...sealed } })
const withOwner = (owner: object) => withSealed({ owner: { ...filing.sealed.owner, ...owner } })

test('filingSchema accepts what sealFiling() makes, with 16 authorities, before and after a trip through JSON', () => {
  assert.equal(schema.Check(filing), true)
  assert.equal(schema.Check(JSON.parse(JSON.stringify(filing))), true)
  assert.equal(schema.Check({ ...filing, previousReportId: crypto.randomUUID() }), true)
})

test('filingSchema refuses every missing field', () => {
  for (const field of Object.keys(filing)) assert.equal(schema.Check({ ...filing, [field]: undefined }), false, field)
  for (const field of Object.keys(filing.sealed)) assert.equal(schema.Check(withSealed({ [field]: undefined })), false, field)
})

test('filingSchema refuses unknown fields at every level that the server stores as it is', () => {
  const [first] = filing.sealed.authorities
  const wrong = [
    { ...filing, narrative: 'plaintext' },
    { ...filing, rulebook: { ...filing.rulebook, name: 'x' } },
    withSealed({ escrow: filing.sealed.log }),
    withSealed({ attachments: [{ id: filing.reportId, bytes: 1, digest: '0'.repeat(64), name: 'plan.pdf' }] }),
    withOwner({ name: 'x' }),
    withSealed({ authorities: [{ ...first, name: 'x' }] }),
  ]
  for (const one of wrong) assert.equal(schema.Check(one), false)
})

test('filingSchema refuses a body or envelope that is not an age file for a hybrid key', async () => {
  for (const text of ['', 'plaintext', btoa('{"narrative":"plaintext"}'), await classicalFile()]) {
    assert.equal(schema.Check(withSealed({ body: text })), false)
    assert.equal(schema.Check(withOwner({ envelope: text })), false)
  }
})

test('filingSchema refuses wrong ids, too many authorities and overlong texts', () => {
  const { authorities, log, body } = filing.sealed
  const wrong: object[] = [
    { ...filing, format: 'noroshi-filing-2' },
    { ...filing, reportId: filing.reportId.toUpperCase() },
    { ...filing, incidentId: `${filing.incidentId}\n` },
    { ...filing, stage: 'Initial report' },
    { ...filing, handling: [] },
    { ...filing, shareable: 'text' },
    { ...filing, signature: filing.signature.slice(1) },
    withSealed({ authorities: [] }),
    withSealed({ authorities: [...authorities, log] }),
    withSealed({ body: body.padEnd(2 * 1024 * 1024 + 1, 'A') }),
    withOwner({ envelope: log.envelope.padEnd(8193, 'A') }),
    withOwner({ keyId: 'team-1' }),
  ]
  for (const [index, one] of wrong.entries()) assert.equal(schema.Check(one), false, `case ${index}`)
})

test('the type Filing is the type of what sealFiling() returns', () => {
  const same: Filing = filing
  assert.equal(same.format, 'noroshi-filing-1')
})
