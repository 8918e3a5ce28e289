import { isCaseEntry, type CaseEntry, type EntryKind } from './entry.ts'
import { LogError } from './log-error.ts'
import type { Hash } from './merkle-tree.ts'
import { isWithheld, readReceipt, verifyLogged, verifyReceipt, type ReceiptOptions, type VerifiedReceipt } from './receipt.ts'

/** One entry of a case, in its order. */
export type ChainLink = {
  readonly seq: number
  /**
   * Null where the entry is withheld for now. That there is one is proved by the number of the next that is told; which leaf it is, by the link
   * of the next one, and where that is withheld too, only once that is revealed.
   */
  readonly entry: CaseEntry | null
  readonly commitment: Hash
  /** The log that holds the leaf; a case goes on in the next one where a log was closed. */
  readonly origin: string
  readonly index: number
  readonly witnessedAt: number | null
}

/** Every entry of a case up to the last one given. Later ones show when the next arrives: it counts on from all before it. */
export type CaseChain = {
  readonly links: readonly ChainLink[]
  readonly withheld: number
  /** `provisional` if one of its receipts is. */
  readonly state: VerifiedReceipt['state']
}

/**
 * Returns the history of a case from the receipts of its entries, from the first on, or throws where one is missing, added or out of place.
 *
 * @param receipts Hostile. Those of withheld entries carry the commitment alone; the first and the last entry are told.
 * @throws {LogError} `CHAIN_BROKEN` where an entry does not follow on the one before, in its number, its link, its time or its place in the
 *   log; `CHAIN_CASE_WRONG` for an entry of another case or of none; and as `verifyReceipt`.
 */
export async function verifyCaseChain(caseId: string, receipts: readonly Uint8Array[], options: ReceiptOptions): Promise<CaseChain> {
  const links: ChainLink[] = []
  for (const receipt of receipts) links.push(await verifyLink(receipt, links.length + 1, options))
  for (const link of links) refuseOtherCase(link, caseId)
  refuseDisorder(links)
  const isProvisional = links.some(({ witnessedAt }) => witnessedAt === null)
  return { links, withheld: links.filter(({ entry }) => entry === null).length, state: isProvisional ? 'provisional' : 'witnessed' }
}

async function verifyLink(receipt: Uint8Array, seq: number, options: ReceiptOptions): Promise<ChainLink> {
  const proof = readReceipt(receipt)
  if (isWithheld(proof)) {
    const { checkpoint, witnessedAt } = await verifyLogged(proof, proof.extra, options)
    return { seq, entry: null, commitment: proof.extra, origin: checkpoint.origin, index: proof.index, witnessedAt }
  }
  const { entry, commitment, origin, index, witnessedAt } = await verifyReceipt(receipt, options)
  if (!isCaseEntry(entry)) throw new LogError('CHAIN_CASE_WRONG', `Cannot follow case: entry ${seq} belongs to no case`)
  if (entry.seq !== seq) throw broken(seq, `it calls itself ${entry.seq}`)
  return { seq, entry, commitment, origin, index, witnessedAt }
}

function refuseOtherCase({ entry, seq }: ChainLink, caseId: string): void {
  if (entry !== null && entry.case !== caseId) throw new LogError('CHAIN_CASE_WRONG', `Cannot follow case: entry ${seq} is of another case`)
}

const beginnings: ReadonlySet<EntryKind | undefined> = new Set(['submit', 'hand-in', 'phone'])

function refuseDisorder(links: readonly ChainLink[]): void {
  if (!beginnings.has(links[0]?.entry?.kind)) throw broken(1, 'a case begins with a report')
  if (links.at(-1)?.entry === null) throw broken(links.length, 'it is withheld, and no entry after it tells that it is one')
  let latest = ''
  for (const [at, { seq, entry, origin, index }] of links.entries()) {
    const before = links[at - 1]
    if (before?.origin === origin && index <= before.index) throw broken(seq, 'its leaf lies before that of its predecessor')
    if (entry === null) continue
    if (before !== undefined && entry.prev !== before.commitment.toHex()) throw broken(seq, 'it does not follow on its predecessor')
    // Instants have one form, so that their order is that of their texts.
    if (entry.at < latest) throw broken(seq, 'it is older than its predecessor')
    latest = entry.at
  }
}

function broken(seq: number, problem: string): LogError {
  return new LogError('CHAIN_BROKEN', `Cannot follow case: entry ${seq}: ${problem}`)
}
