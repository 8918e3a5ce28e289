import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { indicatorsOf, plainFileNames } from '../../test/support/indicator-arbitrary.ts'
import { extractIndicators } from './extract-indicators.ts'
import { IndicatorError } from './indicator-error.ts'
import type { Indicator } from './indicator.ts'

function found(text: string): string[] {
  return extractIndicators(text).indicators.map(({ type, value }) => `${type} ${value}`)
}

function refused(text: string): string[] {
  return extractIndicators(text).refused.map(({ reason, value, kept }) =>
    [reason, value, kept?.value].filter((part) => part !== undefined).join(' '),
  )
}

test('extractIndicators() finds every type in a report, each once and in order', () => {
  const reading = extractIndicators(
    [
      'The victim opened invoice.exe (SHA-256 E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855,',
      'MD5 d41d8cd98f00b204e9800998ecf8427e), sent by evil@c2.example. It called https://c2.example/gate.php?id=1, 192.0.2.1:443,',
      '2001:db8::1 and 198.51.100.0/24, then c2.example. See CVE-2024-12345, T1059.001; again 192.0.2.1.',
    ].join('\n'),
  )
  assert.deepEqual(
    reading.indicators.map(({ type, value, where }) => `${where}: ${type} ${value}`),
    [
      'line 1: file-name invoice.exe',
      'line 1: sha256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      'line 2: md5 d41d8cd98f00b204e9800998ecf8427e',
      'line 2: email evil@c2.example',
      'line 2: url https://c2.example/gate.php?id=1',
      'line 2: ipv4 192.0.2.1',
      'line 3: ipv6 2001:db8::1',
      'line 3: ipv4-range 198.51.100.0/24',
      'line 3: domain c2.example',
      'line 3: cve CVE-2024-12345',
    ],
  )
  assert.deepEqual(reading.techniques, ['T1059.001'])
  assert.deepEqual(reading.counts, { values: 11, indicators: 10, duplicates: 1, refused: 0, notIndicators: {} })
})

test('extractIndicators() undoes defanged forms', () => {
  for (const url of [
    'hxxp://evil.example/a',
    'hXXp://evil.example/a',
    'h**p://evil.example/a',
    'http[:]//evil.example/a',
    'http[://]evil.example/a',
  ]) {
    assert.deepEqual(found(url), ['url http://evil.example/a'], url)
  }
  assert.deepEqual(found('hxxp:\\\\evil[.]example/a fxp://evil[.]example meow://evil[.]example/'), [
    'url http://evil.example/a',
    'url ftp://evil.example/',
    'url http://evil.example/',
  ])
  for (const name of [
    'evil[.]example',
    'evil(.)example',
    'evil{.}example',
    'evil[dot]example',
    'evil (dot) example',
    'evil[.example',
    'evil.]example',
  ]) {
    assert.deepEqual(found(`to ${name} and`), ['domain evil.example'], name)
  }
  for (const name of [
    'evil【.】example',
    'evil（ドット）example',
    'evil［．］example',
    'evil[ドット]example',
    'ev\u200bil[.]exam\u00adple',
  ]) {
    assert.deepEqual(found(name), ['domain evil.example'], name)
  }
  for (const address of [
    'a[at]evil.example',
    'a(at)evil[.]example',
    'a[@]evil.example',
    'a＠evil.example',
    'a（アットマーク）evil.example',
    'a@evil[.]example',
  ]) {
    assert.deepEqual(found(address), ['email a@evil.example'], address)
  }
  assert.deepEqual(found('192[.]0[.]2[.]1 2001[:]db8[:][:]1'), ['ipv4 192.0.2.1', 'ipv6 2001:db8::1'])
})

test('extractIndicators() reads full-width letters and digits, but leaves file names as they are on disk', () => {
  assert.deepEqual(found('ｈｔｔｐｓ：／／ｅｖｉｌ．ｅｘａｍｐｌｅ／ａ？ｂ＝１'), ['url https://evil.example/a?b=1'])
  assert.deepEqual(found('１９２．０．２．１と192．0．2．0／24、ＣＶＥ－２０２４－１２３４５'), [
    'ipv4 192.0.2.1',
    'ipv4-range 192.0.2.0/24',
    'cve CVE-2024-12345',
  ])
  assert.deepEqual(found('「請求書（２０２６）.xlsm」と請求書２０２６.exe'), [
    'file-name 請求書（２０２６）.xlsm',
    'file-name 請求書２０２６.exe',
  ])
})

test('extractIndicators() finds addresses in Japanese sentences without spaces', () => {
  assert.deepEqual(found('通信先はevil.exampleに接続しevil2.exampleへ。192.0.2.1から通信。2001:db8::1も'), [
    'domain evil.example',
    'domain evil2.example',
    'ipv4 192.0.2.1',
    'ipv6 2001:db8::1',
  ])
  assert.deepEqual(found('URL：https://evil.example/aに接続（https://evil.example/b（C2サーバ））、送信元user@evil.exampleより'), [
    'url https://evil.example/a',
    'url https://evil.example/b',
    'email user@evil.example',
  ])
  assert.deepEqual(found('ハッシュ値はd41d8cd98f00b204e9800998ecf8427eです。脆弱性CVE‐2024‐12345を悪用'), [
    'md5 d41d8cd98f00b204e9800998ecf8427e',
    'cve CVE-2024-12345',
  ])
  assert.deepEqual(found('検体invoice.exeと請求書.xlsmを実行した。C:\\Temp\\a.exeが残った'), [
    'file-name invoice.exe',
    'file-name 請求書.xlsm',
    'file-name C:\\Temp\\a.exe',
  ])
  assert.deepEqual(found('感染を確認した．example.comへ'), ['domain example.com'])
})

test('extractIndicators() finds Japanese domain names', () => {
  assert.deepEqual(found('通信先は日本語.jpです'), ['domain xn--wgv71a119e.jp'])
  assert.deepEqual(found('「日本語abc.jp」'), ['domain xn--abc-s08fl0dtz6h.jp'])
  assert.deepEqual(found('以下を遮断\nはじめよう.みんな\n以上'), ['domain xn--p8j9a0d9c9a.xn--q9jyb4c'])
  assert.deepEqual(found('日本語.みんなです'), ['domain xn--wgv71a119e.xn--q9jyb4c'])
  assert.deepEqual(found('https://日本語abc.jp/とhttps://日本語.jp/'), [
    'url https://xn--abc-s08fl0dtz6h.jp/',
    'url https://xn--wgv71a119e.jp/',
  ])
})

test('extractIndicators() tells ranges from ways between two addresses', () => {
  assert.deepEqual(found('192.0.2.1から192.0.2.9まで'), ['ipv4-range 192.0.2.1-192.0.2.9'])
  assert.deepEqual(found('192.0.2.1から198.51.100.1へ'), ['ipv4 192.0.2.1', 'ipv4 198.51.100.1'])
  assert.deepEqual(found('192.0.2.1-192.0.2.9, 192.0.2.10〜192.0.2.20, 192.0.2.30-39'), [
    'ipv4-range 192.0.2.1-192.0.2.9',
    'ipv4-range 192.0.2.10-192.0.2.20',
    'ipv4-range 192.0.2.30-192.0.2.39',
  ])
  assert.deepEqual(found('2001:db8::1-2001:db8::9 192.0.2.1 - 5 hosts'), ['ipv6-range 2001:db8::1-2001:db8::9', 'ipv4 192.0.2.1'])
})

test('extractIndicators() tells file names from domain names', () => {
  assert.deepEqual(found('update.zip setup.py README.md invoice.pdf.zip'), [
    'file-name update.zip',
    'file-name setup.py',
    'file-name README.md',
    'file-name invoice.pdf.zip',
  ])
  assert.deepEqual(found('update[.]zip www.evil.zip'), ['domain update.zip', 'domain www.evil.zip'])
  assert.deepEqual(found('/tmp/x.sh %TEMP%\\fl63.data.bin "C:\\Program Files\\a b.exe" \\\\server\\share\\a.dll'), [
    'file-name /tmp/x.sh',
    'file-name %TEMP%\\fl63.data.bin',
    'file-name C:\\Program Files\\a b.exe',
    'file-name \\\\server\\share\\a.dll',
  ])
  assert.deepEqual(found('d41d8cd98f00b204e9800998ecf8427e.cdn.example 1.2.0.192.in-addr.arpa'), [
    'domain d41d8cd98f00b204e9800998ecf8427e.cdn.example',
    'domain 1.2.0.192.in-addr.arpa',
  ])
})

test('extractIndicators() leaves out what only looks like an indicator', () => {
  const nothing =
    'It ended.It was v1.2.3.4 at 12:34:56, std::vector, e.g. user@localhost, co.jp, aa:bb:cc:dd:ee:ff, Node.js3, 3.14, 2024-01-01, A/B, 1.2.3.4.5'
  assert.deepEqual([found(nothing), refused(nothing)], [[], []])
})

test('extractIndicators() names what was meant and is none', () => {
  assert.deepEqual(refused('300.1.1.1 evil[.]nowhere CVE-2024-012345'), [
    'NOT_AN_ADDRESS 300.1.1.1',
    'SUFFIX_UNKNOWN evil.nowhere',
    'NOT_A_CVE CVE-2024-012345',
  ])
  assert.deepEqual(refused('a'.repeat(128)), [`HASH_KIND_UNSUPPORTED ${'a'.repeat(128)}`])
  assert.deepEqual(refused('evil.example/gate.php, 192.0.2.1/x'), [
    'SCHEME_MISSING evil.example/gate.php evil.example',
    'SCHEME_MISSING 192.0.2.1/x 192.0.2.1',
  ])
  assert.deepEqual(found('a.example/b.example'), ['domain a.example', 'domain b.example'])
})

test('extractIndicators() trims the punctuation of the sentence from a URL, and divides lists', () => {
  assert.deepEqual(found('(see https://evil.example/a(1).php). Also <http://b.example/?q=1>, "http://c.example/x!".'), [
    'url https://evil.example/a(1).php',
    'url http://b.example/?q=1',
    'url http://c.example/x',
  ])
  assert.deepEqual(found('[link](https://evil.example/a),https://evil.example/b;http://c.example'), [
    'url https://evil.example/a',
    'url https://evil.example/b',
    'url http://c.example/',
  ])
})

const dots = fc.constantFrom('[.]', '(.)', '{.}', '[dot]', '(DOT)', ' [.] ', '【.】', '［．］', '（ドット）')

/** Returns `text` with every occurrence of `sign` in its first `length` characters replaced. */
function inHost(text: string, [from, to]: readonly [string, string], end = text.length): string {
  return text.slice(0, end).replaceAll(from, to) + text.slice(end)
}

function defanged(indicator: Indicator, dot: string): string {
  const { type, value } = indicator
  switch (type) {
    case 'ipv4':
    case 'ipv4-range':
    case 'domain':
      return value.replaceAll('.', dot)
    case 'ipv6':
    case 'ipv6-range':
      return value.replaceAll(':', '[:]')
    case 'email':
      return value.replaceAll('.', dot).replace('@', '[at]')
    case 'url': {
      const end = value.indexOf('/', value.indexOf('//') + 2)
      return inHost(value, ['.', dot], end < 0 ? value.length : end)
        .replace(/^http/, 'hxxp')
        .replace('://', '[://]')
    }
    case 'md5':
    case 'sha1':
    case 'sha256':
    case 'cve':
    case 'file-name':
      return value
  }
}

function fullWidth(text: string): string {
  return text.replace(/[0-9A-Za-z.:/@?=&%+_~-]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0))
}

const networkTypes = ['ipv4', 'ipv4-range', 'ipv6', 'ipv6-range', 'domain', 'url', 'email', 'md5', 'sha1', 'sha256', 'cve'] as const
const surroundings = fc.constantFrom(
  ['', ''],
  [' ', ' '],
  ['通信先は', 'に接続した。'],
  ['「', '」'],
  ['（', '）'],
  ['"', '"'],
  ['・', '、'],
  ['x: ', '\n'],
  ['<', '>'],
)

test('extractIndicators() finds what was defanged, whatever stands around it', () => {
  for (const type of networkTypes) {
    fc.assert(
      fc.property(indicatorsOf(type), dots, surroundings, (indicator, dot, [before, behind]) => {
        fc.pre(indicator.value !== '::')
        assert.deepEqual(found(`${before}${defanged(indicator, dot)}${behind}`), [`${indicator.type} ${indicator.value}`])
      }),
      { numRuns: 200 },
    )
  }
})

test('extractIndicators() finds what was written in full-width letters', () => {
  for (const type of networkTypes) {
    fc.assert(
      fc.property(indicatorsOf(type), surroundings, (indicator, [before, behind]) => {
        // The bracket of an IPv6 host divides when it is full-width.
        fc.pre(indicator.value !== '::' && !indicator.value.includes('['))
        const text = `${before}${fullWidth(indicator.value)}${behind}`
        assert.deepEqual(found(text), [`${indicator.type} ${indicator.value}`])
      }),
    )
  }
})

test('extractIndicators() finds file names among words and inside of Japanese sentences', () => {
  fc.assert(
    fc.property(plainFileNames(), surroundings, (indicator, [before, behind]) => {
      assert.deepEqual(found(`${before}${indicator.value}${behind}`), [`file-name ${indicator.value}`])
    }),
  )
})

test('extractIndicators() is calm at any text, and accounts for all that it found', () => {
  const word = fc.constantFrom(
    'http://',
    'evil',
    '.',
    '[.]',
    '@',
    '例',
    'の',
    ':',
    '/',
    '1',
    '192.0.2.1',
    'exe',
    '-',
    '\\',
    '%',
    '「',
    '\n',
    '\ue000',
    '(at)',
    'CVE-2024-1',
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(word).map((words) => words.join('')),
      ),
      (text) => {
        const { counts, indicators, refused: names } = extractIndicators(text)
        assert.equal(counts.values, counts.indicators + counts.duplicates + counts.refused)
        assert.equal(counts.indicators, indicators.length)
        assert.equal(counts.refused, names.filter(({ kept }) => kept === undefined).length)
      },
    ),
    { numRuns: 3000 },
  )
})

test('extractIndicators() refuses a text over the limit', () => {
  assert.throws(
    () => extractIndicators('a'.repeat(4_194_305)),
    (error) => error instanceof IndicatorError && error.code === 'INDICATOR_FILE_TOO_LARGE',
  )
})
