import type { Facts } from '../facts.ts'

/** When a stage is reported: at an instant, so many milliseconds after its clock started, or never. */
export type Filing =
  | { readonly kind: 'at'; readonly at: Temporal.Instant }
  | { readonly kind: 'after'; readonly milliseconds: number }
  | { readonly kind: 'never' }

/** Filings by stage (`initial`), or by law and stage (`eu.nis2.art23/initial`), which counts first. */
export type FilingPlan = ReadonlyMap<string, Filing>

/** One incident of a simulation. */
export type Incident = {
  readonly id: string
  readonly facts: Facts
  readonly filed: FilingPlan
}

/** A stage that has no entry in any plan is reported at a time that nobody gave. */
export const noPlan: FilingPlan = new Map()
