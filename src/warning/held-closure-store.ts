import { sql } from 'kysely'
import type { InTransaction, Queries } from '#database/database.ts'
import type { GateItem } from './gate-item-store.ts'
import type { ClosingReason, HeldClosure } from './held-closure.ts'

declare module '#database/tables.ts' {
  interface Tables {
    held_closure: { report_id: string; reason: ClosingReason; note: string | null; closed_by: string; closed_at: string }
  }
}

/** Closes the held part of a report for good; false where none waits. */
export async function closeHeld(
  tx: InTransaction,
  closure: { readonly reportId: string; readonly reason: ClosingReason; readonly note: string | null; readonly personId: string },
): Promise<boolean> {
  const { reportId, reason, note, personId } = closure
  const settled = await tx
    .updateTable('gate_item')
    .set({ state: 'done', embargo_until: null })
    .where('report_id', '=', reportId)
    .where('state', '=', 'waiting')
    .returning('report_id')
    .execute()
  if (settled.length === 0) return false
  await tx
    .insertInto('held_closure')
    .values({ report_id: reportId, reason, note, closed_by: personId, closed_at: sql`clock_timestamp()` })
    .execute()
  return true
}

/** Which closed parts are asked for: those closed before the one with these keys, or the latest. */
export type ClosedRange = {
  /** The authority that asks: it sees what was reported to it. */
  readonly authorityId: string
  readonly before: { readonly closedAt: string; readonly reportId: string } | null
  readonly limit: number
}

/** A held part that was closed. */
export type ClosedItem = GateItem & { readonly closed: HeldClosure }

/** Returns the closed parts of reports to one authority, the one that was closed last first. */
export async function closedItems(queries: Queries, { authorityId, before, limit }: ClosedRange): Promise<readonly ClosedItem[]> {
  const rows = await queries
    .selectFrom('held_closure')
    .innerJoin('gate_item', 'gate_item.report_id', 'held_closure.report_id')
    .innerJoin('person', 'person.id', 'held_closure.closed_by')
    .innerJoin('organisation', 'organisation.id', 'person.organisation_id')
    .select(['gate_item.report_id', 'verdict', 'reasons', 'content', 'warning_id', 'decided_at'])
    .select(['held_closure.reason', 'held_closure.note', 'held_closure.closed_at'])
    .select(['person.name_ja', 'person.name_en', 'organisation.name_ja as of_ja', 'organisation.name_en as of_en'])
    .where('held_closure.report_id', 'in', (build) =>
      build
        .selectFrom('report')
        .innerJoin('incident_recipient', 'incident_recipient.incident_id', 'report.incident_id')
        .select('report.id')
        .where('incident_recipient.authority_id', '=', authorityId),
    )
    .$if(before !== null, (query) =>
      query.where((build) =>
        build(
          build.refTuple('held_closure.closed_at', 'held_closure.report_id'),
          '<',
          build.tuple(before?.closedAt ?? '', before?.reportId ?? ''),
        ),
      ),
    )
    .orderBy('held_closure.closed_at', 'desc')
    .orderBy('held_closure.report_id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    reportId: row.report_id,
    verdict: row.verdict,
    reasons: row.reasons,
    content: row.content,
    warningId: row.warning_id,
    decidedAt: row.decided_at,
    closed: {
      reason: row.reason,
      note: row.note,
      at: row.closed_at,
      by: { ja: row.name_ja, en: row.name_en },
      organisation: { ja: row.of_ja, en: row.of_en },
    },
  }))
}
