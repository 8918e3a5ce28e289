import type { Condition, FactValue, KnownFacts, Truth } from './condition.ts'
import { trialValues } from './decisive-facts.ts'

/** A condition and what it should come to. */
export type Wish = { readonly condition: Condition; readonly wanted: boolean }

// Enough for every condition of a law by a wide margin; what needs more is not shown, and says so.
const mostSteps = 50_000

/** Whether some facts make every wish come true; `not-shown` where the search had to be given up. */
export type Satisfiability = 'yes' | 'no' | 'not-shown'

/**
 * Tells whether there are facts under which every condition comes to what is wanted of it.
 *
 * Tries for each fact the values between which the conditions can tell, one fact after the other, and turns back as soon as a wish has failed.
 */
export function satisfiable(wishes: readonly Wish[]): Satisfiability {
  const conditions = wishes.map(({ condition }) => condition)
  const ids = [...new Set(conditions.flatMap(({ facts }) => facts))]
  const values = new Map(ids.map((id) => [id, candidates(id, conditions)]))
  const search: Search = { wishes, ids, values, steps: 0 }
  return tryFrom(search, 0, new Map())
}

type Search = {
  readonly wishes: readonly Wish[]
  readonly ids: readonly string[]
  readonly values: ReadonlyMap<string, readonly FactValue[]>
  steps: number
}

/** Lists are tried with each compared code alone, with none, and with all of them. */
function candidates(id: string, conditions: readonly Condition[]): readonly FactValue[] {
  const values = trialValues(id, conditions)
  const codes = values.flatMap((value): readonly string[] => (typeof value === 'object' ? value : []))
  return codes.length > 1 ? [...values, codes] : values
}

function tryFrom(search: Search, index: number, facts: Map<string, FactValue>): Satisfiability {
  search.steps++
  if (search.steps > mostSteps) return 'not-shown'
  const state = allAsWanted(search.wishes, facts)
  if (state !== null) return state ? 'yes' : 'no'
  const id = search.ids[index]
  if (id === undefined) return 'no'
  let answer: Satisfiability = 'no'
  for (const value of search.values.get(id) ?? []) {
    facts.set(id, value)
    const found = tryFrom(search, index + 1, facts)
    facts.delete(id)
    if (found === 'yes') return 'yes'
    if (found === 'not-shown') answer = 'not-shown'
  }
  return answer
}

function allAsWanted(wishes: readonly Wish[], facts: KnownFacts): Truth {
  let open = false
  for (const { condition, wanted } of wishes) {
    const value = condition.evaluate(facts)
    if (value === null) open = true
    else if (value !== wanted) return false
  }
  return open ? null : true
}
