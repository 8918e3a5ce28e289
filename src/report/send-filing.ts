import { CommandError } from '#runtime/command.ts'
import { ServiceError, type ServiceClient } from '#runtime/service-client.ts'
import type { Outbox } from './outbox.ts'
import type { FiledReport } from './report.ts'

/**
 * Sends a sealed report that waits in the outbox, again and again the same bytes under the same key, until the server acknowledges or refuses it.
 *
 * @throws {CommandError} `QUEUED_OFFLINE` if no server can be reached now; the report stays in the outbox.
 * @throws {ServiceError} if the server refuses it.
 */
export async function sendFiling(reportId: string, how: { readonly client: ServiceClient; readonly outbox: Outbox }): Promise<FiledReport> {
  const { client, outbox } = how
  try {
    const answer = await client.json('/api/v1/reports', {
      method: 'POST',
      body: await outbox.read(reportId),
      headers: { 'idempotency-key': reportId },
      retries: 5,
    })
    await outbox.acknowledge(reportId, JSON.stringify(answer))
    return answer as unknown as FiledReport
  } catch (error) {
    if (!(error instanceof ServiceError) || (error.status !== 0 && error.status !== 503)) throw error
    const place = `It is sealed and kept in ${outbox.folder}; "noroshi report resend" sends it when the network is back`
    throw new CommandError('queued', 'QUEUED_OFFLINE', `The report could not be delivered now. ${place}`, { cause: error })
  }
}
