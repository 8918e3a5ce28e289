import { parsePattern, type PatternNode } from './pattern-syntax.ts'

/**
 * A regular expression that is matched in time proportional to the length of the text, whatever the text: by following all ways at once and never
 * going back.
 *
 * K. Thompson, "Regular expression search algorithm", Communications of the ACM 11 (1968).
 */
export class LinearPattern {
  readonly #states: State[] = []
  readonly #starts: readonly number[]
  /** Marks of the round in which a state was last entered. */
  #entered: Uint32Array
  #round = 0

  /**
   * Compiles patterns, any of which may match anywhere in a text unless it is anchored; upper and lower case are one.
   *
   * @param sources In the syntax of PCRE, with or without delimiters, as far as {@link parsePattern} reads it.
   * @throws {SyntaxError} for what is not read, and for patterns that need more than `mostStates` states.
   */
  constructor(sources: readonly string[], mostStates = 20_000) {
    this.#starts = sources.map((source) => {
      const accept = this.#add({ kind: 'accept' }, mostStates)
      return this.#compile(parsePattern(source), accept, mostStates)
    })
    this.#entered = new Uint32Array(this.#states.length)
  }

  /** Tells whether any of the patterns matches somewhere in `text`. */
  test(text: string): boolean {
    const lower = text.toLowerCase()
    let current: number[] = []
    for (let at = 0; at <= lower.length; at++) {
      this.#round++
      const edges = { start: at === 0, end: at === lower.length }
      const active: number[] = []
      for (const state of [...current, ...this.#starts]) if (this.#enter(state, edges, active)) return true
      const unit = lower.charCodeAt(at)
      current = active.flatMap((index) => {
        const state = this.#states[index]
        return state?.kind === 'unit' && state.takes(unit) ? [state.next] : []
      })
    }
    return false
  }

  /** Follows everything that consumes nothing from `index` on; tells whether a pattern ends there. */
  #enter(index: number, edges: Edges, active: number[]): boolean {
    const waiting = [index]
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      if (this.#entered[at] === this.#round) continue
      this.#entered[at] = this.#round
      const state = this.#states[at]
      if (state?.kind === 'accept') return true
      if (state?.kind === 'unit') active.push(at)
      else if (state?.kind === 'split') waiting.push(...state.next)
      else if (state?.kind === 'edge' && edges[state.edge]) waiting.push(state.next)
    }
    return false
  }

  #add(state: State, mostStates: number): number {
    if (this.#states.length >= mostStates) throw new SyntaxError(`needs more than ${mostStates} states`)
    return this.#states.push(state) - 1
  }

  /** Returns the state from which `node` is matched and after which `next` follows. */
  #compile(node: PatternNode, next: number, mostStates: number): number {
    switch (node.kind) {
      case 'unit':
        return this.#add({ kind: 'unit', takes: node.takes, next }, mostStates)
      case 'edge':
        return this.#add({ kind: 'edge', edge: node.edge, next }, mostStates)
      case 'sequence':
        return node.parts.toReversed().reduce((after, part) => this.#compile(part, after, mostStates), next)
      case 'choice':
        return this.#add({ kind: 'split', next: node.ways.map((way) => this.#compile(way, next, mostStates)) }, mostStates)
      case 'repeat':
        return this.#repeat(node, next, mostStates)
    }
  }

  #repeat({ part, least, most }: Extract<PatternNode, { kind: 'repeat' }>, next: number, mostStates: number): number {
    let start = next
    if (most === null) {
      const ways: number[] = []
      start = this.#add({ kind: 'split', next: ways }, mostStates)
      ways.push(this.#compile(part, start, mostStates), next)
    } else {
      for (let count = least; count < most; count++) {
        const inner = this.#compile(part, start, mostStates)
        start = this.#add({ kind: 'split', next: [inner, next] }, mostStates)
      }
    }
    for (let count = 0; count < least; count++) start = this.#compile(part, start, mostStates)
    return start
  }
}

type Edges = { readonly start: boolean; readonly end: boolean }

type State =
  | { readonly kind: 'accept' }
  | { readonly kind: 'unit'; readonly takes: (unit: number) => boolean; readonly next: number }
  | { readonly kind: 'edge'; readonly edge: keyof Edges; readonly next: number }
  | { readonly kind: 'split'; readonly next: readonly number[] }
