import assert from 'node:assert/strict'
import { beforeEach, mock, test } from 'node:test'
import { forgetKeys, hasKeys, heldKeys, holdKeys, onKeyChange } from './key-ring.ts'
import type { UnlockedKeys } from './unlock-keys.ts'

function sampleKeys(): UnlockedKeys {
  return { personKeyId: 'key', person: { encryption: 'secret', signing: new Uint8Array(32).fill(7) }, organisation: new Map() }
}

beforeEach(() => forgetKeys())

test('heldKeys() gives a person the own keys', () => {
  const keys = sampleKeys()
  holdKeys('one', keys)
  assert.equal(heldKeys('one'), keys)
})

test('heldKeys() forgets keys when somebody else asks', () => {
  holdKeys('one', sampleKeys())
  assert.equal(heldKeys('two'), null)
  assert.equal(heldKeys('one'), null)
})

test('forgetKeys() wipes the signing key and tells who waits for it', () => {
  const keys = sampleKeys()
  holdKeys('one', keys)
  let told = 0
  const stop = onKeyChange(() => told++)
  forgetKeys()
  stop()
  assert.equal(hasKeys(), false)
  assert.equal(told, 1)
  assert.deepEqual(
    [...keys.person.signing],
    Array.from({ length: 32 }, () => 0),
  )
})

test('holdKeys() forgets the keys after eight hours', () => {
  mock.timers.enable({ apis: ['setTimeout'] })
  try {
    holdKeys('one', sampleKeys())
    mock.timers.tick(8 * 3_600_000 - 1)
    assert.equal(hasKeys(), true)
    mock.timers.tick(1)
    assert.equal(hasKeys(), false)
  } finally {
    mock.timers.reset()
  }
})
