import type { Condition, FactValue, KnownFacts, Truth } from './condition.ts'
import { allFacts, findFact } from './legal-fact.ts'

/** An unknown fact that would decide, or help to decide, a duty. */
export type DecisiveFact = {
  readonly fact: string
  /** Share of the values that the fact may have which would settle the matter at once, from 0 to 1. */
  readonly decides: number
}

/** Returns whether all `conditions` hold: false as soon as one does not, null where unknown facts leave it open. */
export function allHold(conditions: readonly Condition[], facts: KnownFacts): Truth {
  let open = false
  for (const condition of conditions) {
    const value = condition.evaluate(facts)
    if (value === false) return false
    if (value === null) open = true
  }
  return open ? null : true
}

/**
 * Returns the unknown facts that keep `conditions` open, the most decisive first; none where the matter is settled.
 *
 * Each fact is tried with every value that could make a difference, and counts by the share of values that settle the matter.
 * Facts that decide alike come in the order in which the common core asks for them.
 */
export function decisiveFacts(conditions: readonly Condition[], facts: KnownFacts): DecisiveFact[] {
  if (allHold(conditions, facts) !== null) return []
  const open = new Set<string>()
  for (const condition of conditions) condition.collectUnknown(facts, open)
  return [...open].map((fact) => ({ fact, decides: shareThatDecides(fact, conditions, facts) })).toSorted(mostDecisiveFirst)
}

/** Order of facts: the most decisive first, then the order of the common core. */
export function mostDecisiveFirst(left: DecisiveFact, right: DecisiveFact): number {
  return right.decides - left.decides || position(left.fact) - position(right.fact)
}

function shareThatDecides(fact: string, conditions: readonly Condition[], facts: KnownFacts): number {
  const values = trialValues(fact, conditions)
  const settled = values.filter((value) => allHold(conditions, new Map(facts).set(fact, value)) !== null)
  return values.length === 0 ? 0 : settled.length / values.length
}

/** Returns values of `fact` between which the conditions can tell: every code of a closed list, numbers around each threshold, lists of one or none. */
export function trialValues(fact: string, conditions: readonly Condition[]): FactValue[] {
  const compared = [...new Set(conditions.flatMap((condition) => condition.literals.get(fact) ?? []))]
  const field = findFact(fact)
  if (field?.type === 'yes-no') return ['yes', 'no']
  if (field?.type === 'code') return field.options.map((option) => option.code)
  if (field?.type === 'number') return compared.flatMap((literal) => [Number(literal) - 1, Number(literal), Number(literal) + 1])
  return [[], ...compared.map((literal) => [String(literal)])]
}

const positions: ReadonlyMap<string, number> = new Map(allFacts.map((field, index) => [field.id, index]))

function position(fact: string): number {
  return positions.get(fact) ?? positions.size
}
