import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '#base/canonical-json.ts'
import type { Indicator } from '#indicator/indicator.ts'
import { demoOperators } from '#operator/demo-operators.ts'
import { IdentifierScanner } from '#operator/identifier-scanner.ts'
import { identifiersOf } from '#operator/operator-identifiers.ts'
import { wordsToAvoid } from '#operator/words-to-avoid.ts'
import { agreed, codes, judged, released, testGate, withIndicators } from '../../../test/support/judging.ts'
import type { FindingCode } from './finding.ts'
import { prevalenceKey, prevalenceOf } from './prevalence.ts'
import { doNotNameOwner } from './scan-text.ts'

test('judge() holds what the filer wants kept in, in any spelling, and what the installation does', () => {
  const denyList = ['北瀬第二変電所', 'KSDC-07', 'm.sato', '45.33.32.0/24', 'Yoneyama']
  const entries: readonly (readonly [type: string, value: string])[] = [
    ['url', `https://attacker.test/${encodeURIComponent('北瀬第二変電所')}/`],
    ['url', 'https://attacker.test/ksdc07'],
    ['domain', 'ksdc-07.attacker.test'],
    ['domain', 'yoneyama.attacker.test'],
    ['url', `https://attacker.test/${btoa('host=KSDC-07').replaceAll('=', '')}`],
    ['ipv4', '45.33.32.156'],
  ]
  for (const [type, value] of entries) {
    const judgement = judged(withIndicators({ type, value }), agreed, { denyList })
    assert.deepEqual([judgement.verdict, codes(judgement)], ['hold', ['denied-word']], value)
    assert.doesNotMatch(JSON.stringify(judgement), /ksdc|yoneyama|45\.33|変電所|a1NEQy/iu)
    assert.equal(judged(withIndicators({ type, value })).verdict, 'release', value)
  }
})

test('judge() holds what the installation wants kept in', () => {
  const words = wordsToAvoid(doNotNameOwner, ['Minato Clearing Agency', '湊清算機構', 'mca-internal.test'])
  const gate = { ...testGate, scanner: new IdentifierScanner([...demoOperators.map(identifiersOf), words]) }
  for (const value of [
    'https://attacker.test/minato-clearing-agency/',
    'https://a.mca-internal.test/',
    'https://attacker.test/%E6%B9%8A%E6%B8%85%E7%AE%97%E6%A9%9F%E6%A7%8B',
  ]) {
    const judgement = judged(withIndicators({ type: 'url', value }), agreed, { gate })
    assert.deepEqual([judgement.verdict, codes(judgement)], ['hold', ['denied-word']], value)
  }
})

test('judge() cuts personal data, secrets and numbers of one victim off, and says what it used instead', () => {
  const entries: readonly (readonly [value: string, code: FindingCode | null, left: string | null])[] = [
    ['https://attacker.test/u/hanako@home.test/x', 'personal-data', 'attacker.test'],
    ['https://attacker.test/call/090-1234-5678', 'personal-data', 'attacker.test'],
    ['https://attacker.test/Users/tanaka.h/a', 'personal-data', 'attacker.test'],
    ['https://attacker.test/AKIAIOSFODNN7EXAMPLE', 'secret', 'attacker.test'],
    ['https://attacker.test/v/5f2b7f47b2c9da342583c3a7e3887b4b', 'reduced-to-host', 'attacker.test'],
    ['https://a8f3k20c.attacker.test/x', 'reduced-to-host', 'attacker.test'],
    ['http://45.33.32.156/v/3f0c2d1e-7b44-4a39-9a57-0c8d1e6f2b90', 'reduced-to-host', '45.33.32.156'],
    ['https://attacker.test/wp-content/plugins/update-check.php', null, 'https://attacker.test/wp-content/plugins/update-check.php'],
  ]
  for (const [value, code, left] of entries) {
    const content = judged(withIndicators({ type: 'url', value }))
    assert.equal(content.verdict, 'release', value)
    assert.deepEqual(
      content.content.indicators.map((one) => one.value),
      [left],
      value,
    )
    const [reason] = content.reasons
    assert.equal(reason?.code ?? null, code, value)
    if (code !== null) assert.equal(JSON.stringify(reason?.safeForms).includes(String(left)), true, value)
  }
  const numbered = released(withIndicators({ type: 'domain', value: 'a8f3k20c.cdn.attacker.test' }))
  assert.deepEqual(
    numbered.indicators.map((one) => one.value),
    ['attacker.test'],
  )
})

test('judge() tells the technique in place of what was made for one victim', () => {
  const ransom = released({
    'inc.kind': 'ransomware',
    'ran.ext': ['.kx81'],
    ioc: [
      { type: 'sha256', value: '5f2b7f47b2c9da342583c3a7e3887b4babad0fa42aca76e0c7e31f7e1e8d6b0c', role: 'ransom note' },
      { type: 'domain', value: 'expyuzz4wqqyqhjn.onion' },
      { type: 'file-name', value: 'C:\\mail\\invoice_kita.xlsm', role: 'delivery' },
    ],
  })
  assert.deepEqual([ransom.indicators, ransom.techniques], [[], ['T1204.002', 'T1486', 'T1657']])
})

test('judge() confirms what another operator reported too, and lets it be blocked where the marking allows that', () => {
  const seen: readonly Indicator[] = [
    { type: 'domain', value: 'c2.attacker.test' },
    { type: 'domain', value: 'expyuzz4wqqyqhjn.onion' },
    { type: 'file-name', value: 'loader.dll' },
    { type: 'domain', value: 'a8f3k20c.attacker.test' },
  ]
  const part = withIndicators(
    { type: 'file-name', value: 'C:\\Users\\x\\Loader.dll' },
    ...seen.filter(({ type }) => type === 'domain').map((one) => ({ ...one })),
    { type: 'ipv4', value: '45.33.32.156' },
  )
  const told = { prevalence: prevalenceOf(new Set(seen.map(prevalenceKey))) }
  const standing = (handling: JsonObject): readonly (readonly string[])[] => {
    const judgement = judged(part, handling, told)
    assert.equal(judgement.verdict, 'release')
    return judgement.content.indicators.map(({ value, advice, confidence }) => [value, advice, confidence])
  }
  assert.deepEqual(standing(agreed), [
    ['a8f3k20c.attacker.test', 'block', 'confirmed'],
    ['c2.attacker.test', 'block', 'confirmed'],
    ['expyuzz4wqqyqhjn.onion', 'block', 'confirmed'],
    ['loader.dll', 'monitor', 'confirmed'],
    ['45.33.32.156', 'monitor', 'unconfirmed'],
  ])
  for (const pap of ['amber', 'red'])
    assert.ok(
      standing({ ...agreed, 'share.pap': pap }).every(([, advice]) => advice === 'monitor'),
      pap,
    )
})

test('judge() takes no digest for a wallet because its digits would make one', () => {
  const digest = '3fc295d6e122b455fbe86aeb51a9fa33'
  assert.deepEqual(
    released(withIndicators({ type: 'md5', value: digest, role: 'payload' })).indicators.map(({ value }) => value),
    [digest],
  )
})

test('judge() reads a host name in the case in which it was written, since base64 is lost without it', () => {
  const hidden = Buffer.from('kitase-denryoku.example').toString('base64url')
  for (const value of [`${hidden}.attacker.test`, `https://${hidden}.attacker.test/a`]) {
    const judgement = judged(withIndicators({ type: value.startsWith('https') ? 'url' : 'domain', value }))
    assert.equal(judgement.verdict, 'hold', value)
  }
})

test('judge() keeps the weakness of a product back that is not in the catalogue: anybody can look up whose it is', () => {
  const weakness = { cve: 'CVE-2025-61234', product: 'Turbine Control of the North', version: '4' }
  assert.deepEqual(released({ ...withIndicators(), 'tec.vuln': [weakness] }).cve, [])
  assert.deepEqual(released({ ...withIndicators(), 'tec.vuln': [{ ...weakness, product: 'FortiOS' }] }).cve, ['CVE-2025-61234'])
})
