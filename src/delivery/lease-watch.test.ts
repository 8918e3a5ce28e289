import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLeaseWatch } from './lease-watch.ts'

const a = { lease: 'a', beat: 0 }
const b = { lease: 'b', beat: 0 }

test('a lease is abandoned once it was seen for its whole time, and not before', () => {
  let now = 5_000
  const watch = createLeaseWatch(15_000, () => now)
  assert.deepEqual(watch.see([a]), [])
  now += 14_999
  assert.deepEqual(watch.see([a, b]), [])
  now += 1
  assert.deepEqual(watch.see([a, b]), [a])
})

test('a lease that was given back in between counts from anew', () => {
  let now = 0
  const watch = createLeaseWatch(10, () => now)
  watch.see([a])
  now = 9
  watch.see([])
  now = 12
  assert.deepEqual(watch.see([a]), [])
})

test('time during which the database was away does not count', () => {
  let now = 0
  const watch = createLeaseWatch(10, () => now)
  watch.see([a])
  watch.forget()
  now = 100
  assert.deepEqual(watch.see([a]), [])
  now = 110
  assert.deepEqual(watch.see([a]), [a])
})

test('a lease whose holder says that it still holds it counts from anew', () => {
  let now = 0
  const watch = createLeaseWatch(10, () => now)
  watch.see([a])
  now = 9
  watch.see([{ ...a, beat: 1 }])
  now = 18
  assert.deepEqual(watch.see([{ ...a, beat: 1 }]), [])
  now = 19
  assert.deepEqual(watch.see([{ ...a, beat: 1 }]), [{ ...a, beat: 1 }])
})
