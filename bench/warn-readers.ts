// A process of readers: event streams, of which some take nothing after the beginning, and TAXII clients that poll. It tells its parent when what came.
import { connect, type Socket } from 'node:net'

/** Who reads: one connection for each place, with the tokens in turn. */
export type ReadersOrder = {
  readonly kind: 'open'
  readonly port: number
  readonly tokens: readonly string[]
  readonly streams: number
  readonly isStuck: boolean
}

/** TAXII clients that each ask for what is new every so often. */
export type PollersOrder = {
  readonly kind: 'poll'
  readonly port: number
  readonly tokens: readonly string[]
  readonly path: string
  readonly clients: number
  readonly everyMs: number
}

/** What is asked of this process: `arm` begins to count events, and is answered when every stream has one. */
export type ReadersQuestion =
  | ReadersOrder
  | PollersOrder
  | { readonly kind: 'arm' }
  | { readonly kind: 'polled' }
  | { readonly kind: 'close' }

/** When events came or polls were first answered with something new, in milliseconds of the clock that all processes of a machine share. */
export type Arrivals = { readonly at: readonly number[] }

const atOnce = 200
const streams: Socket[] = []
const polled: number[] = []
const timers: NodeJS.Timeout[] = []
let arrivals: number[] = []
let armed = false
let awaited = 0

process.on('message', (question: ReadersQuestion) => void answer(question))

async function answer(question: ReadersQuestion): Promise<void> {
  if (question.kind === 'open') return void process.send?.(await openAll(question))
  if (question.kind === 'poll') return startPolling(question)
  if (question.kind === 'polled') return void process.send?.({ at: polled.splice(0) } satisfies Arrivals)
  if (question.kind === 'arm') {
    arrivals = []
    armed = true
    return
  }
  for (const timer of timers) clearInterval(timer)
  for (const socket of streams.splice(0)) socket.destroy()
  awaited = 0
  process.send?.('closed')
}

async function openAll({ port, tokens, streams: count, isStuck }: ReadersOrder): Promise<number> {
  for (let opened = 0; opened < count; opened += atOnce) {
    const some = Array.from({ length: Math.min(atOnce, count - opened) }, (_, index) => {
      return openStream(port, tokens[(opened + index) % tokens.length] ?? '', isStuck)
    })
    await Promise.all(some)
  }
  if (!isStuck) awaited += count
  return streams.length
}

function openStream(port: number, token: string, isStuck: boolean): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const socket = connect(port, '127.0.0.1')
  streams.push(socket)
  let isOpen = false
  let isInEvent = false
  socket.on('connect', () =>
    socket.write(
      `GET /api/v1/warnings/stream HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\nAccept: text/event-stream\r\n\r\n`,
    ),
  )
  socket.on('error', reject)
  socket.on('data', (chunk: Buffer) => {
    const text = chunk.toString('latin1')
    if (!isOpen) {
      if (!text.startsWith('HTTP/1.1 200 ')) return reject(new Error(`Unexpected answer: ${text.slice(0, 200)}`))
      isOpen = true
      if (isStuck) socket.pause()
      resolve()
    }
    isInEvent ||= text.includes('event: warning')
    if (!isInEvent || !text.includes('}\n\n')) return
    isInEvent = false
    arrived()
  })
  return promise
}

function arrived(): void {
  if (!armed) return
  arrivals.push(now())
  if (arrivals.length < awaited) return
  armed = false
  process.send?.({ at: arrivals } satisfies Arrivals)
}

function startPolling({ port, tokens, path, clients, everyMs }: PollersOrder): void {
  for (let client = 0; client < clients; client++) {
    const token = tokens[client % tokens.length] ?? ''
    let after = ''
    const poll = async (): Promise<void> => {
      const response = await fetch(`http://127.0.0.1:${port}${path}${after === '' ? '' : `?added_after=${after}`}`, {
        headers: { authorization: `Bearer ${token}`, accept: 'application/taxii+json;version=2.1' },
      })
      await response.arrayBuffer()
      const last = response.headers.get('x-taxii-date-added-last')
      if (last === null || last === after) return
      if (after !== '') polled.push(now())
      after = last
    }
    setTimeout(
      () => {
        void poll().catch(() => {})
        timers.push(setInterval(() => void poll().catch(() => {}), everyMs))
      },
      (everyMs / clients) * client,
    )
  }
}

function now(): number {
  return Number(process.hrtime.bigint()) / 1e6
}
