import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressRange, type AddressRange } from './address-range.ts'
import { addressesIn } from './addresses-in-text.ts'

function finds(text: string, wanted: string): boolean {
  const range = addressRange(wanted)
  assert.ok(range !== null)
  return addressesIn(text).some((found) => sameRange(found, range))
}

function sameRange(left: AddressRange, right: AddressRange): boolean {
  return left.family === right.family && left.first === right.first && left.last === right.last
}

test('addressesIn() reads the ways of writing an IPv4 address', () => {
  const texts = [
    '192.0.2.1',
    'x=192.0.2.1:80',
    '192-0-2-1.isp',
    '192_0_2_1',
    '192.000.002.001',
    '0300.0.02.01',
    '0xc0.0x0.0x2.0x1',
    '3221225985',
  ]
  for (const text of [
    ...texts,
    '0xc0000201',
    '1.192.0.2.1',
    '::ffff:192.0.2.1',
    '64:ff9b::c000:201',
    '2002:c000:201::7',
    '2001::3fff:fdfe',
  ]) {
    assert.ok(finds(text, '192.0.2.1'), text)
  }
  assert.ok(finds('1.2.0.192.in-addr.arpa', '192.0.2.1'))
})

test('addressesIn() reads the ways of writing an IPv6 address', () => {
  for (const text of ['2001:db8::a', 'http://[2001:db8::a]:443/', 'ip6:2001:db8::a', '2001-db8--a.isp', '2001:db8:0:0:0:0:0:a.']) {
    assert.ok(finds(text, '2001:db8::a'), text)
  }
  assert.ok(finds(`${'a.0.0.0.'.padEnd(48, '0.')}8.b.d.0.1.0.0.2.ip6.arpa`, '2001:db8::a'))
})

test('addressesIn() reads networks and ranges whole', () => {
  assert.ok(finds('192.0.2.0/24', '192.0.2.0/24'))
  assert.ok(finds('from 192.0.2.1 - 192.0.2.9 on', '192.0.2.1-192.0.2.9'))
  assert.ok(finds('2001:db8::/32', '2001:db8::/32'))
})

test('addressesIn() takes neither days nor clock times nor hardware addresses nor UUIDs for addresses', () => {
  for (const text of ['20261122', '12:34:56', '00:11:22:33:44:55', '21c456e9-7088-4ce3-923c-0873bcd883f2', '1234567', '12345678901']) {
    assert.deepEqual(addressesIn(text), [], text)
  }
})
