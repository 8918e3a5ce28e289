import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { utf8 } from '#base/bytes.ts'
import { JsonError } from '#base/parse-json.ts'
import { sharedData } from '../../test/support/shared-data.ts'
import { IndicatorError, type IndicatorErrorCode } from './indicator-error.ts'
import { readIndicators } from './read-indicators.ts'
import { indicatorAnswers } from './reading.ts'

function refuses(bytes: Uint8Array, name: string, expected: { code?: IndicatorErrorCode; message: RegExp }): void {
  assert.throws(
    () => readIndicators(bytes, name),
    (error) =>
      error instanceof IndicatorError &&
      error.code === (expected.code ?? 'INDICATOR_FILE_UNREADABLE') &&
      expected.message.test(error.message),
    name,
  )
}

const event = '{"Event":{"info":"x","Attribute":[{"type":"domain","value":"c2.example"}]}}'
const bundle = '{"type":"bundle","id":"bundle--1","objects":[{"type":"domain-name","id":"domain-name--1","value":"c2.example"}]}'

test('readIndicators() tells the format from the content', () => {
  const files: [string, string, string][] = [
    [event, 'event.json', 'misp-event'],
    [`\ufeff\n ${event}`, 'pasted', 'misp-event'],
    [`[${event}]`, 'events', 'misp-event'],
    [bundle, 'x.stix2', 'stix-bundle'],
    ['type,value\ndomain,c2.example\n', 'export', 'csv'],
    ['c2.example\n', 'list.csv', 'csv'],
    ['a\tb\nx\tc2.example\n', 'list.TSV', 'csv'],
    ['[evil] c2.example', 'mail', 'text'],
    ['{ c2.example }', 'note.txt', 'text'],
    ['通信先はc2.exampleです', 'メモ.txt', 'text'],
  ]
  for (const [content, name, format] of files) {
    const reading = readIndicators(utf8(content), name)
    assert.deepEqual([reading.format, reading.indicators.map(({ value }) => value)], [format, ['c2.example']], name)
  }
})

test('readIndicators() reads the encodings of Japanese files', () => {
  const shiftJis = Uint8Array.from([0x92, 0xca, 0x90, 0x4d, 0x90, 0xe6, ...utf8('c2.example'), 0x82, 0xc5])
  const utf16 = Uint8Array.from([
    0xff,
    0xfe,
    ...Array.from('通信先c2.example', (character) => character.charCodeAt(0)).flatMap((code) => [code & 255, code >> 8]),
  ])
  for (const bytes of [shiftJis, utf16]) {
    assert.deepEqual(
      readIndicators(bytes, 'x.txt').indicators.map(({ value }) => value),
      ['c2.example'],
    )
  }
})

test('readIndicators() refuses what is no file of indicators, and says why', () => {
  const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52])
  refuses(png, 'picture.png', { message: /^Cannot read "picture.png": expected JSON, CSV or text in UTF-8, UTF-16 or Shift_JIS$/ })
  refuses(png, 'picture.json', { message: /expected JSON/ })
  refuses(utf8(event.slice(0, -9)), 'cut.json', { message: /"cut.json": Cannot read JSON: line 1, column \d+: expected/ })
  refuses(utf8('['.repeat(100_000)), 'deep.json', { message: /at most 64 arrays and objects inside each other/ })
  refuses(utf8(`{"a":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_001)}`), 'deep', { message: /inside each other/ })
  refuses(utf8('{"Event":{},"Event":{}}'), 'twice.json', { message: /expected the key "Event" once/ })
  refuses(utf8('{"some":"json"}'), 'other.json', { message: /neither a MISP event nor a STIX bundle/ })
  refuses(utf8('{"type":"bundle","objects":{}}'), 'bundle.json', { message: /\/objects: expected a list/ })
  refuses(utf8(' \n '), 'empty.txt', { message: /the file is empty/ })
  refuses(new Uint8Array(0), '', { message: /the file is empty/ })
})

test('readIndicators() refuses 50 MB before looking at them', () => {
  refuses(new Uint8Array(50_000_000), 'big.json', {
    code: 'INDICATOR_FILE_TOO_LARGE',
    message: /50000000 bytes, expected at most 16777216/,
  })
})

test('readIndicators() keeps the cause of a refusal', () => {
  assert.throws(
    () => readIndicators(utf8('{"a"'), 'x'),
    (error) => error instanceof IndicatorError && error.cause instanceof JsonError && error.cause.code === 'JSON_SYNTAX',
  )
})

test('readIndicators() reads an event of 20,000 attributes', () => {
  const Attribute = Array.from({ length: 20_000 }, (_, index) => ({
    type: 'domain',
    category: 'Network activity',
    value: `host${index}.example`,
    to_ids: true,
  }))
  assert.equal(readIndicators(utf8(JSON.stringify({ Event: { Attribute } })), 'large.json').indicators.length, 20_000)
})

const cutEvent = sharedData('misp-events/lazarus_3cx.json')

test('readIndicators() refuses every truncation of a real event', { skip: cutEvent === null && 'the MISP events are absent' }, () => {
  const bytes = readFileSync(cutEvent ?? '')
  for (let length = 1; length < bytes.length; length += 50_021)
    refuses(bytes.subarray(0, length), 'cut.json', { message: /Cannot read JSON/ })
})

test('indicatorAnswers() gives the field of a report what it asks for', () => {
  const reading = readIndicators(utf8('type,value,role,confidence\nip,192.0.2.1,source,low\ncve,CVE-2024-12345,,\n'), 'x.csv')
  assert.deepEqual(indicatorAnswers(reading.indicators), [
    { type: 'ipv4', value: '192.0.2.1', role: 'source', confidence: 'low' },
    { type: 'cve', value: 'CVE-2024-12345' },
  ])
})
