import type { CaseEntry, Entry } from '#transparency-log/entry.ts'
import { commitmentOf, leafHashOf, sealEntry, type Opening } from '#transparency-log/entry-commitment.ts'
import { formatCheckpoint } from '#transparency-log/checkpoint.ts'
import { parsePolicy, type Policy } from '#transparency-log/policy.ts'
import { formatReceipt } from '#transparency-log/receipt.ts'
import { formatNote } from '#transparency-log/signed-note.ts'
import { openSigner, signCheckpoint, type Signer } from '#transparency-log/signer.ts'
import { formatVerifierKey } from '#transparency-log/verifier-key.ts'
import { MemoryLog } from './memory-log.ts'

/** Origin of the log in these samples. */
export const sampleOrigin = 'log.example/2026'

/** Seconds since 1970 at which witnesses of these samples cosign: 2026-11-22T01:02:30Z. */
export const sampleTime = Date.parse('2026-11-22T01:02:30Z') / 1000

/** Keys of a log and of three witnesses, and the policy that asks for two of them. */
export type SampleParties = {
  readonly log: readonly Signer[]
  readonly witnesses: readonly Signer[]
  readonly policyText: string
  readonly policy: Policy
}

/** Returns fresh parties: a log with an Ed25519 and an ML-DSA-44 key, two classical witnesses and one with ML-DSA-44. */
export async function sampleParties(): Promise<SampleParties> {
  const log = [await signer(sampleOrigin, 'ed25519', 1), await signer(sampleOrigin, 'ml-dsa-44', 2)]
  const witnesses = [
    await signer('witness.example/isac', 'ed25519-cosignature', 3),
    await signer('witness.example/audit', 'ed25519-cosignature', 4),
    await signer('witness.example/university', 'ml-dsa-44', 5),
  ]
  const [isac, audit, university] = witnesses.map(({ key }) => formatVerifierKey(key))
  const policyText = [
    ...log.map(({ key }) => `log ${formatVerifierKey(key)} https://log.example/`),
    `witness isac ${isac}`,
    `witness audit ${audit}`,
    `witness university ${university}`,
    'group independent 2 isac audit university',
    'quorum independent',
    '',
  ].join('\n')
  return { log, witnesses, policyText, policy: parsePolicy(policyText) }
}

async function signer(name: string, type: Parameters<typeof openSigner>[1], seed: number): Promise<Signer> {
  return await openSigner(name, type, new Uint8Array(32).fill(seed))
}

/** Returns the entry of a first report. */
export function sampleSubmit(fields: Partial<Extract<Entry, { kind: 'submit' }>> = {}): Extract<Entry, { kind: 'submit' }> {
  return {
    kind: 'submit',
    at: '2026-11-22T01:02:07.000Z',
    case: '0f8fad5b-d9cb-469f-a165-70867728950e',
    seq: 1,
    prev: null,
    report: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
    stage: 'initial',
    digest: 'ab'.repeat(32),
    ...fields,
  }
}

/** Returns the checkpoint of `log` as it is now, signed by `signers` at `at`. */
export async function sampleCheckpoint(
  log: MemoryLog,
  signers: readonly Signer[],
  at = sampleTime,
  origin = sampleOrigin,
): Promise<string> {
  const text = formatCheckpoint({ origin, size: log.edge.size, root: log.edge.root(), extensions: [] })
  return formatNote({ text, signatures: await Promise.all(signers.map((one, index) => signCheckpoint(text, one, at + index))) })
}

/** Returns the receipts of `openings` in a log that holds `covers` cover leaves before each of them. */
export async function sampleReceipts(
  openings: readonly Opening[],
  signers: readonly Signer[],
  covers = 5,
): Promise<Uint8Array<ArrayBuffer>[]> {
  const log = new MemoryLog()
  const indexes = openings.map((opening) => {
    log.append(...Array.from({ length: covers }, () => leafHashOf(commitmentOf(sampleCover()))))
    log.append(leafHashOf(commitmentOf(opening)))
    return log.edge.size - 1
  })
  const checkpoint = await sampleCheckpoint(log, signers)
  return await Promise.all(
    openings.map(async (opening, at) => {
      const index = indexes[at] ?? 0
      return formatReceipt({ index, hashes: await log.inclusion(index), checkpoint }, opening)
    }),
  )
}

/** Returns a cover entry, sealed. */
export function sampleCover(): Opening {
  return sealEntry({ kind: 'cover', at: '2026-11-22T01:02:00.000Z' })
}

/** Returns entries of one case as a chain: each numbered and linked to the one before. */
export function sampleChain(entries: readonly CaseEntry[]): Opening[] {
  const openings: Opening[] = []
  for (const entry of entries) {
    const previous = openings.at(-1)
    openings.push(sealEntry({ ...entry, seq: openings.length + 1, prev: previous === undefined ? null : commitmentOf(previous).toHex() }))
  }
  return openings
}
