import assert from 'node:assert/strict'
import { test } from 'node:test'
import { demoOperators } from '#operator/demo-operators.ts'
import { IdentifierScanner } from '#operator/identifier-scanner.ts'
import { identifiersOf } from '#operator/operator-identifiers.ts'
import { traitsOf } from '#campaign/traits-of.ts'
import { inSlices } from '#runtime/in-slices.ts'
import { builtInKnownGood, KnownGood } from '#warning/gate/known-good.ts'
import { judgeOfValues } from './judge-of-values.ts'

const judge = judgeOfValues({
  scanner: new IdentifierScanner(demoOperators.map(identifiersOf)),
  knownGood: new KnownGood(builtInKnownGood),
})

test('what an operator is known by is no trait, whatever role a report gives it: it would say whose an incident elsewhere is', async () => {
  for (const { domains, ranges } of demoOperators) {
    const values = [
      ...domains.flatMap((domain) => [
        { type: 'domain', value: `vpn.${domain}` },
        { type: 'url', value: `https://vpn.${domain}/login` },
        { type: 'email', value: `someone@${domain}` },
      ]),
      ...ranges.map((range) => ({ type: range.includes(':') ? 'ipv6-range' : 'ipv4-range', value: range })),
    ]
    const traits = await inSlices(traitsOf([{ ioc: values.map((one) => ({ ...one, role: 'source' })) }], judge))
    assert.deepEqual(traits, [])
  }
})

test('what is on a list of known-good values is common, an attacker’s own is telling', () => {
  assert.equal(judge({ type: 'ipv4', value: '8.8.8.8' }), 'common')
  assert.equal(judge({ type: 'domain', value: 'n0n0n0.com' }), 'telling')
  assert.equal(judge({ type: 'sha256', value: 'b'.repeat(64) }), 'telling')
})
