import type { OperatorTraits } from '#operator/operator-traits.ts'
import type { SectorGroup } from '#rulebook/sector.ts'

/** A label may be used where at least so many operators of so many sectors fit it. */
export const leastOperators = 10
/** A label may be used where the operators that fit it are of at least so many sectors. */
export const leastSectors = 2

/** Those who fit what a warning says: how many operators of how many sectors. */
export type AnonymitySet = { readonly operators: number; readonly sectors: number }

/** Returns whether a set is large and mixed enough to hide one operator in it. */
export function hides({ operators, sectors }: AnonymitySet): boolean {
  return operators >= leastOperators && sectors >= leastSectors
}

/** What the registry says of who may be meant. */
export class AnonymityRegistry {
  readonly #operators: readonly OperatorTraits[]
  readonly #groupOf: ReadonlyMap<string, string>
  readonly #declared: boolean

  constructor(operators: readonly OperatorTraits[], groups: readonly Pick<SectorGroup, 'code' | 'sectors'>[]) {
    this.#operators = operators
    this.#groupOf = new Map(operators.flatMap((operator) => groupOf(operator, groups)))
    this.#declared = operators.some(({ products }) => products !== null)
  }

  /** Returns the ids of the operators that fit: in `group`, null for any, and known to use every one of `products`. */
  fitting({ group, products }: { readonly group: string | null; readonly products: readonly string[] }): readonly string[] {
    return this.#fitting(group, products).map(({ operatorId }) => operatorId)
  }

  /** Returns how many operators fit; see {@link AnonymityRegistry.fitting}. */
  setOf(label: { readonly group: string | null; readonly products: readonly string[] }): AnonymitySet {
    return sizeOf(this.#fitting(label.group, label.products))
  }

  /**
   * Returns those of `products` that may be named together: without the rarest ones, until enough operators use all that are left. Where outsiders see who
   * is down, these are half of all operators: fewer would tell which of those who are down it is.
   */
  nameable(products: readonly string[], isVisible = false): readonly string[] {
    const fewest = isVisible ? this.#operators.length / 2 : leastOperators
    const hidden = (set: AnonymitySet): boolean => hides(set) && set.operators >= fewest
    let left = [...new Set(products)].toSorted()
    while (left.length > 0 && !hidden(this.setOf({ group: null, products: left }))) {
      const rarest = left.toSorted((one, other) => this.#uses(one) - this.#uses(other))[0]
      left = left.filter((product) => product !== rarest)
    }
    return left
  }

  /**
   * Returns the group of an operator where it may be named beside `products`, or null.
   *
   * That a warning names no group must not tell either: where the groups that may not be named beside these products hold too few operators together, no
   * group is named beside them at all.
   */
  label(operatorId: string | null, products: readonly string[]): string | null {
    const group = operatorId === null ? undefined : this.#groupOf.get(operatorId)
    if (group === undefined || !hides(this.setOf({ group, products }))) return null
    const unnamed = this.#fitting(null, products).filter((operator) => {
      const its = this.#groupOf.get(operator.operatorId)
      return its === undefined || !hides(this.setOf({ group: its, products }))
    })
    return unnamed.length === 0 || hides(sizeOf(unnamed)) ? group : null
  }

  #fitting(group: string | null, products: readonly string[]): readonly OperatorTraits[] {
    return this.#operators.filter(
      (operator) => (group === null || this.#groupOf.get(operator.operatorId) === group) && this.#usesAll(operator, products),
    )
  }

  // Where nobody declared anything, a product of the catalogue tells nobody apart.
  #usesAll(operator: OperatorTraits, products: readonly string[]): boolean {
    return !this.#declared || products.every((product) => operator.products?.includes(product) === true)
  }

  #uses(product: string): number {
    return this.#fitting(null, [product]).length
  }
}

/** An operator of several sectors counts in the first group alone that has one of them: naming two would single it out. */
function groupOf(
  { operatorId, sectors }: OperatorTraits,
  groups: readonly Pick<SectorGroup, 'code' | 'sectors'>[],
): readonly (readonly [operatorId: string, group: string])[] {
  const group = groups.find((one) => sectors.some((sector) => one.sectors.includes(sector)))
  return group === undefined ? [] : [[operatorId, group.code]]
}

function sizeOf(operators: readonly OperatorTraits[]): AnonymitySet {
  return { operators: operators.length, sectors: new Set(operators.flatMap(({ sectors }) => sectors)).size }
}
