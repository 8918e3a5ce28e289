import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashCredential, newSessionValue, readCredential, sessionCookie, tokenOf } from './credential.ts'

test('readCredential() reads a token from Bearer and from the password of Basic', () => {
  const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`
  for (const authorization of ['Bearer nrs_x', 'bearer  nrs_x', basic('anybody:nrs_x'), basic(':nrs_x'), basic('nrs_x')])
    assert.deepEqual(readCredential({ authorization }), { kind: 'token', value: 'nrs_x' }, authorization)
  assert.deepEqual(readCredential({ authorization: basic('user:with:colon') }), { kind: 'token', value: 'with:colon' })
})

test('readCredential() knows what it cannot read from what is absent', () => {
  for (const authorization of ['', 'Bearer', 'Bearer ', 'Digest x', 'nrs_x', 'Bearer a b', `Bearer ${'x'.repeat(201)}`, 'Basic !'])
    assert.deepEqual(readCredential({ authorization }), { kind: 'unreadable' }, authorization)
  assert.deepEqual(readCredential({}), { kind: 'none' })
})

test('readCredential() reads the session cookie and no other, and prefers a token to it', () => {
  const value = newSessionValue()
  const cookie = `other=1; ${sessionCookie}=${value}; more=2`
  assert.deepEqual(readCredential({ cookie }), { kind: 'session', value })
  for (const wrong of [`x${sessionCookie}=${value}`, `${sessionCookie}=short`, `${sessionCookie}=${value}x`, 'noroshi=1'])
    assert.deepEqual(readCredential({ cookie: wrong }), { kind: 'none' }, wrong)
  assert.equal(readCredential({ cookie, authorization: 'Bearer nrs_x' }).kind, 'token')
})

test('sessions and tokens hold 256 bits, and only their hash is stored', () => {
  assert.match(newSessionValue(), /^[\w-]{43}$/)
  assert.notEqual(newSessionValue(), newSessionValue())
  assert.match(tokenOf(Buffer.alloc(32)), /^nrs_[\w-]{43}$/)
  assert.equal(hashCredential('abc').toString('hex'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})
