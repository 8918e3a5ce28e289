import assert from 'node:assert/strict'
import { test } from 'node:test'
import { killGateUnderLoad } from '../support/gate-kills.ts'

test('every report becomes one warning, whole, signed, logged and with its deliveries, when the gate is killed under load', async () => {
  const report = await killGateUnderLoad(4)
  assert.deepEqual(report.faults, [])
  assert.equal(report.published, report.filed)
  assert.ok(report.filed > 10, `${report.filed} reports`)
  assert.ok(report.ticks > 0)
})
