import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allRulebooks } from './all-rulebooks.ts'
import { listedCodes } from './listed-codes.ts'

const rulebooks = allRulebooks()
const japan = rulebooks.slice(0, 1)
const today = Temporal.PlainDate.from('2026-11-22')

test('listedCodes() gives the sectors of both Japanese lists, each under the name of its list', () => {
  const codes = listedCodes({ id: 'ent.sector' }, japan, today) ?? []
  assert.ok(codes.some(({ code }) => code === 'jp.espa.electricity') && codes.some(({ code }) => code === 'jp.hq.finance'))
  assert.equal(new Set(codes.map(({ list }) => list.ja)).size, 2)
})

test('listedCodes() leaves out sectors that are not in force', () => {
  assert.deepEqual(listedCodes({ id: 'ent.sector' }, japan, Temporal.PlainDate.from('1990-01-01')), [])
})

test('listedCodes() gives the designations of every rulebook that is asked, and nothing for other facts', () => {
  const lists = new Set((listedCodes({ id: 'ent.designations' }, rulebooks, today) ?? []).map(({ list }) => list.en))
  assert.ok(lists.size >= 10)
  assert.equal(listedCodes({ id: 'tec.ttp' }, rulebooks, today), null)
})
