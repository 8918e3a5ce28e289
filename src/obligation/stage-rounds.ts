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
 * @param known Every stage that was owed before under the same law.
 * @param sentAt When the report at hand met the stage, or null.
 */
export function stageRounds(decided: DecidedStage, known: readonly ObligationStage[], sentAt: string | null): ObligationStage[] {
  const rounds = known.filter((one) => one.stage === decided.stage)
  const last = rounds.at(-1)
  const again = decided.repeats && last !== undefined && startsAfter(decided.startedAt, last.metAt)
  const current = again ? undefined : last
  const owed: ObligationStage = {
    stage: decided.stage,
    round: (last?.round ?? 1) + (again ? 1 : 0),
    clock: decided.clock,
    startsAt: decided.startedAt?.toString() ?? null,
    endsAt: decided.endsAt?.toString() ?? null,
    dueAt: decided.dueAt?.toString() ?? null,
    metAt: current?.metAt ?? sentAt,
    metBy: current?.metBy ?? (sentAt === null ? null : 'report'),
    lastSentAt: sentAt ?? current?.lastSentAt ?? null,
    supersededAt: null,
  }
  return [...(again ? rounds : rounds.slice(0, -1)), owed]
}

function startsAfter(startedAt: Temporal.Instant | null, metAt: string | null): boolean {
  return startedAt !== null && metAt !== null && Temporal.Instant.compare(startedAt, metAt) > 0
}
