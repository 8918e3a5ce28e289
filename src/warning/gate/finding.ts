import type { IndicatorType } from '#indicator/indicator.ts'

/** What the gate may find in a report, and what follows from it. */
export const findingEffects = {
  'consent-refused': 'holds',
  'consent-unknown': 'holds',
  embargo: 'holds',
  'marking-red': 'holds',
  'operator-named': 'holds',
  'denied-word': 'holds',
  'taken-down': 'holds',
  'group-too-narrow': 'holds',
  unscannable: 'holds',
  'nothing-left': 'holds',
  'gate-failure': 'holds',
  'false-alarm': 'ends',
  'not-malicious': 'ends',
  'nothing-reported': 'ends',
  'already-warned': 'ends',
  'already-shared': 'drops',
  'known-good': 'drops',
  'victim-side': 'drops',
  'made-for-one': 'drops',
  'personal-data': 'drops',
  secret: 'drops',
  'free-text': 'drops',
  'product-not-listed': 'drops',
  'product-too-rare': 'drops',
  'not-agreed': 'drops',
  'not-for-release': 'drops',
  unreadable: 'drops',
  'too-many': 'drops',
  'reduced-to-domain': 'reduces',
  'reduced-address': 'reduces',
  'reduced-to-host': 'reduces',
  'label-widened': 'reduces',
} as const satisfies Record<string, 'holds' | 'ends' | 'drops' | 'reduces'>

/** What the gate found. */
export type FindingCode = keyof typeof findingEffects

/** What follows from a finding: the warning waits for an officer, there is none, or it goes out without, or with less of, what was found. */
export type FindingEffect = (typeof findingEffects)[FindingCode]

/** What can be said instead of what was found. It passed the gate itself, so it names nobody. */
export type SafeForm =
  | { readonly kind: 'indicator'; readonly type: IndicatorType; readonly value: string }
  | { readonly kind: 'technique'; readonly id: string }
  | { readonly kind: 'groups'; readonly codes: readonly string[] }

/** What the gate found, once for each code and `about`. Of the report it holds only where to look, and what has passed the gate. */
export type Finding = {
  readonly code: FindingCode
  readonly effect: FindingEffect
  /** The known-good list, the kind of identifier, or the instant of an embargo; null where there is nothing to add. */
  readonly about: string | null
  /** How many values of the shareable part it concerns; 0 where it concerns the report as a whole. */
  readonly count: number
  /** JSON pointers into the shareable part, the first ones only. */
  readonly pointers: readonly string[]
  /** What can be said instead, for the first places that have such a form: already in the content where the finding `drops` or `reduces`, proposed where it `holds`. */
  readonly safeForms: readonly { readonly pointer: string | null; readonly form: SafeForm }[]
}

const mostPointers = 20

/** What a finding may add to its code. */
export type FindingParts = { readonly about?: string | null; readonly instead?: SafeForm | null }

type Found = { code: FindingCode; about: string | null; pointers: string[]; count: number; safeForms: Finding['safeForms'][number][] }

/** Collects findings, those alike together. */
export class Findings {
  readonly #found = new Map<string, Found>()

  /** Adds a finding; `pointer` says where in the shareable part, null for the report as a whole. */
  add(code: FindingCode, pointer: string | null = null, { about = null, instead = null }: FindingParts = {}): void {
    const key = `${code} ${about ?? ''}`
    const found = this.#found.get(key) ?? { code, about, pointers: [], count: 0, safeForms: [] }
    this.#found.set(key, found)
    if (instead !== null && found.safeForms.length < mostPointers) found.safeForms.push({ pointer, form: instead })
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
