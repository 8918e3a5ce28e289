import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holdsRandomText, isNumberedLabel, secretsIn, type SecretKind } from './secret-data.ts'

const run = (length: number): string => 'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7'.repeat(4).slice(0, length)

// Put together here, so that no checker of repositories takes them for real ones.
const examples: readonly (readonly [SecretKind, readonly string[]])[] = [
  ['access-key', [['AKIA', 'IOSFODNN7EXAMPLE'].join(''), ['AIza', run(35)].join(''), ['sk', 'live', run(24)].join('_')]],
  [
    'token',
    [
      ['ghp', run(36)].join('_'),
      ['github', 'pat', run(30)].join('_'),
      ['xoxb', '123456789012', run(24)].join('-'),
      ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiIxIn0', run(20)].join('.'),
      ['https://hooks.slack.com/services', 'T000', 'B000', run(24)].join('/'),
      `Authorization: Bearer ${run(30)}`,
    ],
  ],
  ['private-key', [['-----BEGIN', 'OPENSSH', 'PRIVATE', 'KEY-----'].join(' '), `AGE-SECRET-KEY-1${run(40)}`]],
  ['password', ['ftp://backup:hunter2@attacker.test/', 'password=hunter22', 'pwd: hunter22', 'パスワード：hunter22']],
]

test('secretsIn() finds keys, tokens and passwords by the forms that their makers gave them', () => {
  for (const [kind, texts] of examples)
    for (const text of texts) assert.ok(secretsIn(text.normalize('NFKC')).includes(kind), `${kind}: ${text}`)
})

test('secretsIn() finds none in technical facts', () => {
  for (const text of [
    'https://attacker.test/login/password-reset.php',
    '5f2b7f47b2c9da342583c3a7e3887b4babad0fa42aca76e0c7e31f7e1e8d6b0c',
    'token theft (T1528) and password spraying (T1110.003)',
    'api key rotation is advised',
  ])
    assert.deepEqual(secretsIn(text), [], text)
})

test('holdsRandomText() tells what chance made from words', () => {
  for (const text of [run(20), '5f2b7f47b2c9da342583c3a7e3887b4b', '/x/3f0c2d1e-7b44-4a39-9a57-0c8d1e6f2b90/y'])
    assert.ok(holdsRandomText(text), text)
  for (const text of ['/wp-content/plugins/update-check.php', '/administrator/components/index2.php', '/RemoteDesktopServices2024'])
    assert.ok(!holdsRandomText(text), text)
})

test('isNumberedLabel() tells the number of one victim from a name', () => {
  for (const label of ['a8f3k20c', 'd3adb33f', '20391847', 'x-7f3a90c1', '3f0c2d1e-7b44-4a39-9a57-0c8d1e6f2b90'])
    assert.ok(isNumberedLabel(label), label)
  for (const label of ['www', 'update-check', 'cdn2', 'mail01', 'vpn-gw-02', 'fw-telemetry-sync-7421', 'ns1', 'facade'])
    assert.ok(!isNumberedLabel(label), label)
})
