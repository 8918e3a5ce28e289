import type { Queries } from '#database/database.ts'
import { pageOf, type Page, type PageRequest } from '#database/keyset-page.ts'
import type { ReportStage } from '#rulebook/core-field.ts'
import { isReportStage } from './report.ts'

/** A report that an authority received: what its list says of it. */
export type ReceivedReport = {
  readonly reportId: string
  readonly incidentId: string
  readonly stage: ReportStage
  readonly revision: number
  readonly filedAt: string
}

/** Returns a page of the reports that an authority received, first filed first, from those filed at `from` on. */
export async function reportsOfAuthority(
  queries: Queries,
  authorityId: string,
  { page, from }: { readonly page: PageRequest; readonly from: string | null },
): Promise<Page<ReceivedReport>> {
  const [filedAt, id] = page.after ?? []
  const rows = await queries
    .selectFrom('report')
    .select(['report.id', 'report.incident_id', 'report.stage', 'report.revision', 'report.filed_at'])
    .where((where) => where(where.val(authorityId), '=', where.fn.any('report.authority_ids')))
    .$if(from !== null, (query) => query.where('report.filed_at', '>=', from ?? ''))
    .$if(filedAt !== undefined && id !== undefined, (query) =>
      query.where((where) =>
        where.or([
          where('report.filed_at', '>', filedAt ?? ''),
          where.and([where('report.filed_at', '=', filedAt ?? ''), where('report.id', '>', id ?? '')]),
        ]),
      ),
    )
    .orderBy('report.filed_at')
    .orderBy('report.id')
    .limit(page.limit + 1)
    .execute()
  const reports = rows.map((row) => {
    if (!isReportStage(row.stage)) throw new TypeError(`Cannot read report ${row.id}: its stage is unknown`)
    return { reportId: row.id, incidentId: row.incident_id, stage: row.stage, revision: row.revision, filedAt: row.filed_at }
  })
  return pageOf(reports, page, (one) => [one.filedAt, one.reportId])
}
