import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { JsonObject } from '#base/canonical-json.ts'
import { signWarningWish, type WarningPart } from '#envelope/warning-wish.ts'
import { unlockOwnKeys } from '#identity/own-keys-client.ts'
import type { SignedIn } from '#identity/session-client.ts'
import { request } from '#ui/api.ts'
import { browserNow } from '#ui/browser-clock.ts'
import { useGoTo } from '#ui/page-address.ts'
import { pagePath } from '#ui/page-path.ts'
import type { Finding } from '../gate/finding.ts'
import type { WarningContent, WrongReason } from '../warning.ts'
import { wishOf } from './draft.ts'
import type { EditableWarning } from './draft-schema.ts'
import type { ListedDraft, ShownDraft } from './shown-draft.ts'

const listKey = ['warning-drafts'] as const

/** The query of the drafts of the own authority. */
export const draftsQuery = queryOptions({
  queryKey: listKey,
  queryFn: ({ signal }) => request<{ drafts: readonly ListedDraft[] }>('/api/v1/warning-drafts', { signal }),
  refetchInterval: 15_000,
})

/** Returns the query of the drafts of the own authority about a campaign. */
export function campaignDraftsQuery(campaignId: string) {
  return queryOptions({
    queryKey: [...listKey, 'campaign', campaignId],
    queryFn: ({ signal }) =>
      request<{ drafts: readonly ListedDraft[] }>(`/api/v1/campaigns/${encodeURIComponent(campaignId)}/warning-drafts`, { signal }),
    refetchInterval: 15_000,
  })
}

/** Returns the query of one draft; asked again while the gate has it, so that the page tells what became of it. */
export function draftQuery(id: string) {
  return queryOptions({
    queryKey: [...listKey, id],
    queryFn: ({ signal }) => request<ShownDraft>(draftAddress(id), { signal }),
    refetchInterval: ({ state: { data } }) => (data?.state === 'approved' ? 1_000 : 15_000),
  })
}

/** What the gate holds of one report. */
export type HeldDetail = { readonly reasons: readonly Finding[]; readonly content: WarningContent | null; readonly shareable: JsonObject }

/** Returns the query of what the gate holds of one report, beside what was reported. */
export function heldDetailQuery(reportId: string) {
  return queryOptions({
    queryKey: ['held', reportId],
    queryFn: ({ signal }) => request<HeldDetail>(`/api/v1/gate/held/${encodeURIComponent(reportId)}`, { signal }),
  })
}

function draftAddress(id: string): string {
  return `/api/v1/warning-drafts/${encodeURIComponent(id)}`
}

/** From what a draft begins, as the API takes it. */
type Beginning =
  | { readonly reportId: string }
  | { readonly campaignId: string }
  | { readonly warningId: string }
  | { readonly content: EditableWarning }

/** Returns the act that begins a draft and goes to its page. */
export function useBeginDraft() {
  const goTo = useGoTo()
  return useMutation({
    mutationFn: (body: Beginning) => request<{ id: string }>('/api/v1/warning-drafts', { method: 'POST', body }),
    onSuccess: ({ id }) => goTo(pagePath('draft', { draftId: id })),
  })
}

/** Returns the act that begins a recall and goes to its page. */
export function useBeginRecall(warningId: string) {
  const goTo = useGoTo()
  return useMutation({
    mutationFn: (body: { readonly reason: WrongReason; readonly indicatorIds: readonly string[] | null }) =>
      request<{ id: string }>(`/api/v1/warnings/${encodeURIComponent(warningId)}/recalls`, { method: 'POST', body }),
    onSuccess: ({ id }) => goTo(pagePath('draft', { draftId: id })),
  })
}

/** Returns the act that signs a draft as it is shown and sends the signature. */
export function useSignDraft(session: SignedIn, part: WarningPart) {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: async (draft: ShownDraft) => {
      const keys = await unlockOwnKeys(session)
      const signer = { part, personId: session.person.id, signedAt: browserNow().round('millisecond').toString() }
      const signature = await signWarningWish(wishOf(draft), signer, keys.person)
      const address = `${draftAddress(draft.id)}/${part === 'draft' ? 'submission' : 'approvals'}`
      return request<unknown>(address, { method: 'POST', body: { signedAt: signer.signedAt, signature } })
    },
    onSettled: refresh,
  })
}

/** Returns the act that writes a draft anew. */
export function useSaveDraft() {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: ({ draft, content, overrule }: { draft: ShownDraft; content: EditableWarning; overrule: string | null }) =>
      request<unknown>(draftAddress(draft.id), { method: 'PUT', body: { changedAt: draft.changedAt, content, overrule } }),
    onSuccess: refresh,
  })
}

/** Returns the act that takes a draft back to be changed, or drops it. */
export function useWithdrawDraft() {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: ({ id, isDropped }: { id: string; isDropped: boolean }) =>
      isDropped
        ? request<unknown>(draftAddress(id), { method: 'DELETE' })
        : request<unknown>(`${draftAddress(id)}/return`, { method: 'POST', body: {} }),
    onSettled: refresh,
  })
}

function useRefresh(): () => Promise<void> {
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey: listKey })
}
