import assert from 'node:assert/strict'
import { test } from 'node:test'
import { foundationText, happeningText, warningTitle } from './warning-text.ts'

test('happeningText() says what is known in whole sentences of both languages', () => {
  const text = happeningText({
    template: 'ransomware',
    slots: {
      vectors: ['vulnerability', 'remote-access'],
      systems: ['it'],
      extortion: ['encryption', 'leak-threat', 'demand'],
      spread: ['vendor'],
    },
  })
  assert.equal(
    text.ja,
    '重要インフラの事業者に対するランサムウェアによる攻撃が報告されました。侵入の方法は脆弱性の悪用及びVPNなどの遠隔接続とみられます。' +
      '攻撃の対象は情報系システムです。データの暗号化、窃取した情報を暴露するとの脅迫及び金銭の要求が報告されています。' +
      '共通の委託先又は供給者を通じて、他の事業者に波及するおそれがあります。',
  )
  assert.equal(
    text.en,
    'A ransomware attack on a critical infrastructure operator was reported. The way in appears to be an exploited vulnerability and a VPN or ' +
      'other remote access. The attack hit office and business systems. The report speaks of encryption of data, a threat to leak stolen data ' +
      'and a demand for money. It may reach others through shared contractors or suppliers.',
  )
})

test('happeningText() leaves out what is not known', () => {
  const text = happeningText({ template: 'ddos', slots: { vectors: [], systems: [], extortion: [], spread: [] } })
  assert.deepEqual(text, {
    ja: '重要インフラの事業者に対するDDoS攻撃が報告されました。',
    en: 'A DDoS attack on a critical infrastructure operator was reported.',
  })
})

test('warningTitle() says that a warning is unconfirmed', () => {
  assert.deepEqual(warningTitle({ kind: 'other', confidence: 'unconfirmed' }), {
    ja: 'サイバー攻撃に関する警報（未確認情報）',
    en: 'Cyberattack: warning (unconfirmed)',
  })
  assert.equal(warningTitle({ kind: 'ddos', confidence: 'confirmed' }).ja, 'DDoS攻撃に関する警報')
})

test('foundationText() tells how many indicators are confirmed where only some are', () => {
  const indicators = (['confirmed', 'unconfirmed', 'unconfirmed'] as const).map((confidence, index) => ({
    id: `00000000-0000-4000-8000-00000000000${index}`,
    type: 'ipv4' as const,
    value: `203.0.113.${index}`,
    role: null,
    advice: 'monitor' as const,
    confidence,
    validUntil: '2027-01-01',
    pattern: '',
  }))
  assert.deepEqual(foundationText({ confidence: 'unconfirmed', indicators }), {
    ja: '一部確認済み（3件のインディケータのうち1件は、複数の報告又は担当官の確認に基づきます）',
    en: 'Partly confirmed (1 of 3 indicators by several reports or by an officer)',
  })
  const unconfirmed = indicators.slice(1)
  assert.equal(foundationText({ confidence: 'unconfirmed', indicators: unconfirmed }).en, 'Unconfirmed (rests on a single report)')
  assert.match(foundationText({ confidence: 'confirmed', indicators: unconfirmed }).en, /^Confirmed/)
  assert.match(foundationText({ confidence: 'confirmed', indicators: indicators.slice(0, 1) }).en, /^Confirmed/)
})
