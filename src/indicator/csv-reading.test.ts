import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import Papa from 'papaparse'
import { indicatorsOf } from '../../test/support/indicator-arbitrary.ts'
import { looksLikeCsv, readCsv } from './csv-reading.ts'
import { indicatorRoles, indicatorTypes } from './indicator.ts'
import type { IndicatorReading } from './reading.ts'

function found(reading: IndicatorReading): string[] {
  return reading.indicators.map(({ where, type, value }) => `${where} ${type} ${value}`)
}

test('readCsv() reads rows by their type, in the names of many tools', () => {
  const reading = readCsv(
    [
      'Type;Value;Comment',
      'domain;evil[.]example;x',
      'ipv4-addr;192.0.2.1;',
      'FileHash-MD5;d41d8cd98f00b204e9800998ecf8427e;',
      'ip-dst|port;192.0.2.2|443;',
      'SHA-256;zz;',
      'mutex;x;',
      ';;',
    ].join('\r\n'),
  )
  assert.deepEqual(found(reading), [
    'row 2 domain evil.example',
    'row 3 ipv4 192.0.2.1',
    'row 4 md5 d41d8cd98f00b204e9800998ecf8427e',
    'row 5 ipv4 192.0.2.2',
  ])
  assert.deepEqual(
    reading.refused.map(({ reason, value, where }) => `${where} ${reason} ${value}`),
    ['row 6 NOT_A_HASH zz', 'row 7 TYPE_UNKNOWN mutex x'],
  )
  assert.deepEqual(reading.counts.notIndicators, { port: 1 })
})

test('readCsv() reads role, day and certainty', () => {
  const reading = readCsv(
    'type,value,role,first_seen,confidence\nip,192.0.2.1,source,2026-10-01T12:00:00Z,High\nip,192.0.2.2,boss,2026-13-01,sure\n',
  )
  assert.deepEqual(reading.indicators, [
    { type: 'ipv4', value: '192.0.2.1', role: 'source', firstSeen: '2026-10-01', confidence: 'high', where: 'row 2' },
    { type: 'ipv4', value: '192.0.2.2', where: 'row 3' },
  ])
})

test('readCsv() reads columns named after types, in Japanese too', () => {
  const reading = readCsv('ドメイン名,IPアドレス,備考\n"evil.example","１９２．０．２．１",通信先\n,,"http://c2.example/"\n')
  assert.deepEqual(found(reading), ['row 2 domain evil.example', 'row 2 ipv4 192.0.2.1', 'row 3 url http://c2.example/'])
  assert.deepEqual(reading.counts.notIndicators, { 備考: 1 })
})

test('readCsv() searches the cells of a table without a header', () => {
  const reading = readCsv('2026-10-01,192.0.2.1,blocked\n2026-10-02,"see evil.example, now",blocked\n')
  assert.deepEqual(found(reading), ['row 1 ipv4 192.0.2.1', 'row 2 domain evil.example'])
  assert.deepEqual(reading.counts.notIndicators, { 'column 1': 2, 'column 3': 2 })
})

test('readCsv() takes off the apostrophe that keeps a cell from being a formula', () => {
  assert.deepEqual(found(readCsv("type,value\nfile-name,'=cmd.exe\nfile-name,'quoted'.exe\n")), [
    'row 2 file-name =cmd.exe',
    "row 3 file-name 'quoted'.exe",
  ])
})

test('readCsv() reads a column of values without types', () => {
  assert.deepEqual(found(readCsv('indicator\nevil.example\n192.0.2.1\n')), ['row 2 domain evil.example', 'row 3 ipv4 192.0.2.1'])
})

test('readCsv() reads the table that was written', () => {
  const reported = fc.tuple(fc.oneof(...indicatorTypes.map(indicatorsOf)), fc.constantFrom(...indicatorRoles))
  const rows = fc.uniqueArray(reported, { maxLength: 8, selector: ([{ type, value }]) => `${type} ${value}` })
  fc.assert(
    fc.property(rows, fc.constantFrom(',', '\t', ';'), (indicators, delimiter) => {
      const table = indicators.map(([{ type, value }, role]) => ({ type, value, role }))
      const text = Papa.unparse({ fields: ['type', 'value', 'role'], data: table }, { delimiter, quotes: true })
      // A cell loses an apostrophe before a sign of a formula, which a written table would have put there.
      fc.pre(!table.some(({ value }) => /^'[=+\-@]/.test(value)))
      assert.deepEqual(
        readCsv(text).indicators.map(({ type, value, role }) => ({ type, value, role })),
        table,
      )
    }),
  )
})

test('looksLikeCsv() asks for a line of column names', () => {
  assert.deepEqual(['type,value\n', 'domain\tip\n', 'Dear all, see below\n', 'evil.example,192.0.2.1\n', '', 'value\n'].map(looksLikeCsv), [
    true,
    true,
    false,
    false,
    false,
    false,
  ])
})
