import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { indicatorsOf } from '../../test/support/indicator-arbitrary.ts'
import { indicatorTypes, isObservable, type ObservableIndicator } from './indicator.ts'
import { patternFindings, type PatternFinding } from './pattern-indicators.ts'
import { joinPath, splitPath, stixPattern } from './stix-pattern.ts'

test('stixPattern() writes what the standard calls each observable', () => {
  const patterns: [ObservableIndicator, string][] = [
    [{ type: 'ipv4', value: '192.0.2.1' }, "[ipv4-addr:value = '192.0.2.1']"],
    [{ type: 'ipv6', value: '2001:db8::1' }, "[ipv6-addr:value = '2001:db8::1']"],
    [{ type: 'ipv4-range', value: '192.0.2.0/24' }, "[ipv4-addr:value ISSUBSET '192.0.2.0/24']"],
    [
      { type: 'ipv4-range', value: '192.0.2.1-192.0.2.2' },
      "[ipv4-addr:value ISSUBSET '192.0.2.1/32' OR ipv4-addr:value ISSUBSET '192.0.2.2/32']",
    ],
    [{ type: 'ipv6-range', value: '2001:db8::/32' }, "[ipv6-addr:value ISSUBSET '2001:db8::/32']"],
    [{ type: 'domain', value: 'c2.example' }, "[domain-name:value = 'c2.example']"],
    [{ type: 'url', value: "https://c2.example/a'b" }, "[url:value = 'https://c2.example/a\\'b']"],
    [{ type: 'email', value: 'a@c2.example' }, "[email-addr:value = 'a@c2.example']"],
    [{ type: 'md5', value: 'd41d8cd98f00b204e9800998ecf8427e' }, "[file:hashes.MD5 = 'd41d8cd98f00b204e9800998ecf8427e']"],
    [
      { type: 'sha1', value: 'da39a3ee5e6b4b0d3255bfef95601890afd80709' },
      "[file:hashes.'SHA-1' = 'da39a3ee5e6b4b0d3255bfef95601890afd80709']",
    ],
    [{ type: 'file-name', value: 'a.exe' }, "[file:name = 'a.exe']"],
    [{ type: 'file-name', value: 'C:\\Temp\\a.exe' }, "[file:name = 'a.exe' AND file:parent_directory_ref.path = 'C:\\\\Temp']"],
  ]
  for (const [indicator, pattern] of patterns) assert.equal(stixPattern(indicator), pattern)
})

test('patternFindings() reads the indicator that stixPattern() wrote', () => {
  for (const type of indicatorTypes) {
    if (type === 'cve') continue
    fc.assert(
      fc.property(indicatorsOf(type), (indicator) => {
        if (!isObservable(indicator)) return
        assert.deepEqual(
          patternFindings(stixPattern(indicator)).map((finding) => finding.kind === 'observed' && finding.observed),
          [{ indicator, refusal: null }],
        )
      }),
    )
  }
})

test('joinPath() puts together what splitPath() took apart', () => {
  for (const path of ['C:\\a.exe', 'C:\\b\\a.exe', '/a', '/tmp/a', 'b\\a', 'b/a', '\\\\server\\share\\a', '//a', '%TEMP%\\a']) {
    const parts = splitPath(path)
    assert.equal(parts && joinPath(parts.directory, parts.name), path)
  }
  assert.equal(splitPath('a.exe'), null)
  assert.equal(joinPath('C:', 'a.exe'), 'C:\\a.exe')
})

function found(pattern: string): string[] {
  return patternFindings(pattern).map(text)
}

function text(finding: PatternFinding): string {
  switch (finding.kind) {
    case 'observed': {
      const { indicator, refusal } = finding.observed
      return [finding.role, indicator?.type, indicator?.value, refusal].filter((part) => part !== undefined && part !== null).join(' ')
    }
    case 'refused':
      return `${finding.reason} ${finding.value}`
    case 'other':
      return `other ${finding.property}`
  }
}

test('patternFindings() takes every constant that a pattern demands', () => {
  assert.deepEqual(
    found("[domain-name:value = 'a.example' OR domain-name:value = 'b.example'] FOLLOWEDBY [url:value = 'http://c.example/']"),
    ['domain a.example', 'domain b.example', 'url http://c.example/'],
  )
  assert.deepEqual(found("[ipv4-addr:value IN ('192.0.2.1', '192.0.2.2')]"), ['ipv4 192.0.2.1', 'ipv4 192.0.2.2'])
  assert.deepEqual(
    found("[file:name = 'a.exe' AND file:hashes.'SHA-256' = 'aec070645fe53ee3b3763059376134f058cc337247c978add178b6ccdfb0019f']"),
    ['payload file-name a.exe', 'payload sha256 aec070645fe53ee3b3763059376134f058cc337247c978add178b6ccdfb0019f'],
  )
})

test('patternFindings() knows the roles that a pattern gives', () => {
  assert.deepEqual(
    found(
      "[network-traffic:src_ref.value = '192.0.2.1' AND network-traffic:dst_ref.value = 'c2.example' AND network-traffic:dst_port = 443] AND [email-message:from_ref.value = 'a@c2.example' AND email-message:to_refs[*].value = 'b@victim.example']",
    ),
    [
      'source ipv4 192.0.2.1',
      'destination domain c2.example',
      'other network-traffic:dst_port',
      'sender email a@c2.example',
      'recipient email b@victim.example',
    ],
  )
})

test('patternFindings() reads the spellings of hashes and paths in use', () => {
  const md5 = 'd41d8cd98f00b204e9800998ecf8427e'
  for (const name of ['MD5', 'md5', "'MD5'", "'md5'"]) assert.deepEqual(found(`[file:hashes.${name} = '${md5}']`), [`payload md5 ${md5}`])
  for (const name of ['sha1', "'SHA-1'", 'SHA1', 'SHA-1', "'sha_1'"])
    assert.match(found(`[file:hashes.${name} = '${'a'.repeat(40)}']`)[0] ?? '', /^payload sha1/)
  assert.deepEqual(found("[file:path = '/private/var/tmp/stop']"), ['payload file-name /private/var/tmp/stop'])
  assert.deepEqual(found("[file:hashes.'SHA-512' = 'aa']"), ["other file:hashes.'SHA-512'"])
  assert.deepEqual(found("[x509-certificate:hashes.'SHA-1' = 'aa']"), ["other x509-certificate:hashes.'SHA-1'"])
})

test('patternFindings() names what it cannot carry on', () => {
  assert.deepEqual(found("[domain-name:value != 'a.example']"), ['PATTERN_NEGATED a.example'])
  assert.deepEqual(found("[domain-name:value NOT = 'a.example']"), ['PATTERN_NEGATED a.example'])
  assert.deepEqual(found("[domain-name:value NOT != 'a.example']"), ['domain a.example'])
  assert.deepEqual(found("[domain-name:value LIKE '%.example']"), ['PATTERN_OPERATOR_UNSUPPORTED %.example'])
  assert.deepEqual(found("[domain-name:value LIKE 'a.example']"), ['domain a.example'])
  assert.deepEqual(found("[url:value MATCHES '^http']"), ['PATTERN_OPERATOR_UNSUPPORTED ^http'])
  assert.deepEqual(found("[ipv4-addr:value ISSUPERSET '192.0.2.0/24']"), ['PATTERN_OPERATOR_UNSUPPORTED 192.0.2.0/24'])
  assert.deepEqual(found('[EXISTS domain-name:value]'), ['other domain-name:value'])
  assert.deepEqual(found("[mutex:name = 'x' AND constructor:toString = 'y']"), ['other mutex:name', 'other constructor:toString'])
  assert.deepEqual(found('[domain-name:value = ]'), ['PATTERN_UNREADABLE [domain-name:value = ]'])
  assert.deepEqual(found("[ipv4-addr:value = 'nonsense']"), ['NOT_AN_ADDRESS'])
})
