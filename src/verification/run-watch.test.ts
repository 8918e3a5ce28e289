import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, beforeEach, test } from 'node:test'
import { fixedClock, type FixedClock } from '#runtime/clock.ts'
import type { CommandContext, Outcome } from '#runtime/command.ts'
import { createServiceClient } from '#runtime/service-client.ts'
import { commitmentOf, leafHashOf } from '#transparency-log/entry-commitment.ts'
import { openSigner, type Signer } from '#transparency-log/signer.ts'
import { runCommandLine } from '../../test/support/command-line.ts'
import { MemoryLog } from '../../test/support/memory-log.ts'
import { sampleCheckpoint, sampleCover, sampleOrigin, sampleParties, sampleTime } from '../../test/support/sample-receipt.ts'
import { runWatch } from './run-watch.ts'

const { log, witnesses, policyText } = await sampleParties()
const signers = [...log.slice(0, 1), ...witnesses.slice(0, 2)]

/** What the server shows now; nothing stands for a log that does not answer. */
let shown: { readonly log: MemoryLog; readonly checkpoint: string } | null = null
let server: Server
let url: string
let folder: string
let clock: FixedClock

before(async () => {
  server = createServer((request, response) => {
    const path = (request.url ?? '').replace(/^\/log\//, '')
    const body = path === 'checkpoint' ? shown?.checkpoint : path === 'policy' ? policyText : shown?.log.tiles.get(path)
    response.writeHead(body === undefined ? 404 : 200).end(body)
  })
  await new Promise<void>((resolve) => void server.listen(0, 'localhost', resolve))
  url = `http://localhost:${(server.address() as AddressInfo).port}`
})

after(() => server.close())

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nrs-'))
  await writeFile(join(folder, 'policy'), policyText)
  clock = fixedClock(Temporal.Instant.fromEpochMilliseconds((sampleTime + 10) * 1000))
})

afterEach(() => rm(folder, { recursive: true }))

function grown(base: MemoryLog, leaves: number): MemoryLog {
  return base.append(...Array.from({ length: leaves }, () => leafHashOf(commitmentOf(sampleCover()))))
}

async function show(tree: MemoryLog, options: { signers?: readonly Signer[]; at?: number } = {}): Promise<void> {
  shown = { log: tree, checkpoint: await sampleCheckpoint(tree, options.signers ?? signers, options.at) }
}

type Event = { readonly event: string; readonly code?: string; readonly size?: number; readonly evidence?: string | null }

async function watch(options: CommandContext['options'] = { once: true }, signal = new AbortController().signal) {
  const events: Event[] = []
  const said: string[] = []
  const outcome: Outcome = await runWatch({
    args: [],
    options: { policy: join(folder, 'policy'), state: join(folder, 'state.json'), ...options },
    environment: {},
    language: 'en',
    json: true,
    print: (line) => void events.push(JSON.parse(line) as Event),
    say: (line) => void said.push(typeof line === 'string' ? line : line.en),
    client: createServiceClient(url, null),
    clock,
    signal,
  })
  return { outcome, events: events.map(({ event, code }) => code ?? event), evidence: events.find((one) => one.evidence)?.evidence, said }
}

test('verify watch follows a log that grows, over several tiles', async () => {
  const tree = grown(new MemoryLog(), 3)
  const seen: string[] = []
  for (const leaves of [0, 0, 1, 300, 70_000]) {
    await show(grown(tree, leaves))
    const { outcome, events } = await watch()
    assert.equal(outcome, 'ok')
    seen.push(...events)
  }
  assert.deepEqual(seen, ['first', 'same', 'grown', 'grown', 'grown'])
})

test('verify watch raises an alarm when the log shows another tree of one size, and keeps both heads', async () => {
  await show(grown(new MemoryLog(), 5))
  const first = shown?.checkpoint
  await watch()
  await show(grown(new MemoryLog(), 5))
  const { outcome, events, evidence, said } = await watch()
  assert.deepEqual([outcome, events], ['failed', ['HEAD_FORKED']])
  assert.equal(await readFile(evidence ?? '', 'utf8'), `${first}\n${shown?.checkpoint}`)
  assert.match(said.join('\n'), /!!! ALARM HEAD_FORKED \(fork\): .*two trees of 5 leaves/)
})

test('verify watch raises an alarm when a larger tree does not contain all that was followed, and goes on from what it followed', async () => {
  const honest = grown(new MemoryLog(), 5)
  await show(honest)
  await watch()
  await show(grown(new MemoryLog(), 9))
  assert.deepEqual((await watch()).events, ['HEAD_FORKED'])
  assert.deepEqual((await watch()).events, ['HEAD_FORKED'])
  await show(grown(honest, 2))
  assert.deepEqual((await watch()).events, ['grown'])
})

test('verify watch raises an alarm when the log is rolled back, even to a tree that it had', async () => {
  const tree = grown(new MemoryLog(), 5)
  await show(tree)
  const early = shown
  await watch()
  await show(grown(tree, 4))
  await watch()
  shown = early
  const { outcome, events } = await watch()
  assert.deepEqual([outcome, events], ['failed', ['HEAD_ROLLED_BACK']])
})

test('verify watch raises an alarm when the log shows no new head, by the clocks of its witnesses', async () => {
  await show(grown(new MemoryLog(), 5))
  assert.deepEqual((await watch()).events, ['first'])
  clock.set(clock.now().add({ seconds: 111 }))
  assert.deepEqual((await watch()).events, ['same'])
  clock.set(clock.now().add({ seconds: 2 }))
  assert.deepEqual((await watch()).events, ['HEAD_STALLED'])
  assert.deepEqual((await watch({ once: true, stall: '600' })).events, ['same'])
  // Cosigned anew, the same head is alive.
  const now = Math.floor(clock.now().epochMilliseconds / 1000)
  if (shown !== null) await show(shown.log, { at: now })
  assert.deepEqual((await watch()).events, ['same'])
  if (shown !== null) await show(shown.log, { signers: signers.slice(0, 1) })
  assert.deepEqual((await watch()).events, ['same'], 'a head that lost its cosignatures is not the one that was seen')
})

test('verify watch raises an alarm for a first head that is old, or that no quorum has cosigned', async () => {
  const tree = grown(new MemoryLog(), 5)
  await show(tree, { at: sampleTime - 3600 })
  assert.deepEqual((await watch()).events, ['HEAD_STALLED'])
  await show(tree, { signers: signers.slice(0, 2) })
  assert.deepEqual((await watch()).events, ['HEAD_STALLED'])
})

test('verify watch follows a log without witnesses by its growth alone, and says so', async () => {
  await writeFile(join(folder, 'policy'), policyText.replace('quorum independent', 'quorum none'))
  const tree = grown(new MemoryLog(), 5)
  await show(tree, { signers: signers.slice(0, 1) })
  assert.match((await watch()).said.join('\n'), /no witnesses/)
  clock.set(clock.now().add({ seconds: 121 }))
  assert.deepEqual((await watch()).events, ['HEAD_STALLED'])
  await show(grown(tree, 1), { signers: signers.slice(0, 1) })
  assert.deepEqual((await watch()).events, ['grown'])
})

test('verify watch raises an alarm for a head by another key', async () => {
  const impostor = await openSigner(sampleOrigin, 'ed25519', new Uint8Array(32).fill(98))
  await show(grown(new MemoryLog(), 5), { signers: [impostor, ...signers.slice(1)] })
  assert.deepEqual((await watch()).events, ['HEAD_REFUSED'])
})

test('verify watch tells a log that does not answer from one that lies, and takes a long silence for a stall', async () => {
  shown = null
  const { outcome, events } = await watch()
  assert.deepEqual([outcome, events], ['failed', ['HTTP_404']])
  const interruption = new AbortController()
  const looks: string[] = []
  const outcomes = watchUntil(interruption, (event) => {
    looks.push(event)
    clock.set(clock.now().add({ seconds: 100 }))
    return looks.length === 3
  })
  assert.equal(await outcomes, 'failed')
  assert.deepEqual(looks, ['HTTP_404', 'HTTP_404', 'HEAD_STALLED'])
})

/** Watches until `isEnough` says so, at the shortest interval. */
async function watchUntil(interruption: AbortController, isEnough: (event: string) => boolean): Promise<Outcome> {
  return await runWatch({
    args: [],
    options: { policy: join(folder, 'policy'), state: join(folder, 'state.json'), interval: '1' },
    environment: {},
    language: 'en',
    json: true,
    print: (line) => {
      const { event, code } = JSON.parse(line) as Event
      if (isEnough(code ?? event)) interruption.abort()
    },
    say: () => {},
    client: createServiceClient(url, null),
    clock,
    signal: interruption.signal,
  })
}

test('verify watch goes on after an alarm until it is interrupted, and then ends with failure', async () => {
  const honest = grown(new MemoryLog(), 5)
  await show(honest)
  const seen: string[] = []
  const views = [() => show(grown(new MemoryLog(), 5)), () => show(grown(honest, 1))]
  const next: Promise<void>[] = []
  const outcome = await watchUntil(new AbortController(), (event) => {
    seen.push(event)
    const view = views.shift()
    if (view !== undefined) next.push(view())
    return seen.length === 3
  })
  await Promise.all(next)
  assert.deepEqual([outcome, seen], ['failed', ['first', 'HEAD_FORKED', 'grown']])
})

test('verify watch refuses to begin anew over a file that it cannot read', async () => {
  await show(grown(new MemoryLog(), 5))
  for (const content of ['', '{}', '{"format":"noroshi-watch-1","heads":[{"origin":"x"}]}']) {
    await writeFile(join(folder, 'state.json'), content)
    await assert.rejects(watch(), { code: 'STATE_UNREADABLE', outcome: 'failed' })
    assert.equal(await readFile(join(folder, 'state.json'), 'utf8'), content)
  }
})

test('noroshi verify watch --once ends with 0 where all is well and with 1 on an alarm, with nothing but its own folder written', async () => {
  await show(grown(new MemoryLog(), 5), { at: Math.floor(Date.now() / 1000) })
  const args = ['verify', 'watch', '--once', '--policy', join(folder, 'policy')]
  const environment = { NOROSHI_URL: url, XDG_STATE_HOME: folder }
  const first = await runCommandLine([...args, '--lang', 'ja'], environment)
  assert.deepEqual([first.code, first.output.trim()], [0, `${sampleOrigin} の先頭を初めて確認しました：5件`], first.complaints)
  await show(grown(new MemoryLog(), 5), { at: Math.floor(Date.now() / 1000) })
  const second = await runCommandLine(args, environment)
  assert.equal(second.code, 1)
  assert.match(second.complaints, /!!! ALARM HEAD_FORKED/)
  assert.deepEqual((await readdir(folder)).toSorted(), ['noroshi', 'policy'])
})
