import type { ObligationStage, StageClock } from './obligation.ts'

/** A stage as the law has it now. */
export type DecidedStage = {
  readonly stage: string
  /** True where it is owed again after each occurrence of its event. */
  readonly repeats: boolean
  readonly clock: StageClock
  readonly startedAt: Temporal.Instant | null
  readonly endsAt: Temporal.Instant | null
  readonly dueAt: Temporal.Instant | null
}

/**
 * Returns the rounds of a stage: those that were met stay, the last one is as the law has it now.
 *
 * What happens again while a round of a stage that repeats is still owed belongs to that round: its limit stays where the first event put it.
 *
 * @param known Every stage that was owed before under the same law.
 * @param sentAt When the report at hand met the stage, or null.
 */
export function stageRounds(decided: DecidedStage, known: readonly ObligationStage[], sentAt: string | null): ObligationStage[] {
  const rounds = known.filter((one) => one.stage === decided.stage)
  const last = rounds.at(-1)
  const again = decided.repeats && last !== undefined && startsAfter(decided.startedAt, last.metAt)
  const current = again ? undefined : last
  const stillOwed = decided.repeats && last?.metAt === null && startsAfter(decided.startedAt, last.startsAt)
  const owed: ObligationStage = {
    stage: decided.stage,
    round: (last?.round ?? 1) + (again ? 1 : 0),
    ...(stillOwed ? clockOf(last) : clockNow(decided)),
    metAt: current?.metAt ?? sentAt,
    metBy: current?.metBy ?? (sentAt === null ? null : 'report'),
    lastSentAt: sentAt ?? current?.lastSentAt ?? null,
    supersededAt: null,
  }
  return [...(again ? rounds : rounds.slice(0, -1)), owed]
}

type RunningClock = Pick<ObligationStage, 'clock' | 'startsAt' | 'endsAt' | 'dueAt'>

function clockOf({ clock, startsAt, endsAt, dueAt }: ObligationStage): RunningClock {
  return { clock, startsAt, endsAt, dueAt }
}

function clockNow({ clock, startedAt, endsAt, dueAt }: DecidedStage): RunningClock {
  return {
    clock,
    startsAt: startedAt?.toString() ?? null,
    endsAt: endsAt?.toString() ?? null,
    dueAt: dueAt?.toString() ?? null,
  }
}

function startsAfter(startedAt: Temporal.Instant | null, instant: string | null): boolean {
  return startedAt !== null && instant !== null && Temporal.Instant.compare(startedAt, instant) > 0
}
