import assert from 'node:assert/strict'
import { test } from 'node:test'
import { killDeliveries } from '../support/delivery-kills.ts'

test('worker, gate and server are killed while warnings go out and are taken back: every message arrives, and every channel ends with the same', async () => {
  const report = await killDeliveries(4)
  assert.deepEqual(report.faults, [])
  assert.ok(report.recalled > 0)
  assert.ok(report.takenBack > 0)
})
