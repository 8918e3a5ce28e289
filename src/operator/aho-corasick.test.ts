import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { PatternAutomaton, type Occurrence } from './aho-corasick.ts'

test('PatternAutomaton finds overlapping patterns and patterns inside patterns', () => {
  const automaton = new PatternAutomaton(['he', 'she', 'his', 'hers'])
  assert.deepEqual(automaton.find('ushers'), [
    { pattern: 1, start: 1, end: 4 },
    { pattern: 0, start: 2, end: 4 },
    { pattern: 3, start: 2, end: 6 },
  ])
})

test('PatternAutomaton finds a pattern after a longer one broke off', () => {
  assert.deepEqual(new PatternAutomaton(['abcx', 'bc']).find('abcy'), [{ pattern: 1, start: 1, end: 3 }])
})

test('PatternAutomaton never finds an empty pattern, and finds equal ones each', () => {
  assert.deepEqual(new PatternAutomaton(['', '北瀬', '北瀬']).find('北瀬'), [
    { pattern: 1, start: 0, end: 2 },
    { pattern: 2, start: 0, end: 2 },
  ])
  assert.deepEqual(new PatternAutomaton([]).find('anything'), [])
})

test('PatternAutomaton finds what a search for each pattern finds', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', '電'), maxLength: 5 })
  fc.assert(
    fc.property(fc.array(word, { maxLength: 8 }), fc.string({ unit: fc.constantFrom('a', 'b', '電'), maxLength: 40 }), (patterns, text) => {
      assert.deepEqual(new Set(new PatternAutomaton(patterns).find(text).map(key)), new Set(search(patterns, text).map(key)))
    }),
  )
})

function search(patterns: readonly string[], text: string): Occurrence[] {
  return patterns.flatMap((pattern, index) => {
    const found: Occurrence[] = []
    for (let at = text.indexOf(pattern); pattern !== '' && at >= 0; at = text.indexOf(pattern, at + 1)) {
      found.push({ pattern: index, start: at, end: at + pattern.length })
    }
    return found
  })
}

function key(occurrence: Occurrence): string {
  return `${occurrence.pattern}:${occurrence.start}:${occurrence.end}`
}
