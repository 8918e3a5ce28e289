import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { indicatorsOf } from '../../test/support/indicator-arbitrary.ts'
import { indicatorTypes } from './indicator.ts'
import { readObservable, type ObservableKind } from './read-observable.ts'

function read(kind: ObservableKind, text: string): string {
  const { indicator, refusal } = readObservable(kind, text)
  return [indicator === null ? null : `${indicator.type} ${indicator.value}`, refusal].filter((part) => part !== null).join(' ')
}

test('readObservable() leaves every normal form as it is', () => {
  for (const type of indicatorTypes) {
    fc.assert(
      fc.property(indicatorsOf(type), (indicator) => {
        assert.deepEqual(readObservable(indicator.type, indicator.value), { indicator, refusal: null })
      }),
    )
  }
})

test('readObservable() undoes defanged and full-width forms', () => {
  assert.equal(read('host', 'evil[.]example'), 'domain evil.example')
  assert.equal(read('host', 'evil(dot)co[dot]jp'), 'domain evil.co.jp')
  assert.equal(read('address', '１９２．０．２．１'), 'ipv4 192.0.2.1')
  assert.equal(read('address', '192[.]0[.]2[.]0/24'), 'ipv4-range 192.0.2.0/24')
  assert.equal(read('url', 'hxxps[:]//evil[.]example/a'), 'url https://evil.example/a')
  assert.equal(read('email', 'user[at]evil[.]example'), 'email user@evil.example')
  assert.equal(read('cve', 'ＣＶＥ－２０２４－１２３４５'), 'cve CVE-2024-12345')
  assert.equal(read('sha1', 'ＤＡ39a3ee5e6b4b0d3255bfef95601890afd80709'), 'sha1 da39a3ee5e6b4b0d3255bfef95601890afd80709')
})

test('readObservable() takes an address for a host, and a host for a URL without scheme and path', () => {
  assert.equal(read('host', '192.0.2.1'), 'ipv4 192.0.2.1')
  assert.equal(read('url', 'evil.example'), 'domain evil.example')
  assert.equal(read('url', 'evil.example:8080'), 'domain evil.example')
})

test('readObservable() keeps the host of a URL without a scheme, and says so', () => {
  assert.equal(read('url', 'evil.example/gate.php'), 'domain evil.example SCHEME_MISSING')
  assert.equal(read('domain', '192.0.2.1/gate.php'), 'ipv4 192.0.2.1 SCHEME_MISSING')
})

test('readObservable() keeps file names as they are found, but for the slashes of a path', () => {
  assert.equal(read('file-name', '請求書（２０２６）.xlsm'), 'file-name 請求書（２０２６）.xlsm')
  assert.equal(read('file-name', 'evil[.]exe'), 'file-name evil[.]exe')
  assert.equal(read('file-name', 'C:\\Temp/a.exe'), 'file-name C:\\Temp\\a.exe')
  assert.equal(read('file-name', 'a\u202efdp.exe'), 'file-name a\u202efdp.exe')
})

test('readObservable() reads addresses with a name before them, and those that Japanese carriers gave out', () => {
  assert.equal(read('email', '"Taro" <Taro@Evil.Example>'), 'email taro@evil.example')
  assert.equal(read('email', 'mailto:a..b.@docomo.ne.jp'), 'email a..b.@docomo.ne.jp')
})

test('readObservable() says why it refuses', () => {
  assert.equal(read('address', '999.1.1.1'), 'NOT_AN_ADDRESS')
  assert.equal(read('host', 'co.jp'), 'SUFFIX_ALONE')
  assert.equal(read('host', 'setup.exe'), 'SUFFIX_UNKNOWN')
  assert.equal(read('url', 'nonsense'), 'NOT_A_URL')
  assert.equal(read('url', 'http://a..b/'), 'NOT_A_URL')
  assert.equal(read('email', 'user@localhost'), 'NOT_AN_EMAIL')
  assert.equal(read('md5', 'da39a3ee5e6b4b0d3255bfef95601890afd80709'), 'NOT_A_HASH')
  assert.equal(read('hash', 'zz'), 'NOT_A_HASH')
  assert.equal(read('file-name', 'C:\\Temp\\'), 'NOT_A_FILE_NAME')
  assert.equal(read('file-name', 'a\u0000b'), 'NOT_A_FILE_NAME')
  assert.equal(read('file-name', '..'), 'NOT_A_FILE_NAME')
  assert.equal(read('cve', 'JVNDB-2024-000012'), 'NOT_A_CVE')
  assert.equal(read('cve', 'CVE-2024-012345'), 'NOT_A_CVE')
  assert.equal(read('host', '  '), 'VALUE_MISSING')
  assert.equal(read('file-name', 'a'.repeat(4097)), 'VALUE_TOO_LONG')
})

test('readObservable() is calm at any text', () => {
  const kinds = [...indicatorTypes, 'address', 'host', 'hash'] as const
  fc.assert(
    fc.property(fc.constantFrom(...kinds), fc.string({ unit: 'binary' }), (kind, text) => {
      const { indicator, refusal } = readObservable(kind, text)
      assert.ok(indicator !== null || refusal !== null)
      if (indicator !== null && refusal === null) assert.deepEqual(readObservable(indicator.type, indicator.value).indicator, indicator)
    }),
    { numRuns: 2000 },
  )
})
