import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { Secret } from '#runtime/secret.ts'
import { filingVault, VaultError } from './filing-vault.ts'

const vault = filingVault(new Secret('owner key of tests'))

test('open() gives back every text that seal() locked up', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.string({ unit: 'grapheme', maxLength: 5_000 }), (id, text) => {
      assert.equal(vault.open(id, vault.seal(id, Buffer.from(text))), text)
    }),
  )
})

test('seal() stores nothing of the text, and no two filings alike', () => {
  const id = randomUUID()
  const [one, other] = [vault.seal(id, Buffer.from('{"format":"x"}')), vault.seal(id, Buffer.from('{"format":"x"}'))]
  assert.ok(!one.includes('format'))
  assert.notDeepEqual(one.subarray(13), other.subarray(13))
})

test('open() refuses any flipped byte, the filing of another report, and another key', () => {
  const id = randomUUID()
  const sealed = vault.seal(id, Buffer.from('{}'))
  for (let at = 0; at < sealed.length; at++) {
    const altered = Buffer.from(sealed)
    altered[at] = (altered[at] ?? 0) ^ 1
    assert.throws(() => vault.open(id, altered), VaultError)
  }
  for (let length = 0; length < sealed.length; length++) assert.throws(() => vault.open(id, sealed.subarray(0, length)), VaultError)
  assert.throws(() => vault.open(randomUUID(), sealed), VaultError)
  assert.throws(() => filingVault(new Secret('another key')).open(id, sealed), VaultError)
})
