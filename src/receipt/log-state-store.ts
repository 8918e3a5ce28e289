import type { ColumnType } from 'kysely'
import type { Queries } from '#database/database.ts'

declare module '#database/tables.ts' {
  interface Tables {
    log_witness: {
      name: string
      verifier_key: string
      shard: number
      size: number
      cosigned_at: string | null
      asked_at: string
      outcome: WitnessOutcome
    }
    log_condition: {
      only_row: ColumnType<boolean, never, never>
      leaves_per_minute: number
      head_seconds: number
      overload: number
      refusal: string | null
      told_at: string
    }
  }
}

/**
 * What a witness answered last: it cosigned; it did not answer; it refused otherwise (an unknown log, a wrong signature); it has cosigned more
 * leaves than this log has; or it has cosigned another tree.
 */
export type WitnessOutcome = 'cosigned' | 'away' | 'refused' | 'ahead' | 'forked'

/** How one witness of the policy stands to the log. */
export type WitnessState = {
  /** As the policy names it. */
  readonly name: string
  /** C2SP signed-note. */
  readonly verifierKey: string
  readonly outcome: WitnessOutcome
  /** Leaves of the head that it cosigned last, 0 for none. */
  readonly size: number
  readonly cosignedAt: string | null
  readonly askedAt: string
}

/** How the log is, as its own process says. */
export type LogCondition = {
  readonly leavesPerMinute: number
  readonly headSeconds: number
  /** By what factor the last public head grew more than the fixed number: 1, 2, 4, … */
  readonly overload: number
  /** Code of the alarm for which nothing is signed; null while the log signs. */
  readonly refusal: string | null
  readonly toldAt: string
}

/** Returns what the witnesses of the open log answered last, by name. */
export async function listWitnesses(queries: Queries): Promise<readonly WitnessState[]> {
  return await queries
    .selectFrom('log_witness')
    .select(['name', 'verifier_key as verifierKey', 'outcome', 'size', 'cosigned_at as cosignedAt', 'asked_at as askedAt'])
    .orderBy('name')
    .execute()
}

/** Stores what a witness answered; where it did not cosign, what it cosigned before stays. */
export async function writeWitness(queries: Queries, shard: number, state: WitnessState): Promise<void> {
  const { name, verifierKey, outcome, size, cosignedAt, askedAt } = state
  const asked = { verifier_key: verifierKey, shard, outcome, asked_at: askedAt }
  await queries
    .insertInto('log_witness')
    .values({ name, size, cosigned_at: cosignedAt, ...asked })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet(cosignedAt === null ? asked : { ...asked, size, cosigned_at: cosignedAt }),
    )
    .execute()
}

/** Forgets witnesses that the policy names no longer, and those of a log that was closed. */
export async function keepWitnesses(queries: Queries, shard: number, names: readonly string[]): Promise<void> {
  await queries
    .deleteFrom('log_witness')
    .where((where) => where.or([where('name', 'not in', names.length === 0 ? [''] : names), where('shard', '!=', shard)]))
    .execute()
}

/** Returns how the log is; null until its process has run. */
export async function findCondition(queries: Queries): Promise<LogCondition | null> {
  const row = await queries
    .selectFrom('log_condition')
    .select(['leaves_per_minute as leavesPerMinute', 'head_seconds as headSeconds', 'overload', 'refusal', 'told_at as toldAt'])
    .executeTakeFirst()
  return row ?? null
}

/** Says how the log is. */
export async function writeCondition(queries: Queries, condition: LogCondition): Promise<void> {
  const { leavesPerMinute, headSeconds, overload, refusal, toldAt } = condition
  const row = { leaves_per_minute: leavesPerMinute, head_seconds: headSeconds, overload, refusal, told_at: toldAt }
  await queries
    .insertInto('log_condition')
    .values(row)
    .onConflict((conflict) => conflict.column('only_row').doUpdateSet(row))
    .execute()
}
