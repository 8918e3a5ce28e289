/** One occurrence of a pattern: its index in the compiled list, and the half-open range of UTF-16 code units that it covers. */
export type Occurrence = { readonly pattern: number; readonly start: number; readonly end: number }

/**
 * A compiled set of patterns; finds all of them in one pass over a text, whatever their number.
 *
 * A. V. Aho, M. J. Corasick, "Efficient string matching: an aid to bibliographic search", Communications of the ACM 18 (1975).
 */
export class PatternAutomaton {
  readonly #lengths: readonly number[]
  /** The trie: key is `node * 65536 + code unit`, value the node reached. */
  readonly #edges: ReadonlyMap<number, number>
  /** The node that each code unit leads to from the root, where most of a text is read. */
  readonly #fromRoot = new Int32Array(65_536)
  /** The node of the longest proper suffix that is also in the trie. */
  readonly #suffixes: Int32Array
  /** Patterns that end at a node, without those of its suffixes. */
  readonly #endings: ReadonlyMap<number, readonly number[]>
  /** The nearest suffix at which a pattern ends; 0 where there is none. */
  readonly #endingSuffixes: Int32Array

  /** Compiles `patterns`; empty ones never occur, equal ones occur each under its own index. */
  constructor(patterns: readonly string[]) {
    const trie = buildTrie(patterns)
    const suffixes = linkSuffixes(trie)
    this.#lengths = patterns.map((pattern) => pattern.length)
    this.#edges = trie.edges
    this.#endings = trie.endings
    this.#suffixes = suffixes
    this.#endingSuffixes = linkEndings(trie, suffixes)
    for (let unit = 0; unit < 65_536; unit++) this.#fromRoot[unit] = trie.edges.get(edge(0, unit)) ?? 0
  }

  /** Returns every occurrence in `text`, in the order of where they end; overlapping ones all count. */
  find(text: string): Occurrence[] {
    const found: Occurrence[] = []
    let node = 0
    for (let at = 0; at < text.length; at++) {
      node = this.#step(node, text.charCodeAt(at))
      for (let ending = node; ending !== 0; ending = at32(this.#endingSuffixes, ending)) {
        for (const pattern of this.#endings.get(ending) ?? []) {
          found.push({ pattern, start: at + 1 - (this.#lengths[pattern] ?? 0), end: at + 1 })
        }
      }
    }
    return found
  }

  #step(from: number, unit: number): number {
    for (let node = from; node !== 0; node = at32(this.#suffixes, node)) {
      const next = this.#edges.get(edge(node, unit))
      if (next !== undefined) return next
    }
    return at32(this.#fromRoot, unit)
  }
}

type Trie = {
  readonly edges: Map<number, number>
  readonly endings: Map<number, number[]>
  /** For each node but the root: where it hangs and by which code unit; parents come before children of the same pattern only. */
  readonly parents: readonly number[]
  readonly units: readonly number[]
  readonly depths: readonly number[]
}

function buildTrie(patterns: readonly string[]): Trie {
  const edges = new Map<number, number>()
  const endings = new Map<number, number[]>()
  const parents = [0]
  const units = [0]
  const depths = [0]
  for (const [index, pattern] of patterns.entries()) {
    let node = 0
    for (let at = 0; at < pattern.length; at++) {
      const unit = pattern.charCodeAt(at)
      let next = edges.get(edge(node, unit))
      if (next === undefined) {
        next = parents.length
        edges.set(edge(node, unit), next)
        parents.push(node)
        units.push(unit)
        depths.push(at + 1)
      }
      node = next
    }
    if (node !== 0) endings.set(node, [...(endings.get(node) ?? []), index])
  }
  return { edges, endings, parents, units, depths }
}

function linkSuffixes(trie: Trie): Int32Array {
  const suffixes = new Int32Array(trie.parents.length)
  for (const node of byDepth(trie)) {
    const parent = trie.parents[node] ?? 0
    if (parent === 0) continue
    suffixes[node] = follow(trie.edges, suffixes, at32(suffixes, parent), trie.units[node] ?? 0)
  }
  return suffixes
}

function linkEndings(trie: Trie, suffixes: Int32Array): Int32Array {
  const endingSuffixes = new Int32Array(trie.parents.length)
  for (const node of byDepth(trie)) {
    const suffix = at32(suffixes, node)
    endingSuffixes[node] = trie.endings.has(suffix) ? suffix : at32(endingSuffixes, suffix)
  }
  return endingSuffixes
}

/** Returns all nodes but the root, shallow ones first, so that each one's suffix is linked before it is asked for. */
function byDepth(trie: Trie): number[] {
  return trie.depths
    .map((_, node) => node)
    .slice(1)
    .toSorted((left, right) => (trie.depths[left] ?? 0) - (trie.depths[right] ?? 0))
}

function follow(edges: ReadonlyMap<number, number>, suffixes: Int32Array, from: number, unit: number): number {
  for (let node = from; ; node = at32(suffixes, node)) {
    const next = edges.get(edge(node, unit))
    if (next !== undefined) return next
    if (node === 0) return 0
  }
}

function edge(node: number, unit: number): number {
  return node * 65536 + unit
}

function at32(array: Int32Array, index: number): number {
  return array[index] ?? 0
}
