import { randomInt, randomUUID } from 'node:crypto'

/** The source of randomness of what is published. */
export type Chance = {
  /** Returns a fresh random UUID, version 4. */
  newId(): string
  /** Returns a whole number from 0 to `limit` - 1, each as likely as the others. */
  below(limit: number): number
}

/** Returns the cryptographic randomness of this machine. */
export function machineChance(): Chance {
  return { newId: () => randomUUID(), below: (limit) => randomInt(limit) }
}

/** Returns `items` in an order that tells nothing of the one they came in (Fisher and Yates). */
export function shuffled<Item>(items: readonly Item[], chance: Chance): readonly Item[] {
  const mixed = [...items]
  for (let last = mixed.length - 1; last > 0; last--) {
    const other = chance.below(last + 1)
    const item = mixed[last]
    const swapped = mixed[other]
    if (item === undefined || swapped === undefined) continue
    mixed[last] = swapped
    mixed[other] = item
  }
  return mixed
}
