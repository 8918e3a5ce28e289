import type { Condition, FactValue, KnownFacts } from './condition.ts'
import { allHold, trialValues } from './decisive-facts.ts'

/** What is known, and what nobody can say. */
export type Given = { readonly known: KnownFacts; readonly closed: ReadonlySet<string> }

// Every law in force here is decided within some hundred steps; what needs more counts as able to settle.
const mostSteps = 5_000

/**
 * Tells whether there is a course of answers in which `fact` is the one that settles whether all `conditions` hold.
 *
 * Facts that are closed stay unknown whatever is asked: a fact that could settle the matter only together with one of them can settle nothing.
 */
export function canSettle(fact: string, conditions: readonly Condition[], { known, closed }: Given): boolean {
  const unknown = [...new Set(conditions.flatMap(({ facts }) => facts))].filter((id) => !known.has(id))
  // Where everything may still be asked, the whole course of answers settles the matter.
  if (!unknown.some((id) => closed.has(id))) return true
  const free = unknown.filter((id) => id !== fact && !closed.has(id))
  const values = new Map([fact, ...free].map((id) => [id, trialValues(id, conditions)]))
  return tryFrom({ fact, conditions, free, values, steps: 0 }, 0, new Map(known))
}

type Search = {
  readonly fact: string
  readonly conditions: readonly Condition[]
  readonly free: readonly string[]
  readonly values: ReadonlyMap<string, readonly FactValue[]>
  steps: number
}

function tryFrom(search: Search, index: number, facts: Map<string, FactValue>): boolean {
  search.steps++
  if (search.steps > mostSteps) return true
  if (allHold(search.conditions, facts) !== null) return false
  if (settlesNow(search, facts)) return true
  const id = search.free[index]
  if (id === undefined) return false
  for (const value of search.values.get(id) ?? []) {
    facts.set(id, value)
    const found = tryFrom(search, index + 1, facts)
    facts.delete(id)
    if (found) return true
  }
  return false
}

function settlesNow({ fact, conditions, values }: Search, facts: Map<string, FactValue>): boolean {
  const found = (values.get(fact) ?? []).some((value) => allHold(conditions, facts.set(fact, value)) !== null)
  facts.delete(fact)
  return found
}
