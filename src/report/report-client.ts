import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { Filing } from '#envelope/filing-schema.ts'
import type { Incident } from '#incident/incident.ts'
import type { ShownStage } from '#obligation/show-obligations.ts'
import { request } from '#ui/api.ts'
import type { OwnOperator } from './prepare-report.ts'
import type { FiledReport } from './report.ts'

/** An incident in a list. */
export type ListedIncident = Incident & { readonly obligations: readonly ShownStage[] }

/** An incident with its reports, first to last. */
export type ShownIncident = ListedIncident & { readonly reports: readonly FiledReport[] }

/** A report as it was filed. */
export type ShownReport = FiledReport & { readonly filing: Filing }

type IncidentPage = { readonly incidents: readonly ListedIncident[]; readonly next: string | null }

/** The query of what the registry says of the own operator; it leaves the name to the session. */
export const registryQuery = queryOptions({
  queryKey: ['operator'],
  queryFn: ({ signal }) => request<Omit<OwnOperator, 'name'>>('/api/v1/operator', { signal }),
  staleTime: 60_000,
})

/** The query of the own operator's incidents, newest first, page by page. */
export const ownIncidentsQuery = infiniteQueryOptions({
  queryKey: ['incidents'],
  queryFn: ({ signal, pageParam }) => {
    const after = pageParam === null ? '' : `&after=${encodeURIComponent(pageParam)}`
    return request<IncidentPage>(`/api/v1/incidents?limit=50${after}`, { signal })
  },
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
})

/** Returns the query of one incident. */
export function incidentQuery(incidentId: string) {
  return queryOptions({
    queryKey: ['incident', incidentId],
    queryFn: ({ signal }) => request<ShownIncident>(`/api/v1/incidents/${encodeURIComponent(incidentId)}`, { signal }),
  })
}

/** Returns the query of one report; a report never changes. */
export function reportQuery(reportId: string) {
  return queryOptions({
    queryKey: ['report', reportId],
    queryFn: ({ signal }) => request<ShownReport>(`/api/v1/reports/${encodeURIComponent(reportId)}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** Sends a sealed report under its idempotency key and returns what the server says of it. */
export function sendFiling(bytes: Uint8Array<ArrayBuffer>, key: string): Promise<FiledReport> {
  return request<FiledReport>('/api/v1/reports', { method: 'POST', bodyBytes: bytes, headers: { 'idempotency-key': key } })
}

/** Returns the query of how often the reports of an own incident were opened. */
export function openingCountQuery(incidentId: string) {
  return queryOptions({
    queryKey: ['openings', incidentId],
    queryFn: ({ signal }) =>
      request<{ openings: readonly unknown[] }>(`/api/v1/incidents/${encodeURIComponent(incidentId)}/openings`, { signal }),
    select: ({ openings }) => openings.length,
  })
}
