import assert from 'node:assert/strict'
import { test } from 'node:test'
import { momentsOf, readReminderPlan } from './reminder-plan.ts'

const detailed = { law: 'jp.ccea.art5', stage: 'detailed' }

test('readReminderPlan() without a setting is the plan of this folder', () => {
  const plan = readReminderPlan(null)
  assert.deepEqual(momentsOf(plan, detailed, 'boundParty'), ['-PT24H', '-PT4H', '-PT1H', 'PT0H', 'PT1H', 'PT24H'])
  assert.deepEqual(momentsOf(plan, detailed, 'authority'), ['PT0H', 'PT24H'])
})

test('momentsOf() goes by the first rule that fits', () => {
  const rule = (fields: object, moment: string) => ({ ...fields, boundParty: [moment], authority: [] })
  const rules = [rule({ law: 'other' }, 'PT1H'), rule({ stage: 'final' }, 'PT2H'), rule({ law: 'jp.ccea.art5' }, 'PT3H')]
  const plan = readReminderPlan(JSON.stringify({ promptlyTargetHours: null, rules }))
  assert.deepEqual(momentsOf(plan, detailed, 'boundParty'), ['PT3H'])
  assert.deepEqual(momentsOf(plan, { ...detailed, stage: 'final' }, 'boundParty'), ['PT2H'])
  assert.deepEqual(momentsOf(plan, { law: 'none', stage: 'initial' }, 'boundParty'), [])
})

test('readReminderPlan() refuses what is no plan, and names the place', () => {
  const withMoment = (moment: string): string =>
    JSON.stringify({ promptlyTargetHours: null, rules: [{ boundParty: [moment], authority: [] }] })
  for (const text of [
    '',
    'no',
    '[]',
    '{"rules":[]}',
    '{"promptlyTargetHours":0,"rules":[]}',
    withMoment('P1M'),
    withMoment('PT'),
    withMoment('24'),
  ])
    assert.throws(() => readReminderPlan(text), { code: 'SETTING_INVALID', message: /NOROSHI_REMINDER_PLAN/ }, text)
  assert.throws(() => readReminderPlan(withMoment('P1D')), { message: /"\/rules\/0\/boundParty\/0"/ })
  for (const moment of ['-PT168H', 'PT0M', '-PT24H30M', 'PT5M']) assert.ok(readReminderPlan(withMoment(moment)))
})
