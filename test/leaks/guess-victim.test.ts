import assert from 'node:assert/strict'
import { test } from 'node:test'
import { IdentifierScanner } from '#operator/identifier-scanner.ts'
import { testGate } from '../support/judging.ts'
import { guessVictims } from './guess-victim.ts'

test('who reads a warning, the registry, the papers and the program names the victim at most once in ten', (t) => {
  const { warnings, right, certainty, worst, rightByPress } = guessVictims()
  const percent = (share: number): string => `${(share * 100).toFixed(1)} %`
  t.diagnostic(
    `${warnings} warnings: right ${percent(right)}, by the papers alone ${percent(rightByPress)}; chance of the victim ${percent(certainty)}`,
  )
  t.diagnostic(`greatest chance of a victim that the papers do not name: ${percent(worst)}`)
  assert.ok(warnings >= 1_000)
  assert.ok(right <= 0.1, percent(right))
  // Ten operators hide one: the victim is not taken for likelier than that, on average.
  assert.ok(certainty <= 0.1, percent(certainty))
})

test('who reads warnings of a gate that knows no operator names the victims of careless reports', () => {
  const { right } = guessVictims({ gate: { ...testGate, scanner: new IdentifierScanner([]) }, carelessly: true })
  assert.ok(right > 0.9, String(right))
})
