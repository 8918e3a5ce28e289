import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isJsonObject, listAt, objectAt, pointerTo, textAt } from './json-object.ts'

test('isJsonObject() tells objects from null, arrays and plain values', () => {
  assert.deepEqual([{}, { a: 1 }, null, [], 'a', 1, true, undefined].map(isJsonObject), [
    true,
    true,
    false,
    false,
    false,
    false,
    false,
    false,
  ])
})

test('textAt(), listAt() and objectAt() take only the type they name', () => {
  const object = { text: 'a', list: [1], object: { b: 1 } }
  assert.deepEqual([textAt(object, 'text'), textAt(object, 'list'), textAt(object, 'absent')], ['a', null, null])
  assert.deepEqual([listAt(object, 'list'), listAt(object, 'text'), listAt(object, 'absent')], [[1], [], []])
  assert.deepEqual([objectAt(object, 'object'), objectAt(object, 'list'), objectAt(object, 'absent')], [{ b: 1 }, null, null])
})

test('objectAt() never reaches the prototype', () => {
  assert.equal(objectAt({}, '__proto__'), null)
})

test('pointerTo() escapes as RFC 6901 says', () => {
  assert.equal(pointerTo(pointerTo('', 'a/b~c'), 0), '/a~1b~0c/0')
})
