import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { JsonObject } from '#base/canonical-json.ts'
import { demoOperators } from '#operator/demo-operators.ts'
import { identifiersOf } from '#operator/operator-identifiers.ts'
import { agreed, judged, released, scanner, testGate } from '../../../test/support/judging.ts'
import { happeningText } from '../warning-text.ts'
import type { WarningContent } from '../warning.ts'
import { gateFacts } from './gate-facts.ts'
import { judge } from './judge.ts'
import { prevalenceKey, prevalenceOf } from './prevalence.ts'

const identifier = fc.constantFrom(...demoOperators).chain((operator) => {
  const { names, abbreviations, domains, hosts, corporateNumbers, ranges } = identifiersOf(operator)
  return fc.constantFrom(
    ...names,
    ...abbreviations,
    ...domains,
    ...hosts,
    ...corporateNumbers,
    ...ranges.map((range) => range.replace(/\/\d+$/, '')),
  )
})

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const encodings: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  percent: (text) => encodeURIComponent(text),
  'every byte': (text) => [...bytes(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
  base64: (text) => bytes(text).toBase64({ omitPadding: true }),
  base64url: (text) => bytes(text).toBase64({ alphabet: 'base64url', omitPadding: true }),
  hex: (text) => bytes(text).toHex(),
  'unicode escape': (text) => Array.from(text, (unit) => `\\u{${(unit.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}}`).join(''),
  references: (text) => Array.from(text, (unit) => `&#${unit.codePointAt(0) ?? 0};`).join(''),
  'full width': (text) => text.replaceAll(/[!-~]/gu, (unit) => String.fromCharCode(unit.charCodeAt(0) + 0xfee0)),
  'zero width': (text) => [...text].join('\u200b'),
  capitals: (text) => text.toUpperCase(),
  defanged: (text) => text.replaceAll('.', '[.]'),
}
const encoding = fc.constantFrom(...Object.keys(encodings))
const around = fc.constantFrom(['', ''], ['a/', '/b.php'], ['victim=', ''], ['x-', '-y'])

/** Returns one identifier, encoded once or twice, at one of the places of a report. */
const leaking = fc
  .record({ identifier, first: encoding, second: fc.option(encoding, { freq: 2, nil: 'plain' }), around, place: fc.nat({ max: 5 }) })
  .map(({ identifier: written, first, second, around: [before, after], place }) => {
    const encoded = encodings[second]?.(encodings[first]?.(written) ?? '') ?? ''
    const text = `${before}${encoded}${after}`
    const places: readonly JsonObject[] = [
      { ioc: [{ type: 'url', value: `https://attacker.test/${text}` }] },
      { ioc: [{ type: 'domain', value: `${encoded}.attacker.test` }] },
      { ioc: [{ type: 'email', value: `${encoded}@attacker.test`, role: 'sender' }] },
      { ioc: [{ type: 'file-name', value: `C:\\${text}` }], 'ran.ext': [text] },
      { 'tec.vuln': [{ cve: text, product: text, version: text }], 'chain.product': [text] },
      {
        ioc: [
          { type: 'ipv4', value: encoded },
          { type: 'sha256', value: encoded },
        ],
        'tec.malware': [text],
        [text]: text,
      },
    ]
    const part: JsonObject = { 'inc.kind': 'ransomware', 'tec.ttp': ['T1486'], ...places[place] }
    return { written, part }
  })

function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, inner]) => [key, ...stringsOf(inner)]) : []
}

test('nothing that judge() releases or shows an officer holds an identifier of any operator, however it is written and encoded', () => {
  fc.assert(
    fc.property(leaking, ({ part }) => {
      const judgement = judged(part)
      const content = judgement.verdict === 'nothing' ? null : judgement.content
      const proposed = judgement.reasons.flatMap(({ safeForms }) => safeForms.map(({ form }) => form))
      for (const text of stringsOf([content, proposed])) assert.deepEqual(scanner.scan(text), { scanned: true, hits: [] }, text)
    }),
    { numRuns: 400 },
  )
})

const anyIndicator: fc.Arbitrary<JsonObject> = fc.oneof(
  fc.domain().map((value) => ({ type: 'domain', value })),
  fc.webUrl({ withQueryParameters: true, withFragments: true }).map((value) => ({ type: 'url', value })),
  fc.ipV4().map((value) => ({ type: 'ipv4', value })),
  fc.ipV6().map((value) => ({ type: 'ipv6', value })),
  fc.emailAddress().map((value) => ({ type: 'email', value, role: 'sender' })),
  fc.uint8Array({ minLength: 32, maxLength: 32 }).map((value) => ({ type: 'sha256', value: value.toHex() })),
  fc.constantFrom('loader.dll', 'C:\\Users\\kato\\a.exe').map((value) => ({ type: 'file-name', value })),
)

test('judging what judge() released changes nothing', () => {
  const part = fc.record({
    'inc.kind': fc.constantFrom('ddos', 'ransomware', 'other'),
    'tec.ttp': fc.subarray(['T1486', 'T1133', 'T1566.002'], { minLength: 1 }),
    'tec.vector': fc.subarray(['vulnerability', 'phishing', 'insider']),
    'tec.vuln': fc.subarray([
      { cve: 'CVE-2024-21762', product: 'FortiOS', version: '7.2.4' },
      { product: 'MOVEit' },
      { cve: 'CVE-2021-44228' },
    ]),
    ioc: fc.array(anyIndicator, { maxLength: 12 }),
  })
  fc.assert(
    fc.property(part, (first) => {
      const once = released(first)
      const twice = released(asReport(once))
      assert.deepEqual(withoutIds(twice), withoutIds(once))
    }),
    { numRuns: 200 },
  )
})

/** Writes a warning down as a report that says the same. */
function asReport(content: WarningContent): JsonObject {
  const { slots } = content.happening
  return {
    'inc.kind': content.kind,
    'tec.ttp': content.techniques,
    'tec.vector': slots.vectors,
    'tec.vuln': [
      ...content.cve.map((cve) => ({ cve })),
      ...content.products.map(({ name, version }) => ({ product: name, version: version ?? '' })),
    ],
    ioc: content.indicators.map(({ type, value, role }) => ({ type, value, role: role ?? '' })),
  }
}

function withoutIds(content: WarningContent): unknown {
  return { ...content, indicators: content.indicators.map(({ id: _, ...rest }) => rest) }
}

test('judge() bounds what one warning carries, whatever was reported, and says what it left out', () => {
  const ioc = Array.from({ length: 50_000 }, (_, index) => ({
    type: 'ipv4',
    value: `45.${index >> 14}.${(index >> 7) & 127}.${index & 127}`,
  }))
  const judgement = judged({ 'inc.kind': 'other', 'tec.ttp': ['T1498'], ioc }, agreed)
  assert.ok(judgement.verdict === 'release')
  assert.equal(judgement.content.indicators.length, 10_000)
  assert.ok(JSON.stringify(judgement.content).length < 8_000_000)
  assert.equal(judgement.reasons.find(({ code }) => code === 'too-many')?.count, 40_000)
  assert.equal(judgement.content.happening.leftOut, 40_000)
  assert.match(happeningText(judgement.content.happening).en, /about 40,000 more do not fit/)
  assert.match(happeningText(judgement.content.happening).ja, /約40,000件/)
  const long = Array.from({ length: 5_000 }, (_, index) => ({
    type: 'url',
    value: `https://attacker.test/${`update/${index}/`.repeat(200)}`,
  }))
  const heavy = judged({ 'inc.kind': 'other', 'tec.ttp': ['T1498'], ioc: long.slice(0, 1_200) }, agreed)
  assert.ok(heavy.verdict === 'release')
  assert.ok(JSON.stringify(heavy.content).length < 8_000_000)
})

test('judge() bounds the products and weaknesses of one warning, in whatever order they were reported, and yields before each', () => {
  const weaknesses = Array.from({ length: 3_000 }, (_, index) => ({ cve: `CVE-2026-${10_000 + index}` }))
  const steps = (list: readonly JsonObject[]): { count: number; cve: readonly string[] } => {
    const work = judge({ 'inc.kind': 'other', 'tec.vuln': [...list] }, gateFacts(agreed), testGate)
    for (let count = 0; ; count++) {
      const step = work.next()
      if (step.done !== true) continue
      assert.ok(step.value.verdict === 'release')
      assert.equal(step.value.reasons.find(({ code }) => code === 'too-many')?.count, 2_500)
      return { count, cve: step.value.content.cve }
    }
  }
  const { count, cve } = steps(weaknesses)
  assert.equal(cve.length, 500)
  assert.ok(count >= 500, String(count))
  assert.deepEqual(steps(weaknesses.toReversed()).cve, cve)
})

test('judge() keeps the most useful of too many indicators, in whatever order they were reported, and an update brings the next', () => {
  const domains = Array.from({ length: 12 }, (_, index) => `c2-${index}.attacker-${index}.test`)
  const ioc = [
    ...Array.from({ length: 10_000 }, (_, index) => ({ type: 'sha256', value: index.toString(16).padStart(64, '0') })),
    ...Array.from({ length: 9_990 }, (_, index) => ({ type: 'ipv4', value: `45.33.${index >> 8}.${index & 255}` })),
    ...domains.map((value) => ({ type: 'domain', value })),
  ]
  const confirmed = { type: 'sha256', value: (7).toString(16).padStart(64, '0') } as const
  const prevalence = prevalenceOf(new Set([prevalenceKey(confirmed)]))
  const part = { 'inc.kind': 'other', 'tec.ttp': ['T1498'], ioc }
  const first = released(part, agreed, { prevalence })
  const values = new Set(first.indicators.map(({ value }) => value))
  assert.equal(values.size, 10_000)
  assert.ok([confirmed.value, ...domains].every((value) => values.has(value)))
  assert.equal(first.indicators.filter(({ type }) => type === 'sha256').length, 1)
  assert.equal(first.happening.leftOut, 10_000)
  assert.deepEqual(withoutIds(released({ ...part, ioc: ioc.toReversed() }, agreed, { prevalence })), withoutIds(first))
  const second = released(part, agreed, { prevalence, earlier: [first] })
  assert.equal(second.indicators.length, 10_000)
  assert.ok(second.indicators.every(({ value }) => !values.has(value)))
  assert.equal(released(part, agreed, { prevalence, earlier: [first, second] }).happening.leftOut, undefined)
})
