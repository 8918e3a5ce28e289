import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { canonicalJson } from '#base/canonical-json.ts'
import {
  comparisonOperators,
  patternTests,
  type Comparison,
  type Literal,
  type ObjectPath,
  type Pattern,
  type Qualifier,
} from './pattern.ts'
import { parsePattern } from './parse-pattern.ts'
import { pathText, writePattern } from './write-pattern.ts'
import { StixError, type StixErrorCode } from './stix-error.ts'

function refuses(source: string, code: StixErrorCode, message = /./): void {
  assert.throws(
    () => parsePattern(source),
    (error) => error instanceof StixError && error.code === code && message.test(error.message),
    `${source.slice(0, 80)} should be refused as ${code}`,
  )
}

// Examples of STIX 2.1, section 9.8, in the spelling of the standard.
const standardExamples = [
  "[file:hashes.'SHA-256' = 'aec070645fe53ee3b3763059376134f058cc337247c978add178b6ccdfb0019f']",
  "[email-message:from_ref.value MATCHES '.+\\\\@example\\\\.com$' AND email-message:body_multipart[*].body_raw_ref.name MATCHES '^Final Report.+\\\\.exe$']",
  "[file:hashes.'SHA-256' = 'bf07a7fbb825fc0aae7bf4a1177b2b31fcf8a3feeaf7092761e18c859ee52a9c' OR file:hashes.MD5 = 'cead3f77f6cda6ec00f57d76c9a6879f'] AND [file:hashes.'SHA-256' = 'aec070645fe53ee3b3763059376134f058cc337247c978add178b6ccdfb0019f']",
  "([file:hashes.MD5 = '79054025255fb1a26e4bc422aef54eb4'] FOLLOWEDBY [windows-registry-key:key = 'HKEY_LOCAL_MACHINE\\\\foo\\\\bar']) WITHIN 300 SECONDS",
  "[user-account:account_type = 'unix' AND user-account:user_id = '1007' AND user-account:account_login = 'Peter' AND user-account:display_name = 'Peter']",
  "[artifact:mime_type = 'application/vnd.tcpdump.pcap' AND artifact:payload_bin MATCHES '\\\\xd4\\\\xc3\\\\xb2\\\\xa1\\\\x02\\\\x00\\\\x04\\\\x00']",
  "[file:name = 'foo.dll' AND file:parent_directory_ref.path = 'C:\\\\Windows\\\\System32']",
  "[file:extensions.'windows-pebinary-ext'.sections[*].entropy > 7.0]",
  "[file:mime_type = 'image/bmp' AND file:magic_number_hex = h'ffd8']",
  "[network-traffic:dst_ref.type = 'ipv4-addr' AND network-traffic:dst_ref.value = '203.0.113.33/32']",
  "[network-traffic:src_ref.value ISSUBSET '198.51.100.0/24'] REPEATS 5 TIMES WITHIN 1800 SECONDS",
  "[url:value = 'http://foo.example.com/foo.exe'] START t'2016-06-01T00:00:00Z' STOP t'2016-07-01T00:00:00Z'",
  "[process:command_line MATCHES '^.+>-add GlobalSign.cer -c -s -r localMachine Root$'] FOLLOWEDBY [process:command_line MATCHES '^.+>-add GlobalSign.cer -c -s -r localMachineTrustedPublisher$']",
  "[ipv4-addr:value NOT IN ('198.51.100.1', '203.0.113.33')]",
  '[EXISTS email-addr:value]',
  "[file:content_ref.payload_bin = b'dGVzdA==']",
  '[network-traffic:is_active = true OR network-traffic:src_port <= -1]',
]

test('writePattern() gives back the examples of the standard letter for letter', () => {
  for (const example of standardExamples) assert.equal(writePattern(parsePattern(example)), example)
})

test('parsePattern() lets AND bind more tightly than OR, and OR more than FOLLOWEDBY', () => {
  const pattern = parsePattern('[a:b = 1 OR a:b = 2 AND a:b = 3] FOLLOWEDBY [a:b = 4] OR [a:b = 5] AND [a:b = 6]')
  assert.equal(pattern.kind, 'followed-by')
  assert.equal(writePattern(pattern), '[a:b = 1 OR (a:b = 2 AND a:b = 3)] FOLLOWEDBY ([a:b = 4] OR ([a:b = 5] AND [a:b = 6]))')
})

test('parsePattern() reads spellings that producers use', () => {
  const read = (source: string) => writePattern(parsePattern(source))
  assert.equal(
    read("[ipv4-addr:value='192.0.2.1'or ipv4-addr:value=='192.0.2.2']"),
    "[ipv4-addr:value = '192.0.2.1' OR ipv4-addr:value = '192.0.2.2']",
  )
  assert.equal(read("[file:size <> 1 and file:name like 'a%']"), "[file:size != 1 AND file:name LIKE 'a%']")
  assert.equal(read("[file:hashes.SHA-256 = 'ab']"), "[file:hashes.'SHA-256' = 'ab']")
  assert.equal(read("[file:hashes.sha256 = 'ab']"), "[file:hashes.sha256 = 'ab']")
  assert.equal(read("  [ file : name = 'x' ] /* why */ // more"), "[file:name = 'x']")
  assert.equal(
    read("[file:name = 'C:\\Windows\\x'] START '2016-06-01T00:00:00Z' STOP '2016-07-01T00:00:00Z'"),
    "[file:name = 'C:\\\\Windows\\\\x'] START '2016-06-01T00:00:00Z' STOP '2016-07-01T00:00:00Z'",
  )
})

test('parsePattern() undoes the escapes of a string', () => {
  const [test] = patternTests(parsePattern("[file:name = 'it\\'s \\\\ \u{1f525} 狼煙']"))
  assert.equal(test?.kind === 'compare' && test.operand.text, "it's \\ 🔥 狼煙")
})

test('parsePattern() names the column of a fault', () => {
  refuses('', 'STIX_PATTERN_SYNTAX', /column 1: expected "\[" or "\("/)
  refuses("[file:name = 'x'", 'STIX_PATTERN_SYNTAX', /column 17: expected "\]"/)
  refuses("[file:name = 'x", 'STIX_PATTERN_SYNTAX', /column 14: expected a closing quote/)
  refuses("[file:name = 'x\\'", 'STIX_PATTERN_SYNTAX', /column 14: expected a closing quote/)
  refuses('[file:name = ]', 'STIX_PATTERN_SYNTAX', /column 14: expected a constant/)
  refuses("[file:name ~ 'x']", 'STIX_PATTERN_SYNTAX', /column 12/)
  refuses("[file.name = 'x']", 'STIX_PATTERN_SYNTAX', /expected ":"/)
  refuses("[file:name = 'x'] garbage", 'STIX_PATTERN_SYNTAX', /column 19: expected the end/)
  refuses("[NOT file:name = 'x']", 'STIX_PATTERN_SYNTAX', /expected EXISTS/)
  refuses("[file:name IN 'x']", 'STIX_PATTERN_SYNTAX', /expected "\("/)
  refuses('[a:b[1.5] = 1]', 'STIX_PATTERN_SYNTAX', /expected an index/)
  refuses('[a:b = 1] WITHIN 0 SECONDS', 'STIX_PATTERN_SYNTAX', /positive number/)
  refuses('[a:b = 1] START 5 STOP 6', 'STIX_PATTERN_SYNTAX', /expected a timestamp/)
})

test('parsePattern() refuses depth and length beyond its limits, and stays calm at any hostile input', () => {
  refuses(`${'('.repeat(101)}[a:b = 1]${')'.repeat(101)}`, 'STIX_PATTERN_TOO_DEEP')
  refuses(`[${'('.repeat(50_000)}`, 'STIX_PATTERN_TOO_DEEP')
  refuses('['.repeat(100_001), 'STIX_PATTERN_TOO_LONG', /100001 characters/)
  for (const piece of ['[', ']', "'", '\\', "\\'", '/*', '/**', '/*/', '//', 'a:', '1.', '-', 'NOT ', "t'", ' ', '😀', '=']) {
    assert.throws(() => parsePattern(piece.repeat(100_000 / piece.length)), StixError)
    assert.throws(() => parsePattern(`[a:b = '${piece.repeat(90_000 / piece.length)}`), StixError)
  }
})

test('parsePattern() reads long chains without growing a stack', () => {
  const chain = Array.from({ length: 5000 }, () => '[a:b = 1]').join(' OR ')
  assert.equal(patternTests(parsePattern(chain)).length, 5000)
  assert.equal(patternTests(parsePattern(`[a:b = 1]${' REPEATS 2 TIMES'.repeat(5000)}`)).length, 1)
})

const word = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,8}$/)
const text = fc.string({ unit: 'binary', maxLength: 12 })
const numeral = fc.integer().chain((value) => fc.constantFrom(String(value), (value / 100).toFixed(2)))
const literal: fc.Arbitrary<Literal> = fc.oneof(
  fc.record({ kind: fc.constantFrom('string' as const, 'timestamp' as const, 'hex' as const, 'binary' as const), text }),
  fc.record({ kind: fc.constant('number' as const), text: numeral }),
  fc.record({ kind: fc.constant('boolean' as const), text: fc.constantFrom('true', 'false') }),
)
const property = fc.record({ kind: fc.constant('property' as const), name: fc.oneof(word, text) })
const index = fc.record({ kind: fc.constant('index' as const), index: fc.oneof(fc.integer(), fc.constant('*' as const)) })
const path: fc.Arbitrary<ObjectPath> = fc.record({
  object: fc.constantFrom('file', 'ipv4-addr', 'x-custom'),
  steps: fc.tuple(property, fc.array(fc.oneof(property, index), { maxLength: 3 })).map(([first, rest]) => [first, ...rest]),
})
const negated = fc.boolean()
const propertyTest: fc.Arbitrary<Comparison> = fc.oneof(
  fc.record({ kind: fc.constant('compare' as const), path, negated, operator: fc.constantFrom(...comparisonOperators), operand: literal }),
  fc.record({ kind: fc.constant('in' as const), path, negated, operands: fc.array(literal, { maxLength: 3 }) }),
  fc.record({ kind: fc.constant('exists' as const), path, negated }),
)
const { comparison } = fc.letrec<{ comparison: Comparison }>((tie) => ({
  comparison: fc.oneof(
    { maxDepth: 3 },
    propertyTest,
    fc.record({ kind: fc.constantFrom('and' as const, 'or' as const), parts: fc.array(tie('comparison'), { minLength: 2, maxLength: 3 }) }),
  ),
}))
const positive = fc.integer({ min: 1 }).map(String)
const instant: fc.Arbitrary<Literal> = fc.constant({ kind: 'timestamp', text: '2026-10-01T00:00:00Z' })
const qualifier: fc.Arbitrary<Qualifier> = fc.oneof(
  fc.record({ kind: fc.constant('within' as const), seconds: positive }),
  fc.record({ kind: fc.constant('repeats' as const), times: positive }),
  fc.record({ kind: fc.constant('start-stop' as const), start: instant, stop: instant }),
)
const { pattern } = fc.letrec<{ pattern: Pattern }>((tie) => ({
  pattern: fc.oneof(
    { maxDepth: 3 },
    fc.record({ kind: fc.constant('observe' as const), comparison }),
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const, 'followed-by' as const),
      parts: fc.array(tie('pattern'), { minLength: 2, maxLength: 3 }),
    }),
    fc.record({
      kind: fc.constant('qualified' as const),
      pattern: tie('pattern'),
      qualifiers: fc.array(qualifier, { minLength: 1, maxLength: 2 }),
    }),
  ),
}))

test('parsePattern() reads what writePattern() wrote', () => {
  fc.assert(
    fc.property(pattern, (written) => {
      assert.equal(canonicalJson(parsePattern(writePattern(written))), canonicalJson(written))
    }),
    { numRuns: 1000 },
  )
})

test('pathText() quotes the names that need it', () => {
  const [test] = patternTests(parsePattern("[file:extensions.'archive-ext'.contains_refs[0].hashes.'SHA-1' = 'x']"))
  assert.equal(test && pathText(test.path), "file:extensions.'archive-ext'.contains_refs[0].hashes.'SHA-1'")
})
