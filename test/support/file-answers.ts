import { randomUUID } from 'node:crypto'
import { readDirectory } from '#authority/read-directory.ts'
import type { JsonObject } from '#base/canonical-json.ts'
import type { Persona } from '#main/walkthrough-cast.ts'
import { readOwnOperator, terminalPerson, unlockOwnKeys } from '#report/filer-session.ts'
import { prepareReport, sealReport } from '#report/prepare-report.ts'
import type { FiledReport } from '#report/report.ts'
import type { ReportStage } from '#rulebook/core-field.ts'
import { createServiceClient } from '#runtime/service-client.ts'

/** A first report that says enough for a duty and a warning. */
export const sampleAnswers = {
  'inc.kind': 'ransomware',
  'inc.summary': '監視端末3台の暗号化を確認した。',
  'inc.certainty': 'confirmed',
  'inc.status': 'ongoing',
  't.aware': '2026-11-22T03:10:00Z',
  't.detected': '2026-11-22T02:40:00Z',
  'ast.type': ['it'],
  'ast.designated': 'yes',
  'svc.effect': ['availability-partial'],
  'mal.suspected': 'yes',
  'share.consent': 'yes',
  'share.tlp': 'green',
  'share.pap': 'green',
  'tec.vector': ['remote-access'],
} as const satisfies JsonObject

/** Seals and files `answers` as `filer` against a running demonstration; with `follows`, as the next report of that incident. */
export async function fileAnswers(
  filing: { readonly url: string; readonly filer: Persona; readonly answers: JsonObject },
  follows?: { readonly report: FiledReport; readonly stage: ReportStage },
): Promise<FiledReport> {
  const client = createServiceClient(filing.url, null).as(filing.filer.token)
  const person = await terminalPerson(client)
  const [directory, operator] = await Promise.all([readDirectory({ client, environment: {} }), readOwnOperator(client, person)])
  const keys = await unlockOwnKeys({ client, environment: {} }, person)
  const draft = {
    answers: filing.answers,
    stage: follows?.stage ?? 'initial',
    reportId: randomUUID(),
    incidentId: follows?.report.incidentId ?? randomUUID(),
    previousReportId: follows?.report.reportId ?? null,
  }
  const prepared = prepareReport(draft, { operator, directory })
  const sealed = await sealReport(prepared, { directory, signer: keys.person, signerKeyId: keys.personKeyId })
  const answer = await client.json('/api/v1/reports', {
    method: 'POST',
    body: JSON.stringify(sealed),
    headers: { 'idempotency-key': draft.reportId },
    retries: 3,
  })
  return answer as unknown as FiledReport
}
