/** What a recipient may answer to a warning or one of its indicators: it met an attack, it keeps it out, or there is nothing bad about it. */
export const sightingKinds = ['seen', 'blocked', 'false-positive'] as const

/** What a recipient may answer. */
export type SightingKind = (typeof sightingKinds)[number]

/** Returns the kinds that an answer takes the place of: nothing is an attack and harmless at once, for one who answers. */
export function contradicted(kind: SightingKind): readonly SightingKind[] {
  return kind === 'false-positive' ? ['seen', 'blocked'] : ['false-positive']
}

/** Answers of one kind by organisations, as they are counted inside; never shown. */
export type Tallies = Readonly<Record<SightingKind, number>>

/** Numbers of organisations that have answered, as they may be shown: a step that was reached, or null for "fewer than three". */
export type ShownCounts = Readonly<Record<SightingKind, number | null>>

/** What nobody has answered. */
export const nothingShown: ShownCounts = { seen: null, blocked: null, 'false-positive': null }
