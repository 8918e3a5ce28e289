import assert from 'node:assert/strict'
import { test } from 'node:test'
import { normalise } from '#operator/normalise.ts'
import { personalDataIn, type PersonalDataKind } from './personal-data.ts'

const examples: readonly (readonly [PersonalDataKind, readonly string[]])[] = [
  ['e-mail', ['taro@example.test', 'ｔａｒｏ＠ｅｘａｍｐｌｅ．ｔｅｓｔ', 'taro[at]example[.]test', '<h.tanaka+x@mail.example.test>']],
  [
    'phone',
    ['090-1234-5678', '０３－１２３４－５６７８', '(03) 1234-5678', '08012345678', '+81-90-1234-5678', '+1 202 555 0143', '0466-12-3456'],
  ],
  ['my-number', ['123456789018', '1234-5678-9018', '１２３４ ５６７８ ９０１８']],
  ['card', ['4111 1111 1111 1111', '378282246310005']],
  ['name', ['氏名：山田太郎', '担当: 佐藤', '鈴木一郎様', '田中さんに連絡', 'Contact: Hanako', 'Mr. Tanaka']],
  ['user-name', ['C:\\Users\\t.yamada\\Desktop', ['', 'home', 'yamada', '.ssh'].join('/'), 'https://attacker.test/~hanako/']],
]

test('personalDataIn() finds addresses, numbers and names of people', () => {
  for (const [kind, texts] of examples)
    for (const text of texts) assert.ok(personalDataIn(normalise(text).cased).includes(kind), `${kind}: ${text}`)
})

test('personalDataIn() finds none in technical facts', () => {
  const clean = [
    '45.33.32.156',
    'CVE-2024-21762 in FortiOS 7.2.4',
    'https://attacker.test/wp-content/plugins/update-check.php',
    '123456789012',
    'T1486 を確認。関係者及び担当者に周知し、利用者様及びお客様への影響は確認中です。',
    'port 8443, 2026-11-22, 1234567 packets',
    'C:\\Users\\Public\\x.dll',
    'VPN装置の脆弱性が悪用され、管理者権限が取得されました。',
    'https://update-check.attacker.test/20261122/0001/stage2.bin',
  ]
  for (const text of clean) assert.deepEqual(personalDataIn(normalise(text).cased), [], text)
})
