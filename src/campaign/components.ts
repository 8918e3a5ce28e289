import type { Pair } from './trait-store.ts'

/** Returns the sets of incidents that `links` hold together, each in the order of ids, the sets in the order of their first ones. */
export function componentsOf(links: readonly Pair[]): readonly (readonly string[])[] {
  const parent = new Map<string, string>()
  const rootOf = (id: string): string => {
    let root = id
    for (let next = parent.get(root); next !== undefined && next !== root; next = parent.get(root)) root = next
    for (let at = id; at !== root;) {
      const next = parent.get(at) ?? root
      parent.set(at, root)
      at = next
    }
    return root
  }
  for (const { low, high } of links) {
    for (const id of [low, high]) if (!parent.has(id)) parent.set(id, id)
    parent.set(rootOf(low), rootOf(high))
  }
  const ids = [...parent.keys()].toSorted()
  return [...Map.groupBy(ids, rootOf).values()]
}
