import { endOfDay, endOfPeriod } from '#calendar/count-period.ts'
import type { Adjustment, ReadFacts } from './facts.ts'
import type { ClauseReference, ClockStart, Limit } from './law-schema.ts'
import type { Law, LawLane, Rulebook, StageRule } from './rulebook.ts'

/** One clock of a stage, as far as its start is known. */
export type ClockDecision = {
  readonly from: ClockStart
  readonly limit: Limit
  readonly clause: ClauseReference
  readonly startedAt: Temporal.Instant | null
  /** Null where the law names no number, or the start is not known. */
  readonly endsAt: Temporal.Instant | null
}

/** One stage of a duty, decided. */
export type StageDecision = {
  readonly stage: StageRule
  /** False where it is not known yet whether the stage exists. */
  readonly exists: boolean
  /** The clock that ends first; where none has started, the stage's own. */
  readonly clock: ClockDecision
  /** The other clocks of the stage. */
  readonly otherClocks: readonly ClockDecision[]
  /** Extensions and suspensions that count. */
  readonly adjustments: readonly Adjustment[]
  /** The end of the clock, moved by what was granted. */
  readonly dueAt: Temporal.Instant | null
}

/** Returns the lanes of severity that the known facts leave open, in order; one where the lane is settled, none where the law has no lanes. */
export function openLanes(law: Law, read: ReadFacts): LawLane[] {
  const open: LawLane[] = []
  for (const lane of law.lanes) {
    const holds = lane.condition === null ? true : lane.condition.evaluate(read.known)
    if (holds !== false) open.push(lane)
    if (holds === true) break
  }
  return open
}

/**
 * Returns the stages of `law` that exist or may, each with the clock that counts. While the lane is open, the lane that ends first counts: who
 * meets it is in time in every other.
 */
export function decideStages(law: Law, rulebook: Rulebook, read: ReadFacts): StageDecision[] {
  const lanes = law.lanes.length === 0 ? [] : openLanes(law, read)
  return law.stages.flatMap((stage): StageDecision[] => {
    const exists = stage.condition === null ? true : stage.condition.evaluate(read.known)
    if (exists === false) return []
    const limits = stage.byLane === undefined ? [] : stage.byLane.filter(({ lane }) => lanes.some(({ id }) => id === lane))
    const open = stage.limit === undefined ? limits.map(({ limit }) => limit) : [stage.limit]
    const clocks = open.map((limit) => runClock({ law, rulebook, read }, { from: stage.from, limit, clause: stage.clause }))
    const own = clocks.reduce<ClockDecision | null>((best, clock) => (best === null || endsBefore(clock, best) ? clock : best), null)
    return own === null ? [] : [decideStage({ law, rulebook, read }, stage, { own, exists: exists === true })]
  })
}

type Context = { readonly law: Law; readonly rulebook: Rulebook; readonly read: ReadFacts }

function decideStage(context: Context, stage: StageRule, { own, exists }: { own: ClockDecision; exists: boolean }): StageDecision {
  const caps = (stage.atLatest ?? []).flatMap((cap) => {
    const clock = runClock(context, cap)
    const late = cap.yields && own.startedAt !== null && clock.endsAt !== null && Temporal.Instant.compare(own.startedAt, clock.endsAt) > 0
    return late ? [] : [clock]
  })
  const clock = caps.reduce((best, cap) => (endsBefore(cap, best) ? cap : best), own)
  const adjustments = grantedFor(context, stage)
  return {
    stage,
    exists,
    clock,
    otherClocks: [own, ...caps].filter((other) => other !== clock),
    adjustments,
    dueAt: moveDue(clock, adjustments, context.rulebook.legal.zone),
  }
}

/** A clock that runs counts before one that does not: its end is the only one that is known. */
function endsBefore(clock: ClockDecision, other: ClockDecision): boolean {
  if (clock.endsAt === null) return false
  return other.endsAt === null || Temporal.Instant.compare(clock.endsAt, other.endsAt) < 0
}

function runClock(context: Context, clock: Pick<ClockDecision, 'from' | 'limit' | 'clause'>): ClockDecision {
  const { from, limit, clause } = clock
  const startedAt = startOf(context, from)
  const endsAt = startedAt === null || limit.unit === 'promptly' ? null : endOfPeriod(limit, startedAt, context.rulebook.legal)
  return { from, limit, clause, startedAt, endsAt }
}

function startOf({ law, rulebook, read }: Context, from: ClockStart): Temporal.Instant | null {
  if (typeof from === 'string') {
    const event = rulebook.clockEvents.get(from)
    return event === undefined ? null : (read.instants.get(event.fact) ?? null)
  }
  const sent = read.sent.get(`${law.data.id}/${from.report}`)
  return (from.version === 'first' ? sent?.at(0) : sent?.at(-1)) ?? null
}

const nothingGranted: readonly Adjustment[] = []

/** Returns what was granted for the stage; what the law does not provide for is left out. */
function grantedFor({ law, read }: Context, { stage }: StageRule): readonly Adjustment[] {
  const granted = read.adjusted.size === 0 ? undefined : read.adjusted.get(`${law.data.id}/${stage}`)
  if (granted === undefined) return nothingGranted
  return granted.filter(({ kind }) => law.data.adjustments?.some((entry) => entry.kind === kind && entry.stages.includes(stage)) === true)
}

/** What moving the end of a clock needs to know of it. */
export type MovableClock = Pick<ClockDecision, 'startedAt' | 'endsAt'> & { readonly limit: { readonly unit: Limit['unit'] } }

/**
 * Returns the end of `clock` moved by what was granted, in the order in which it was: an extension names the new instant, a suspension adds
 * the time for which the clock stood still (hours as hours, days as whole days of `zone`).
 */
export function moveDue(clock: MovableClock, adjustments: readonly Adjustment[], zone: string): Temporal.Instant | null {
  return adjustments.reduce((due, adjustment) => adjust(due, adjustment, { clock, zone }), clock.endsAt)
}

function adjust(
  due: Temporal.Instant | null,
  { kind, from, until }: Adjustment,
  { clock, zone }: { clock: MovableClock; zone: string },
): Temporal.Instant | null {
  if (due === null || clock.startedAt === null) return due
  if (kind === 'extension') return Temporal.Instant.compare(until, due) > 0 ? until : due
  const stopped = from === null || Temporal.Instant.compare(from, clock.startedAt) < 0 ? clock.startedAt : from
  if (Temporal.Instant.compare(stopped, due) >= 0 || Temporal.Instant.compare(until, stopped) <= 0) return due
  if (clock.limit.unit === 'hours' || clock.limit.unit === 'minutes') return due.add(stopped.until(until))
  const days = dateOf(stopped, zone).until(dateOf(until, zone), { largestUnit: 'day' })
  return endOfDay(dateOf(due.subtract({ nanoseconds: 1 }), zone).add(days), zone)
}

function dateOf(instant: Temporal.Instant, zone: string): Temporal.PlainDate {
  return instant.toZonedDateTimeISO(zone).toPlainDate()
}
