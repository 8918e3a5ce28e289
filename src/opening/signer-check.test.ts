import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkSigner, type ListedSigner } from './signer-check.ts'

const signer = { keyId: 'key-1', publicKey: 'AAAA' }
const listed: ListedSigner = { keyId: 'key-1', signing: 'AAAA', organisation: { id: 'org-1', kind: 'operator' } }

test('checkSigner() accepts the key that the directory lists for an operator', () => {
  assert.equal(checkSigner(signer, listed), 'listed')
})

test('checkSigner() warns of a key that the directory does not know or lists otherwise', () => {
  assert.equal(checkSigner(signer, null), 'not-listed')
  assert.equal(checkSigner(signer, { ...listed, keyId: 'key-2' }), 'not-listed')
  assert.equal(checkSigner(signer, { ...listed, signing: 'BBBB' }), 'other-key')
})

test('checkSigner() warns of a key that belongs to no operator', () => {
  assert.equal(checkSigner(signer, { ...listed, organisation: { id: 'org-2', kind: 'subscriber' } }), 'no-operator')
  assert.equal(checkSigner(signer, { ...listed, organisation: { id: 'org-2', kind: 'authority' } }), 'officer')
})
