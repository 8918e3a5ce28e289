import type { Indicator } from '#indicator/indicator.ts'

/** By how many operators that have nothing to do with each other a value was reported: by the filer of the case alone, or by another one too. */
export type Standing = 'one-source' | 'several-sources'

/** What is known of the values of one report. */
export type Prevalence = {
  /** Returns how a value stands if the report that is judged now is counted too. */
  standingOf(indicator: Indicator): Standing
}

/** Nothing is known: every value counts as seen by one operator alone. */
export const unknownPrevalence: Prevalence = { standingOf: () => 'one-source' }

/** Returns what is known where the values of `keys` were reported by somebody else too; see {@link prevalenceKey}. */
export function prevalenceOf(keys: ReadonlySet<string>): Prevalence {
  return { standingOf: (indicator) => (keys.has(prevalenceKey(indicator)) ? 'several-sources' : 'one-source') }
}

/** Returns under which key a value is counted. */
export function prevalenceKey({ type, value }: Pick<Indicator, 'type' | 'value'>): string {
  return `${type} ${value}`
}
