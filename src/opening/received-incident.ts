import { infiniteQueryOptions, queryOptions, type InfiniteData } from '@tanstack/react-query'
import type { LocalText } from '#base/language.ts'
import type { Filing, KeyEnvelope } from '#envelope/filing-schema.ts'
import type { Incident } from '#incident/incident.ts'
import type { ShownStage } from '#obligation/show-obligations.ts'
import type { FiledReport } from '#report/report.ts'
import { request } from '#ui/api.ts'
import type { OpeningQuota } from './opening-limits.ts'

/** An incident as the inbox of an authority lists it. */
export type ReceivedIncident = Incident & { readonly obligations: readonly ShownStage[] }

/** An incident with its reports, first to last. */
export type ReceivedCase = ReceivedIncident & { readonly reports: readonly FiledReport[] }

/** One report as it was filed; its sealed part is ciphertext. */
export type ReceivedReport = FiledReport & {
  readonly filing: Filing
  /** Envelopes for the own authority that came after the filing. */
  readonly added: readonly KeyEnvelope[]
}

/** One opening as the log tells it: the officer by pseudonym. */
export type LoggedOpening = {
  readonly id: string
  readonly reportId: string
  readonly openedAt: string
  readonly purpose: string
  readonly authority: { readonly id: string; readonly name: LocalText }
  readonly officer: { readonly pseudonym: string }
}

/** The openings of an incident that one is told of, first to last. */
export type LoggedOpenings = {
  readonly openings: readonly LoggedOpening[]
  /** How many more there are that the operator is told of at a set instant; 0 for an authority. */
  readonly withheld: number
}

/** What the officer may still open now; instants are ISO 8601 in UTC. */
export type ShownQuota = OpeningQuota & { readonly sealedDays: number }

/** The query of what the officer may still open. */
export const quotaQuery = queryOptions({
  queryKey: ['openings', 'quota'],
  queryFn: ({ signal }) => request<ShownQuota>('/api/v1/openings/quota', { signal }),
})

type InboxPage = { readonly incidents: readonly ReceivedIncident[]; readonly next: string | null }

const inboxPageSize = 200
const refreshMilliseconds = 30_000

/** The query of the inbox of the own authority, next due first, in pages; it refreshes itself twice a minute. */
export const inboxQuery = infiniteQueryOptions<InboxPage, Error, InfiniteData<InboxPage>, readonly string[], string | null>({
  queryKey: ['inbox'],
  queryFn: ({ pageParam, signal }) => {
    const after = pageParam === null ? '' : `&after=${encodeURIComponent(pageParam)}`
    return request<InboxPage>(`/api/v1/incidents?limit=${inboxPageSize}${after}`, { signal })
  },
  initialPageParam: null,
  getNextPageParam: (page) => page.next,
  refetchInterval: refreshMilliseconds,
})

/** Returns the query of one incident. */
export function incidentQuery(incidentId: string) {
  return queryOptions({
    queryKey: ['incident', incidentId],
    queryFn: ({ signal }) => request<ReceivedCase>(`/api/v1/incidents/${encodeURIComponent(incidentId)}`, { signal }),
    refetchInterval: refreshMilliseconds,
  })
}

/** Returns the query of one report; reports never change. */
export function reportQuery(reportId: string) {
  return queryOptions({
    queryKey: ['report', reportId],
    queryFn: ({ signal }) => request<ReceivedReport>(`/api/v1/reports/${encodeURIComponent(reportId)}`, { signal }),
    staleTime: Infinity,
  })
}

/** Returns the query of the openings of an incident by the own authority. */
export function openingsQuery(incidentId: string) {
  return queryOptions({
    queryKey: ['openings', incidentId],
    queryFn: ({ signal }) => request<LoggedOpenings>(`/api/v1/incidents/${encodeURIComponent(incidentId)}/openings`, { signal }),
  })
}
