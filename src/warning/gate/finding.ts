/** What the gate may find in a report, and what follows from it. */
export const findingEffects = {
  'consent-refused': 'holds',
  'consent-unknown': 'holds',
  embargo: 'holds',
  'marking-red': 'holds',
  'operator-named': 'holds',
  unscannable: 'holds',
  'nothing-left': 'holds',
  'gate-failure': 'holds',
  'false-alarm': 'ends',
  'not-malicious': 'ends',
  'nothing-reported': 'ends',
  'known-good': 'drops',
  'victim-side': 'drops',
  'made-for-one': 'drops',
  'free-text': 'drops',
  'product-not-listed': 'drops',
  'not-for-release': 'drops',
  unreadable: 'drops',
  'reduced-to-domain': 'reduces',
  'reduced-address': 'reduces',
} as const satisfies Record<string, 'holds' | 'ends' | 'drops' | 'reduces'>

/** What the gate found. */
export type FindingCode = keyof typeof findingEffects

/** What follows from a finding: the warning waits for an officer, there is none, or it goes out without, or with less of, what was found. */
export type FindingEffect = (typeof findingEffects)[FindingCode]

/** What the gate found, once for each code and `about`. Holds no value of the report, only where to look for it. */
export type Finding = {
  readonly code: FindingCode
  readonly effect: FindingEffect
  /** The known-good list, the kind of identifier, or the instant of an embargo; null where there is nothing to add. */
  readonly about: string | null
  /** How many values of the shareable part it concerns; 0 where it concerns the report as a whole. */
  readonly count: number
  /** JSON pointers into the shareable part, the first ones only. */
  readonly pointers: readonly string[]
}

const mostPointers = 20

/** Collects findings, those alike together. */
export class Findings {
  readonly #found = new Map<string, { code: FindingCode; about: string | null; pointers: string[]; count: number }>()

  /** Adds a finding; `pointer` says where in the shareable part, null for the report as a whole. */
  add(code: FindingCode, pointer: string | null = null, about: string | null = null): void {
    const key = `${code} ${about ?? ''}`
    const found = this.#found.get(key) ?? { code, about, pointers: [], count: 0 }
    this.#found.set(key, found)
    if (pointer === null) return
    found.count++
    if (found.pointers.length < mostPointers) found.pointers.push(pointer)
  }

  /** Tells whether any finding has this effect. */
  has(effect: FindingEffect): boolean {
    return this.list().some((finding) => finding.effect === effect)
  }

  /** Returns what was found, in the order in which it was found first. */
  list(): Finding[] {
    return [...this.#found.values()].map((found) => ({ ...found, effect: findingEffects[found.code] }))
  }
}
