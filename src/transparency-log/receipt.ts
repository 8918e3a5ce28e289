import { utf8 } from '#base/bytes.ts'
import type { Entry } from './entry.ts'
import { commitmentOf, formatOpening, leafHashOf, parseOpening, type Opening } from './entry-commitment.ts'
import { judgeCheckpoint, type Cosignature, type JudgedCheckpoint } from './judge-checkpoint.ts'
import { LogError } from './log-error.ts'
import { hashBytes, type Hash } from './merkle-tree.ts'
import type { Policy } from './policy.ts'
import { formatNote, parseNote, type NoteSignature } from './signed-note.ts'
import { readText } from './text-field.ts'
import { formatTlogProof, parseTlogProof, type TlogProof } from './tlog-proof.ts'
import { verifyInclusion } from './verify-proof.ts'

/** How a receipt is judged. */
export type ReceiptOptions = {
  readonly policy: Policy
  /** Fields that the entry must have with these values: the digest of one's own filing, the id of one's own report. */
  readonly expected?: Readonly<Record<string, string | number | null>>
  /** Seconds since 1970 by the verifier's clock; without it no cosignature counts as too early. */
  readonly now?: number
  /**
   * What to do with signatures by keys that the policy does not list. C2SP ignores them; a receipt is refused by default, so that not one
   * byte of it can change unnoticed. Ignore them where the policy is older than the receipt.
   */
  readonly unknownSignatures?: 'refuse' | 'ignore'
}

/** What a receipt proves. */
export type VerifiedReceipt = {
  /** `witnessed`: the log cannot deny it any more. `provisional`: the log has signed it, and nobody vouches for the log yet. */
  readonly state: 'witnessed' | 'provisional'
  readonly entry: Entry
  readonly commitment: Hash
  readonly origin: string
  /** Place of the leaf in the log. */
  readonly index: number
  /** Leaves of the log that the receipt speaks of. */
  readonly size: number
  /** Seconds since 1970 by which the quorum had seen the entry in the log; null while provisional. `entry.at` is the log's own word. */
  readonly witnessedAt: number | null
  readonly cosignatures: readonly Cosignature[]
}

const longestReceipt = 256 * 1024
// Clocks of log, witnesses and verifier may differ by this much.
const skewSeconds = 300

/**
 * Returns what the receipt `bytes` prove, or throws: there is no third answer.
 *
 * @param bytes A `.tlog-proof` file whose extra data is the opening of our entry. Hostile.
 * @throws {LogError} Whatever the steps below throw, in their order.
 */
export async function verifyReceipt(bytes: Uint8Array, options: ReceiptOptions): Promise<VerifiedReceipt> {
  const proof = readReceipt(bytes)
  const opening = readOpening(proof)
  refuseOtherContent(opening.entry, options.expected ?? {})
  const commitment = commitmentOf(opening)
  const head = await verifyLogged(proof, commitment, options)
  refuseImpossibleTime(opening.entry, head)
  return { ...summary(head, proof), entry: opening.entry, commitment }
}

/**
 * Returns the head under which the log and its witnesses vouch for the leaf of `commitment`, or throws.
 *
 * @throws {LogError} As `judgeCheckpoint` and `verifyInclusion`; `SIGNATURE_UNKNOWN` and `SIGNATURE_FROM_FUTURE` as the options ask.
 */
export async function verifyLogged(proof: TlogProof, commitment: Hash, options: ReceiptOptions): Promise<JudgedCheckpoint> {
  const head = await judgeCheckpoint(proof.checkpoint, options.policy)
  if (options.unknownSignatures !== 'ignore') refuseUnknownSignatures(head.unknown)
  refuseFuture(head.cosignatures, options.now)
  verifyInclusion(leafHashOf(commitment), proof.index, head.checkpoint, proof.hashes)
  return head
}

/**
 * Returns the proof in the receipt `bytes`, with nothing verified.
 *
 * @throws {LogError} `RECEIPT_NOT_CANONICAL` unless it is the one text of its content; and as `readText` and `parseTlogProof`.
 */
export function readReceipt(bytes: Uint8Array): TlogProof {
  const text = readText(bytes, longestReceipt)
  const proof = parseTlogProof(text)
  if (canonicalText(proof) === text) return proof
  throw new LogError('RECEIPT_NOT_CANONICAL', 'Cannot accept receipt: expected signatures of the log first, then the others by name')
}

/** A proof that names its leaf by the commitment and does not tell the entry. */
type WithheldProof = TlogProof & { readonly extra: Hash }

/** Tells whether the receipt withholds its entry: its extra data is the commitment alone, shorter than any opening. */
export function isWithheld(proof: TlogProof): proof is WithheldProof {
  return proof.extra?.length === hashBytes
}

/**
 * Returns a receipt as bytes: the proof with the opening of its entry, signatures in order.
 *
 * @param disclosed The opening; or the commitment alone, where the entry is withheld from the holder of the receipt.
 * @throws {LogError} As `parseNote` for the checkpoint.
 */
export function formatReceipt(proof: Omit<TlogProof, 'extra'>, disclosed: Opening | Hash): Uint8Array<ArrayBuffer> {
  return utf8(canonicalText({ ...proof, extra: disclosed instanceof Uint8Array ? disclosed : formatOpening(disclosed) }))
}

function canonicalText(proof: TlogProof): string {
  const note = parseNote(proof.checkpoint)
  const origin = note.text.slice(0, note.text.indexOf('\n'))
  const signatures = note.signatures.toSorted((one, other) => (placeOf(one, origin) < placeOf(other, origin) ? -1 : 1))
  return formatTlogProof({ ...proof, checkpoint: formatNote({ text: note.text, signatures }) })
}

function placeOf({ name, keyId }: NoteSignature, origin: string): string {
  return `${name === origin ? 0 : 1} ${name} ${keyId}`
}

function readOpening({ extra }: TlogProof): Opening {
  if (extra === null) throw new LogError('ENTRY_MALFORMED', 'Cannot verify receipt: it does not open its entry')
  return parseOpening(extra)
}

function refuseOtherContent(entry: Entry, expected: Readonly<Record<string, string | number | null>>): void {
  const found = new Map<string, unknown>(Object.entries(entry))
  const other = Object.keys(expected).find((field) => found.get(field) !== expected[field])
  if (other !== undefined) throw new LogError('ENTRY_UNEXPECTED', `Cannot accept receipt: it is for another ${other} than expected`)
}

function refuseUnknownSignatures([unknown]: readonly NoteSignature[]): void {
  if (unknown === undefined) return
  throw new LogError('SIGNATURE_UNKNOWN', `Cannot accept receipt: the policy does not list the key ${unknown.name}+${unknown.keyId}`)
}

function refuseFuture(cosignatures: readonly Cosignature[], now: number | undefined): void {
  const early = now === undefined ? undefined : cosignatures.find(({ at }) => at > now + skewSeconds)
  if (early === undefined) return
  throw new LogError('SIGNATURE_FROM_FUTURE', `Cannot accept receipt: ${early.witness} cosigned at ${early.at}, which is yet to come`)
}

// Nobody can have seen an entry before it was made.
function refuseImpossibleTime(entry: Entry, { cosignatures }: JudgedCheckpoint): void {
  const [first] = cosignatures
  if (first === undefined || Date.parse(entry.at) / 1000 <= first.at + skewSeconds) return
  throw new LogError('ENTRY_TIME_IMPOSSIBLE', `Cannot accept receipt: ${first.witness} saw the entry at ${first.at}, before its own time`)
}

function summary(head: JudgedCheckpoint, proof: TlogProof): Omit<VerifiedReceipt, 'entry' | 'commitment'> {
  const { checkpoint, cosignatures, witnessedAt } = head
  const state = witnessedAt === null ? 'provisional' : 'witnessed'
  return { state, origin: checkpoint.origin, index: proof.index, size: checkpoint.size, witnessedAt, cosignatures }
}
