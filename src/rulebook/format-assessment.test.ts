import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assess } from './assess.ts'
import { formatAssessment } from './format-assessment.ts'
import { japaneseAct } from '../../test/support/japanese-act.ts'

const facts = {
  'ent.designations': ['jp.special-infrastructure-operator'],
  'ent.sector': ['jp.espa.gas'],
  'mal.suspected': 'yes',
  'ast.designated': 'yes',
  'inc.certainty': 'precursor',
  'inc.kind': 'ddos',
  't.aware': '2026-11-22T09:30+09:00',
}
const now = Temporal.Instant.from('2026-11-22T03:00:00Z')
const japan = japaneseAct()

test('formatAssessment() shows verdict, due instant, recipients and sources in Japanese', () => {
  const text = formatAssessment(assess(facts, japan, now), 'ja')
  for (const expected of [
    '■ 報告が必要',
    '期限: 2026年12月22日（火）24時 日本時間 (2026-12-22T15:00:00Z)',
    '経済産業大臣',
    '条文未確認',
    'https://laws.e-gov.go.jp/law/508M60000F5A004',
  ]) {
    assert.ok(text.includes(expected), expected)
  }
})

test('formatAssessment() shows what would decide, the most decisive first, in English', () => {
  const text = formatAssessment(assess({ ...facts, 'mal.suspected': 'unknown' }, japan, now), 'en')
  assert.match(text, /■ A report may be due/u)
  assert.match(text, /most decisive first\)\n {2}mal\.suspected {2}Malicious act suspected/u)
  assert.doesNotMatch(text, /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u)
})

test('formatAssessment() lets no file write to the terminal', () => {
  const text = formatAssessment(assess({ ...facts, '\u001b[2J\u202e': 'x', 'ent.designations': ['\u001b]0;x\u0007'] }, japan, now), 'en')
  assert.doesNotMatch(text.replaceAll('\n', ''), /[\p{Cc}\p{Cf}]/u)
})
