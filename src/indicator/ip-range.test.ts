import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { indicatorsOf } from '../../test/support/indicator-arbitrary.ts'
import { addressOrRange, joinPrefixes, prefixesOf } from './ip-range.ts'

function read(text: string): string | null {
  const indicator = addressOrRange(text)
  return indicator === null ? null : `${indicator.type} ${indicator.value}`
}

test('addressOrRange() gives addresses their one form', () => {
  assert.equal(read('192.0.2.1'), 'ipv4 192.0.2.1')
  assert.equal(read('2001:0DB8:0:0:0:0:0:1'), 'ipv6 2001:db8::1')
  assert.equal(read(' [2001:db8::1] '), 'ipv6 2001:db8::1')
  assert.equal(read('::'), 'ipv6 ::')
})

test('addressOrRange() reads IPv4 inside IPv6 as IPv4', () => {
  assert.equal(read('::ffff:192.0.2.1'), 'ipv4 192.0.2.1')
  assert.equal(read('::ffff:c000:201'), 'ipv4 192.0.2.1')
  assert.equal(read('::ffff:192.0.2.0/120'), 'ipv4-range 192.0.2.0/24')
})

test('addressOrRange() clears the host bits of a prefix', () => {
  assert.equal(read('192.0.2.77/24'), 'ipv4-range 192.0.2.0/24')
  assert.equal(read('2001:db8::1/32'), 'ipv6-range 2001:db8::/32')
  assert.equal(read('192.0.2.1/32'), 'ipv4 192.0.2.1')
  assert.equal(read('2001:db8::1/128'), 'ipv6 2001:db8::1')
  assert.equal(read('192.0.2.1/0'), 'ipv4-range 0.0.0.0/0')
})

test('addressOrRange() writes a range as one prefix where one fits exactly', () => {
  assert.equal(read('192.0.2.0-192.0.2.255'), 'ipv4-range 192.0.2.0/24')
  assert.equal(read('192.0.2.1 - 192.0.2.9'), 'ipv4-range 192.0.2.1-192.0.2.9')
  assert.equal(read('192.0.2.1〜192.0.2.2'), 'ipv4-range 192.0.2.1-192.0.2.2')
  assert.equal(read('192.0.2.10-20'), 'ipv4-range 192.0.2.10-192.0.2.20')
  assert.equal(read('192.0.2.1-192.0.2.1'), 'ipv4 192.0.2.1')
  assert.equal(read('2001:db8::-2001:db8::ffff'), 'ipv6-range 2001:db8::/112')
})

test('addressOrRange() refuses what tools read differently or not at all', () => {
  const others = [
    '',
    '192.0.2',
    '192.0.2.256',
    '010.0.2.1',
    '0x7f.0.0.1',
    '3232235777',
    '192.0.2.1/33',
    '192.0.2.1/',
    '192.0.2.1/-1',
    '192.0.2.9-192.0.2.1',
  ]
  for (const text of [
    ...others,
    '192.0.2.1-2001:db8::1',
    '1.2.3.4-5-6',
    'fe80::1%eth0',
    '12:34:56',
    '1::2::3',
    '192.0.2.1/24/24',
    '::ffff:192.0.2.1/24',
  ]) {
    assert.equal(read(text), null, text)
  }
  assert.equal(read('1-'.repeat(100_000)), null)
})

test('prefixesOf() and joinPrefixes() are each the other turned round', () => {
  for (const type of ['ipv4-range', 'ipv6-range'] as const) {
    fc.assert(
      fc.property(indicatorsOf(type), (range) => {
        if (range.type !== type) return
        assert.deepEqual(joinPrefixes(prefixesOf(range)), range)
      }),
    )
  }
})

test('prefixesOf() covers a range with as few prefixes as possible', () => {
  assert.deepEqual(prefixesOf({ type: 'ipv4-range', value: '192.0.2.1-192.0.2.6' }), [
    '192.0.2.1/32',
    '192.0.2.2/31',
    '192.0.2.4/31',
    '192.0.2.6/32',
  ])
  assert.equal(prefixesOf({ type: 'ipv4-range', value: '0.0.0.1-255.255.255.254' }).length, 62)
})

test('joinPrefixes() refuses gaps, overlaps and mixed families', () => {
  assert.equal(joinPrefixes(['192.0.2.0/25', '192.0.2.192/26']), null)
  assert.equal(joinPrefixes(['192.0.2.0/24', '192.0.2.0/25']), null)
  assert.equal(joinPrefixes(['192.0.2.0/24', '2001:db8::/32']), null)
  assert.equal(joinPrefixes(['192.0.2.0']), null)
  assert.equal(joinPrefixes([]), null)
})
