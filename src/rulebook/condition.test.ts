import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { evaluate as evaluateByFeelin } from 'feelin'
import { compileCondition, type FactValue, type Truth } from './condition.ts'
import { RulebookError } from './rulebook-error.ts'
import type { Vocabulary } from './vocabulary.ts'

const codes = ['a', 'b', 'c']

const vocabulary: Vocabulary = new Map([
  ['x.kind', { kind: 'code', codes }],
  ['x.other', { kind: 'code', codes }],
  ['x.many', { kind: 'codes', codes }],
  ['x.count', { kind: 'number', minimum: 0, maximum: undefined }],
  ['x.size', { kind: 'number', minimum: 0, maximum: undefined }],
  ['x.open', { kind: 'identifiers' }],
])

function decide(text: string, facts: Record<string, FactValue> = {}): Truth {
  return compileCondition(text, vocabulary).evaluate(new Map(Object.entries(facts)))
}

test('compileCondition() takes a comparison with an unknown for unknown, where FEEL says false', () => {
  assert.equal(decide('x.kind = "a"'), null)
  assert.equal(decide('x.kind != "a"'), null)
  assert.equal(decide('list contains(x.many, "a")'), null)
  assert.equal(decide('(x.kind in ["a", "b"])'), null)
  assert.equal(decide('x.count + 1 > 2'), null)
  assert.equal(evaluateByFeelin('x.kind = "a"', { x: { kind: null } }).value, false)
})

test('compileCondition() evaluates and, or, not by the tables of Kleene', () => {
  const sides: [string, Truth][] = [
    ['true', true],
    ['false', false],
    ['x.kind = "a"', null],
  ]
  const both = (left: Truth, right: Truth): Truth =>
    left === false || right === false ? false : left === null || right === null ? null : true
  const either = (left: Truth, right: Truth): Truth =>
    left === true || right === true ? true : left === null || right === null ? null : false
  for (const [leftText, left] of sides) {
    for (const [rightText, right] of sides) {
      assert.equal(decide(`${leftText} and ${rightText}`), both(left, right))
      assert.equal(decide(`${leftText} or ${rightText}`), either(left, right))
    }
    assert.equal(decide(`not(${leftText})`), left === null ? null : !left)
  }
})

test('compileCondition() collects only the unknown facts that keep a condition open', () => {
  const unknownOf = (text: string, facts: Record<string, FactValue>): string[] => {
    const found = new Set<string>()
    compileCondition(text, vocabulary).collectUnknown(new Map(Object.entries(facts)), found)
    return [...found]
  }
  const text = '(x.kind = "a" and x.count > 5) or list contains(x.many, "b")'
  assert.deepEqual(unknownOf(text, {}), ['x.kind', 'x.count', 'x.many'])
  assert.deepEqual(unknownOf(text, { 'x.kind': 'b' }), ['x.many'])
  assert.deepEqual(unknownOf(text, { 'x.kind': 'b', 'x.many': [] }), [])
  assert.deepEqual(unknownOf(text, { 'x.many': ['b'] }), [])
})

const refused: [string, string, RegExp][] = [
  ['', 'CONDITION_SYNTAX', /character 1/u],
  ['x.kind =', 'CONDITION_SYNTAX', /character/u],
  ['x.kind = "a', 'CONDITION_SYNTAX', /character/u],
  ['x.kind = "a" x', 'CONDITION_SYNTAX', /./u],
  ['for i in 1..100000000 return i', 'CONDITION_REFUSED', /ForExpression/u],
  ['some i in x.many satisfies i = "a"', 'CONDITION_REFUSED', /QuantifiedExpression/u],
  ['every i in x.many satisfies i = "a"', 'CONDITION_REFUSED', /QuantifiedExpression/u],
  ['if x.count > 1 then true else false', 'CONDITION_REFUSED', /IfExpression/u],
  ['x.many[1] = "a"', 'CONDITION_REFUSED', /FilterExpression/u],
  ['function(a) a', 'CONDITION_REFUSED', /FunctionDefinition/u],
  ['count(x.many) > 1', 'CONDITION_REFUSED', /"count"/u],
  ['now() > 1', 'CONDITION_REFUSED', /"now"/u],
  ['matches(x.kind, "(a+)+")', 'CONDITION_REFUSED', /"matches"/u],
  ['list contains(list: x.many, element: "a")', 'CONDITION_REFUSED', /list contains/u],
  ['x.many instance of list', 'CONDITION_REFUSED', /./u],
  ['{a: 1}', 'CONDITION_REFUSED', /Context/u],
  ['@"2026-11-22"', 'CONDITION_REFUSED', /DateTimeLiteral/u],
  ['x.kind = null', 'CONDITION_REFUSED', /null/u],
  ['x.kind = "a" // why', 'CONDITION_SYNTAX', /exactly one/u],
  ['x.kind /* why */ = "a"', 'CONDITION_REFUSED', /./u],
  ['x.count between 1 and 2', 'CONDITION_REFUSED', /between/u],
  ['x.count ** 2 > 1', 'CONDITION_REFUSED', /\*\*/u],
  ['x.count / 0 > 1', 'CONDITION_REFUSED', /"\/"/u],
  ['x.count in [1..5]', 'CONDITION_REFUSED', /./u],
  ['x.count in > 5', 'CONDITION_REFUSED', /./u],
  ['x.kind in ["a"] or x.count = 1', 'CONDITION_REFUSED', /parentheses/u],
  ['x.kind in []', 'CONDITION_REFUSED', /at least one value/u],
  ['x.kind = "\\u0061"', 'CONDITION_REFUSED', /escapes/u],
  ['x.count = 1e9', 'CONDITION_REFUSED', /1e9/u],
  ['x .kind = "a"', 'CONDITION_REFUSED', /id of a fact/u],
  ['ｘ.kind = "a"', 'CONDITION_REFUSED', /id of a fact/u],
  ['x.constructor = "a"', 'FACT_UNKNOWN', /x\.constructor/u],
  ['x.knid = "a"', 'FACT_UNKNOWN', /x\.knid/u],
  ['x.kind = "A"', 'CONDITION_TYPE', /expected one of: a, b, c/u],
  ['"unknown" = x.kind', 'CONDITION_TYPE', /never "unknown"/u],
  ['list contains(x.many, "d")', 'CONDITION_TYPE', /never "d"/u],
  ['x.kind = 1', 'CONDITION_TYPE', /code with a number/u],
  ['x.kind > "a"', 'CONDITION_TYPE', />/u],
  ['x.many = x.many', 'CONDITION_TYPE', /list/u],
  ['x.kind', 'CONDITION_TYPE', /true or false/u],
  ['x.count + 1', 'CONDITION_TYPE', /true or false/u],
  ['x.kind and true', 'CONDITION_TYPE', /"and"/u],
  ['not(x.count)', 'CONDITION_TYPE', /not\(\)/u],
  ['x.kind + 1 > 2', 'CONDITION_TYPE', /"\+"/u],
  ['list contains(x.kind, "a")', 'CONDITION_TYPE', /first parameter/u],
  ['(x.kind in [1, 2])', 'CONDITION_TYPE', /"in"/u],
  ['x.kind = x.kind = x.kind', 'CONDITION_TYPE', /./u],
]

for (const [text, code, message] of refused) {
  test(`compileCondition() refuses ${JSON.stringify(text)} with ${code}`, () => {
    assert.throws(() => compileCondition(text, vocabulary), { code, message })
  })
}

test('compileCondition() refuses a condition that is long, deep or wide before it walks it', () => {
  const long = `x.kind = "${'a'.repeat(3000)}"`
  const deep = `${'('.repeat(400)}x.kind = "a"${')'.repeat(400)}`
  const nested = `${'not('.repeat(200)}x.kind = "a"${')'.repeat(200)}`
  const chain = Array.from({ length: 90 }, () => 'x.count>1').join(' or ')
  assert.throws(() => compileCondition(long, vocabulary), { code: 'CONDITION_TOO_LONG' })
  assert.throws(() => compileCondition('x.kind = "a" or '.repeat(100_000), vocabulary), { code: 'CONDITION_TOO_LONG' })
  for (const text of [deep, nested, chain]) assert.throws(() => compileCondition(text, vocabulary), { code: 'CONDITION_TOO_DEEP' })
})

test('compileCondition() answers any text with a condition or an error that names the fault', () => {
  const words = [
    'x.kind',
    'x.many',
    'x.count',
    '"a"',
    '1',
    '=',
    '<',
    'and',
    'or',
    'not(',
    ')',
    '(',
    'in',
    '[',
    ']',
    ',',
    'list contains(',
    'for',
  ]
  const soup = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.array(fc.constantFrom(...words), { maxLength: 20 }).map((parts) => parts.join(' ')),
  )
  fc.assert(
    fc.property(soup, (text) => {
      try {
        compileCondition(text, vocabulary)
      } catch (error) {
        assert.ok(error instanceof RulebookError, String(error))
      }
    }),
    { numRuns: 2000 },
  )
})

test('compileCondition() names file and place of a fault', () => {
  const place = { file: 'law.json', pointer: '/trigger/0/if' }
  assert.throws(() => compileCondition('x.knid = "a"', vocabulary, place), { message: /^law\.json\/trigger\/0\/if: /u })
})

const literal = fc.constantFrom(...codes).map((code) => `"${code}"`)
const number = fc.integer({ min: -3, max: 12 }).map(String)
const comparison = fc.constantFrom('=', '!=', '<', '<=', '>', '>=')
const equality = fc.constantFrom('=', '!=')
const code = fc.constantFrom('x.kind', 'x.other')
const count = fc.constantFrom('x.count', 'x.size')
const sum = fc.oneof(
  count,
  number,
  fc.tuple(count, fc.constantFrom('+', '-', '*'), number).map((parts) => `(${parts.join(' ')})`),
)
const atom = fc.oneof(
  fc.tuple(code, equality, literal).map((parts) => parts.join(' ')),
  fc.tuple(code, equality, code).map((parts) => parts.join(' ')),
  fc.tuple(sum, comparison, sum).map((parts) => parts.join(' ')),
  fc.tuple(code, fc.uniqueArray(literal, { minLength: 1 })).map(([fact, list]) => `(${fact} in [${list.join(', ')}])`),
  literal.map((value) => `list contains(x.many, ${value})`),
  fc.constantFrom('true', 'false'),
)
const expressions = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4 },
    atom,
    fc.tuple(tie('expression'), fc.constantFrom('and', 'or'), tie('expression')).map((parts) => `(${parts.join(' ')})`),
    tie('expression').map((inner) => `not(${inner})`),
  ),
})).expression

const knownCodes = fc.constantFrom(...codes)
const counts = fc.integer({ min: 0, max: 10 })
const everyFact = fc.record({
  'x.kind': knownCodes,
  'x.other': knownCodes,
  'x.many': fc.uniqueArray(knownCodes),
  'x.count': counts,
  'x.size': counts,
})

test('compileCondition() agrees with feelin wherever every fact is known', () => {
  fc.assert(
    fc.property(expressions, everyFact, (text, facts) => {
      const x = Object.fromEntries(Object.entries(facts).map(([id, value]) => [id.slice(2), value]))
      const theirs = evaluateByFeelin(text, { x })
      assert.deepEqual(theirs.warnings, [])
      assert.equal(decide(text, facts), theirs.value, text)
    }),
    { numRuns: 1500 },
  )
})

function some(facts: Record<string, FactValue>, keep: readonly boolean[]): Record<string, FactValue> {
  return Object.fromEntries(Object.entries(facts).filter((_, index) => keep[index] === true))
}

const masks = fc.array(fc.boolean(), { minLength: 5, maxLength: 5 })

test('compileCondition() never takes back an answer when more facts become known', () => {
  fc.assert(
    fc.property(expressions, everyFact, masks, (text, facts, keep) => {
      const early = decide(text, some(facts, keep))
      if (early !== null) assert.equal(decide(text, facts), early, text)
    }),
    { numRuns: 1500 },
  )
})

test('compileCondition() stays open as long as none of the collected facts becomes known', () => {
  fc.assert(
    fc.property(expressions, everyFact, masks, (text, facts, keep) => {
      const condition = compileCondition(text, vocabulary)
      const partly = new Map(Object.entries(some(facts, keep)))
      const open = new Set<string>()
      condition.collectUnknown(partly, open)
      assert.equal(open.size > 0, condition.evaluate(partly) === null)
      if (open.size === 0) return
      const others = Object.entries(facts).filter(([id]) => !open.has(id))
      assert.equal(condition.evaluate(new Map([...partly, ...others])), null)
    }),
    { numRuns: 1500 },
  )
})
