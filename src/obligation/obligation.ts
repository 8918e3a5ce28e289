import type { LocalText } from '#base/language.ts'
import type { Limit } from '#rulebook/law-schema.ts'

/** The clock of a stage in the words of the law as they were when it was decided, so that anybody can count it again. */
export type StageClock = {
  /** The event at which the clock starts. */
  readonly event: LocalText
  readonly limit: Limit
  /** Source and clause that state the limit. */
  readonly clause: LocalText
}

/** What meets a stage: a report through this platform, the word of the operator that it reported elsewhere, or an act of an authority. */
export type MetBy = 'report' | 'statement' | 'act'

/** One stage of an obligation. All that is kept are instants, ISO 8601 in UTC; where the stage stands follows from them. */
export type ObligationStage = {
  readonly stage: string
  /** 1, and one more each time a stage that repeats is owed again. */
  readonly round: number
  /** Null for stages that were decided before clocks were kept. */
  readonly clock: StageClock | null
  /** When the clock started; null while the start event is unknown. */
  readonly startsAt: string | null
  /** When the period of the law ends, before any extension or suspension. */
  readonly endsAt: string | null
  /** When the stage falls due; null where the law says "promptly" or the clock has not started. */
  readonly dueAt: string | null
  /** When it was first met. */
  readonly metAt: string | null
  readonly metBy: MetBy | null
  /** When a report at this stage was last sent. */
  readonly lastSentAt: string | null
  /** Since when the stage exists no more, because the incident counts in another lane of severity. */
  readonly supersededAt: string | null
}

/** What ends an obligation that is not met: the facts no longer start it, or the operator took its report back. */
export type EndOfObligation = 'not-applicable' | 'withdrawn'

/** What one law asks of one party for one incident. */
export type Obligation = {
  readonly incidentId: string
  readonly law: string
  /** `operator`, or the id of the authority that the law binds. */
  readonly party: string
  readonly rulebook: { readonly id: string; readonly version: string }
  readonly verdict: 'due' | 'may-be-due'
  readonly endedAt: string | null
  readonly endedAs: EndOfObligation | null
  readonly stages: readonly ObligationStage[]
}

/** An extension or a suspension that an authority granted. Instants are ISO 8601 in UTC. */
export type GrantedAdjustment = {
  readonly id: string
  readonly incidentId: string
  readonly law: string
  readonly party: string
  readonly stage: string
  readonly kind: 'extension' | 'suspension'
  /** Start of a suspension; null means the start of the clock. */
  readonly fromAt: string | null
  readonly untilAt: string
  readonly reason: string
  readonly authorityId: string
  readonly personId: string
  readonly grantedAt: string
}

/** Where a stage stands. */
export const obligationStates = [
  'overdue',
  'due',
  'extended',
  'suspended',
  'promptly',
  'waiting',
  'late',
  'met',
  'superseded',
  'not-applicable',
  'withdrawn',
] as const

/**
 * Where a stage stands: past its limit, time left, time left after an extension, its clock stopped, owed without a limit, its clock not
 * started, met late, met in time, replaced by another lane, no longer owed on the facts, or taken back.
 */
export type ObligationState = (typeof obligationStates)[number]

/** States in which a party still has something to do or to wait for. */
export const openStates: ReadonlySet<ObligationState> = new Set(['overdue', 'due', 'extended', 'suspended', 'promptly', 'waiting'])

type StageInstants = Pick<ObligationStage, 'startsAt' | 'endsAt' | 'dueAt' | 'metAt' | 'supersededAt'> & {
  readonly clock: { readonly limit: { readonly unit: string } } | null
}

type Ground = {
  readonly endedAs: EndOfObligation | null
  /** Adjustments of this stage. */
  readonly adjustments: readonly Pick<GrantedAdjustment, 'kind' | 'fromAt' | 'untilAt'>[]
}

/** Returns where `stage` stands at `now`, from instants alone; what happens at the very instant of the limit is in time. */
export function stateOf(stage: StageInstants, { endedAs, adjustments }: Ground, now: Temporal.Instant): ObligationState {
  const { dueAt, metAt } = stage
  if (metAt !== null) return dueAt !== null && isAfter(metAt, dueAt) ? 'late' : 'met'
  if (endedAs !== null) return endedAs
  if (stage.supersededAt !== null) return 'superseded'
  if (dueAt === null) return stage.clock !== null && stage.clock.limit.unit !== 'promptly' ? 'waiting' : 'promptly'
  if (adjustments.some((one) => standsStill(one, stage, now))) return 'suspended'
  if (isAfter(now, dueAt)) return 'overdue'
  return stage.endsAt !== null && isAfter(dueAt, stage.endsAt) ? 'extended' : 'due'
}

function standsStill(
  { kind, fromAt, untilAt }: Ground['adjustments'][number],
  { startsAt }: StageInstants,
  now: Temporal.Instant,
): boolean {
  const from = fromAt ?? startsAt
  return kind === 'suspension' && from !== null && !isAfter(from, now) && isAfter(untilAt, now)
}

function isAfter(left: string | Temporal.Instant, right: string | Temporal.Instant): boolean {
  return Temporal.Instant.compare(left, right) > 0
}

/** Returns the earliest instant at which the operator owes a stage that nothing has met yet, or null. */
export function nextDueAt(obligations: readonly Obligation[]): string | null {
  const open = obligations
    .filter(({ party, endedAs }) => party === 'operator' && endedAs === null)
    .flatMap(({ stages }) => stages)
    .flatMap(({ dueAt, metAt, supersededAt }) => (metAt === null && supersededAt === null && dueAt !== null ? [dueAt] : []))
  return open.toSorted((left, right) => Temporal.Instant.compare(left, right))[0] ?? null
}
