import { queryOptions } from '@tanstack/react-query'
import { formatFingerprint, hashText } from '#key-directory/fingerprint.ts'
import { ApiError } from '#ui/api-error.ts'
import { requestFile } from '#ui/api.ts'

/** Where the policy comes from by which a page judges: this site as it is now, this device as it was kept, or the person. */
export type PolicySource = 'site' | 'kept' | 'own'

/** A policy that was kept on this device. */
export type KeptPolicy = { readonly text: string; readonly keptAt: string }

const storageKey = 'noroshi-policy'

/** The query of the policy of this site's log, as text. Once it is here it stays, so that pages go on without a connection. */
export const policyQuery = queryOptions({
  queryKey: ['log', 'policy'],
  queryFn: async ({ signal }) => {
    const bytes = await requestFile('/log/policy', { signal })
    if (bytes === null) throw new ApiError('ANSWER_UNREADABLE', 'Cannot read the policy of the log: there is none yet', { status: 202 })
    return new TextDecoder().decode(bytes)
  },
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
})

/** Returns the policy that is kept on this device, or null. A policy is public; whoever can change this device can change it. */
export function readKeptPolicy(): KeptPolicy | null {
  try {
    // oxlint-disable-next-line eslint/no-restricted-globals -- a policy is public and nothing of a report
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey) ?? 'null')
    if (typeof kept !== 'object' || kept === null || !('text' in kept) || !('keptAt' in kept)) return null
    return typeof kept.text === 'string' && typeof kept.keptAt === 'string' ? { text: kept.text, keptAt: kept.keptAt } : null
  } catch {
    return null
  }
}

/** Keeps a policy on this device in the place of any before; null forgets it. */
export function keepPolicy(kept: KeptPolicy | null): void {
  // oxlint-disable-next-line eslint/no-restricted-globals -- a policy is public and nothing of a report
  const storage = localStorage
  if (kept === null) storage.removeItem(storageKey)
  else storage.setItem(storageKey, JSON.stringify(kept))
}

/** Returns the code of a policy, by which two people can tell on the telephone whether they have the same; kits print it too. */
export function policyCode(text: string): string {
  return formatFingerprint(hashText(text))
}
