import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { utf8 } from '#base/bytes.ts'
import { ObjectIndex, type IndexedObject, type Selection } from './object-index.ts'

const everything: Selection = {
  afterMicros: 0,
  limit: 1_000_000,
  ids: null,
  types: null,
  versions: { first: false, last: false, all: true, millis: new Set() },
}

function object(place: number, change: Partial<IndexedObject> = {}): IndexedObject {
  return { stixId: `indicator--${place}`, type: 'indicator', versionMillis: 1, addedMicros: place, body: utf8(`{"n":${place}}`), ...change }
}

test('ObjectIndex gives any choice of entries as the JSON array of their bodies', () => {
  const sizes = fc.array(fc.integer({ min: 0, max: 40_000 }), { minLength: 1, maxLength: 40 })
  fc.assert(
    fc.property(sizes, fc.infiniteStream(fc.boolean()), (lengths, chosen) => {
      const index = new ObjectIndex()
      for (const [number, length] of lengths.entries())
        index.add(object(number + 1, { body: utf8(JSON.stringify({ n: number, text: 'x'.repeat(length) })) }))
      const entries = lengths.map((_, number) => number).filter(() => chosen.next().value)
      const parsed = JSON.parse(`[${Buffer.concat(index.bodies(entries)).toString()}]`) as { n: number; text: string }[]
      assert.deepEqual(
        parsed.map((one) => [one.n, one.text.length]),
        entries.map((entry) => [entry, lengths[entry]]),
      )
    }),
    { numRuns: 50 },
  )
})

test('ObjectIndex marks the oldest and the newest version by instant, in whatever order they arrive', () => {
  const index = new ObjectIndex()
  for (const [place, versionMillis] of [30, 10, 20, 40].entries()) index.add(object(place + 1, { stixId: 'indicator--a', versionMillis }))
  index.add(object(5, { stixId: 'indicator--b', versionMillis: 15 }))
  const millisOf = (versions: Partial<Selection['versions']>): readonly number[] =>
    index
      .select({ ...everything, versions: { first: false, last: false, all: false, millis: new Set(), ...versions } })
      .entries.map((entry) => index.describe(entry).versionMillis)
  assert.deepEqual(millisOf({ last: true }), [40, 15])
  assert.deepEqual(millisOf({ first: true }), [10, 15])
  assert.deepEqual(millisOf({ first: true, last: true }), [10, 40, 15])
  assert.deepEqual(millisOf({ millis: new Set([20, 30]) }), [30, 20])
  assert.deepEqual(millisOf({ all: true }), [30, 10, 20, 40, 15])
})

test('ObjectIndex says that more follow only where more match', () => {
  const index = new ObjectIndex()
  for (let place = 1; place <= 10; place++) index.add(object(place, { type: place % 2 === 0 ? 'report' : 'indicator' }))
  const reports = { ...everything, types: new Set(['report']) }
  assert.deepEqual(index.select({ ...reports, limit: 5 }), { entries: [1, 3, 5, 7, 9], more: false })
  assert.deepEqual(index.select({ ...reports, limit: 4 }), { entries: [1, 3, 5, 7], more: true })
  assert.deepEqual(index.select({ ...reports, afterMicros: 8, limit: 4 }), { entries: [9], more: false })
  const ids = new Set(['indicator--9', 'indicator--3', 'indicator--77'])
  assert.deepEqual(index.select({ ...everything, ids, limit: 1 }), { entries: [2], more: true })
  assert.deepEqual(index.select({ ...everything, ids, afterMicros: 3 }), { entries: [8], more: false })
})

test('ObjectIndex refuses an object that does not come after all others', () => {
  const index = new ObjectIndex()
  index.add(object(7))
  assert.throws(() => index.add(object(7, { stixId: 'indicator--other' })), RangeError)
})
