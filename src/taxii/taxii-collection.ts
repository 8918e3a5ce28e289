import { clearances, type Clearance } from '#identity/actor.ts'

/** One collection: the warnings of one TLP level. */
export type TaxiiCollection = { readonly id: string; readonly alias: string; readonly tlp: Clearance }

/** Ids that clients have written into their configuration; they never change. */
const ids: Readonly<Record<Clearance, string>> = {
  clear: 'a8aaf1bf-6df8-4ca0-ad7b-3adc8c7d3f18',
  green: '72aabb46-701c-409b-84e9-4634a0ca810b',
  amber: '7554da8c-f7e3-43b0-9c03-b554f921494b',
  'amber+strict': 'a7d87df1-b7b1-498c-b994-347db21a6de5',
}

/** All collections, least protected first. */
export const taxiiCollections: readonly TaxiiCollection[] = clearances.map((tlp) => ({ id: ids[tlp], alias: tlp.replace('+', '-'), tlp }))

/** Returns the collection with this id or alias, or null. */
export function findCollection(name: string): TaxiiCollection | null {
  return taxiiCollections.find((one) => one.id === name || one.alias === name) ?? null
}

/** The collection into which recipients write what they met; nobody reads it. Its id never changes. */
export const sightingCollection = { id: '3f2f5e0c-6a5c-4c8e-9d63-0b8b1c6f2a47', alias: 'sightings' } as const

/** Tells whether this is the id or the alias of the collection of sightings. */
export function isSightingCollection(name: string): boolean {
  return name === sightingCollection.id || name === sightingCollection.alias
}
