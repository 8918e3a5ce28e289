import { createHash } from 'node:crypto'
import type { LocalText } from '#base/language.ts'
import type { Queries } from '#database/database.ts'
import { insertNotice } from '#delivery/notice-store.ts'
import type { FiledReport } from '#report/report.ts'

/** Tells an operator inside Noroshi that a report was filed in its name without one of its people being signed in; one report, one notice. */
export async function tellOperator(
  queries: Queries,
  { report, recipient, body }: { readonly report: FiledReport; readonly recipient: Buffer; readonly body: LocalText },
): Promise<void> {
  await insertNotice(queries, { id: noticeId(report.reportId), recipient, body, path: `/p/incidents/${report.incidentId}` })
}

/** A UUID that follows from the report's id, so that a retry makes no second notice. */
function noticeId(reportId: string): string {
  const hex = createHash('sha256').update(`noroshi-origin-notice:${reportId}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
