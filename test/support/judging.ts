import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { JsonObject } from '#base/canonical-json.ts'
import { demoOperators } from '#operator/demo-operators.ts'
import { IdentifierScanner } from '#operator/identifier-scanner.ts'
import { identifiersOf } from '#operator/operator-identifiers.ts'
import { allRulebooks } from '#rulebook/all-rulebooks.ts'
import { sectorGroupsOf } from '#rulebook/sector.ts'
import type { FindingCode } from '#warning/gate/finding.ts'
import { gateFacts, type ToldFacts } from '#warning/gate/gate-facts.ts'
import { openGate, type Gate } from '#warning/gate/gate.ts'
import { judge, type Judgement } from '#warning/gate/judge.ts'
import { AnonymityRegistry } from '#warning/gate/k-anonymity.ts'
import { builtInKnownGood, KnownGood } from '#warning/gate/known-good.ts'
import type { WarningContent } from '#warning/warning.ts'

/** Knows the operators of the fictional country. */
export const scanner = new IdentifierScanner(demoOperators.map(identifiersOf))

/** The registry of the fictional country, with the groups of sectors of Japan. */
export const demoRegistry = new AnonymityRegistry(
  demoOperators.map(({ id, sectors, products }) => ({ operatorId: id, sectors, products })),
  sectorGroupsOf(allRulebooks()),
)

/** The gate of the fictional country, at a fixed instant. */
export const testGate: Gate = openGate({
  scanner,
  knownGood: new KnownGood(builtInKnownGood),
  registry: demoRegistry,
  now: Temporal.Instant.from('2026-11-22T14:59:59Z'),
  newId: () => randomUUID(),
})

/** The handling part of a report that may be released. */
export const agreed: JsonObject = { 'share.consent': 'yes', 'share.tlp': 'green', 'share.pap': 'green', 'inc.certainty': 'confirmed' }

/** Returns what the gate decides of a shareable part. */
export function judged(part: JsonObject, handling: JsonObject = agreed, told: ToldFacts & { readonly gate?: Gate } = {}): Judgement {
  const work = judge(part, gateFacts(handling, told), told.gate ?? testGate)
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
  }
}

/** Returns the content that the gate releases of a shareable part; fails where it releases none. */
export function released(part: JsonObject, handling: JsonObject = agreed, told: ToldFacts & { readonly gate?: Gate } = {}): WarningContent {
  const judgement = judged(part, handling, told)
  assert.equal(judgement.verdict, 'release', JSON.stringify(judgement.reasons))
  return judgement.content
}

/** Returns the codes of what the gate found. */
export function codes(judgement: Judgement): FindingCode[] {
  return judgement.reasons.map((finding) => finding.code)
}

/** Returns a shareable part with these indicators, and one technique so that something is left without them. */
export function withIndicators(...ioc: readonly JsonObject[]): JsonObject {
  return { 'inc.kind': 'other', 'tec.ttp': ['T1566'], ioc }
}
