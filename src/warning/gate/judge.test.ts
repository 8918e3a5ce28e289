import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import type { JsonObject, JsonValue } from '#base/canonical-json.ts'
import { readIndicators } from '#indicator/read-indicators.ts'
import { indicatorAnswers } from '#indicator/reading.ts'
import { coreFields, splitAnswers } from '#rulebook/core-field.ts'
import { agreed, codes, judged, released, scanner, withIndicators } from '../../../test/support/judging.ts'
import { sharedData } from '../../../test/support/shared-data.ts'
import type { WarningContent } from '../warning.ts'
import { builtInKnownGood } from './known-good.ts'

const digest = '5f2b7f47b2c9da342583c3a7e3887b4babad0fa42aca76e0c7e31f7e1e8d6b0c'

const shareable: JsonObject = {
  'inc.kind': 'ransomware',
  'ast.type': ['ot', 'it'],
  'ran.type': ['encryption', 'leak-threat'],
  spread: 'yes',
  'spread.through': ['vendor', 'shared-product'],
  'tec.vector': ['remote-access', 'insider', 'vulnerability'],
  'tec.ttp': ['T1486', 'T1133'],
  'tec.vuln': [{ cve: 'CVE-2024-21762', product: 'FortiOS', version: '7.2.4' }],
  ioc: [
    { type: 'sha256', value: digest, role: 'payload', firstSeen: '2026-11-20', confidence: 'high' },
    { type: 'domain', value: 'update-check.attacker.test', role: 'destination' },
    { type: 'ipv4', value: '45.33.32.156', role: 'source' },
  ],
}

test('judge() builds the warning from codes, ids in closed form and indicators read anew', () => {
  const content = released(shareable)
  assert.deepEqual(
    { ...content, indicators: content.indicators.map(({ id: _, ...rest }) => rest) },
    {
      tlp: 'green',
      pap: 'green',
      kind: 'ransomware',
      audience: 'several-sectors',
      sectorGroups: [],
      actions: [
        'update-software',
        'check-remote-access',
        'separate-backups',
        'separate-control-systems',
        'watch-traffic',
        'search-logs',
        'search-files',
        'check-suppliers',
        'send-sighting',
      ],
      happening: {
        template: 'ransomware',
        slots: {
          vectors: ['vulnerability', 'remote-access'],
          systems: ['it', 'ot'],
          extortion: ['encryption', 'leak-threat'],
          spread: ['shared-product', 'vendor'],
        },
      },
      confidence: 'unconfirmed',
      validFrom: '2026-11-22',
      validUntil: '2027-11-22',
      indicators: [
        {
          type: 'domain',
          value: 'update-check.attacker.test',
          role: 'destination',
          advice: 'monitor',
          confidence: 'unconfirmed',
          pattern: "[domain-name:value = 'update-check.attacker.test']",
          validUntil: '2027-02-20',
        },
        {
          type: 'ipv4',
          value: '45.33.32.156',
          role: 'source',
          advice: 'monitor',
          confidence: 'unconfirmed',
          pattern: "[ipv4-addr:value = '45.33.32.156']",
          validUntil: '2026-12-22',
        },
        {
          type: 'sha256',
          value: digest,
          role: 'payload',
          advice: 'monitor',
          confidence: 'unconfirmed',
          pattern: `[file:hashes.'SHA-256' = '${digest}']`,
          validUntil: '2027-11-22',
        },
      ],
      techniques: ['T1133', 'T1486'],
      products: [{ name: 'Fortinet FortiOS', version: '7.2.4' }],
      cve: ['CVE-2024-21762'],
      references: [
        'https://attack.mitre.org/techniques/T1133/',
        'https://attack.mitre.org/techniques/T1486/',
        'https://www.cve.org/CVERecord?id=CVE-2024-21762',
      ],
      detections: [],
      note: null,
      knownWrong: [],
      replaces: null,
    },
  )
})

test('judge() gives every indicator a fresh random id, and the order of the report does not show', () => {
  const reversed = { ...shareable, ioc: [...(shareable['ioc'] as JsonObject[])].toReversed() }
  const [first, second] = [released(shareable), released(reversed)]
  const ids = [...first.indicators, ...second.indicators].map((indicator) => indicator.id)
  assert.equal(new Set(ids).size, ids.length)
  for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  const values = (content: WarningContent): string[] => content.indicators.map((indicator) => indicator.value)
  assert.deepEqual(values(first), values(second))
})

test('judge() holds what the reporter has not agreed to, and shows no content where it was refused', () => {
  const refused = judged(shareable, { ...agreed, 'share.consent': 'no' })
  assert.equal(refused.verdict, 'hold')
  assert.equal(refused.content, null)
  assert.deepEqual(codes(refused), ['consent-refused'])
  for (const consent of ['unknown', undefined, true, ['yes']]) {
    const { 'share.consent': _, ...rest } = agreed
    const unknown = judged(shareable, consent === undefined ? rest : { ...rest, 'share.consent': consent })
    assert.equal(unknown.verdict, 'hold')
    assert.deepEqual(codes(unknown), ['consent-unknown'])
  }
})

test('judge() holds during an embargo, releases from its last instant on', () => {
  const during = judged(shareable, { ...agreed, 'share.embargo_until': '2026-11-23T00:00:00+09:00' })
  assert.equal(during.verdict, 'hold')
  assert.deepEqual(codes(during), ['embargo'])
  assert.equal(during.reasons[0]?.about, '2026-11-22T15:00:00Z')
  assert.equal(judged(shareable, { ...agreed, 'share.embargo_until': '2026-11-22T23:59:59+09:00' }).verdict, 'release')
  assert.equal(judged(shareable, { ...agreed, 'share.embargo_until': 'unknown' }).verdict, 'hold')
})

test('judge() binds the warning to the marking of the report', () => {
  for (const tlp of ['clear', 'green', 'amber', 'amber+strict']) assert.equal(released(shareable, { ...agreed, 'share.tlp': tlp }).tlp, tlp)
  for (const tlp of ['unknown', 'white', '']) assert.equal(released(shareable, { ...agreed, 'share.tlp': tlp }).tlp, 'amber+strict')
  const red = judged(shareable, { ...agreed, 'share.tlp': 'red' })
  assert.deepEqual([red.verdict, codes(red)], ['hold', ['marking-red']])
  assert.equal(red.verdict === 'hold' ? red.content : 0, null)
})

test('judge() makes no warning of a false alarm, of what was no malicious act, or of nothing', () => {
  assert.deepEqual(judged(shareable, { ...agreed, 'inc.certainty': 'false-alarm' }).verdict, 'nothing')
  assert.deepEqual(judged(shareable, { ...agreed, 'mal.suspected': 'no' }).verdict, 'nothing')
  const empty = judged({ 'inc.kind': 'ransomware', 'ast.type': ['it'], spread: 'unknown' })
  assert.deepEqual([empty.verdict, codes(empty)], ['nothing', ['nothing-reported']])
})

test('judge() holds for an officer when everything had to be left out', () => {
  const judgement = judged({ 'inc.kind': 'other', ioc: [{ type: 'file-name', value: 'C:\\Users\\taro\\quote.xlsx' }] })
  assert.deepEqual([judgement.verdict, codes(judgement)], ['hold', ['made-for-one', 'nothing-left']])
})

test('judge() holds a report that names an operator, and shows the officer the content without it', () => {
  const judgement = judged(
    withIndicators({ type: 'domain', value: 'vpn.kitase-denryoku.example' }, { type: 'domain', value: 'c2.attacker.test' }),
  )
  assert.equal(judgement.verdict, 'hold')
  assert.deepEqual(
    judgement.content?.indicators.map((indicator) => indicator.value),
    ['c2.attacker.test'],
  )
  assert.deepEqual(judgement.reasons, [
    { code: 'operator-named', effect: 'holds', about: 'domain', count: 1, pointers: ['/ioc/0/value'], safeForms: [] },
    { code: 'operator-named', effect: 'holds', about: 'name', count: 1, pointers: ['/ioc/0/value'], safeForms: [] },
  ])
})

test('judge() drops what belongs to the victim or is made for one, and reduces what carries a name', () => {
  const judgement = judged(
    withIndicators(
      { type: 'email', value: 'boss@attacker.test', role: 'sender' },
      { type: 'email', value: 'taro@kitepco.test', role: 'recipient' },
      { type: 'ipv4', value: '192.0.2.3', role: 'target' },
      { type: 'url', value: 'https://user:secret@attacker.test/login?id=dGFybw#x', role: 'delivery' },
      { type: 'domain', value: 'expyuzz4wqqyqhjn.onion' },
      { type: 'url', value: 'http://expyuzz4wqqyqhjn.onion/chat/42' },
      { type: 'file-name', value: 'README.txt' },
      { type: 'domain', value: 'not a domain' },
      { type: 'btc', value: '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa' },
    ),
  )
  assert.equal(judgement.verdict, 'release')
  assert.deepEqual(
    judgement.content.indicators.map(({ type, value, role }) => [type, value, role]),
    [
      ['domain', 'attacker.test', 'sender'],
      ['url', 'https://attacker.test/login', 'delivery'],
    ],
  )
  const counts = Object.fromEntries(judgement.reasons.map((finding) => [finding.code, finding.count]))
  assert.deepEqual(counts, { 'reduced-to-domain': 1, 'victim-side': 2, 'reduced-address': 1, 'made-for-one': 4, unreadable: 1 })
})

test('judge() lets no free text out: product names come from the catalogue, versions are numbers', () => {
  const content = released({
    ...shareable,
    'tec.vuln': [
      { product: 'fortigate', version: 'as installed at the north plant' },
      { product: 'Turbine control of the north plant', version: '2' },
      { cve: 'CVE-2024-21762; see the north plant' },
    ],
    'tec.malware': ['NorthPlantLocker'],
    'ran.ext': ['.northplant'],
    'ddos.gbps': 41.7,
    'chain.product': 'North Plant Historian',
  })
  assert.deepEqual(content.products, [{ name: 'Fortinet FortiGate', version: null }])
  assert.deepEqual(content.cve, [])
  assert.doesNotMatch(JSON.stringify(content), /north|41\.7/iu)
})

test('judge() releases none of 500 values in wide legitimate use', () => {
  const values = knownGoodValues()
  assert.ok(values.length >= 500, `${values.length} values`)
  const judgement = judged(withIndicators(...values))
  assert.equal(judgement.verdict, 'release')
  assert.deepEqual(judgement.content.indicators, [])
  const dropped = judgement.reasons.filter((finding) => finding.code === 'known-good')
  assert.equal(
    dropped.reduce((sum, finding) => sum + finding.count, 0),
    values.length,
  )
})

test('judge() lets none of 80 disguises of an operator out', () => {
  const name = 'KITEPCO'
  const bytes = new TextEncoder().encode(`victim=${name}`)
  const parts = [
    name,
    name.toLowerCase(),
    'k.i.t.e.p.c.o',
    'k-i-t-e-p-c-o',
    'kitase-denryoku',
    'kitase_denryoku',
    'KitaseDenryoku',
    'k1tasedenry0ku',
    bytes.toHex(),
    bytes.toBase64({ alphabet: 'base64url', omitPadding: true }),
    encodeURIComponent('北瀬電力'),
    encodeURIComponent(encodeURIComponent('北瀬電力')),
    '3221225987',
    '192-0-2-3',
    'xvgnfrqraelbxh',
    '3999901100003',
    'kitepco-ems-hist2',
  ]
  // Host names have no case, so that base64 does not survive in them.
  const hosts = parts.filter((part) => /^[a-z0-9.-]+$/u.test(part.toLowerCase()) && !part.startsWith('dml'))
  const ioc: JsonObject[] = [
    ...parts.flatMap((part) =>
      [`https://attacker.test/${part}`, `https://attacker.test/a/${part}/b.php`, `http://attacker.test/x-${part}-y`].map((value) => ({
        type: 'url',
        value,
      })),
    ),
    ...hosts.flatMap((part) => [`${part}.attacker.test`, `login.${part}.attacker.test`].map((value) => ({ type: 'domain', value }))),
    ...[
      '192.0.2.3',
      '::ffff:192.0.2.3',
      '192.0.2.0/28',
      '192.0.1.255-192.0.2.0',
      '2001:db8:1a0::5',
      '64:ff9b::c000:203',
      '2002:c000:203::1',
    ].map((value) => ({ type: value.includes(':') ? 'ipv6' : 'ipv4', value })),
  ]
  assert.ok(ioc.length >= 80, `${ioc.length} disguises`)
  for (const entry of ioc) {
    const judgement = judged(withIndicators(entry))
    assert.equal(judgement.verdict, 'hold', JSON.stringify(entry))
    assert.deepEqual(judgement.content?.indicators, [], JSON.stringify(entry))
  }
})

test('judge() lets no string of the handling and sealed parts reach the content', () => {
  const canary = fc
    .string({ unit: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'), minLength: 12, maxLength: 12 })
    .map((text) => `canary${text}`)
  const answers = fc.record(Object.fromEntries(coreFields.map((field) => [field.id, fc.oneof(canary, fc.array(canary, { maxLength: 2 }))])))
  fc.assert(
    fc.property(answers, (marked) => {
      const { 'share.embargo_until': _, ...handling } = splitAnswers(marked).handling
      const judgement = judged(shareable, { ...handling, ...agreed })
      assert.equal(judgement.verdict, 'release')
      assert.doesNotMatch(JSON.stringify(judgement), /canary/u)
    }),
  )
})

test('judge() lets nothing of a shareable part out that is in no closed form, whatever is filed', () => {
  const canary = fc.constantFrom('canary one', 'カナリア二', 'T1486 canary', 'CVE-2024-1234canary', 'vulnerability canary')
  const anything: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
    value: fc.oneof({ depthSize: 'small' }, canary, fc.integer(), fc.array(tie('value')), fc.dictionary(canary, tie('value'))),
  })).value
  const fields = fc.record(Object.fromEntries(Object.keys(shareable).map((id) => [id, anything])), { requiredKeys: [] })
  fc.assert(
    fc.property(fields, fc.dictionary(canary, anything), (known, strange) => {
      const judgement = judged({ ...known, ...strange, 'tec.ttp': ['T1486'] })
      assert.doesNotMatch(JSON.stringify(judgement.verdict === 'nothing' ? null : judgement.content), /canary|カナリア/u)
    }),
  )
})

test('judge() releases the indicators of published events, and no string of the warnings names an operator', (t) => {
  const folder = sharedData('misp-events')
  if (folder === null) return t.skip('the folder of real data is absent')
  for (const file of readdirSync(folder).filter((each) => each.endsWith('.json'))) {
    const reading = readIndicators(readFileSync(`${folder}/${file}`), file)
    const content = released({ 'inc.kind': 'other', 'tec.ttp': reading.techniques, ioc: indicatorAnswers(reading.indicators) })
    assert.ok(content.indicators.length > 0, file)
    for (const text of stringsOf(content)) assert.deepEqual(scanner.scan(text), { scanned: true, hits: [] }, text)
  }
})

function knownGoodValues(): JsonObject[] {
  const inside = (network: string): JsonObject => {
    if (!network.includes('/')) return { type: network.includes(':') ? 'ipv6' : 'ipv4', value: network }
    if (network.includes(':')) return { type: 'ipv6-range', value: network }
    const [address = '', length = '32'] = network.split('/')
    const start = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
    const value = start + Math.floor(2 ** (32 - Number(length)) * 0.618)
    return { type: 'ipv4', value: [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.') }
  }
  const hash = (value: string): string => ({ 32: 'md5', 40: 'sha1' })[value.length] ?? 'sha256'
  // Networks of the documentation belong to the fictional operators: naming one of them is more than a known-good value.
  const documentation = /^(?:192\.0\.2|198\.51\.100|203\.0\.113|2001:db8|3fff|2001::|::\/|240\.|224\.)/u
  return builtInKnownGood.flatMap(({ kind, values }): JsonObject[] => {
    switch (kind) {
      case 'cidr':
        return values
          .filter((value) => !documentation.test(value))
          .flatMap((value) => [
            inside(value),
            ...(value.includes('/') ? [] : [{ type: 'url', value: `http://${value.includes(':') ? `[${value}]` : value}/a` }]),
          ])
      case 'string':
        return values.map((value) => ({ type: hash(value), value }))
      case 'substring':
      case 'regex':
        return []
      case 'hostname':
        return values
          .filter((value) => value.includes('.'))
          .flatMap((value) => [
            { type: 'domain', value: `www.${value}` },
            { type: 'url', value: `https://${value}/` },
            { type: 'email', value: `someone@mail.${value}`, role: 'sender' },
          ])
    }
  })
}

function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsOf) : []
}
