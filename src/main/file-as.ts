import { randomUUID } from 'node:crypto'
import type { SealingDirectory } from '#authority/sealing-directory.ts'
import type { JsonObject } from '#base/canonical-json.ts'
import { readOwnOperator, terminalPerson, unlockOwnKeys } from '#report/filer-session.ts'
import { prepareReport, sealReport } from '#report/prepare-report.ts'
import type { FiledReport } from '#report/report.ts'
import type { ServiceClient } from '#runtime/service-client.ts'
import type { Persona } from './walkthrough-cast.ts'

/**
 * Seals answers as a person of the demonstration would on its own machine, and files them as the first report of an incident.
 *
 * @param parts.client Acts for that person.
 * @returns What the server answered, and how many bytes were sent.
 */
export async function fileAs(
  { passphrase }: Pick<Persona, 'passphrase'>,
  answers: JsonObject,
  { client, directory }: { readonly client: ServiceClient; readonly directory: SealingDirectory },
): Promise<{ readonly report: FiledReport; readonly bytes: number }> {
  const person = await terminalPerson(client)
  const operator = await readOwnOperator(client, person)
  const keys = await unlockOwnKeys({ client, environment: { NOROSHI_PASSPHRASE: passphrase } }, person)
  const draft = { answers, stage: 'initial', reportId: randomUUID(), incidentId: randomUUID(), previousReportId: null } as const
  const prepared = prepareReport(draft, { operator, directory })
  const filing = await sealReport(prepared, { directory, signer: keys.person, signerKeyId: keys.personKeyId })
  const body = JSON.stringify(filing)
  const headers = { 'idempotency-key': draft.reportId }
  const report = await client.json('/api/v1/reports', { method: 'POST', body, headers, retries: 5 })
  return { report: report as unknown as FiledReport, bytes: body.length }
}
