import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, beforeEach, test } from 'node:test'
import { systemClock } from '#runtime/clock.ts'
import { postBody } from '#runtime/post-body.ts'
import { leafHash } from '#transparency-log/merkle-tree.ts'
import { openCheckpoint } from '#transparency-log/open-checkpoint.ts'
import { proveConsistency } from '#transparency-log/prove.ts'
import { formatNote, parseNote, parseSignature } from '#transparency-log/signed-note.ts'
import type { Signer } from '#transparency-log/signer.ts'
import { formatWitnessRequest } from '#transparency-log/witness-request.ts'
import { MemoryLog } from '../../test/support/memory-log.ts'
import { sampleCheckpoint, sampleParties } from '../../test/support/sample-receipt.ts'
import { silentLogger } from '../../test/support/test-server.ts'
import { openKeptSigner } from './log-signer.ts'
import { createWitness, type Witness } from './witness.ts'
import { serveWitness, type WitnessServer } from './witness-server.ts'

const { log: logSigners } = await sampleParties()
const [logSigner] = logSigners as [Signer]
const leaves = Array.from({ length: 9 }, (_, at) => leafHash(Uint8Array.of(at)))
const others = leaves.with(2, leafHash(Uint8Array.of(99)))

let folder: string
let witness: Witness
let server: WitnessServer

async function openWitness(): Promise<Witness> {
  const signer = await openKeptSigner(folder, 'witness.json', { name: 'witness.example/w', type: 'ed25519-cosignature' })
  return createWitness({ folder, signer, logs: [logSigner.key], clock: systemClock() })
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nrs-'))
})

after(() => rm(folder, { recursive: true }))

beforeEach(async () => {
  witness = await openWitness()
  server = await serveWitness(witness, { host: '127.0.0.1', port: 0 }, silentLogger)
})

afterEach(async () => {
  await server.stop()
  for (const file of await readdir(folder)) if (file.startsWith('head-')) await rm(join(folder, file))
})

/** The body with which the log of `list` asks to cosign `size` leaves after `oldSize`. */
async function request(oldSize: number, size: number, list = leaves): Promise<{ body: string; checkpoint: string }> {
  const log = new MemoryLog().append(...list.slice(0, oldSize)).append(...list.slice(oldSize, size))
  const checkpoint = await sampleCheckpoint(log, [logSigner])
  return { body: formatWitnessRequest({ oldSize, proof: await proveConsistency(oldSize, size, log.reader()), checkpoint }), checkpoint }
}

function send(body: string, path = '/add-checkpoint') {
  return postBody(server.url, body, { path, timeoutMs: 5_000, maxBytes: 10_000 })
}

async function status(oldSize: number, size: number, list = leaves): Promise<number> {
  return (await send((await request(oldSize, size, list)).body)).status
}

test('a witness cosigns a log that grows, and its line is a signature of the checkpoint with a time', async () => {
  for (const [from, to] of [
    [0, 4],
    [4, 4],
    [4, 9],
  ] as const) {
    const { body, checkpoint } = await request(from, to)
    const answer = await send(body)
    assert.equal(answer.status, 200)
    const { text, signatures } = parseNote(checkpoint)
    const cosigned = formatNote({ text, signatures: [...signatures, parseSignature(answer.body.trimEnd())] })
    const { verified } = await openCheckpoint(cosigned, [logSigner.key, witness.key])
    assert.deepEqual(
      verified.map(({ key, at }) => [key.name, at !== null]),
      [
        [logSigner.key.name, false],
        ['witness.example/w', true],
      ],
    )
  }
})

test('a witness that is asked with another old size answers 409 with the size that it cosigned last', async () => {
  assert.equal(await status(0, 4), 200)
  for (const [from, to] of [
    [0, 4],
    [3, 9],
    [5, 9],
  ] as const) {
    const response = await fetch(`${server.url}/add-checkpoint`, { method: 'POST', body: (await request(from, to)).body })
    assert.deepEqual([response.status, response.headers.get('content-type'), await response.text()], [409, 'text/x.tlog.size', '4\n'])
  }
})

test('a witness cosigns no fork, no second tree of one size and no rollback, after a restart neither', async () => {
  assert.equal(await status(0, 4), 200)
  const refuseAll = async () => {
    assert.equal(await status(4, 9, others), 422)
    assert.equal(await status(4, 4, others), 409)
    assert.equal(await status(0, 4, others), 409)
    assert.equal(await status(3, 3), 409)
  }
  await refuseAll()
  await server.stop()
  server = await serveWitness(await openWitness(), { host: '127.0.0.1', port: 0 }, silentLogger)
  await refuseAll()
  assert.equal(await status(4, 9), 200)
})

test('a witness answers 404 for logs that it does not follow, 403 for signatures of others, 400 for what is no request', async () => {
  const { body } = await request(0, 4)
  assert.equal((await send(body.replaceAll('log.example/2026', 'log.example/2027'))).status, 404)
  assert.equal((await send(body.replace('\n4\n', '\n5\n'))).status, 403)
  for (const text of ['', 'old 0\n', body.replace('old 0', 'old 00'), 'x'.repeat(300_000)]) assert.equal((await send(text)).status, 400)
  for (const path of ['/', '/add-checkpoint/', '/log/checkpoint']) assert.equal((await send(body, path)).status, 404)
  assert.equal((await fetch(`${server.url}/add-checkpoint`)).status, 404)
  assert.deepEqual(await readdir(folder), ['witness.json'])
})

test('of requests that race each other a witness cosigns one history', async () => {
  const sizes = [2, 3, 4, 5, 6, 7, 8, 9]
  const answers = await Promise.all(sizes.map((size) => status(0, size, size % 2 === 0 ? leaves : others)))
  assert.deepEqual([answers.filter((one) => one === 200).length, answers.filter((one) => one === 409).length], [1, sizes.length - 1])
})

test('two witnesses that share a folder never cosign two histories', async () => {
  const second = await openWitness()
  const [one, other] = await Promise.all([request(0, 4), request(0, 4, others)])
  const bytes = (text: string) => new TextEncoder().encode(text)
  const answers = await Promise.allSettled([witness.addCheckpoint(bytes(one.body)), second.addCheckpoint(bytes(other.body))])
  const cosigned = answers.filter((answer) => answer.status === 'fulfilled' && answer.value.status === 200)
  assert.equal(cosigned.length, 1)
})

test('a witness answers on a Unix socket too', async () => {
  const socket = await serveWitness(witness, { path: join(folder, 'w.sock') }, silentLogger)
  const { body } = await request(0, 1)
  assert.equal((await postBody(socket.url, body, { path: '/add-checkpoint', timeoutMs: 5_000, maxBytes: 10_000 })).status, 200)
  await socket.stop()
})
