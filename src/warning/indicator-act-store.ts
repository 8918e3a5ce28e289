import { sql, type Generated } from 'kysely'
import type { InTransaction, Queries } from '#database/database.ts'
import type { WrongReason } from './warning.ts'
import type { WarningVersion } from './warning-table.ts'

declare module '#database/tables.ts' {
  interface Tables {
    indicator_act: {
      id: Generated<string>
      indicator_id: string
      act: 'recall' | 'raise'
      reason: WrongReason | null
      asked_at: Generated<string>
      settled_at: string | null
      warning_id: string | null
      warning_version: number | null
    }
  }
}

/** What a rule wants done with one indicator; `reason` is that of a recall. */
export type IndicatorAct = { readonly id: string; readonly indicatorId: string } & (
  | { readonly act: 'recall'; readonly reason: WrongReason }
  | { readonly act: 'raise'; readonly reason: null }
)

/**
 * Asks by rule, without people, that shared indicators are taken back. The gate makes the versions at its next tick, one for each warning that brought
 * some of them: a revision, or a recall where nothing is left. What is unknown or taken back already is left out.
 */
export async function recallIndicators(
  tx: InTransaction,
  { indicatorIds, reason }: { readonly indicatorIds: readonly string[]; readonly reason: WrongReason },
): Promise<void> {
  await askFor(tx, { act: 'recall', indicatorIds, reason })
}

/**
 * Asks by rule that shared indicators count as confirmed, since a second source has them; the gate makes a revision at its next tick.
 *
 * The advice becomes to block where the marking allows it (PAP:GREEN or PAP:CLEAR). What is unknown or taken back is left out.
 */
export async function raiseIndicators(tx: InTransaction, indicatorIds: readonly string[]): Promise<void> {
  await askFor(tx, { act: 'raise', indicatorIds, reason: null })
}

async function askFor(
  tx: InTransaction,
  { act, indicatorIds, reason }: { act: IndicatorAct['act']; indicatorIds: readonly string[]; reason: WrongReason | null },
): Promise<void> {
  if (indicatorIds.length === 0) return
  await sql`
    insert into indicator_act (indicator_id, act, reason)
    select id, ${act}, ${reason} from shared_indicator where id = any(${indicatorIds}::uuid[]) and revoked_at is null
    on conflict do nothing`.execute(tx)
}

/** What is asked of the indicators of one warning. */
export type AskedActs = { readonly warningId: string; readonly acts: readonly IndicatorAct[] }

/** Returns what rules ask for and no version has done yet, warning by warning. The caller holds the publication lock. */
export async function askedActs(tx: InTransaction): Promise<readonly AskedActs[]> {
  const rows = await tx
    .selectFrom('indicator_act')
    .innerJoin('shared_indicator', 'shared_indicator.id', 'indicator_act.indicator_id')
    .select(['indicator_act.id', 'indicator_act.indicator_id', 'indicator_act.act', 'indicator_act.reason', 'shared_indicator.warning_id'])
    .where('indicator_act.settled_at', 'is', null)
    .orderBy('indicator_act.asked_at')
    .execute()
  return [...Map.groupBy(rows, (row) => row.warning_id)].map(([warningId, all]) => ({ warningId, acts: all.map(actOf) }))
}

function actOf(row: { id: string; indicator_id: string; act: 'recall' | 'raise'; reason: WrongReason | null }): IndicatorAct {
  const { id, indicator_id: indicatorId, reason } = row
  return row.act === 'recall' && reason !== null
    ? { id, indicatorId, act: 'recall', reason }
    : { id, indicatorId, act: 'raise', reason: null }
}

/** Notes that what was asked for is done, by which version; null where there was nothing left to do. */
export async function settleActs(
  queries: Queries,
  acts: readonly IndicatorAct[],
  { by, at }: { readonly by: WarningVersion | null; readonly at: string },
): Promise<void> {
  const ids = acts.map(({ id }) => id)
  if (ids.length === 0) return
  await queries
    .updateTable('indicator_act')
    .set({ settled_at: at, warning_id: by?.id ?? null, warning_version: by?.version ?? null })
    .where('id', 'in', ids)
    .execute()
}
