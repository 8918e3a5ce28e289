import assert from 'node:assert/strict'
import { test } from 'node:test'
import { missingFeatures } from './missing-features.ts'

test('missingFeatures() finds nothing missing in a current engine', () => {
  assert.deepEqual(missingFeatures(globalThis), [])
})

test('missingFeatures() names what an old browser or an insecure address lacks', () => {
  const scope = { crypto: {}, Uint8Array: Object, Intl, AbortSignal }
  assert.deepEqual(missingFeatures(scope), ['Web Crypto', 'Uint8Array.fromBase64'])
})
