import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { dueMoments } from './due-moments.ts'

const at = (text: string): Temporal.Instant => Temporal.Instant.from(`2026-11-${text}Z`)
const moments = ['PT24H', '-PT24H', 'PT0H', '-PT1H']

test('dueMoments() gives the moments that have come, in order, and the next one', () => {
  const target = at('22T12:00')
  const ground = { target, knownAt: at('20T00:00'), through: null }
  assert.deepEqual(dueMoments(moments, { ...ground, now: at('21T11:59') }), { due: [], through: null, nextAt: at('21T12:00') })
  assert.deepEqual(dueMoments(moments, { ...ground, now: at('21T12:00') }).due, ['-PT24H'])
  assert.deepEqual(dueMoments(moments, { ...ground, now: at('22T12:00') }).due, ['-PT24H', '-PT1H', 'PT0H'])
  const last = dueMoments(moments, { ...ground, through: target, now: at('30T00:00') })
  assert.deepEqual(last, { due: ['PT24H'], through: at('23T12:00'), nextAt: null })
})

test('dueMoments() leaves out what was past when the stage came into being, and keeps what fell while nobody looked', () => {
  const ground = { target: at('22T12:00'), knownAt: at('22T10:00'), through: null }
  assert.deepEqual(dueMoments(moments, { ...ground, now: at('22T10:00') }).due, [])
  assert.deepEqual(dueMoments(moments, { ...ground, now: at('22T14:00') }).due, ['-PT1H', 'PT0H'])
})

test('dueMoments() gives every moment once, whenever and however often anybody looks, with clocks that step', () => {
  const minutes = fc.integer({ min: -3000, max: 3000 })
  const plan = fc.uniqueArray(minutes.map(momentText), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(plan, minutes, fc.array(minutes, { maxLength: 12 }), (planned, known, looks) => {
      const target = at('22T12:00')
      const knownAt = target.add({ minutes: known })
      let through: Temporal.Instant | null = null
      const given: string[] = []
      // The last look is after everything; those before it come in any order, as a stepping clock would have them.
      for (const look of [...looks, 3001]) {
        const found = dueMoments(planned, { target, knownAt, through, now: target.add({ minutes: look }) })
        given.push(...found.due)
        through = found.through
      }
      const expected = planned.filter((one) => Temporal.Instant.compare(target.add(Temporal.Duration.from(one)), knownAt) > 0)
      assert.deepEqual(given.toSorted(), expected.toSorted())
    }),
  )
})

function momentText(minutes: number): string {
  return Temporal.Duration.from({ minutes }).round({ largestUnit: 'hours' }).toString()
}
