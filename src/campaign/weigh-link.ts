import { traitPriors, type TraitType } from './trait.ts'

/** One trait that two incidents share, with what is known of the others. */
export type SharedTrait = {
  /** Any name by which traits are told apart. */
  readonly key: string
  readonly type: TraitType
  /** False for a value in wide legitimate use. */
  readonly weighs: boolean
  /** How many incidents of the background hold it; neither of the two is one of them. */
  readonly holders: number
  /** How many incidents the background has. */
  readonly background: number
  /** Traits with the same text occur in exactly the same incidents. */
  readonly together: string
  /** Keys of what follows from it. */
  readonly implies: readonly string[]
}

/** Two incidents and what they share. */
export type PairOfIncidents = {
  readonly shared: readonly SharedTrait[]
  /** How many values each of the two could have shared with somebody: those that link and follow from no other one. */
  readonly values: readonly [number, number]
  /** How many incidents there are beside each of them. */
  readonly others: number
}

/** What one shared trait brings. */
export type Evidence = { readonly key: string; readonly type: TraitType; readonly bits: number; readonly common: boolean }

/** How sure a link is: by chance one would expect at most one such match for twenty incidents, or for two. */
export type LinkStrength = 'strong' | 'possible'

/** How much two incidents have in common, and how often chance alone brings as much. */
export type LinkWeight = {
  /** Bits of evidence against chance, after what many comparisons take off. */
  readonly bits: number
  /** What many comparisons take off: who reports a thousand values has a thousand chances. */
  readonly deducted: number
  /** How many incidents one would expect to share as much with one of the two by chance. */
  readonly chance: number
  /** Null where it is no link. */
  readonly strength: LinkStrength | null
  /** The heaviest first. */
  readonly evidence: readonly Evidence[]
}

/** Largest expected numbers of chance matches. */
const limits = { strong: 0.05, possible: 0.5 } as const

/** As many incidents as the prior chance of a type is worth. */
const priorIncidents = 100

/** An installation with fewer incidents is judged as if it had so many: the next ones come. */
const fewestOthers = 100

/** At most so many bits: of techniques together, of everything that says how attackers work, and of what always occurs together with something else. */
const most = { techniques: 4, manners: 8, together: 5 } as const

/** Among how many places of a network, a domain or a host an attacker is taken to choose: the ones in use lie close together. */
const placesBelow = 16

/** Below this, a value is common. */
const commonBelow = 1

/**
 * Returns how much two incidents have in common.
 *
 * Each shared value counts as the surprise that an unrelated incident holds it. What follows from a counted value adds nothing; values that always occur
 * together are one piece of evidence; how attackers work supports a link and makes none. Of the pieces those are counted that chance explains least, where
 * any choice among all values of the longer report would have done as well: the logarithm of the number of such choices is taken off.
 */
export function weighLink({ shared, values, others }: PairOfIncidents): LinkWeight {
  const byKey = new Map(shared.map((one) => [one.key, one]))
  const weighed = shared.map((one) => ({ ...one, bits: one.weighs ? -Math.log2(chanceOf(one, byKey)) : 0 }))
  const implied = new Set(weighed.flatMap((one) => one.implies))
  const kept = weighed.filter((one) => !implied.has(one.key))
  const artefacts = piecesOf(kept.filter(({ type }) => traitPriors[type].links))
  const manners = limited(kept.filter(({ type }) => !traitPriors[type].links))
  const choice = bestChoice(
    artefacts.map((piece) => sumOf(piece)),
    Math.max(values[0], values[1], artefacts.length),
  )
  const counted = Math.max(fewestOthers, others)
  const bits = choice.bits <= 0 ? 0 : choice.bits + sumOf(manners)
  const chance = counted * 2 ** -bits
  const strength = bits === 0 ? null : chance <= limits.strong ? 'strong' : chance <= limits.possible ? 'possible' : null
  const evidence = [...artefacts.flat(), ...manners].toSorted((left, right) => right.bits - left.bits || (left.key < right.key ? -1 : 1))
  return { bits, deducted: choice.deducted, chance, strength, evidence }
}

/**
 * Returns how likely an incident holds a value that has nothing to do with the others which do. An address in a network from which everybody rents, or a page of a
 * service that everybody uses, is less of a surprise than one that stands by itself.
 */
function chanceOf({ type, holders, background, implies }: SharedTrait, shared: ReadonlyMap<string, SharedTrait>): number {
  const above = implies.map((key) => shared.get(key)).filter((one) => one !== undefined)
  const prior = Math.max(traitPriors[type].chance, ...above.map((one) => chanceOf(one, shared) / placesBelow))
  return Math.min(1, (holders + priorIncidents * prior) / (background + priorIncidents))
}

type Weighed = SharedTrait & { readonly bits: number }

/** Returns pieces of evidence: the heaviest value of each counts in full, the others a bit each, and no more than a few together. */
function piecesOf(traits: readonly Weighed[]): readonly (readonly Evidence[])[] {
  return [...Map.groupBy(traits, (one) => one.together).values()].map((same) => {
    const [first, ...rest] = heaviestFirst(same)
    let left: number = most.together
    const further = rest.map((one) => {
      const bits = Math.min(one.bits, 1, left)
      left -= bits
      return evidenceOf(one, bits)
    })
    return first === undefined ? [] : [evidenceOf(first, first.bits), ...further]
  })
}

function limited(traits: readonly Weighed[]): readonly Evidence[] {
  const left: { techniques: number; manners: number } = { techniques: most.techniques, manners: most.manners }
  return heaviestFirst(traits).map((one) => {
    const bits = Math.min(one.bits, left.manners, one.type === 'technique' ? left.techniques : Infinity)
    left.manners -= bits
    if (one.type === 'technique') left.techniques -= bits
    return evidenceOf(one, bits)
  })
}

/** What is common is so by its own bits, whatever is left of them beside others. */
function evidenceOf(one: Weighed, bits: number): Evidence {
  return { key: one.key, type: one.type, bits, common: one.bits < commonBelow }
}

function heaviestFirst(traits: readonly Weighed[]): readonly Weighed[] {
  return traits.toSorted((left, right) => right.bits - left.bits || (left.key < right.key ? -1 : 1))
}

/** Returns the choice among `pieces` that leaves most after the number of ways to choose as many of `values` is taken off. */
function bestChoice(pieces: readonly number[], values: number): { readonly bits: number; readonly deducted: number } {
  let best = { bits: 0, deducted: 0 }
  let [sum, ways] = [0, 0]
  for (const [index, bits] of pieces.toSorted((left, right) => right - left).entries()) {
    sum += bits
    ways += Math.log2((values - index) / (index + 1))
    if (sum - ways > best.bits) best = { bits: sum - ways, deducted: ways }
  }
  return best
}

function sumOf(evidence: readonly Evidence[]): number {
  return evidence.reduce((sum, { bits }) => sum + bits, 0)
}
