import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { uuidBytes, uuidOfBytes } from './uuid-bytes.ts'

test('uuidBytes() and uuidOfBytes() undo each other', () => {
  fc.assert(fc.property(fc.uuid(), (uuid) => assert.equal(uuidOfBytes(uuidBytes(uuid)), uuid)))
  fc.assert(fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => assert.deepEqual(uuidBytes(uuidOfBytes(bytes)), bytes)))
})

test('uuidOfBytes() writes the example of RFC 9562, appendix B.2', () => {
  assert.equal(uuidOfBytes(Uint8Array.fromHex('5c146b143c528afd938a375d0df1fbf6')), '5c146b14-3c52-8afd-938a-375d0df1fbf6')
})
