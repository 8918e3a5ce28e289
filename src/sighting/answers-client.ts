import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { request } from '#ui/api.ts'
import type { AnswersBody } from './answers-body.ts'
import type { SightingKind } from './sighting.ts'

/** Returns the query of what was answered to a warning. */
export function answersQuery(warningId: string) {
  return queryOptions({
    queryKey: ['sightings', warningId],
    queryFn: ({ signal }) => request<AnswersBody>(`/api/v1/warnings/${encodeURIComponent(warningId)}/sightings`, { signal }),
  })
}

/** One answer on its way. */
export type GivenAnswer = { readonly subjectId: string; readonly kind: SightingKind; readonly withdrawn: boolean }

/** Returns how to answer a warning or its indicators. */
export function useAnswer(warningId: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ subjectId, kind, withdrawn }: GivenAnswer) =>
      request<unknown>('/api/v1/sightings', { method: 'POST', body: { kind, subjects: [subjectId], withdrawn } }),
    onSettled: () => queries.invalidateQueries({ queryKey: answersQuery(warningId).queryKey }),
  })
}
