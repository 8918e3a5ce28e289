import assert from 'node:assert/strict'
import { test } from 'node:test'
import { killUnderLoad } from '../support/log-kills.ts'

test('no acknowledged filing is without its leaf, and no leaf without its filing, when log and PostgreSQL are killed under load', async () => {
  const report = await killUnderLoad(2)
  assert.deepEqual(report.faults, [])
  assert.ok(report.acknowledged > 20, `${report.acknowledged} filings`)
  assert.ok(report.receiptsVerified > 20)
  assert.ok(report.leaves > report.acknowledged)
})
