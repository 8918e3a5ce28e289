// A process that asks a server on the loopback address as fast as it answers, over kept connections, and sends its parent what it counted.
import { connect, type Socket } from 'node:net'

/** What to ask: the requests in turn, over so many connections, for so long. */
export type LoadOrder = {
  readonly port: number
  readonly requests: readonly string[]
  readonly connections: number
  readonly seconds: number
}

/** What was answered with status 200 in that time. */
export type LoadCount = { readonly answers: number; readonly bytes: number; readonly seconds: number }

const headerEnd = Buffer.from('\r\n\r\n')

/** Sends requests over one connection, each after the answer to the one before, until `isOver` says so. */
function ask(order: LoadOrder, next: () => string, isOver: () => boolean): Promise<LoadCount> {
  const { promise, resolve, reject } = Promise.withResolvers<LoadCount>()
  const socket: Socket = connect(order.port, '127.0.0.1')
  const started = performance.now()
  let answers = 0
  let bytes = 0
  let head: Buffer = Buffer.alloc(0)
  let missing = 0
  const onAnswer = (): void => {
    answers++
    if (!isOver()) {
      socket.write(next())
      return
    }
    socket.destroy()
    resolve({ answers, bytes, seconds: (performance.now() - started) / 1000 })
  }
  const onHead = (chunk: Buffer): void => {
    head = head.length === 0 ? chunk : Buffer.concat([head, chunk])
    const end = head.indexOf(headerEnd)
    if (end < 0) return
    const text = head.toString('latin1', 0, end)
    const length = /\r\ncontent-length: (\d+)/i.exec(text)?.[1]
    if (!text.startsWith('HTTP/1.1 200 ') || length === undefined) {
      reject(new Error(`Unexpected answer: ${text.slice(0, 300)}`))
      return
    }
    missing = Number(length) - (head.length - end - headerEnd.length)
    head = Buffer.alloc(0)
    if (missing === 0) onAnswer()
  }
  socket.setNoDelay(true)
  socket.on('error', reject)
  socket.on('connect', () => socket.write(next()))
  socket.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (missing === 0) return onHead(chunk)
    missing -= chunk.length
    if (missing === 0) onAnswer()
  })
  return promise
}

async function load(order: LoadOrder): Promise<LoadCount> {
  const endsAt = performance.now() + order.seconds * 1000
  let number = 0
  const next = (): string => order.requests[number++ % order.requests.length] ?? ''
  const counts = await Promise.all(Array.from({ length: order.connections }, () => ask(order, next, () => performance.now() >= endsAt)))
  const sum = (of: (count: LoadCount) => number): number => counts.reduce((total, count) => total + of(count), 0)
  return {
    answers: sum((count) => count.answers),
    bytes: sum((count) => count.bytes),
    seconds: Math.max(...counts.map((count) => count.seconds)),
  }
}

// A load that fails ends the process, and the parent sees that.
process.on('message', (order: LoadOrder) => {
  void load(order).then((count) => process.send?.(count))
})
