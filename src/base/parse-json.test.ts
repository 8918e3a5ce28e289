import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { utf8 } from './bytes.ts'
import type { JsonValue } from './canonical-json.ts'
import { JsonError, parseJson, type JsonErrorCode } from './parse-json.ts'

const limits = { maxBytes: 1_000_000, maxDepth: 8, maxKeys: 50 }

function read(text: string): JsonValue {
  return parseJson(utf8(text), limits)
}

function refuses(text: string, code: JsonErrorCode, message?: RegExp): void {
  assert.throws(
    () => read(text),
    (error) => error instanceof JsonError && error.code === code && (message?.test(error.message) ?? true),
    `${text.slice(0, 60)} should be refused as ${code}`,
  )
}

/** Tells whether two values are equal once -0 and the prototypes of objects are set aside. */
function sameJson(left: JsonValue, right: JsonValue): boolean {
  return JSON.stringify(left) === JSON.stringify(right)
}

test('parseJson() reads what JSON.stringify wrote, indented or not', () => {
  const safe = fc.jsonValue({ maxDepth: 4, stringUnit: 'grapheme' }).filter((value) => !JSON.stringify(value).includes('"__proto__":'))
  const wide = { maxBytes: 1_000_000, maxDepth: 20, maxKeys: 100_000 }
  fc.assert(
    fc.property(safe, fc.constantFrom(0, 2), (value, indent) => {
      const text = JSON.stringify(value, null, indent)
      return sameJson(parseJson(utf8(text), wide), JSON.parse(text) as JsonValue)
    }),
  )
})

test('parseJson() refuses exactly the texts that JSON.parse refuses', () => {
  const piece = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"a"',
    '"\\u0062"',
    '"\\',
    '"',
    '0',
    '-',
    '1.5',
    'e3',
    'true',
    'nul',
    ' ',
    '\n',
    '\t',
    '\\"',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 9 }), (pieces) => {
      const text = pieces.join('')
      let expected: JsonValue | undefined
      try {
        expected = JSON.parse(text) as JsonValue
      } catch {
        refusesSomehow(text)
        return
      }
      try {
        assert.ok(sameJson(read(text), expected))
      } catch (error) {
        assert.ok(error instanceof JsonError && error.code === 'JSON_DUPLICATE_KEY')
      }
    }),
    { numRuns: 3000 },
  )
})

function refusesSomehow(text: string): void {
  assert.throws(() => read(text), JsonError, `${text} should be refused`)
}

test('parseJson() reads escapes, also right before the closing quote', () => {
  assert.deepEqual(read('["\\\\","\\"","a\\\\\\"b","\\u3042","\\ud83d\\udd25","plain"]'), ['\\', '"', 'a\\"b', 'あ', '🔥', 'plain'])
})

test('parseJson() ignores a byte order mark at the start', () => {
  assert.deepEqual(read('\ufeff{"a":1}'), { a: 1 })
})

test('parseJson() refuses a text over the size limit before reading it', () => {
  refuses(`"${'a'.repeat(1_000_000)}"`, 'JSON_TOO_LARGE', /1000002 bytes, expected at most 1000000/)
})

test('parseJson() counts the outermost array as depth 1', () => {
  assert.deepEqual(read('[[[[[[[[1]]]]]]]]'), [[[[[[[[1]]]]]]]])
  refuses('[[[[[[[[[1]]]]]]]]]', 'JSON_TOO_DEEP', /line 1, column 9/)
})

test('parseJson() refuses 100,000 nested brackets, closed or not, whatever limit was asked for', () => {
  const loose = { maxBytes: 1_000_000, maxDepth: 1_000_000, maxKeys: 1_000_000 }
  for (const text of ['['.repeat(100_000), '['.repeat(100_000) + ']'.repeat(100_000), '{"a":'.repeat(100_000)]) {
    assert.throws(
      () => parseJson(utf8(text), loose),
      (error) => error instanceof JsonError && error.code === 'JSON_TOO_DEEP',
    )
  }
})

test('parseJson() counts the keys of all objects together', () => {
  const objects = (count: number) => JSON.stringify(Array.from({ length: count }, () => ({ key: 1 })))
  assert.ok(read(objects(50)))
  refuses(objects(51), 'JSON_TOO_MANY_KEYS', /at most 50 keys/)
})

test('parseJson() refuses a repeated key, however it is escaped', () => {
  refuses('{"a":1,"a":1}', 'JSON_DUPLICATE_KEY', /line 1, column 8: expected the key "a" once/)
  refuses('{"a":1,\n "\\u0061":1}', 'JSON_DUPLICATE_KEY', /line 2, column 2/)
  refuses('[{"x":{"":1,"b":{},"":2}}]', 'JSON_DUPLICATE_KEY')
  assert.deepEqual(read('{"a":{"a":1},"b":{"a":1}}'), { a: { a: 1 }, b: { a: 1 } })
})

test('parseJson() refuses a repeated key among many', () => {
  const keys = Array.from({ length: 40 }, (_, index) => `"key${index}":0`)
  assert.ok(read(`{${keys.join(',')}}`))
  for (const again of [0, 11, 12, 13, 39]) refuses(`{${keys.join(',')},"key${again}":0}`, 'JSON_DUPLICATE_KEY')
})

test('parseJson() refuses the key __proto__, however it is escaped', () => {
  refuses('{"__proto__":{}}', 'JSON_FORBIDDEN_KEY')
  refuses('{"a":{"\\u005f_proto_\\u005F":1}}', 'JSON_FORBIDDEN_KEY')
  assert.deepEqual(read('["__proto__"]'), ['__proto__'])
})

test('parseJson() refuses bytes that are not UTF-8 and escapes of half a surrogate pair', () => {
  for (const bytes of [
    [0x22, 0xff, 0x22],
    [0x22, 0xc0, 0x80, 0x22],
    [0x22, 0xed, 0xa0, 0x80, 0x22],
    [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a],
  ]) {
    assert.throws(
      () => parseJson(Uint8Array.from(bytes), limits),
      (error) => error instanceof JsonError && error.code === 'JSON_NOT_UTF8',
    )
  }
  refuses('{"a":"\\ud83d"}', 'JSON_NOT_UTF8', /line 1, column 6/)
  refuses('{"\\uDD25":1}', 'JSON_NOT_UTF8')
})

test('parseJson() names line and column of a fault, and never repeats a value', () => {
  refuses('', 'JSON_SYNTAX', /line 1, column 1/)
  refuses('{\n  "secret": hunter2\n}', 'JSON_SYNTAX', /^Cannot read JSON: line 2, column 13: expected a value$/)
  refuses('["tab\there"]', 'JSON_SYNTAX', /line 1, column 6: .*control characters/)
  refuses('["\\x"]', 'JSON_SYNTAX', /valid escape/)
  refuses('[1] x', 'JSON_SYNTAX', /end of the text/)
  refuses('{"a":"never closed', 'JSON_SYNTAX', /closing quote/)
  for (const text of ['[01]', '[1.]', '[.5]', '[+1]', '[1,]', '{"a":1,}', "{'a':1}", '[NaN]', '{1:2}', '{"a" 1}', '[1 2]'])
    refuses(text, 'JSON_SYNTAX')
})
