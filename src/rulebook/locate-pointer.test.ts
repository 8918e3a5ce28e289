import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isJsonList, isJsonObject, pointerTo } from '#base/json-object.ts'
import type { JsonValue } from '#base/canonical-json.ts'
import { lineOfPointer } from './locate-pointer.ts'

const text = `{
  "a": [1, "}]\\"", {
    "b/c": null
  }],
  "d~e": { "f": 2,
    "g": [[], 3]
  }
}
`

test('lineOfPointer() finds members of objects and lists, whatever their texts hold', () => {
  const lines = { '': 1, '/a': 2, '/a/1': 2, '/a/2': 2, '/a/2/b~1c': 3, '/d~0e': 5, '/d~0e/f': 5, '/d~0e/g': 6, '/d~0e/g/1': 6 }
  for (const [pointer, line] of Object.entries(lines)) assert.equal(lineOfPointer(text, pointer), line, pointer)
})

test('lineOfPointer() stays at the last value that is there', () => {
  assert.equal(lineOfPointer(text, '/a/2/nothing/below'), 2)
  assert.equal(lineOfPointer(text, '/nothing'), 1)
  assert.equal(lineOfPointer('no JSON', '/a'), 1)
  assert.equal(lineOfPointer('', ''), 1)
})

function pointers(value: JsonValue, pointer = ''): string[] {
  const entries = isJsonList(value) ? [...value.entries()] : isJsonObject(value) ? Object.entries(value) : []
  return [pointer, ...entries.flatMap(([key, inner]) => pointers(inner, pointerTo(pointer, key)))]
}

/** JSON.stringify with an indent gives each member a line of its own, in the order of the walk. */
test('lineOfPointer() tells every value of a text apart', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      const written = JSON.stringify(value, null, 1)
      const lines = pointers(JSON.parse(written) as JsonValue).map((pointer) => lineOfPointer(written, pointer))
      assert.equal(new Set(lines).size, lines.length)
      assert.deepEqual(
        lines,
        lines.toSorted((left, right) => left - right),
      )
    }),
  )
})
