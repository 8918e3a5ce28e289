import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isJsonList, isJsonObject } from '#base/json-object.ts'
import type { JsonObject, JsonValue } from '#base/canonical-json.ts'
import { assess } from './assess.ts'
import { japaneseAct } from '../../test/support/japanese-act.ts'
import cceaArticle5 from './jp/ccea-article-5.json' with { type: 'json' }
import head from './jp/rulebook.json' with { type: 'json' }
import sectors from './jp/sectors.json' with { type: 'json' }
import { loadRulebook, type RulebookFiles } from './load-rulebook.ts'
import { RulebookError } from './rulebook-error.ts'

type Path = readonly (string | number)[]

/** Returns `value` with another value at `path`; undefined takes it away. */
function replaced(value: JsonValue, [step, ...rest]: Path, by: JsonValue | undefined): JsonValue {
  if (step === undefined) return by ?? null
  const inner = (old: JsonValue | undefined): JsonValue => replaced(old ?? null, rest, by)
  if (isJsonList(value)) return value.map((entry, index) => (index === step ? inner(entry) : entry))
  if (!isJsonObject(value)) return value
  const kept = Object.entries(value).filter(([key]) => key !== String(step))
  return Object.fromEntries(rest.length === 0 && by === undefined ? kept : [...kept, [String(step), inner(value[String(step)])]])
}

function japan(change: { head?: JsonValue; sectors?: JsonValue; law?: JsonValue } = {}): RulebookFiles {
  const files = { head, sectors, law: cceaArticle5, ...change }
  return { head: files.head, sectors: files.sectors, laws: { 'law.json': files.law } }
}

test('loadRulebook() loads the act of Japan', () => {
  const rulebook = japaneseAct()
  assert.equal(rulebook.id, 'jp')
  assert.deepEqual(
    rulebook.laws.map((law) => law.data.id),
    ['jp.ccea.art5'],
  )
})

const faults: [string, 'head' | 'sectors' | 'law', Path, JsonValue | undefined, string, RegExp][] = [
  ['a law without title', 'law', ['title'], undefined, 'RULEBOOK_SHAPE', /law\.json.*title/u],
  ['a text without its English', 'law', ['title', 'en'], undefined, 'RULEBOOK_SHAPE', /law\.json\/title.*en/u],
  ['an empty text', 'law', ['trigger', 0, 'yes', 'ja'], '', 'RULEBOOK_SHAPE', /law\.json\/trigger\/0\/yes\/ja/u],
  ['a key that the format does not have', 'law', ['titel'], {}, 'RULEBOOK_SHAPE', /titel/u],
  ['a status that does not exist', 'law', ['status'], 'draft', 'RULEBOOK_SHAPE', /law\.json\/status/u],
  ['an amount of no days', 'law', ['stages', 1, 'limit', 'amount'], 0, 'RULEBOOK_SHAPE', /\/stages\/1\/limit/u],
  ['a law that is null', 'law', [], null, 'RULEBOOK_SHAPE', /law\.json/u],
  ['a date that does not exist', 'law', ['validFrom'], '2026-02-30', 'RULEBOOK_VALIDITY', /2026-02-30/u],
  ['validity that ends before it begins', 'law', ['validTo'], '2026-10-01', 'RULEBOOK_VALIDITY', /the first before the second/u],
  ['a condition that does not parse', 'law', ['trigger', 0, 'if'], 'mal.suspected =', 'CONDITION_SYNTAX', /law\.json\/trigger\/0\/if/u],
  ['a misspelt fact', 'law', ['trigger', 0, 'if'], 'mal.suspcted = "yes"', 'FACT_UNKNOWN', /mal\.suspcted/u],
  ['a misspelt code', 'law', ['trigger', 2, 'if'], 'inc.certainty = "sure"', 'CONDITION_TYPE', /expected one of: suspected/u],
  ['a designation that is not listed', 'law', ['bound', 0, 'if'], 'list contains(ent.designations, "jp.x")', 'CONDITION_TYPE', /jp\.x/u],
  ['a sector that is not listed', 'law', ['bound', 0, 'if'], 'list contains(ent.sector, "jp.espa.x")', 'CONDITION_TYPE', /jp\.espa\.x/u],
  ['a condition over free text', 'law', ['trigger', 0, 'if'], 'inc.summary = "x"', 'FACT_UNKNOWN', /inc\.summary/u],
  ['a loop', 'law', ['trigger', 0, 'if'], 'for i in 1..9 return i', 'CONDITION_REFUSED', /ForExpression/u],
  [
    'a source that is not there',
    'law',
    ['penalties', 0, 'clause', 'source'],
    'gazette',
    'RULEBOOK_REFERENCE',
    /\/penalties\/0\/clause.*gazette/u,
  ],
  [
    'a counting clause without source',
    'law',
    ['stages', 1, 'counting', 0, 'source'],
    'x',
    'RULEBOOK_REFERENCE',
    /\/stages\/1\/counting\/0/u,
  ],
  ['a clock event that is not there', 'law', ['stages', 0, 'from'], 'noticed', 'RULEBOOK_REFERENCE', /noticed/u],
  ['a recipient that is not there', 'law', ['recipients', 1, 'recipient'], 'jp.nobody', 'RULEBOOK_REFERENCE', /jp\.nobody/u],
  ['a field that is not there', 'law', ['items', 1, 'fields', 0], 'ent.nmae', 'RULEBOOK_REFERENCE', /ent\.nmae/u],
  ['a stage that is there twice', 'law', ['stages', 1, 'stage'], 'initial', 'RULEBOOK_REPEATED', /initial/u],
  ['a condition that is there twice', 'law', ['trigger', 1, 'id'], 'malicious-act', 'RULEBOOK_REPEATED', /malicious-act/u],
  ['a zone that does not exist', 'head', ['zone', 'id'], 'Asia/Atlantis', 'RULEBOOK_REFERENCE', /Asia\/Atlantis/u],
  ['a calendar that does not exist', 'head', ['calendar'], 'jp.lunar', 'RULEBOOK_REFERENCE', /jp\.lunar/u],
  ['a clock event over a fact that is no instant', 'head', ['clockEvents', 0, 'fact'], 'inc.kind', 'RULEBOOK_REFERENCE', /inc\.kind/u],
  ['a recipient that is there twice', 'head', ['recipients', 1, 'code'], 'jp.minister.mic', 'RULEBOOK_REPEATED', /jp\.minister\.mic/u],
  [
    'a sector that is there twice',
    'sectors',
    ['lists', 0, 'sectors', 1, 'code'],
    'jp.espa.electricity',
    'RULEBOOK_REPEATED',
    /jp\.espa\.electricity/u,
  ],
  [
    'a minister that is not there',
    'sectors',
    ['lists', 0, 'sectors', 0, 'ministers', 0],
    'jp.minister.x',
    'RULEBOOK_REFERENCE',
    /jp\.minister\.x/u,
  ],
  ['a crosswalk to nowhere', 'sectors', ['crosswalk', 0, 'to'], 'jp.hq.x', 'RULEBOOK_REFERENCE', /crosswalk\/0.*jp\.hq\.x/u],
  [
    'a sector whose validity is backwards',
    'sectors',
    ['lists', 0, 'sectors', 0, 'validTo'],
    '2020-01-01',
    'RULEBOOK_VALIDITY',
    /\/lists\/0\/sectors\/0/u,
  ],
]

const parts = { head, sectors, law: cceaArticle5 } as const

for (const [what, part, path, by, code, message] of faults) {
  test(`loadRulebook() refuses ${what} with its place`, () => {
    assert.throws(
      () => loadRulebook(japan({ [part]: replaced(parts[part], path, by) })),
      (error) => {
        assert.ok(error instanceof RulebookError, String(error))
        assert.equal(error.code, code)
        assert.match(error.message, message)
        assert.ok(error.place)
        return true
      },
    )
  })
}

test('loadRulebook() refuses two versions of one duty that are in force at the same time', () => {
  const laws = { 'first.json': cceaArticle5, 'second.json': { ...cceaArticle5, validFrom: '2027-04-01' } }
  assert.throws(() => loadRulebook({ head, sectors, laws }), { code: 'RULEBOOK_VALIDITY', message: /second\.json.*first\.json/u })
})

test('loadRulebook() takes validity as half-open, so that versions may follow each other on one day', () => {
  const laws = { 'first.json': { ...cceaArticle5, validTo: '2027-04-01' }, 'second.json': { ...cceaArticle5, validFrom: '2027-04-01' } }
  assert.equal(loadRulebook({ head, sectors, laws }).laws.length, 2)
})

function everyPath(value: JsonValue, path: Path = []): Path[] {
  if (isJsonList(value)) return [path, ...value.flatMap((entry, index) => everyPath(entry, [...path, index]))]
  return isJsonObject(value) ? [path, ...Object.entries(value).flatMap(([key, entry]) => everyPath(entry, [...path, key]))] : [path]
}

test('loadRulebook() refuses a mutated law with its place, or decides by it', () => {
  const law: JsonObject = cceaArticle5
  const mutation = fc.tuple(fc.constantFrom(...everyPath(law)), fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constant(undefined)))
  fc.assert(
    fc.property(mutation, ([path, by]) => {
      try {
        const rulebook = loadRulebook(japan({ law: replaced(law, path, by as JsonValue | undefined) }))
        assert.ok(assess({}, rulebook).obligations.length <= 1)
      } catch (error) {
        assert.ok(error instanceof RulebookError, String(error))
        assert.equal(error.place?.file, 'law.json')
      }
    }),
    { numRuns: 200 },
  )
})
