import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { readSealingDirectory } from '#authority/directory-client.ts'
import { utf8 } from '#base/bytes.ts'
import { publicKeyOf } from '#envelope/ed25519.ts'
import { unlockOwnKeys } from '#identity/own-keys-client.ts'
import type { SignedIn } from '#identity/session-client.ts'
import { request } from '#ui/api.ts'
import { openDecision, sealDecision, type Decision, type OpenedDecision, type RecordedDecision, type SealedDecision } from './decision.ts'

/** A decision as the server keeps it. */
export type KeptDecision = RecordedDecision & { readonly sealed: string }

type DecisionPage = { readonly decisions: readonly RecordedDecision[]; readonly next: string | null }

/** The query of the own operator's recorded decisions, newest first, page by page. */
export const decisionsQuery = infiniteQueryOptions({
  queryKey: ['decisions'],
  queryFn: ({ signal, pageParam }) => {
    const after = pageParam === null ? '' : `&after=${encodeURIComponent(pageParam)}`
    return request<DecisionPage>(`/api/v1/decisions?limit=50${after}`, { signal })
  },
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
})

/** Returns the query of one recorded decision; it never changes. */
export function decisionQuery(decisionId: string) {
  return queryOptions({
    queryKey: ['decision', decisionId],
    queryFn: ({ signal }) => request<KeptDecision>(`/api/v1/decisions/${encodeURIComponent(decisionId)}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/**
 * Returns `decision` signed and sealed to the own organisation; nothing is sent.
 *
 * @throws {EnvelopeError} `ENVELOPE_UNREADABLE` if the own keys are locked; {@link ApiError} if keys cannot be fetched.
 */
export async function sealHere(decision: Decision, session: SignedIn): Promise<SealedDecision> {
  const keys = await unlockOwnKeys(session)
  const { own } = await readSealingDirectory()
  return sealDecision(crypto.randomUUID(), decision, { recipient: own.recipient, signer: keys.person, signerKeyId: keys.personKeyId })
}

/** Records a sealed decision; the same one again is the same record. */
export function sendDecision(sealed: SealedDecision): Promise<RecordedDecision> {
  const headers = { 'idempotency-key': sealed.decisionId }
  return request<RecordedDecision>('/api/v1/decisions', { method: 'POST', bodyBytes: utf8(JSON.stringify(sealed)), headers })
}

/** A decision that was opened here, and whether the own key signed it. */
export type ShownDecision = OpenedDecision & { readonly isOwnSignature: boolean }

/**
 * Returns what was decided, opened on this device.
 *
 * @throws {EnvelopeError} if the own keys are locked, or none of them opens it; {@link DecisionError} if it was altered.
 */
export async function openHere(kept: KeptDecision, session: SignedIn): Promise<ShownDecision> {
  const keys = await unlockOwnKeys(session)
  const { decisionId, rulebooks, sealed } = kept
  const opened = await openDecision({ decisionId, rulebooks, sealed }, keys.organisation.values())
  return { ...opened, isOwnSignature: opened.signer.publicKey === (await publicKeyOf(keys.person.signing)) }
}
