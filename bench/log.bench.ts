// Grows a log to ten million leaves (or to as many as the argument says) with its tiles on disk, then times proofs and their verification, and
// prints the peak of memory and the sizes of receipts. Ends with 1 if a proof fails.
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { commitmentOf, leafHashOf, sealEntry } from '#transparency-log/entry-commitment.ts'
import { proveConsistency, proveInclusion, treeRoot } from '#transparency-log/prove.ts'
import { formatReceipt, verifyReceipt } from '#transparency-log/receipt.ts'
import type { Signer } from '#transparency-log/signer.ts'
import { tileWidth, type Tile } from '#transparency-log/tile.ts'
import { tileHashReader } from '#transparency-log/tile-hash-reader.ts'
import { TreeEdge, type WrittenTile } from '#transparency-log/tree-edge.ts'
import { verifyConsistency, verifyInclusion } from '#transparency-log/verify-proof.ts'
import { formatCheckpoint } from '#transparency-log/checkpoint.ts'
import { formatNote } from '#transparency-log/signed-note.ts'
import { signCheckpoint } from '#transparency-log/signer.ts'
import { sampleOrigin, sampleParties, sampleSubmit, sampleTime } from '../test/support/sample-receipt.ts'

const leaves = Number(process.argv[2] ?? 10_000_000)
const rounds = 1000
const tileBytes = tileWidth * 32

/** Tiles of one level lie one after the other in one file. */
class TileFiles {
  readonly #folder = mkdtempSync(join(tmpdir(), 'noroshi-log-'))
  readonly #files: number[] = []

  write(tiles: readonly WrittenTile[]): void {
    for (const { tile, bytes } of tiles) writeSync(this.#file(tile), bytes, 0, bytes.length, tile.index * tileBytes)
  }

  readonly source = async (tile: Tile): Promise<Uint8Array> => {
    const bytes = new Uint8Array(tile.width * 32)
    readSync(this.#file(tile), bytes, 0, bytes.length, tile.index * tileBytes)
    return bytes
  }

  remove(): void {
    for (const file of this.#files) closeSync(file)
    rmSync(this.#folder, { recursive: true })
  }

  #file({ level }: Tile): number {
    return (this.#files[Number(level)] ??= openSync(join(this.#folder, String(level)), 'w+'))
  }
}

const files = new TileFiles()
try {
  await measure()
} finally {
  files.remove()
}

async function measure(): Promise<void> {
  const opening = sealEntry(sampleSubmit())
  const reported = Math.floor(leaves / 3)
  const older: { size: number; root: Uint8Array } = { size: Math.floor(leaves / 2) + 1, root: new Uint8Array(0) }
  const edge = new TreeEdge()
  const started = performance.now()
  for (let at = 0; at < leaves; at++) {
    if (at === older.size) older.root = edge.root()
    files.write(edge.append(at === reported ? leafHashOf(commitmentOf(opening)) : leafAt(at)))
  }
  files.write(edge.partialTiles())
  const appendMicroseconds = ((performance.now() - started) * 1000) / leaves
  const tree = { size: leaves, root: edge.root() }
  const read = tileHashReader(leaves, files.source)
  if ((await treeRoot(leaves, read)).toHex() !== tree.root.toHex()) throw new Error('The tiles lead to another root')

  const prove = await times(async (round) => await proveInclusion((round * 7_919_017) % leaves, leaves, read))
  const verify = await times(async (round) => {
    const index = (round * 7_919_017) % leaves
    if (index !== reported) verifyInclusion(leafAt(index), index, tree, prove.results[round] ?? [])
  })
  // A log proves what is new: a few hundred leaves at its right edge, under one head.
  const proveNewest = await times(async (round) => await proveInclusion(leaves - 1 - (round % 200), leaves, read))
  const proveGrowth = await times(async () => await proveConsistency(older.size, leaves, read))
  const verifyGrowth = await times(async () => verifyConsistency(older, tree, proveGrowth.results[0] ?? []))

  const { log, witnesses, policy } = await sampleParties()
  const hashes = await proveInclusion(reported, leaves, read)
  const text = formatCheckpoint({ origin: sampleOrigin, ...tree, extensions: [] })
  const receiptBy = async (signers: readonly Signer[]) => {
    const signatures = await Promise.all(signers.map((signer) => signCheckpoint(text, signer, sampleTime)))
    return formatReceipt({ index: reported, hashes, checkpoint: formatNote({ text, signatures }) }, opening)
  }
  const classical = await receiptBy([...log.slice(0, 1), ...witnesses.slice(0, 2)])
  const quantum = await receiptBy([...log, ...witnesses])
  const verifyClassical = await times(async () => await verifyReceipt(classical, { policy }))
  const verifyQuantum = await times(async () => await verifyReceipt(quantum, { policy }), 100)
  const summary = {
    benchmark: 'log',
    leaves,
    appendMicroseconds: Number(appendMicroseconds.toFixed(2)),
    milliseconds: {
      proveInclusion: prove.milliseconds,
      proveInclusionOfNewest: proveNewest.milliseconds,
      verifyInclusion: verify.milliseconds,
      proveConsistency: proveGrowth.milliseconds,
      verifyConsistency: verifyGrowth.milliseconds,
      verifyReceipt: verifyClassical.milliseconds,
      verifyReceiptWithMlDsa: verifyQuantum.milliseconds,
    },
    receiptBytes: { threeEd25519: classical.length, threeEd25519AndTwoMlDsa: quantum.length },
    proofHashes: hashes.length,
    peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  }
  console.log(JSON.stringify(summary, null, 2))
}

function leafAt(index: number): Uint8Array {
  const commitment = new Uint8Array(32)
  new DataView(commitment.buffer).setFloat64(0, index)
  return leafHashOf(commitment)
}

type Times<Result> = { readonly results: readonly Result[]; readonly milliseconds: { readonly p50: number; readonly p99: number } }

async function times<Result>(act: (round: number) => Promise<Result>, count = rounds): Promise<Times<Result>> {
  const results: Result[] = []
  const taken: number[] = []
  for (let round = 0; round < count; round++) {
    const started = performance.now()
    results.push(await act(round))
    taken.push(performance.now() - started)
  }
  taken.sort((one, other) => one - other)
  const at = (share: number) => Number((taken[Math.floor(taken.length * share)] ?? 0).toFixed(3))
  return { results, milliseconds: { p50: at(0.5), p99: at(0.99) } }
}
