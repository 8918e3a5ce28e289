import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addressRange, AddressRanges } from './address-range.ts'

test('addressRange() reads addresses, networks and pairs of addresses of both families', () => {
  assert.deepEqual(addressRange('192.0.2.1'), { family: 4, first: 0xc0000201n, last: 0xc0000201n })
  assert.deepEqual(addressRange('192.0.2.77/28'), { family: 4, first: 0xc0000240n, last: 0xc000024fn })
  assert.deepEqual(addressRange('192.0.2.1-192.0.2.9'), { family: 4, first: 0xc0000201n, last: 0xc0000209n })
  assert.deepEqual(addressRange('2001:db8::/127'), { family: 6, first: 0x20010db8n << 96n, last: (0x20010db8n << 96n) + 1n })
  assert.deepEqual(addressRange('0.0.0.0/0'), { family: 4, first: 0n, last: 0xffffffffn })
})

test('addressRange() takes a mapped address for the IPv4 address', () => {
  assert.deepEqual(addressRange('::ffff:192.0.2.1'), addressRange('192.0.2.1'))
  assert.deepEqual(addressRange('::ffff:192.0.2.0/120'), addressRange('192.0.2.0/24'))
})

test('addressRange() answers null for anything else', () => {
  const wrong = [
    '',
    'x',
    '192.0.2',
    '192.0.2.256',
    '192.0.2.1/33',
    '192.0.2.1/',
    '192.0.2.1/+1',
    '1-2-3',
    '192.0.2.9-192.0.2.1',
    '192.0.2.1-::1',
    '3221225985',
  ]
  for (const text of wrong) assert.equal(addressRange(text), null, text)
})

test('AddressRanges find exactly the ranges that share an address', () => {
  const pair = fc
    .tuple(fc.nat(200), fc.nat(30))
    .map(([first, size]) => ({ family: 4, first: BigInt(first), last: BigInt(first + size) }) as const)
  fc.assert(
    fc.property(fc.array(pair, { maxLength: 20 }), pair, (ranges, wanted) => {
      const found = new AddressRanges(ranges.map((range, owner) => ({ range, owner }))).overlapping(wanted)
      const expected = [...ranges.keys()].filter((index) => {
        const range = ranges[index]
        return range !== undefined && range.first <= wanted.last && range.last >= wanted.first
      })
      assert.deepEqual(new Set(found), new Set(expected))
    }),
  )
})

test('AddressRanges keep the families apart', () => {
  const all = new AddressRanges([{ range: { family: 6, first: 0n, last: 100n }, owner: 'six' }])
  assert.deepEqual(all.overlapping({ family: 4, first: 5n, last: 5n }), [])
  assert.deepEqual(all.overlapping({ family: 6, first: 5n, last: 5n }), ['six'])
})
