import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { JsonObject } from '#base/canonical-json.ts'
import { demoOperators } from '#operator/demo-operators.ts'
import { collectDenyTerms, termsToSeal } from './deny-terms.ts'
import { namesInText } from './names-in-text.ts'

function terms(sealed: JsonObject, shareable: JsonObject = {}): readonly string[] {
  return collectDenyTerms({ sealed, shareable }).map(({ term }) => term)
}

const narrative = `11月20日、KKEP-DC01 及び corp.kkep.local のドメインコントローラで暗号化を確認した。
担当：山田 太郎（内線 1234）、連絡先は t.yamada@kkep-grid.example。佐藤部長に報告済み。
C:\\Users\\t.yamada\\Desktop\\readme.txt に脅迫文。\\\\FILESV02\\share も同様。KKEP\\svc_backup が悪用された。
黒部川第二発電所の監視端末と当該工場は影響なし。CVE-2024-21762 と T1486 に該当、MD5 は別添。Windows 10 と FortiGate を使用。
担当者：スズキ イチロウ`

test('collectDenyTerms() finds hosts, domains, accounts, people and places in what is told freely', () => {
  const found = terms({ 'inc.summary': narrative })
  const expected = [
    'KKEP-DC01',
    'corp.kkep.local',
    'kkep-grid.example',
    't.yamada',
    '山田 太郎',
    '山田',
    '太郎',
    '佐藤',
    'FILESV02',
    'KKEP',
    'svc_backup',
  ]
  for (const term of [...expected, '黒部川第二発電所', 'スズキ イチロウ'])
    assert.ok(found.includes(term), `${term} is not in ${found.join(' | ')}`)
})

test('collectDenyTerms() takes no weakness, technique, digest, product, file or place that is anybody’s', () => {
  const found = terms({ 'inc.summary': narrative })
  for (const term of ['CVE-2024-21762', 'T1486', 'MD5', 'Windows', 'FortiGate', 'readme.txt', '当該工場'])
    assert.ok(!found.includes(term), term)
})

test('collectDenyTerms() finds every system and person of every fictional operator in a text that names them', () => {
  for (const operator of demoOperators) {
    const people = operator.people.map(({ name }) => name.ja)
    const told = `被害は${operator.systems.join('、')}に及ぶ。氏名：${people.join('。氏名：')}。`
    const found = terms({ 'inc.summary': told })
    for (const name of [...operator.systems, ...people])
      assert.ok(found.includes(name), `${name} of ${operator.names.ja}: ${found.join(' | ')}`)
  }
})

test('collectDenyTerms() takes answers that are names as they stand, and what was written by hand first', () => {
  const sealed: JsonObject = {
    'ent.name': '架空電力株式会社',
    ctc: [{ name: '伊藤 花子', role: 'first', phone: '03-0000-0000', mail: 'hanako.ito@kkep.example', always: 'unknown' }],
    ast: [{ name: '給電指令システム', product: 'FortiGate', host: 'EMS-HIST2', type: 'ot' }],
    chain: [{ role: 'supplier', name: '架空システムズ' }],
    'share.do_not_name': ['ひまわり計画', ' KKEP-DC09 '],
    help: ['forensics'],
    'ran.note': 'unknown',
  }
  const found = terms(sealed)
  assert.deepEqual(found.slice(0, 2), ['ひまわり計画', 'KKEP-DC09'])
  for (const term of ['架空電力株式会社', '伊藤 花子', 'hanako.ito', 'kkep.example', '給電指令システム', 'EMS-HIST2', '架空システムズ'])
    assert.ok(found.includes(term), term)
  for (const term of ['forensics', 'unknown', 'FortiGate', 'supplier']) assert.ok(!found.includes(term), term)
})

test('collectDenyTerms() leaves the attacker’s names free, unless they lie below an own domain', () => {
  const sealed: JsonObject = {
    'inc.summary': '端末が update-check.attacker.test と vpn.kkep.example に通信した。',
    ctc: [{ mail: 'soc@kkep.example' }],
  }
  const shareable: JsonObject = {
    ioc: [
      { type: 'url', value: 'https://update-check.attacker.test/a' },
      { type: 'domain', value: 'vpn.kkep.example' },
    ],
  }
  const found = terms(sealed, shareable)
  assert.ok(!found.includes('update-check.attacker.test'))
  assert.ok(found.includes('vpn.kkep.example'))
})

test('termsToSeal() lets collected words pass and never those written by hand', () => {
  const collected = collectDenyTerms({ sealed: { 'inc.summary': 'KKEP-DC01', 'share.do_not_name': ['ひまわり'] }, shareable: {} })
  assert.deepEqual(termsToSeal(collected, ['kkep-dc01', 'ひまわり']), ['ひまわり'])
})

test('namesInText() ends soon and repeats itself, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
      assert.deepEqual(namesInText(text), namesInText(text))
    }),
  )
  for (const text of [
    'a.'.repeat(30_000),
    'A-'.repeat(30_000),
    '漢'.repeat(50_000),
    'Aaaa '.repeat(10_000),
    '@a'.repeat(25_000),
    '\\\\a'.repeat(16_000),
  ])
    namesInText(text)
})
