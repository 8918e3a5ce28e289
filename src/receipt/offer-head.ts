import type { Queries } from '#database/database.ts'
import type { PostedAnswer } from '#runtime/post-body.ts'
import { LogError } from '#transparency-log/log-error.ts'
import type { PolicyWitness } from '#transparency-log/policy.ts'
import { proveConsistency } from '#transparency-log/prove.ts'
import { parseNote, parseSignature, type NoteSignature } from '#transparency-log/signed-note.ts'
import { readNumber } from '#transparency-log/text-field.ts'
import { tileHashReader } from '#transparency-log/tile-hash-reader.ts'
import { verifySignature } from '#transparency-log/verify-signature.ts'
import { formatWitnessRequest } from '#transparency-log/witness-request.ts'
import type { WitnessOutcome } from './log-state-store.ts'
import { storedTiles, type SignedHead } from './tree-store.ts'

/** Sends the body of a request to the witness at a submission prefix; rejects where no answer comes. */
export type AskWitness = (url: string, body: string) => Promise<PostedAnswer>

/** What came of offering a head to one witness. */
export type Offer =
  | { readonly outcome: 'cosigned'; readonly signature: NoteSignature; readonly at: number }
  | { readonly outcome: Exclude<WitnessOutcome, 'cosigned'> }

/** What an offer is made from. */
export type OfferParts = {
  readonly queries: Queries
  readonly shard: number
  readonly ask: AskWitness
  readonly head: SignedHead
}

// Once with the size that we believe, once with the size that the witness tells, and once more where it cosigned for another process in between.
const mostTries = 3

/**
 * Offers `head` to a witness and returns its cosignature, verified, or why there is none.
 *
 * @param believed Leaves of the head that the witness cosigned last, as far as is known here; the witness itself tells where that is wrong.
 */
export async function offerHead(witness: PolicyWitness, believed: number, parts: OfferParts): Promise<Offer> {
  const { head, queries, shard, ask } = parts
  let oldSize = Math.min(believed, head.size)
  for (let tries = 0; tries < mostTries; tries++) {
    const proof = await proveConsistency(oldSize, head.size, tileHashReader(head.size, storedTiles(queries, shard)))
    const answer = await ask(witness.url ?? '', formatWitnessRequest({ oldSize, proof, checkpoint: head.checkpoint })).catch(() => null)
    if (answer === null) return { outcome: 'away' }
    if (answer.status === 200) return await readCosignature(answer.body, witness, head)
    if (answer.status === 422) return { outcome: 'forked' }
    const size = answer.status === 409 ? readSize(answer.body) : null
    if (size === null) return { outcome: 'refused' }
    if (size > head.size) return { outcome: 'ahead' }
    // It has cosigned this very size, and says no to this tree.
    if (size === oldSize) return { outcome: 'forked' }
    oldSize = size
  }
  return { outcome: 'refused' }
}

// The answer comes from outside: it counts only where the witness's signature holds.
async function readCosignature(body: string, { key }: PolicyWitness, head: SignedHead): Promise<Offer> {
  try {
    const signature = body
      .split('\n')
      .filter((line) => line !== '')
      .map(parseSignature)
      .find((one) => one.name === key.name && one.keyId === key.keyId)
    const at = signature === undefined ? null : await verifySignature(parseNote(head.checkpoint).text, signature, key)
    return signature === undefined || at === null ? { outcome: 'refused' } : { outcome: 'cosigned', signature, at }
  } catch (error) {
    if (error instanceof LogError) return { outcome: 'refused' }
    throw error
  }
}

function readSize(body: string): number | null {
  try {
    return readNumber(body.replace(/\n$/, ''))
  } catch (error) {
    if (error instanceof LogError) return null
    throw error
  }
}
