import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { LinearPattern } from './linear-pattern.ts'

test('LinearPattern matches what the regular expressions of the language match', () => {
  const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '(a|b)', '(?:ab|c)', '\\d', 'c')
  const quantifier = fc.constantFrom('', '*', '+', '?', '{2}', '{1,2}', '{0,}', '*?')
  const pattern = fc
    .tuple(
      fc.constantFrom('', '^'),
      fc.array(
        fc.tuple(atom, quantifier).map(([one, times]) => one + times),
        { maxLength: 6 },
      ),
      fc.constantFrom('', '$'),
    )
    .map(([start, parts, end]) => start + parts.join('') + end)
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1', 'A'), maxLength: 8 })
  fc.assert(
    fc.property(pattern, text, (source, written) => {
      assert.equal(new LinearPattern([source]).test(written), new RegExp(source, 'i').test(written), `${source} on ${written}`)
    }),
    { numRuns: 500 },
  )
})

test('LinearPattern takes the delimiters of PCRE off', () => {
  const pattern = new LinearPattern(['/^(.*\\.)?example\\.(com|net)$/i', '/\\.internal$/'])
  for (const text of ['example.com', 'WWW.Example.NET', 'host.internal']) assert.ok(pattern.test(text), text)
  for (const text of ['example.org', 'badexample.com', 'internal']) assert.ok(!pattern.test(text), text)
})

test('LinearPattern takes no longer for a text made to make others go back and forth', () => {
  const pattern = new LinearPattern(['(a+)+b', '(a|a)*c', 'a*a*a*a*d'])
  assert.equal(pattern.test('a'.repeat(20_000)), false)
})

test('LinearPattern refuses what cannot be matched in one pass', () => {
  for (const source of ['(a)\\1', '(?=a)b', '(?<!a)b', '\\bword', '(a', 'a)', '[a', '*a', '(?i)a', 'a{999}{999}', '\\p{L}', '[[:alpha:]]'])
    assert.throws(() => new LinearPattern([source]), SyntaxError, source)
})
