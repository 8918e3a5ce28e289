import assert from 'node:assert/strict'
import { test } from 'node:test'
import { heldReasons } from './held-reason.ts'

test('heldReasons() puts what holds a part before what was merely left out', () => {
  const reasons = heldReasons([
    { code: 'known-good', effect: 'drops', about: 'public resolvers', count: 2, pointers: ['/ioc/0', '/ioc/11'] },
    { code: 'operator-named', effect: 'holds', about: 'domain', count: 1, pointers: ['/ioc/3/value'] },
  ])
  assert.deepEqual(
    reasons.map(({ code, about, count, places }) => [code, about, count, places.map(({ id, entry }) => `${id} ${entry}`)]),
    [
      ['operator-named', 'domain', 1, ['ioc 4']],
      ['known-good', 'public resolvers', 2, ['ioc 1', 'ioc 12']],
    ],
  )
})

test('heldReasons() keeps reasons that it does not know, and reads none from what is no list', () => {
  assert.deepEqual(
    heldReasons([{ code: 'from-the-future' }, { code: 'gate-failure' }, 7]).map(({ code, rawCode }) => [code, rawCode]),
    [
      [null, 'from-the-future'],
      ['gate-failure', 'gate-failure'],
    ],
  )
  assert.deepEqual(heldReasons({ code: 'embargo' }), [])
})

test('heldReasons() reads pointers that escape, and places of the whole field', () => {
  const [reason] = heldReasons([{ code: 'free-text', pointers: ['/tec.malware', '/a~1b~0c/x'] }])
  assert.deepEqual(
    reason?.places.map(({ id, entry, field }) => [id, entry, field !== null]),
    [
      ['tec.malware', null, true],
      ['a/b~c', null, false],
    ],
  )
})

test('heldReasons() reads what can be said instead, each once, and nothing that is none', () => {
  const form = { kind: 'indicator', type: 'domain', value: 'attacker.test' }
  const safeForms = [
    { pointer: '/ioc/0', form },
    { pointer: '/ioc/1', form },
    { pointer: null, form: { kind: 'technique', id: 'T1486' } },
    { pointer: null, form: { kind: 'groups', codes: [] } },
    { form: { kind: 'indicator', type: 'none', value: 'x' } },
    7,
  ]
  assert.deepEqual(heldReasons([{ code: 'made-for-one', safeForms }])[0]?.instead, [
    form,
    { kind: 'technique', id: 'T1486' },
    { kind: 'groups', codes: [] },
  ])
})
