import type { IncidentDistributions, Place } from './incident-distributions.ts'
import type { RandomStream } from './random-stream.ts'

type Sector = IncidentDistributions['sectors']['values'][number]
type Size = IncidentDistributions['sizes']['values'][number]
type Kind = IncidentDistributions['kinds']['values'][number]

/** What an incident is about before it is put into facts. */
export type Case = {
  readonly stream: RandomStream
  readonly places: readonly Place[]
  readonly sector: Sector
  readonly size: Size
  readonly kind: Kind
  /** 0 low, 1 medium, 2 high. */
  readonly severity: 0 | 1 | 2
  /** What shares of unknown answers are multiplied by. */
  readonly ignorance: number
  readonly detectedAt: Temporal.Instant
}
