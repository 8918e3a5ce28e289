import { queryOptions } from '@tanstack/react-query'
import { readSealingDirectory } from '#authority/directory-client.ts'
import type { JsonObject, JsonValue } from '#base/canonical-json.ts'
import { unlockOwnKeys } from '#identity/own-keys-client.ts'
import type { SignedIn } from '#identity/session-client.ts'
import type { FiledReport } from '#report/report.ts'
import { request } from '#ui/api.ts'
import type { HandedInAnswer } from './handed-in.ts'
import type { PhoneNotice } from './phone-notice.ts'
import { sealNotice, type FoundOperator } from './seal-notice.ts'

/** Returns operators whose name holds `words`, or whose corporate number they are. */
export async function searchOperators(words: string): Promise<readonly FoundOperator[]> {
  const answer = await request<{ operators: readonly FoundOperator[] }>(`/api/v1/operators?words=${encodeURIComponent(words)}`)
  return answer.operators
}

/** A notice that was filed, with the code to read out. */
export type FiledNotice = FiledReport & { readonly readBackCode: string }

/** What an officer wrote down in a call. */
export type NoticeOrder = {
  readonly operator: FoundOperator
  readonly answers: JsonObject
  /** Instant, ISO 8601 in UTC. */
  readonly calledAt: string
  /** Place of the registered number, from 1. */
  readonly calledBackOn: number
}

/**
 * Seals a notice with the officer's own key and files it.
 *
 * @throws {DirectoryError} where a key cannot be proven; {@link EnvelopeError} if the own key is locked; {@link ApiError} if the server refuses.
 */
export async function sendNotice(order: NoticeOrder, session: SignedIn): Promise<FiledNotice> {
  const { operator, answers, calledAt, calledBackOn } = order
  const [keys, directory] = await Promise.all([unlockOwnKeys(session), readSealingDirectory()])
  const filing = await sealNotice(answers, { operator, directory, authorityId: session.organisation.id, keys })
  const body = { operatorId: operator.organisationId, calledAt, calledBackOn, filing: filing as unknown as JsonValue }
  return request<FiledNotice>('/api/v1/phone-notices', { method: 'POST', body })
}

/** Returns the query of how the first report of an incident came, where it was not sent over the network. */
export function originQuery(incidentId: string) {
  const path = `/api/v1/incidents/${encodeURIComponent(incidentId)}`
  return queryOptions({
    queryKey: ['incident', incidentId, 'origin'],
    queryFn: async ({ signal }) => {
      const [{ notice }, { offlineReports }] = await Promise.all([
        request<{ notice: PhoneNotice | null }>(`${path}/phone-notice`, { signal }),
        request<{ offlineReports: readonly HandedInAnswer[] }>(`${path}/offline-reports`, { signal }),
      ])
      return { notice, offlineReports }
    },
  })
}
