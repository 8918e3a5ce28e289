import assert from 'node:assert/strict'
import { test } from 'node:test'
import { domainName, hostName, isTopLevel } from './domain-name.ts'

function read(text: string): string {
  const name = domainName(text)
  return 'value' in name ? name.value : name.refusal
}

test('domainName() writes names in lower-case A-labels', () => {
  assert.equal(read('WWW.Evil.EXAMPLE.'), 'www.evil.example')
  assert.equal(read('日本語.jp'), 'xn--wgv71a119e.jp')
  assert.equal(read('はじめよう.みんな'), 'xn--p8j9a0d9c9a.xn--q9jyb4c')
  assert.equal(read('ｅｖｉｌ．ｅｘａｍｐｌｅ'), 'evil.example')
  assert.equal(read('faß.example'), 'xn--fa-hia.example')
  assert.equal(read('*.evil.example'), 'evil.example')
  assert.equal(read('_dmarc.a_b.example.com'), '_dmarc.a_b.example.com')
})

test('domainName() takes reserved endings and those of other roots', () => {
  for (const name of ['a.example', 'a.test', 'a.invalid', 'a.localhost', 'a.local', 'a.internal', 'a.onion', 'a.bit'])
    assert.equal(read(name), name)
})

test('domainName() refuses unknown endings, and suffixes under which anybody registers', () => {
  assert.equal(read('setup.exe'), 'SUFFIX_UNKNOWN')
  assert.equal(read('evil.nowhere'), 'SUFFIX_UNKNOWN')
  assert.equal(read('co.jp'), 'SUFFIX_ALONE')
  assert.equal(read('kobe.jp'), 'SUFFIX_ALONE')
  assert.equal(read('city.kobe.jp'), 'city.kobe.jp')
})

test('domainName() refuses what no host can be called', () => {
  const others = [
    '',
    'localhost',
    'a..example',
    '.example',
    '-a.example',
    'a-.example',
    'a b.example',
    'a.example/x',
    'a@b.example',
    'a.example:80',
    '192.0.2.1',
  ]
  for (const text of [
    ...others,
    '1.2.3',
    '0x7f.1',
    `${'a'.repeat(64)}.example`,
    `${'a.'.repeat(130)}example`,
    'xn--\u0000.example',
    'a%41.example',
  ]) {
    assert.equal(read(text), 'NOT_A_DOMAIN', text)
  }
  assert.equal(read('a.'.repeat(100_000)), 'NOT_A_DOMAIN')
})

test('hostName() takes single labels and unknown endings too', () => {
  assert.deepEqual(['INTRANET', 'a.nowhere', 'a..b', ''].map(hostName), ['intranet', 'a.nowhere', null, null])
})

test('isTopLevel() knows Japanese and reserved top levels', () => {
  assert.deepEqual(['jp', 'みんな', 'コム', 'example', 'exe', 'です', 'co.jp', ''].map(isTopLevel), [
    true,
    true,
    true,
    true,
    false,
    false,
    false,
    false,
  ])
})
