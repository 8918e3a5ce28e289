import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonValue } from '#base/canonical-json.ts'
import { coreField } from './core-field.ts'
import { describeAnswer } from './describe-answer.ts'

function describe(id: string, value?: JsonValue): string[] {
  const field = coreField(id)
  assert.ok(field)
  const text = describeAnswer(field, value, 'Asia/Tokyo')
  return [text.ja, text.en]
}

test('describeAnswer() shows labels, local times and numbers, and tells not answered from unknown and none', () => {
  assert.deepEqual(describe('inc.kind', 'ransomware'), ['ランサムウェア', 'Ransomware'])
  assert.deepEqual(describe('pd.suspected', 'yes'), ['はい', 'Yes'])
  assert.deepEqual(describe('act.taken', ['isolate', 'block']), ['隔離・切断、通信の遮断', 'Isolated or disconnected, Blocked traffic'])
  assert.deepEqual(describe('t.aware', '2026-11-22T00:30Z'), ['2026年11月22日（日）9時30分', 'Sun 22 November 2026 09:30'])
  assert.deepEqual(describe('imp.users', 1_234_567), ['1,234,567', '1,234,567'])
  assert.deepEqual(describe('inc.summary', '第①工場で停止'), ['第①工場で停止', '第①工場で停止'])
  assert.deepEqual(describe('inc.kind', 'unknown'), ['不明・確認中', 'Not known yet'])
  assert.deepEqual(describe('inc.kind'), ['未回答', 'Not answered'])
  assert.deepEqual(describe('ioc', []), ['なし', 'None'])
  assert.deepEqual(describe('tec.vuln', [{ cve: 'CVE-2024-12345', product: 'VPN' }]), ['CVE-2024-12345 / VPN', 'CVE-2024-12345 / VPN'])
})
