import assert from 'node:assert/strict'
import { test } from 'node:test'
import ipaddr from 'ipaddr.js'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import sectors from '#rulebook/jp/sectors.json' with { type: 'json' }
import { DemoOperator, demoOperators } from './demo-operators.ts'

const espa = sectors.lists.find((list) => list.id === 'jp.espa')?.sectors.map((sector) => sector.code) ?? []

test('demoOperators have the shape that their type says', () => {
  assert.deepEqual(Value.Errors(Type.Array(DemoOperator), demoOperators), [])
})

test('demoOperators are at least 60, and every sector of the economic-security list has one', () => {
  assert.ok(demoOperators.length >= 60, `${demoOperators.length} operators`)
  assert.equal(espa.length, 15)
  const used = new Set(demoOperators.flatMap((operator) => operator.sectors))
  assert.deepEqual([...used].toSorted(), espa.toSorted())
})

test('demoOperators have corporate numbers with right check digits, of a registry that does not exist', () => {
  for (const { corporateNumber } of demoOperators) {
    assert.equal(corporateNumber[0], checkDigit(corporateNumber.slice(1)), corporateNumber)
    assert.equal(corporateNumber.slice(1, 5), '9999')
  }
})

test('checkDigit() of this test gives the first digit of real corporate numbers', () => {
  // 法人番号の指定等に関する省令 Article 2: 9 − (Σ Pn·Qn mod 9). 7000012050002 is the National Tax Agency's own number.
  assert.equal(checkDigit('000012050002'), '7')
  assert.equal(checkDigit('700110005901'), '8')
})

test('demoOperators use domains under reserved top-level names only, each one once', () => {
  const domains = demoOperators.flatMap((operator) => [...operator.domains, ...operator.subsidiaries.flatMap((part) => part.domains)])
  for (const domain of domains) assert.match(domain, /^[a-z0-9-]+\.(example|test)$/)
  assert.deepEqual(repeated(domains), [])
})

test('demoOperators use networks reserved for documentation only, and no two overlap', () => {
  const reserved = ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24', '2001:db8::/32', '3fff::/20'].map((range) =>
    ipaddr.parseCIDR(range),
  )
  const networks = demoOperators.flatMap((operator) => operator.ranges.map((range) => ipaddr.parseCIDR(range)))
  for (const network of networks)
    assert.ok(
      reserved.some((outer) => within(network, outer)),
      network.join('/'),
    )
  for (const [index, left] of networks.entries()) {
    for (const right of networks.slice(index + 1)) {
      assert.ok(!within(left, right) && !within(right, left), `${left.join('/')} and ${right.join('/')}`)
    }
  }
})

test('demoOperators share no id, name, abbreviation, host, corporate number or person', () => {
  assert.deepEqual(repeated(demoOperators.flatMap((operator) => [operator.id, ...operator.people.map((person) => person.id)])), [])
  assert.deepEqual(repeated(demoOperators.map((operator) => operator.corporateNumber)), [])
  assert.deepEqual(repeated(demoOperators.flatMap((operator) => operator.systems)), [])
  assert.deepEqual(repeated(demoOperators.flatMap((operator) => operator.people.map((person) => person.name.ja))), [])
  for (const form of ['ja', 'kana', 'romaji'] as const) {
    const names = demoOperators.flatMap(({ names: own, subsidiaries }) =>
      [own, ...own.former, ...subsidiaries.map((part) => part.names)].map((each) => each[form]),
    )
    assert.deepEqual(repeated(names), [])
  }
  assert.deepEqual(repeated(demoOperators.flatMap((operator) => operator.names.abbreviations)), [])
})

test('demoOperators each have somebody who files and somebody who administers', () => {
  for (const operator of demoOperators) {
    const roles = new Set(operator.people.flatMap((person) => person.roles))
    assert.ok(roles.has('filer') && roles.has('operator-administrator'), operator.names.romaji)
    for (const role of roles) assert.ok(['filer', 'operator-administrator', 'viewer'].includes(role), role)
  }
})

function checkDigit(base: string): string {
  const weighted = [...base].toReversed().map((digit, index) => Number(digit) * (index % 2 === 0 ? 1 : 2))
  return String(9 - (weighted.reduce((sum, each) => sum + each, 0) % 9))
}

function repeated(values: readonly string[]): string[] {
  return values.filter((value, index) => values.indexOf(value) !== index)
}

type Network = ReturnType<typeof ipaddr.parseCIDR>

function within(inner: Network, outer: Network): boolean {
  return inner[0].kind() === outer[0].kind() && inner[1] >= outer[1] && inner[0].match(outer)
}
