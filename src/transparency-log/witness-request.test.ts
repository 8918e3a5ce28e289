import assert from 'node:assert/strict'
import test from 'node:test'
import { MemoryLog } from '../../test/support/memory-log.ts'
import { sampleCheckpoint, sampleOrigin, sampleParties, sampleTime } from '../../test/support/sample-receipt.ts'
import { followHead, isStalled } from './follow-head.ts'
import { leafHash } from './merkle-tree.ts'
import { openCheckpoint } from './open-checkpoint.ts'
import { proveConsistency } from './prove.ts'
import { formatNote, parseNote } from './signed-note.ts'
import { signCheckpoint, type Signer } from './signer.ts'
import type { TreeHead } from './verify-proof.ts'
import { answerWitnessRequest, formatWitnessRequest, parseWitnessRequest, type WitnessRequest } from './witness-request.ts'

const { log: logSigners, witnesses } = await sampleParties()
const [classical] = logSigners as [Signer]
const logKeys = logSigners.map(({ key }) => key)
const leaves = Array.from({ length: 9 }, (_, at) => leafHash(Uint8Array.of(at)))

type Grown = { readonly old: TreeHead; readonly head: TreeHead; readonly request: WitnessRequest }

/** Returns a log of `oldSize` leaves that has grown to `size`, and its request to cosign that. */
async function grown(oldSize: number, size: number, list = leaves): Promise<Grown> {
  const log = new MemoryLog().append(...list.slice(0, oldSize))
  const old = { size: oldSize, root: log.edge.root() }
  log.append(...list.slice(oldSize, size))
  const proof = await proveConsistency(oldSize, size, log.reader())
  const checkpoint = await sampleCheckpoint(log, [classical])
  return { old, head: { size, root: log.edge.root() }, request: { oldSize, proof, checkpoint } }
}

test('parseWitnessRequest() inverts formatWitnessRequest() and names the origin', async () => {
  for (const [from, to] of [
    [0, 1],
    [3, 9],
    [9, 9],
  ] as const) {
    const { request } = await grown(from, to)
    const bytes = new TextEncoder().encode(formatWitnessRequest(request))
    assert.deepEqual(parseWitnessRequest(bytes), { ...request, origin: sampleOrigin })
  }
})

test('parseWitnessRequest() refuses bodies of another form with coded errors', async () => {
  const { request } = await grown(3, 9)
  const body = formatWitnessRequest(request)
  const hash = leaves[0]?.toBase64() ?? ''
  const wrong = ['', 'old 3', 'old 3\n\n', body.replace('old 3', 'old  3'), body.replace('old 3', 'old 03'), body.replace('old 3', 'new 3')]
  wrong.push(body.replaceAll('\n', '\r\n'), body.replace('old 3\n', `old 3\n${`${hash}\n`.repeat(64)}`), body.replace('old 3\n', '\n'))
  wrong.push(
    body.slice(0, -1),
    `\n${body}`,
    body.replace('old 3', 'old -3'),
    body.replace('old 3', 'old 9007199254740993'),
    'x'.repeat(200_000),
  )
  for (const text of wrong) {
    assert.throws(() => parseWitnessRequest(new TextEncoder().encode(text)), { name: 'LogError' }, text.slice(0, 80))
  }
})

test('answerWitnessRequest() lets a log grow step by step, and its cosignature is one of the checkpoint', async () => {
  const steps = [
    [0, 4],
    [4, 4],
    [4, 9],
  ] as const
  for (const [from, to] of steps) {
    const { old, head, request } = await grown(from, to)
    const answer = await answerWitnessRequest(request, logKeys, from === 0 ? null : old)
    assert.ok(answer.status === 200)
    assert.deepEqual(answer.head, head)
    const [witness] = witnesses as [Signer]
    const { text, signatures } = parseNote(request.checkpoint)
    const cosigned = formatNote({ text, signatures: [...signatures, await signCheckpoint(answer.text, witness, sampleTime)] })
    assert.equal((await openCheckpoint(cosigned, [...logKeys, witness.key])).verified.length, 2)
  }
})

test('answerWitnessRequest() refuses as C2SP tlog-witness says', async () => {
  const { old, head, request } = await grown(4, 9)
  const status = async (change: Partial<WitnessRequest>, latest: TreeHead | null = old, keys = logKeys) =>
    (await answerWitnessRequest({ ...request, ...change }, keys, latest)).status
  assert.equal(await status({}), 200)
  assert.equal(await status({}, old, []), 404)
  assert.equal(await status({ checkpoint: request.checkpoint.replace('\n9\n', '\n8\n') }), 403)
  assert.equal(await status({ checkpoint: await sampleCheckpoint(new MemoryLog().append(...leaves), witnesses) }), 403)
  assert.equal(
    await status(
      {},
      old,
      witnesses.map(({ key }) => key),
    ),
    403,
  )
  assert.equal(await status({ oldSize: 10 }), 400)
  assert.equal(await status({ checkpoint: 'nonsense' }), 400)
  assert.deepEqual(await answerWitnessRequest({ ...request, oldSize: 3 }, logKeys, old), { status: 409, size: 4 })
  assert.deepEqual(await answerWitnessRequest(request, logKeys, null), { status: 409, size: 0 })
  assert.deepEqual(await answerWitnessRequest(request, logKeys, head), { status: 409, size: 9 })
  assert.equal(await status({ proof: [] }), 422)
  assert.equal(await status({ proof: [...request.proof, head.root] }), 422)
  assert.equal(await status({}, { ...old, root: head.root }), 422)
  const { request: first } = await grown(0, 9)
  assert.equal((await answerWitnessRequest({ ...first, proof: [head.root] }, logKeys, null)).status, 422)
})

test('answerWitnessRequest() cosigns no second tree of one size, and no tree that forked earlier', async () => {
  const other = leaves.with(2, leafHash(Uint8Array.of(99)))
  const [{ head }, second] = [await grown(0, 9), await grown(9, 9, other)]
  assert.deepEqual(await answerWitnessRequest(second.request, logKeys, head), { status: 409, size: 9 })
  const [{ old }, forked] = [await grown(4, 9), await grown(4, 9, other)]
  assert.equal((await answerWitnessRequest(forked.request, logKeys, old)).status, 422)
})

test('followHead() follows growth and raises an alarm on fork and rollback', async () => {
  const { old, head, request } = await grown(4, 9)
  assert.equal(followHead(old, head, request.proof), 'grown')
  assert.equal(followHead(head, head, []), 'same')
  assert.throws(() => followHead(head, old, []), { code: 'HEAD_ROLLED_BACK' })
  assert.throws(() => followHead(head, { ...head, root: old.root }, []), { code: 'HEAD_FORKED' })
  assert.throws(() => followHead(old, head, []), { code: 'HEAD_FORKED' })
  assert.throws(() => followHead({ ...old, root: head.root }, head, request.proof), { code: 'HEAD_FORKED' })
  assert.throws(() => followHead(head, head, [head.root]), { code: 'HEAD_FORKED' })
})

test('isStalled() compares the age of the newest witnessed head with what the log promises', () => {
  assert.equal(isStalled(1000, 1120, 120), false)
  assert.equal(isStalled(1000, 1121, 120), true)
  assert.equal(isStalled(null, 0, 120), true)
})
