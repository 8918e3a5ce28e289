import type { WarningContent } from './warning.ts'

/** A warning as the API and the event stream carry it. */
export type WarningBody = WarningContent & {
  readonly id: string
  readonly version: number
  /** Place in the order of publication among the warnings that the reader may read. */
  readonly sequence: number
  /** The release tick, ISO 8601 in UTC. */
  readonly publishedAt: string
}
