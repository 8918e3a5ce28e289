import type { Obligation } from './obligation.ts'

/** One stage that is or was owed: an obligation with this stage alone, and the kind of its incident. */
export type OwedRow = { readonly obligation: Obligation; readonly incidentKind: string }
