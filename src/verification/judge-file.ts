import type { Hash } from '#transparency-log/merkle-tree.ts'
import type { JudgedCheckpoint } from '#transparency-log/judge-checkpoint.ts'
import { parsePolicy } from '#transparency-log/policy.ts'
import { isWithheld, readReceipt, verifyLogged, verifyReceipt, type VerifiedReceipt } from '#transparency-log/receipt.ts'
import type { DirectoryRoot } from '#key-directory/directory-root.ts'
import { isRefusal, type RefusalCode } from './refusal-text.ts'
import { verifyFile, type VerifiedFile } from './verify-file.ts'

/** Why something proves nothing. */
type Refusal = { readonly kind: 'invalid'; readonly code: RefusalCode; readonly message: string }

/** What judging a file came to: what it proves, or why it proves nothing. */
export type Verdict = { readonly kind: 'valid'; readonly verified: VerifiedFile } | Refusal

/** A leaf whose entry is withheld, and the head under which it lies in the log. */
export type WithheldLeaf = Pick<JudgedCheckpoint, 'checkpoint' | 'cosignatures' | 'witnessedAt'> & {
  readonly commitment: Hash
  readonly index: number
}

/** What judging one receipt of a case came to, whose entry may be withheld. */
export type LinkVerdict =
  | { readonly kind: 'valid'; readonly verified: VerifiedReceipt }
  | { readonly kind: 'withheld'; readonly leaf: WithheldLeaf }
  | Refusal

/**
 * Returns what the receipt, case bundle or warning `bytes` prove under the policy that `policyText` writes; nothing is sent anywhere.
 *
 * @param known Seconds since 1970, and the pinned root of the directory.
 */
export async function judgeFile(
  bytes: Uint8Array,
  policyText: string,
  known: { readonly now: number; readonly root: DirectoryRoot | null },
): Promise<Verdict> {
  return await orRefusal(
    async () => ({ kind: 'valid', verified: await verifyFile(bytes, { ...known, policy: parsePolicy(policyText) }) }) as const,
  )
}

/** Returns what one receipt of a case proves by itself, as {@link judgeFile}. */
export async function judgeLink(receipt: Uint8Array, policyText: string, now: number): Promise<LinkVerdict> {
  return await orRefusal(async () => {
    const options = { policy: parsePolicy(policyText), now }
    const proof = readReceipt(receipt)
    if (!isWithheld(proof)) return { kind: 'valid', verified: await verifyReceipt(receipt, options) } as const
    const head = await verifyLogged(proof, proof.extra, options)
    return { kind: 'withheld', leaf: { ...head, commitment: proof.extra, index: proof.index } } as const
  })
}

async function orRefusal<Answer>(judge: () => Promise<Answer>): Promise<Answer | Refusal> {
  try {
    return await judge()
  } catch (error) {
    if (!isRefusal(error)) throw error
    return { kind: 'invalid', code: error.code, message: error.message }
  }
}
