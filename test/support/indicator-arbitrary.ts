import fc from 'fast-check'
import type { Indicator, IndicatorType } from '#indicator/indicator.ts'
import { readObservable, type ObservableKind } from '#indicator/read-observable.ts'

const label = fc.stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,8}[a-z0-9])?$/)
const japaneseLabel = fc.constantFrom('xn--wgv71a119e', 'xn--fiq64b', 'xn--eckwd4c7c')
const suffix = fc.constantFrom('com', 'co.jp', 'jp', 'example', 'test', 'example.jp', 'xn--q9jyb4c', 'onion', 'net')
const domain = fc.tuple(
  fc.array(fc.oneof({ weight: 9, arbitrary: label }, { weight: 1, arbitrary: japaneseLabel }), { minLength: 1, maxLength: 4 }),
  suffix,
)
const ipv4 = fc.ipV4()
const ipv6 = fc.ipV6()
const host = fc.oneof(
  domain.map(([labels, end]) => [...labels, end].join('.')),
  ipv4,
  ipv6.map((address) => `[${address}]`),
)
const path = fc.stringMatching(
  /^(?:\/[A-Za-z0-9_~-]{1,6}){0,3}(?:\/[A-Za-z0-9_-]{1,6}\.(?:php|js|exe))?(?:\?[a-z]=[A-Za-z0-9%&=+-]{0,8}[A-Za-z0-9])?$/,
)
const url = fc
  .tuple(fc.constantFrom('http', 'https', 'ftp', 'tcp', 'smb'), host, fc.option(fc.integer({ min: 1, max: 65535 })), path)
  .map(([scheme, name, port, rest]) => `${scheme}://${name}${port === null ? '' : `:${port}`}${rest}`)
const fileWord = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_-]{0,10}$/)
const fileName = fc.tuple(fileWord, fc.constantFrom('exe', 'dll', 'js', 'xlsm', 'pdf.exe', 'tar.gz', 'ps1')).map((parts) => parts.join('.'))
const anyFileName = fc.oneof(
  fileName,
  fc
    .tuple(fc.constantFrom('C:\\Windows\\Temp\\', '%TEMP%\\', '\\\\server\\share\\', 'C:\\', 'folder\\'), fileName)
    .map((parts) => parts.join('')),
  fc.tuple(fc.constantFrom('/tmp/', '/', 'Library/', 'a/b/'), fileName).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
)

function hexadecimal(length: number): fc.Arbitrary<string> {
  return fc.string({ unit: fc.constantFrom(...'0123456789abcdefABCDEF'.split('')), minLength: length, maxLength: length })
}

function dashed(address: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(address, address).map((pair) => pair.join('-'))
}

const written: Readonly<Record<IndicatorType, fc.Arbitrary<string>>> = {
  ipv4,
  'ipv4-range': fc.oneof(
    fc.tuple(ipv4, fc.integer({ min: 0, max: 31 })).map((parts) => parts.join('/')),
    dashed(ipv4),
  ),
  ipv6,
  'ipv6-range': fc.oneof(
    fc.tuple(ipv6, fc.integer({ min: 0, max: 127 })).map((parts) => parts.join('/')),
    dashed(ipv6),
  ),
  domain: domain.map(([labels, end]) => [...labels, end].join('.')),
  url,
  email: fc
    .tuple(fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._+-]{0,10}[A-Za-z0-9]$/), domain)
    .map(([local, [labels, end]]) => `${local}@${[...labels, end].join('.')}`),
  md5: hexadecimal(32),
  sha1: hexadecimal(40),
  sha256: hexadecimal(64),
  'file-name': anyFileName,
  cve: fc
    .tuple(fc.integer({ min: 1999, max: 2099 }), fc.integer({ min: 1000, max: 9_999_999 }))
    .map(([year, number]) => `cve-${year}-${number}`),
}

/** Returns indicators of one type, in normal form. */
export function indicatorsOf(type: IndicatorType): fc.Arbitrary<Indicator> {
  return normal(type, written[type])
}

/** Returns file names that can be told from the words around them without quotation marks. */
export function plainFileNames(): fc.Arbitrary<Indicator> {
  return normal('file-name', fileName)
}

function normal(kind: ObservableKind, texts: fc.Arbitrary<string>): fc.Arbitrary<Indicator> {
  return texts
    .map((text) => readObservable(kind, text))
    .filter((observed) => observed.indicator !== null && observed.refusal === null)
    .map((observed) => observed.indicator)
    .filter((indicator) => indicator !== null)
}
