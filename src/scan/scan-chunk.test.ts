import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { utf8 } from '#base/bytes.ts'
import { indicatorTypes, type Indicator } from '#indicator/indicator.ts'
import { indicatorsOf, plainFileNames } from '../../test/support/indicator-arbitrary.ts'
import { ChunkScanner, type ChunkHit } from './scan-chunk.ts'
import { TokenTableBuilder } from './token-table.ts'

const digest = '5f2b7f47b2c9da342583c3a7e3887b4babad0fa42aca76e0c7e31f7e1e8d6b0c'

const indicators: readonly Indicator[] = [
  { type: 'domain', value: 'evil.example' },
  { type: 'ipv4', value: '198.51.100.7' },
  { type: 'sha256', value: digest },
  { type: 'url', value: 'http://drop.example/gate/in.php' },
  { type: 'ipv4-range', value: '203.0.113.0/28' },
  { type: 'ipv6', value: '2001:db8::1' },
  { type: 'ipv6-range', value: '2001:db8:aa::/48' },
  { type: 'file-name', value: 'C:\\Users\\Public\\evil tool.exe' },
  { type: 'file-name', value: 'locker' },
  { type: 'email', value: 'billing@sender.example' },
  { type: 'domain', value: 'xn--eckwd4c7cu47r2wf.example' },
  { type: 'url', value: 'https://whole.example/' },
  { type: 'md5', value: '5f2b7f47b2c9da342583c3a7e3887b4b' },
]

const scanner = scannerOf(indicators)

function scannerOf(some: readonly Indicator[]): ChunkScanner {
  const builder = new TokenTableBuilder()
  for (const indicator of some) builder.add(indicator)
  return new ChunkScanner(builder.compile())
}

function hitsIn(log: string, by = scanner): readonly ChunkHit[] {
  const bytes = utf8(`${log}\0`)
  return by.scan(bytes, bytes.length - 1).hits
}

function foundIn(line: string): readonly string[] {
  return hitsIn(line).map(({ indicator }) => indicators[indicator]?.value ?? '')
}

const written: Readonly<Record<string, readonly string[]>> = {
  'evil.example': [
    'evil.example',
    'query: EVIL.Example. IN A',
    'https://evil.example:8443/path?x=1',
    'user@evil.example',
    'www.evil.example',
    'evil[.]example',
    'hxxp://evil[.]example/x',
    'evil(dot)example',
    'evil [dot] example',
    'evil{.}example',
    'evil[.example',
    '"text":"first\\nevil.example"',
    'url=http%3A%2F%2Fevil.example%2Fx',
    '調査の結果evil.exampleへの通信',
    'ｅｖｉｌ．ｅｘａｍｐｌｅ',
    'evil.\u200bexample',
    '(evil.example)',
    '.evil.example',
    '-evil.example-',
  ],
  '198.51.100.7': [
    'SRC=198.51.100.7 DST=10.0.0.1',
    '198.51.100.7:443',
    '[198.51.100.7]',
    'IP 198.51.100.7.443 > 10.0.0.1.5000',
    '198.51.100[.]7',
    'ip-198.51.100.7',
    '198.51.100.7-198.51.100.9',
    '198.51.100.7/32',
  ],
  [digest]: [digest, digest.toUpperCase(), `sha256:${digest}`, `"${digest}"`, `-${digest}-`],
  'http://drop.example/gate/in.php': [
    'http://drop.example/gate/in.php',
    'GET HTTP://DROP.EXAMPLE/gate/in.php?id=1',
    'hxxp://drop[.]example/gate/in.php',
  ],
  '203.0.113.0/28': ['203.0.113.0', 'to 203.0.113.15:80', '203[.]0[.]113[.]9'],
  '2001:db8::1': ['[2001:db8::1]:443', '2001:0DB8:0:0:0:0:0:1', 'from 2001:db8:0::1.'],
  '2001:db8:aa::/48': ['2001:db8:aa:1:2:3:4:5', '2001:db8:aa::'],
  'C:\\Users\\Public\\evil tool.exe': ['run "C:\\Users\\Public\\evil tool.exe" /s', '{"path":"c:\\\\users\\\\public\\\\evil tool.exe"}'],
  locker: ['process locker started', '/tmp/locker', 'LOCKER', '__locker__'],
  'billing@sender.example': ['from=<billing@sender.example>', 'Billing@Sender.Example', 'billing[at]sender[.]example'],
  'xn--eckwd4c7cu47r2wf.example': ['xn--eckwd4c7cu47r2wf.example', 'ドメイン名例.example', 'http://ドメイン名例.example/'],
  'https://whole.example/': ['https://whole.example', 'https://whole.example/', 'https://whole.example/path'],
}

for (const [value, lines] of Object.entries(written)) {
  test(`a scan finds ${value} however a log writes it`, () => {
    for (const line of lines) assert.deepEqual(foundIn(line), [value], line)
  })
}

test('a scan finds nothing where an indicator is part of something else', () => {
  for (const line of [
    'evil.example.com notevil.example evil.example2 evil.examples not-evil.example',
    '198.51.100.70 1198.51.100.7 198.51.100 198.51.100.256',
    `${digest}0 a${digest}`,
    'http://drop.example/gate/in.phpx https://drop.example/gate/in.php http://drop.example/gate',
    '203.0.113.16 203.0.112.255',
    '2001:db8::10 2001:db8:ab::1 12:34:56 00:11:22:33:44:55',
    'C:\\Users\\Public\\evil tool.exec D:\\Public\\evil tool.exe evil tool.exe',
    'lockers unlocker locker2',
    'xbilling@sender.example sender.example',
    '',
  ])
    assert.deepEqual(foundIn(line), [], line)
})

test('a scan counts lines and tells where each hit lies, each indicator once a line', () => {
  const log = 'first\nevil.example evil.example 198.51.100.7\n\nlast evil.example'
  const bytes = utf8(`${log}\0`)
  const scan = scanner.scan(bytes, bytes.length - 1)
  assert.equal(scan.lines, 3)
  assert.deepEqual(scan.hits, [
    { line: 1, lineStart: 6, indicator: 0 },
    { line: 1, lineStart: 6, indicator: 1 },
    { line: 3, lineStart: log.indexOf('last'), indicator: 0 },
  ])
  assert.equal(bytes.at(-1), 0, 'the byte that was used is given back')
})

const lookedFor = indicatorTypes.filter((type) => type !== 'cve' && type !== 'file-name' && !type.endsWith('-range'))
const someIndicator = fc.oneof(plainFileNames(), ...lookedFor.map((type) => indicatorsOf(type)))

test('a scan finds every indicator that stands alone in a line', () => {
  fc.assert(
    fc.property(fc.array(someIndicator, { minLength: 1, maxLength: 20 }), (some) => {
      const own = scannerOf(some)
      for (const [place, { type, value }] of some.entries()) {
        const hits = hitsIn(`before\t${value}\tafter`, own)
        assert.ok(
          hits.some(({ indicator }) => indicator === place),
          `${type} ${value}`,
        )
      }
    }),
  )
})

test('a scan of any bytes ends, and finds the same whatever stands before and after', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (noise) => {
      const line = utf8('\nevil.example\n')
      const bytes = new Uint8Array([...noise, ...line, ...noise, 0])
      const { hits } = scanner.scan(bytes, bytes.length - 1)
      const lines = noise.filter((byte) => byte === 0x0a).length + 1
      assert.ok(hits.some((hit) => hit.line === lines && hit.indicator === 0))
    }),
  )
})
