import type { InTransaction, Queries } from '#database/database.ts'

declare module '#database/tables.ts' {
  interface Tables {
    warning_report: { warning_id: string; report_id: string; indicator_ids: readonly string[] | null }
  }
}

/** A report on which a warning rests. */
export type WarningReport = {
  readonly warningId: string
  readonly reportId: string
  /** The indicators of the warning that the report holds; null for all of them. */
  readonly indicatorIds: readonly string[] | null
}

/** Keeps on which reports a warning rests; what was known of one before counts no more. */
export async function insertWarningReports(tx: InTransaction, reports: readonly WarningReport[]): Promise<void> {
  if (reports.length === 0) return
  // By key: the order in which reports came must not show.
  const rows = reports
    .toSorted((left, right) => (left.reportId < right.reportId ? -1 : 1))
    .map(({ warningId, reportId, indicatorIds }) => ({ warning_id: warningId, report_id: reportId, indicator_ids: indicatorIds }))
  await tx
    .insertInto('warning_report')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['warning_id', 'report_id']).doUpdateSet((build) => ({ indicator_ids: build.ref('excluded.indicator_ids') })),
    )
    .execute()
}

/** Returns the ids of the reports on which a warning rests. */
export async function reportsOfWarning(queries: Queries, warningId: string): Promise<readonly string[]> {
  const rows = await queries
    .selectFrom('warning_report')
    .select('report_id')
    .where('warning_id', '=', warningId)
    .orderBy('report_id')
    .execute()
  return rows.map((row) => row.report_id)
}

/** Returns the ids of the reports that hold certain indicators of a warning alone: those of a campaign. */
export async function reportsOfParts(queries: Queries, warningId: string): Promise<readonly string[]> {
  const rows = await queries
    .selectFrom('warning_report')
    .select('report_id')
    .where('warning_id', '=', warningId)
    .where('indicator_ids', 'is not', null)
    .orderBy('report_id')
    .execute()
  return rows.map((row) => row.report_id)
}
