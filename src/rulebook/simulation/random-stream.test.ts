import assert from 'node:assert/strict'
import { test } from 'node:test'
import { randomStream, RandomStream } from './random-stream.ts'

// The values that the reference implementation gives for this state, as published with rand_xoshiro.
const reference = [11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804]

test('RandomStream gives the published numbers of xoshiro128**', () => {
  const stream = new RandomStream([1, 2, 3, 4])
  assert.deepEqual(
    reference.map(() => stream.next()),
    reference,
  )
})

test('randomStream() is the same for the same keys and another for others', () => {
  const first = (...keys: number[]) =>
    Array.from(
      { length: 4 },
      (
        (stream) => () =>
          stream.next()
      )(randomStream(...keys)),
    )
  assert.deepEqual(first(7, 1), first(7, 1))
  const streams = [first(7, 1), first(1, 7), first(7, 2), first(7), first(7, 1, 0), first(0)].map(String)
  assert.equal(new Set(streams).size, streams.length)
})

test('around() keeps its median and its spread', () => {
  const stream = randomStream(3)
  const drawn = Array.from({ length: 20_000 }, () => stream.around(24, 3))
  const share = (test: (value: number) => boolean) => drawn.filter(test).length / drawn.length
  assert.ok(Math.abs(share((value) => value < 24) - 0.5) < 0.02)
  assert.ok(Math.abs(share((value) => value > 8 && value < 72) - 0.68) < 0.02)
})

test('pick() follows the weights', () => {
  const stream = randomStream(5)
  const picked = Array.from({ length: 20_000 }, () => stream.pick([1, 0, 3]))
  const share = (index: number) => picked.filter((one) => one === index).length / picked.length
  assert.equal(share(1), 0)
  assert.ok(Math.abs(share(0) - 0.25) < 0.02)
  assert.equal(randomStream(1).pick([]), -1)
})
