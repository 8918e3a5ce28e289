import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import sectors from '#rulebook/jp/sectors.json' with { type: 'json' }
import { DemoAuthority, demoAuthorities } from './demo-authorities.ts'

test('demoAuthorities have the shape that their type says', () => {
  assert.deepEqual(Value.Errors(Type.Array(DemoAuthority), demoAuthorities), [])
})

test('demoAuthorities give every sector the one ministry that the sector list names', () => {
  const espa = sectors.lists.find((list) => list.id === 'jp.espa')?.sectors ?? []
  assert.equal(espa.length, 15)
  for (const sector of espa) {
    const competent = demoAuthorities.filter((authority) => authority.sectors.includes(sector.code))
    assert.deepEqual(
      competent.map((authority) => [authority.kind, authority.code]),
      sector.ministers.map((code) => ['ministry', code]),
      sector.code,
    )
  }
})

test('demoAuthorities hold a cyber office, the police and a privacy commission', () => {
  const kinds = demoAuthorities.map((authority) => authority.kind)
  for (const kind of ['cyber-office', 'police', 'privacy-commission']) assert.equal(kinds.filter((each) => each === kind).length, 1, kind)
})

test('demoAuthorities each have officers, a releaser and one administrator, and one of them two releasers', () => {
  for (const authority of demoAuthorities) {
    const roles = authority.people.flatMap((person) => person.roles)
    assert.ok(roles.filter((role) => role === 'officer').length >= 2, authority.code)
    // Some warnings take two releasers: the demonstration must be able to show one.
    assert.equal(roles.filter((role) => role === 'releaser').length, authority.code === 'jp.minister.meti' ? 2 : 1)
    assert.equal(roles.filter((role) => role === 'authority-administrator').length, 1)
  }
})

test('demoAuthorities say in both languages that they are a demonstration, and share no id', () => {
  for (const { names } of demoAuthorities) {
    assert.match(names.ja, /^架空.+（デモ）$/)
    assert.match(names.en, /^Demo /)
  }
  const ids = demoAuthorities.flatMap((authority) => [authority.id, ...authority.people.map((person) => person.id)])
  assert.equal(new Set(ids).size, ids.length)
})
