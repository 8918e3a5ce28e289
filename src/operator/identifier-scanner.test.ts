import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { sharedData } from '../../test/support/shared-data.ts'
import { demoOperators } from './demo-operators.ts'
import { IdentifierScanner } from './identifier-scanner.ts'
import { longestScanned } from './normal-readings.ts'
import { identifiersOf } from './operator-identifiers.ts'

const scanner = new IdentifierScanner(demoOperators.map(identifiersOf))

/** Returns the English names of the operators that `text` gives away. */
function named(text: string): string[] {
  const result = scanner.scan(text)
  assert.ok(result.scanned)
  const ids = new Set(result.hits.map((hit) => hit.operatorId))
  return demoOperators.filter((operator) => ids.has(operator.id)).map((operator) => operator.names.romaji)
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const utf16 = (text: string): Uint8Array => Buffer.from(text, 'utf16le')
// 北瀬電力 and 霧ヶ浦 in Shift_JIS.
const kitaseShiftJis = Uint8Array.of(0x96, 0x6b, 0x90, 0xa3, 0x93, 0x64, 0x97, 0xcd)

/** Ways of writing the identity of one operator, each with its name. */
const disguises: readonly (readonly [string, string])[] = [
  ['legal name', '北瀬電力株式会社の発電所'],
  ['legal form in front, as one character', '㈱北瀬電力より'],
  ['name without legal form inside a sentence', '本日、北瀬電力において障害が発生'],
  ['abbreviation of three kanji', '北瀬電の制御所'],
  ['abbreviation of two kanji', '担当は瀬電です'],
  ['former name', '旧・北瀬配電(株)'],
  ['subsidiary', '北瀬エナジーサービス'],
  ['katakana', 'キタセデンリョク'],
  ['half-width katakana', 'ｷﾀｾﾃﾞﾝﾘｮｸ'],
  ['hiragana', 'きたせでんりょく'],
  ['katakana with a middle dot', 'キタセ・デンリョク'],
  ['katakana with large kana for small ones', 'キタセデンリヨク'],
  ['kana of a subsidiary without long marks', 'キタセエナジサビス'],
  ['kanji with spaces between', '北 瀬　電 力'],
  ['kanji over a line break', '北瀬\n電力'],
  ['kanji with a zero-width space', '北\u200b瀬\u200d電\ufeff力'],
  ['kanji with variation selectors', '北\u{e0100}瀬電力\ufe00'],
  ['compatibility radical', '北瀬電⼒'],
  ['English name', 'Kitase Electric Power Company, Incorporated'],
  ['English name without legal form, lower case', 'victim: kitase electric power'],
  ['English name joined', 'login-kitaseelectricpower-support'],
  ['English name in camel case', 'KitaseElectricPower_quote.xlsx'],
  ['English name with underscores', 'kitase_electric_power'],
  ['romaji that nobody registered', 'Kitase Denryoku'],
  ['romaji with long vowels marked', 'Kitase Denryōku'],
  ['romaji joined, capitals', 'KITASEDENRYOKU'],
  ['latin abbreviation', 'attack on KITEPCO confirmed'],
  ['latin abbreviation in a host name', 'kitepco-dc07.corp.invalid'],
  ['latin abbreviation spelled out', 'K.I.T.E.P.C.O.'],
  ['full-width latin', 'ＫＩＴＥＰＣＯ'],
  ['mathematical letters', '𝐊𝐈𝐓𝐄𝐏𝐂𝐎'],
  ['squared letters', '🅺🅸🆃🅴🅿🅲🅾'],
  ['regional indicators', '🇰🇮🇹🇪🇵🇨🇴'],
  ['small capitals', 'ᴋɪᴛᴇᴘᴄᴏ'],
  ['Cyrillic look-alikes', 'КІТЕРСО'],
  ['Greek look-alikes', 'ΚΙΤΕΡCΟ'],
  ['accents', 'Kìtépco'],
  ['soft hyphens', 'KIT\u00adEP\u00adCO'],
  ['digits for letters', 'k1tased3nryoku'],
  ['domain', 'https://www.kitase-denryoku.example/login'],
  ['domain inside another domain', 'kitase-denryoku.example.attacker.invalid'],
  ['domain with hyphens for dots', 'kitepco-test.attacker.invalid'],
  ['domain of a subsidiary', 'vpn.kitase-grid.example'],
  ['first label of the domain elsewhere', 'kitase-denryoku.attacker.invalid'],
  ['defanged domain', 'hxxps://kitase-denryoku[.]example/'],
  ['defanged domain in words', 'kitase-denryoku (dot) example'],
  ['domain with an ideographic full stop', 'kitepco。test'],
  ['e-mail address', 'taro.yamada@kitepco.test'],
  ['internal host', '\\\\KITEPCO-EMS-HIST2\\c$\\temp'],
  ['corporate number', '法人番号 3999901100003'],
  ['corporate number with hyphens', '3-9999-0110-0003'],
  ['percent encoding', '/q=%E5%8C%97%E7%80%AC%E9%9B%BB%E5%8A%9B'],
  ['percent encoding of Shift_JIS', '/q=%96k%90%A3%93d%97%CD'],
  ['percent encoding twice', '/q=%25E5%258C%2597%25E7%2580%25AC%25E9%259B%25BB%25E5%258A%259B'],
  ['base64', `powershell ${bytes('net use KITEPCO').toBase64()}`],
  ['base64 of UTF-16', `powershell -enc ${utf16('whoami /domain:KITEPCO').toBase64()}`],
  ['base64 for addresses', `?v=${bytes('victim=北瀬電力').toBase64({ alphabet: 'base64url', omitPadding: true })}`],
  ['base64 of base64', bytes(bytes('victim=KITEPCO').toBase64()).toBase64()],
  ['base64 over two lines', bytes('this text is long enough to be broken: KITEPCO').toBase64().replace(/.{24}/u, '$&\r\n')],
  ['base64 of Shift_JIS', kitaseShiftJis.toBase64()],
  ['hexadecimal', bytes('KITEPCO').toHex()],
  ['hexadecimal with spaces', '4b 49 54 45 50 43 4f'],
  ['hexadecimal with prefixes', '0x4b, 0x49, 0x54, 0x45, 0x50, 0x43, 0x4f'],
  ['hexadecimal in base64', bytes(bytes('KITEPCO').toHex()).toBase64()],
  ['backslash escapes', String.raw`\x4b\x49\x54\x45\x50\x43\x4f`],
  ['Unicode escapes', String.raw`\u5317\u702c\u96fb\u529b`],
  ['character references', '&#x5317;&#28716;&#x96fb;&#21147;'],
  ['quoted-printable', '=E5=8C=97=E7=80=AC=E9=9B=BB=E5=8A=9B'],
  ['encoded word of a mail header', `=?UTF-8?B?${bytes('北瀬電力').toBase64()}?=`],
  ['punycode', 'xn--tfr1k838epn8a.invalid'],
  ['wrong character set', 'åŒ—ç€¬é›»åŠ›'],
  ['letters turned by 13', 'xvgnfr qraelbxh'],
  ['letters the other way round', 'ukoyrned-esatik.attacker.invalid'],
  ['digits for letters in a host name', 'k1t3pc0-3m5-h15t2.attacker.invalid'],
  ['base32', 'nnuxiyltmuwwizlooj4w623vfzsxqylnobwgk.tunnel.invalid'],
  ['base32 in capitals', 'JNEVIRKQINHQ'],
  ['base64 among numbers', 'AAFjZmcA5YyX54Cs6Zu75YqbAMO/'],
  ['base64 with digits that divide paths', `https://attacker.invalid/a/${bytes('北瀬エナジーサービス').toBase64()}`],
  ['octal escapes', String.raw`\113\111\124\105\120\103\117`],
  ['person', '清水真由美'],
  ['person in a path', 'https://attacker.invalid/u/shimizu.mayumi'],
  ['address of two numbers', 'http://attacker.invalid/192.515'],
  ['address of three numbers', '192.0.515'],
  ['address as digits', 'host-c0000203.isp.invalid'],
  ['address asked of a block list', '3.2.0.192.bl.invalid'],
  ['IPv6 address as digits', '20010db801a000000000000000000017'],
  ['IPv6 address with hyphens behind a word', 'host-2001-db8-1a0-0-0-0-0-17.isp.invalid'],
  ['address', '192.0.2.3'],
  ['address with a port', 'tcp://192.0.2.3:443'],
  ['defanged address', '192[.]0[.]2[.]3'],
  ['address in a host name', 'ip-192-0-2-3.isp.invalid'],
  ['address in full-width digits', '１９２．０．２．３'],
  ['address as one number', 'http://3221225987/'],
  ['address as one hexadecimal number', '0xc0000203'],
  ['address in octal', '0300.0.02.03'],
  ['mapped address', '::ffff:192.0.2.3'],
  ['mapped address in hexadecimal', '[::ffff:c000:203]'],
  ['translated address', '64:ff9b::c000:203'],
  ['name for reverse lookup', '3.2.0.192.in-addr.arpa'],
  ['network around the address', '192.0.2.0/24'],
  ['range around the address', '192.0.1.250 - 192.0.2.10'],
  ['IPv6 address', '2001:DB8:01A0:0:0::17'],
  ['IPv6 address with hyphens', '2001-db8-1a0--17.isp.invalid'],
]

test(`IdentifierScanner sees through ${disguises.length} ways of writing one operator`, () => {
  const missed = disguises.filter(([, text]) => !named(text).includes('Kitase Electric Power Company, Incorporated'))
  assert.deepEqual(missed, [])
  assert.ok(disguises.length >= 36)
})

test('IdentifierScanner names nobody else for them', () => {
  const alone = disguises.filter(([way]) => !way.endsWith('around the address'))
  assert.deepEqual(
    alone.filter(([, text]) => named(text).length > 1),
    [],
  )
})

test('IdentifierScanner finds every operator by every identifier that it has', () => {
  for (const operator of demoOperators) {
    const identifiers = identifiersOf(operator)
    const all = [
      ...identifiers.names,
      ...identifiers.abbreviations,
      ...identifiers.domains,
      ...identifiers.hosts,
      ...identifiers.corporateNumbers,
    ]
    for (const text of [...all, ...identifiers.ranges]) assert.ok(named(`… ${text} …`).includes(operator.names.romaji), text)
  }
})

test('IdentifierScanner finds places that are written with ヶ, ケ or が, and older kanji', () => {
  for (const text of ['霧ヶ浦ガス', '霧ケ浦ガス', '霧が浦ガス', '霧ガ浦瓦斯'.replace('瓦斯', 'ガス')])
    assert.deepEqual(named(text), ['Kirigaura Gas Co., Ltd.'])
  assert.deepEqual(named('燈籠信託銀行'), named('灯籠信託銀行'))
})

/** Texts that name nobody, though they come near it. */
const clean = [
  '攻撃者はVPN装置の脆弱性を悪用して侵入した。',
  '電力、ガス、水道、鉄道の各分野に注意を呼びかける。',
  '北の瀬戸内海で電力不足',
  '潮の流れ、汽船、郵船、海運',
  '東の凪、銀行、放送',
  '株式会社の従業員を装った電子メール',
  'The attacker used a stone cloud and an electric power tool.',
  'the operator express delivery bank life insurance network services corporation',
  'https://update.attacker.invalid/gate.php?id=20261122&session=3f2a9c',
  'cmd.exe /c whoami & net user administrator',
  'kite, kites, kitesurfing; sober; tone, tones; soda; oho!',
  'C2: 185.220.101.4:443, 45.33.32.156, 2a03:2880:f10c:83:face:b00c:0:25de',
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  'd41d8cd98f00b204e9800998ecf8427e',
  'CVE-2024-21762 T1190 T1486 T1498.001',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0',
  'mutex Global\\{8C2B9A5E-11D3-4A0F-9A57-6A0F1B7F2F10}',
  '0123456789012',
  'zba, Zba, rhzba.attacker.invalid',
  'あかつきの空、つばめが飛ぶ。野分が来る。',
]

test(`IdentifierScanner finds nobody in ${clean.length} texts that name nobody`, () => {
  assert.deepEqual(
    clean.filter((text) => named(text).length > 0).map((text) => [text, named(text)]),
    [],
  )
})

test('IdentifierScanner takes an abbreviation of three letters for a name only in capitals', () => {
  assert.deepEqual(named('ZBAにおける障害'), ["Zen'iki Broadcasting Association"])
  assert.deepEqual(named('zba'), [])
})

test('IdentifierScanner finds nobody in the published events and bundles', (t) => {
  const files = ['misp-events', 'stix-bundles'].flatMap((folder) => {
    const path = sharedData(folder)
    return path === null ? [] : readdirSync(path).map((file) => `${path}/${file}`)
  })
  if (files.length === 0) return t.skip('the folder of real data is absent')
  let strings = 0
  for (const file of files.filter((each) => /\.(?:json|stix2)$/u.test(each) && !each.includes('ics-attack'))) {
    for (const text of new Set(stringsOf(JSON.parse(readFileSync(file, 'utf8'))))) {
      strings++
      if (text.length <= longestScanned) assert.deepEqual(named(text), [], `${text} in ${file}`)
    }
  }
  assert.ok(strings > 1000)
})

test('IdentifierScanner refuses a text that is too long instead of passing it', () => {
  assert.deepEqual(scanner.scan('a'.repeat(longestScanned + 1)), { scanned: false })
})

test('IdentifierScanner refuses an operator whose range it cannot read', () => {
  const [operator] = demoOperators
  assert.ok(operator !== undefined)
  assert.throws(() => new IdentifierScanner([{ ...identifiersOf(operator), ranges: ['somewhere'] }]), RangeError)
})

test('IdentifierScanner finds a name wherever it stands and whatever surrounds it, and never throws', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ unit: 'binary', maxLength: 60 }), (before, after) => {
      assert.ok(named(`${before} 北瀬電力 ${after}`).includes('Kitase Electric Power Company, Incorporated'))
    }),
  )
})

function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsOf) : []
}
