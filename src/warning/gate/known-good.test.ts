import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { test } from 'node:test'
import type { JsonValue } from '#base/canonical-json.ts'
import { readObservable, type ObservableKind } from '#indicator/read-observable.ts'
import { sharedData } from '../../../test/support/shared-data.ts'
import { builtInKnownGood, KnownGood, type KnownGoodList } from './known-good.ts'
import { readWarninglist } from './warninglist.ts'

const builtIn = new KnownGood(builtInKnownGood)

function listOf(value: string, kind: ObservableKind, lists: KnownGood = builtIn): string | null {
  const { indicator } = readObservable(kind, value)
  assert.ok(indicator !== null, value)
  return lists.listOf(indicator)
}

test('KnownGood holds special-purpose addresses, resolvers and whatever shares an address with them', () => {
  for (const value of ['10.1.2.3', '192.0.2.1', '255.255.255.255', '8.8.8.8', '8.8.8.0/24', '8.8.0.0-8.9.0.0', '0.0.0.0/0']) {
    assert.ok(listOf(value, 'address') !== null, value)
  }
  for (const value of ['::1', 'fe80::1', 'fd00::1', '2001:db8::1', '3fff::1', '2606:4700:4700::1111'])
    assert.ok(listOf(value, 'address') !== null, value)
  for (const value of ['45.33.32.156', '45.33.32.0/24', '2a03:2880:f10c::1']) assert.equal(listOf(value, 'address'), null, value)
})

test('KnownGood holds a host with everything below it, but not what others may have below it', () => {
  for (const value of ['google.com', 'www.google.com', 'a.b.google.com', 'office.go.jp', 'printer.local'])
    assert.ok(listOf(value, 'domain') !== null, value)
  for (const value of [
    'google.com.attacker.test',
    'evilgoogle.com',
    'attacker.github.io',
    'attacker.blob.core.windows.net',
    'c2.example',
  ]) {
    assert.equal(listOf(value, 'domain'), null, value)
  }
})

test('KnownGood holds a URL and an e-mail address by their host', () => {
  for (const value of ['https://www.google.com/search', 'http://127.0.0.1:8080/x', 'http://[::1]/', 'http://8.8.8.8/'])
    assert.ok(listOf(value, 'url') !== null, value)
  assert.ok(listOf('someone@gmail.com', 'email') !== null)
  assert.equal(listOf('https://attacker.test/google.com', 'url'), null)
})

test('KnownGood holds digests of empty files', () => {
  assert.equal(listOf('D41D8CD98F00B204E9800998ECF8427E', 'hash'), 'digests of empty and trivial files')
  assert.equal(listOf('5f2b7f47b2c9da342583c3a7e3887b4b', 'hash'), null)
})

test('KnownGood compares the values of a string list as they are, and as the domain that they are', () => {
  const lists = new KnownGood([
    { name: 'sites', kind: 'string', types: null, values: ['Example.org', 'docs.example.net', 'https://cdn.example.com/a.js'] },
  ])
  for (const value of ['example.org', 'www.example.org', 'docs.example.net']) assert.equal(listOf(value, 'domain', lists), 'sites', value)
  for (const value of ['example.net', 'more.docs.example.net']) assert.equal(listOf(value, 'domain', lists), null, value)
  assert.equal(listOf('https://cdn.example.com/a.js', 'url', lists), 'sites')
  assert.equal(listOf('https://cdn.example.com/b.js', 'url', lists), null)
})

test('KnownGood refuses a network that is none', () => {
  const broken: KnownGoodList = { name: 'broken', kind: 'cidr', types: null, values: ['10.0.0.0/8', '10.0.0.0/99'] }
  assert.throws(() => new KnownGood([broken]), { code: 'KNOWN_GOOD_UNREADABLE', message: /"broken": "10\.0\.0\.0\/99"/u })
})

test('readWarninglist() reads lists of the types cidr, string and hostname', () => {
  const input = { name: 'Sample', type: 'hostname', list: [' .example.com ', 'example.org'], description: '', version: 1 }
  assert.deepEqual(readWarninglist(input, 'sample.json'), {
    name: 'Sample',
    kind: 'hostname',
    values: ['.example.com', 'example.org'],
    types: null,
  })
  const list = new KnownGood([readWarninglist(input, 'sample.json')])
  assert.equal(listOf('a.example.com', 'domain', list), 'Sample')
})

test('KnownGood finds parts of values and regular expressions, for the types of indicator that the list names', () => {
  const parts = readWarninglist({ name: 'Parts', type: 'substring', list: ['Windows-Update.'], matching_attributes: ['url'] }, 'x.json')
  const patterns = readWarninglist(
    { name: 'Patterns', type: 'regex', list: ['/^(.*\\.)?sinkhole[0-9]+\\.example$/i'], matching_attributes: ['domain|ip', 'hostname'] },
    'y.json',
  )
  const lists = new KnownGood([parts, patterns])
  assert.equal(listOf('https://windows-update.attacker.test/a', 'url', lists), 'Parts')
  assert.equal(listOf('windows-update.attacker.test', 'domain', lists), null)
  assert.equal(listOf('a.SINKHOLE12.example', 'domain', lists), 'Patterns')
  assert.equal(listOf('https://a.sinkhole12.example/', 'url', lists), null)
  const everywhere = new KnownGood([
    readWarninglist({ name: 'All', type: 'substring', list: ['attacker'], matching_attributes: ['btc'] }, 'z.json'),
  ])
  assert.equal(listOf('windows-update.attacker.test', 'domain', everywhere), 'All')
})

test('KnownGood refuses regular expressions that cannot be matched in one pass, and parts that are in everything', () => {
  const listed = (kind: 'regex' | 'substring', value: string): KnownGood =>
    new KnownGood([{ name: 'Bad', kind, values: [value], types: null }])
  assert.throws(() => listed('regex', '(a)\\1'), {
    code: 'KNOWN_GOOD_PATTERN_UNSUPPORTED',
    message: /"Bad": a regular expression holds \\1/u,
  })
  assert.throws(() => listed('regex', '(?=a)b'), { code: 'KNOWN_GOOD_PATTERN_UNSUPPORTED' })
  assert.throws(() => listed('substring', '.c'), { code: 'KNOWN_GOOD_UNREADABLE' })
})

test('readWarninglist() refuses what is no list', () => {
  assert.throws(() => readWarninglist({ name: 'x', type: 'fuzzy', list: ['a'] }, 'x.json'), {
    code: 'KNOWN_GOOD_KIND_UNSUPPORTED',
    message: /fuzzy/u,
  })
  const broken: JsonValue[] = [
    null,
    [],
    {},
    { name: 'x', type: 'cidr' },
    { name: 'x', type: 'cidr', list: [] },
    { name: 'x', type: 'string', list: [1] },
  ]
  for (const input of broken) assert.throws(() => readWarninglist(input, 'x.json'), { code: 'KNOWN_GOOD_UNREADABLE' })
})

test('KnownGood holds every tenth value of the published lists', (t) => {
  const folder = sharedData('misp-warninglists')
  if (folder === null) return t.skip('the folder of real data is absent')
  const lists = readdirSync(folder).map((file) => readWarninglist(JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as JsonValue, file))
  const all = new KnownGood([...lists, ...builtInKnownGood])
  const kinds: Record<KnownGoodList['kind'], readonly ObservableKind[]> = {
    cidr: ['address'],
    string: ['hash', 'host', 'url'],
    hostname: ['host'],
    substring: [],
    regex: [],
  }
  let checked = 0
  for (const { kind, values } of lists) {
    for (const value of values.filter((_, index) => index % 10 === 0)) {
      const indicator = kinds[kind].map((each) => readObservable(each, value).indicator).find((read) => read !== null)
      if (indicator === undefined) continue
      checked++
      assert.ok(all.listOf(indicator) !== null, value)
    }
  }
  assert.ok(checked > 5000, `${checked} values`)
})
