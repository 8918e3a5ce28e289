import type { LocalText } from '#base/language.ts'
import type { Queries } from '#database/database.ts'
import { noticeIdOf } from '#delivery/notice-id.ts'
import { insertNotice } from '#delivery/notice-store.ts'
import type { FiledReport } from '#report/report.ts'

/** Tells an operator inside Noroshi that a report was filed in its name without one of its people being signed in; one report, one notice. */
export async function tellOperator(
  queries: Queries,
  { report, recipient, body }: { readonly report: FiledReport; readonly recipient: Buffer; readonly body: LocalText },
): Promise<void> {
  const id = noticeIdOf(`noroshi-origin-notice:${report.reportId}`)
  await insertNotice(queries, { id, recipient, body, path: `/p/incidents/${report.incidentId}` })
}
