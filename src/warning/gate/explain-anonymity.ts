import type { WarningContent } from '../warning.ts'
import { hides, type AnonymityRegistry, type AnonymitySet } from './k-anonymity.ts'

/** How one thing that a warning says narrows down who may be meant. */
export type AnonymityStep = {
  readonly says: 'nothing' | 'product' | 'group'
  /** The name of the product or the code of the group; null for nothing. */
  readonly what: string | null
  /** Who is left when all steps so far are taken together. */
  readonly left: AnonymitySet
  readonly hides: boolean
}

/** Who could be guessed from a warning, in numbers: how it narrows, step by step, and who is left at the end. */
export type AnonymityExplanation = { readonly steps: readonly AnonymityStep[]; readonly left: AnonymitySet; readonly hides: boolean }

/** What of a warning narrows down who may be meant. */
export type NarrowingContent = Pick<WarningContent, 'sectorGroups' | 'products'>

/**
 * Returns who could be guessed from a warning and the registry, in numbers and without names. Warnings name no region and no time finer than a day, so
 * that neither narrows anything; several groups count together.
 */
export function explainAnonymity(content: NarrowingContent, registry: AnonymityRegistry): AnonymityExplanation {
  const products = [...new Set(content.products.map(({ name }) => name))]
  const steps: AnonymityStep[] = [step(registry, { says: 'nothing', what: null, products: [], groups: [] })]
  for (const [index, what] of products.entries())
    steps.push(step(registry, { says: 'product', what, products: products.slice(0, index + 1), groups: [] }))
  if (content.sectorGroups.length > 0)
    steps.push(step(registry, { says: 'group', what: content.sectorGroups.join(' '), products, groups: content.sectorGroups }))
  const last = steps.at(-1)
  return { steps, left: last?.left ?? { operators: 0, sectors: 0 }, hides: last?.hides ?? false }
}

/** Returns the ids of the operators that could be guessed; for readers who may see them alone. */
export function guessableOperators(content: NarrowingContent, registry: AnonymityRegistry): readonly string[] {
  const products = content.products.map(({ name }) => name)
  const groups = content.sectorGroups.length === 0 ? [null] : content.sectorGroups
  return groups.flatMap((group) => registry.fitting({ group, products }))
}

function step(
  registry: AnonymityRegistry,
  how: Pick<AnonymityStep, 'says' | 'what'> & { readonly products: readonly string[]; readonly groups: readonly string[] },
): AnonymityStep {
  const { says, what, products, groups } = how
  const sets = (groups.length === 0 ? [null] : groups).map((group) => registry.setOf({ group, products }))
  const left = {
    operators: sets.reduce((sum, one) => sum + one.operators, 0),
    sectors: sets.reduce((sum, one) => sum + one.sectors, 0),
  }
  return { says, what, left, hides: hides(left) }
}
