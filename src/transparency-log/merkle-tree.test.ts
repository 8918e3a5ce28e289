import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import test from 'node:test'
import fc from 'fast-check'
import { MemoryLog } from '../../test/support/memory-log.ts'
import certificateLog from '../../test/vectors/certificate-log.json' with { type: 'json' }
import reference from '../../test/vectors/merkle-tree.json' with { type: 'json' }
import { LogError } from './log-error.ts'
import { emptyRoot, leafHash, nodeHash, subtreesOf, type Hash } from './merkle-tree.ts'
import { proveConsistency, proveInclusion, treeRoot } from './prove.ts'
import { TreeEdge } from './tree-edge.ts'
import { verifyConsistency, verifyInclusion } from './verify-proof.ts'

const hex = (text: string) => Uint8Array.fromHex(text)
const base64 = (text: string) => Uint8Array.fromBase64(text)
const referenceLeaves = reference.leaves.map(hex).map(leafHash)

// RFC 6962 section 2.1 word by word, over lists of leaf hashes, with the platform's SHA-256: what our own code is compared with.
function naiveNode(left: Hash, right: Hash): Hash {
  return new Uint8Array(createHash('sha256').update(Uint8Array.of(1)).update(left).update(right).digest())
}

function naiveSplit(size: number): number {
  return 2 ** (Math.ceil(Math.log2(size)) - 1)
}

function naiveRoot(leaves: readonly Hash[]): Hash {
  if (leaves.length === 0) return new Uint8Array(createHash('sha256').digest())
  if (leaves.length === 1) return leaves[0] as Hash
  const split = naiveSplit(leaves.length)
  return naiveNode(naiveRoot(leaves.slice(0, split)), naiveRoot(leaves.slice(split)))
}

function naivePath(index: number, leaves: readonly Hash[]): Hash[] {
  if (leaves.length === 1) return []
  const split = naiveSplit(leaves.length)
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)]
  return index < split ? [...naivePath(index, left), naiveRoot(right)] : [...naivePath(index - split, right), naiveRoot(left)]
}

function naiveProof(older: number, leaves: readonly Hash[], whole = true): Hash[] {
  if (older === leaves.length) return whole ? [] : [naiveRoot(leaves)]
  const split = naiveSplit(leaves.length)
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)]
  return older <= split
    ? [...naiveProof(older, left, whole), naiveRoot(right)]
    : [...naiveProof(older - split, right, false), naiveRoot(left)]
}

function numberedLeaves(count: number): Hash[] {
  return Array.from({ length: count }, (_, at) => leafHash(new TextEncoder().encode(`leaf ${at}`)))
}

function refuses(act: () => void, codes: readonly string[]): void {
  assert.throws(act, (error) => error instanceof LogError && codes.includes(error.code))
}

const badProof = ['PROOF_LENGTH_WRONG', 'PROOF_ROOT_WRONG', 'TREE_POSITION_IMPOSSIBLE']

test('leafHash(), nodeHash() and emptyRoot() give the reference hashes of RFC 6962', () => {
  assert.equal(emptyRoot().toHex(), reference.emptyRoot)
  for (const { leaf, hash } of reference.leafHashes) assert.equal(leafHash(hex(leaf)).toHex(), hash)
  for (const { left, right, hash } of reference.nodeHashes) assert.equal(nodeHash(hex(left), hex(right)).toHex(), hash)
})

test('TreeEdge gives the reference roots of RFC 6962', () => {
  const edge = new TreeEdge()
  assert.equal(edge.root().toHex(), reference.emptyRoot)
  for (const [at, leaf] of referenceLeaves.entries()) {
    edge.append(leaf)
    assert.equal(edge.root().toHex(), reference.roots[at])
  }
})

for (const { index, size, proof } of reference.inclusion) {
  test(`proveInclusion() and verifyInclusion() agree with the reference proof of leaf ${index} in ${size}`, async () => {
    const leaf = referenceLeaves[index] as Hash
    const tree = { size, root: hex(reference.roots[size - 1] ?? '') }
    const own = await proveInclusion(index, size, new MemoryLog().append(...referenceLeaves.slice(0, size)).reader())
    assert.deepEqual(
      own.map((hash) => hash.toHex()),
      proof,
    )
    verifyInclusion(leaf, index, tree, own)
    for (const corrupted of corruptions(own, tree.root)) refuses(() => verifyInclusion(leaf, index, tree, corrupted), badProof)
    for (const other of [index - 1, index + 1, index ^ 2]) refuses(() => verifyInclusion(leaf, other, tree, own), badProof)
    refuses(() => verifyInclusion(leaf, index, { ...tree, root: emptyRoot() }, own), badProof)
    refuses(() => verifyInclusion(hex('00'), index, tree, own), badProof)
    refuses(() => verifyInclusion(leaf, index, { ...tree, size: size * 2 }, own), badProof)
  })
}

for (const { older, newer, proof } of reference.consistency) {
  test(`proveConsistency() and verifyConsistency() agree with the reference proof from ${older} to ${newer}`, async () => {
    const [from, to] = [older, newer].map((size) => ({ size, root: hex(reference.roots[size - 1] ?? '') })) as [TreeOf, TreeOf]
    const own = await proveConsistency(older, newer, new MemoryLog().append(...referenceLeaves.slice(0, newer)).reader())
    assert.deepEqual(
      own.map((hash) => hash.toHex()),
      proof,
    )
    verifyConsistency(from, to, own)
    for (const corrupted of corruptions(own, from.root)) refuses(() => verifyConsistency(from, to, corrupted), badProof)
    if (older === newer) return
    refuses(() => verifyConsistency(from, { ...to, root: from.root }, own), badProof)
    refuses(() => verifyConsistency({ ...from, root: to.root }, to, own), badProof)
    refuses(() => verifyConsistency(to, from, own), badProof)
    refuses(() => verifyConsistency({ ...from, size: older + 1 }, to, own), badProof)
  })
}

type TreeOf = { readonly size: number; readonly root: Hash }

/** Returns `proof` with hashes added, removed and altered. */
function corruptions(proof: readonly Hash[], other: Hash): Hash[][] {
  const altered = proof.flatMap((hash, at) => [
    proof.with(at, hash.with(0, (hash[0] ?? 0) ^ 8)),
    proof.with(at, hash.slice(1)),
    proof.toSpliced(at, 1),
  ])
  return [...altered, [...proof, other], [other, ...proof], [...proof, new Uint8Array(0)]]
}

test('verifyInclusion() and verifyConsistency() accept the proofs of a Certificate Transparency log of 961,984,013 entries', () => {
  const tree = { size: certificateLog.size, root: base64(certificateLog.root) }
  const leaf = leafHash(base64(certificateLog.leaf))
  const proof = certificateLog.inclusion.map(base64)
  verifyInclusion(leaf, certificateLog.index, tree, proof)
  for (const corrupted of corruptions(proof, tree.root))
    refuses(() => verifyInclusion(leaf, certificateLog.index, tree, corrupted), badProof)
  const older = { size: certificateLog.olderSize, root: base64(certificateLog.olderRoot) }
  const growth = certificateLog.consistency.map(base64)
  verifyConsistency(older, tree, growth)
  for (const corrupted of corruptions(growth, tree.root)) refuses(() => verifyConsistency(older, tree, corrupted), badProof)
})

test('roots, inclusion of every leaf and consistency of all pairs agree with the definition of RFC 6962 up to 64 leaves', async () => {
  const leaves = numberedLeaves(64)
  const log = new MemoryLog()
  const heads: TreeOf[] = [{ size: 0, root: emptyRoot() }]
  for (const [at, leaf] of leaves.entries()) {
    const newer = { size: at + 1, root: log.append(leaf).edge.root() }
    heads.push(newer)
    assert.deepEqual(newer.root, naiveRoot(leaves.slice(0, newer.size)))
    for (let index = 0; index < newer.size; index++) {
      const proof = await log.inclusion(index)
      assert.deepEqual(proof, naivePath(index, leaves.slice(0, newer.size)))
      verifyInclusion(leaves[index] as Hash, index, newer, proof)
    }
    for (const older of heads) {
      const proof = await proveConsistency(older.size, newer.size, log.reader())
      assert.deepEqual(proof, older.size === 0 ? [] : naiveProof(older.size, leaves.slice(0, newer.size)))
      verifyConsistency(older, newer, proof)
    }
  }
})

test('append, then prove, then verify holds for trees of any size, and for no other leaf, place or tree', async () => {
  const leaves = numberedLeaves(2200)
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 2200 }), fc.nat(), fc.nat(), async (size, indexSeed, olderSeed) => {
      const [index, olderSize] = [indexSeed % size, olderSeed % (size + 1)]
      const log = new MemoryLog().append(...leaves.slice(0, olderSize))
      const older = { size: olderSize, root: log.edge.root() }
      log.append(...leaves.slice(olderSize, size))
      const newer = { size, root: log.edge.root() }
      assert.deepEqual(await treeRoot(size, log.reader()), newer.root)
      const inclusion = await log.inclusion(index)
      verifyInclusion(leaves[index] as Hash, index, newer, inclusion)
      refuses(() => verifyInclusion(leaves[index + 1] ?? emptyRoot(), index, newer, inclusion), badProof)
      if (size > 1) refuses(() => verifyInclusion(leaves[index] as Hash, (index + 1) % size, newer, inclusion), badProof)
      const consistency = await proveConsistency(olderSize, size, log.reader())
      verifyConsistency(older, newer, consistency)
      refuses(() => verifyConsistency({ ...older, root: leaves[0] as Hash }, { ...newer, root: leaves[1] as Hash }, consistency), badProof)
    }),
    { numRuns: 60 },
  )
})

test('verifyInclusion() and verifyConsistency() refuse places that no tree has', () => {
  const root = emptyRoot()
  for (const [index, size] of [
    [0, 0],
    [1, 1],
    [-1, 1],
    [0.5, 1],
    [0, 2 ** 53],
    [Number.NaN, 3],
    [2, Number.POSITIVE_INFINITY],
  ] as const) {
    refuses(() => verifyInclusion(root, index, { size, root }, []), ['TREE_POSITION_IMPOSSIBLE'])
  }
  refuses(() => verifyConsistency({ size: 2, root }, { size: 1, root }, []), ['TREE_POSITION_IMPOSSIBLE'])
  refuses(() => verifyConsistency({ size: -1, root }, { size: 1, root }, []), ['TREE_POSITION_IMPOSSIBLE'])
})

test('verifyConsistency() knows the root of the empty tree', () => {
  const [empty, other] = [
    { size: 0, root: emptyRoot() },
    { size: 0, root: leafHash(hex('')) },
  ]
  verifyConsistency(empty, empty, [])
  verifyConsistency(empty, { size: 3, root: other.root }, [])
  refuses(() => verifyConsistency(other, { size: 3, root: other.root }, []), ['PROOF_ROOT_WRONG'])
  refuses(() => verifyConsistency(empty, other, []), ['PROOF_ROOT_WRONG'])
  refuses(() => verifyConsistency(empty, { size: 3, root: other.root }, [other.root]), ['PROOF_LENGTH_WRONG'])
})

test('proveInclusion() and proveConsistency() refuse places that the tree does not have', async () => {
  const reader = new MemoryLog().append(...referenceLeaves).reader()
  await assert.rejects(proveInclusion(8, 8, reader), { code: 'TREE_POSITION_IMPOSSIBLE' })
  await assert.rejects(proveConsistency(9, 8, reader), { code: 'TREE_POSITION_IMPOSSIBLE' })
})

test('subtreesOf() stays exact beyond 32 bits', () => {
  assert.deepEqual(subtreesOf(0, 2 ** 40 + 1), [
    { level: 40, index: 0 },
    { level: 0, index: 2 ** 40 },
  ])
})
