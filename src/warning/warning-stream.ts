import type { ServerResponse } from 'node:http'
import type { Database } from '#database/database.ts'
import { Problem } from '#http/problem.ts'
import { clearances, type Clearance } from '#identity/actor.ts'
import type { Logger } from '#runtime/logger.ts'
import type { Metrics } from '#runtime/metrics.ts'
import { warningBody } from './published-warning.ts'
import { StreamClient, streamChunk, type StreamEvent } from './stream-client.ts'
import { newestSequence, publishedAfter, type PublishedVersion } from './warning-store.ts'

/** What the event stream is made from; the numbers have defaults. */
export type WarningStreamParts = {
  readonly database: Database
  readonly logger: Logger
  readonly metrics: Metrics
  /** Seconds between two signs of life; 15. */
  readonly heartbeatSeconds?: number
  /** Seconds without progress after which a reader is disconnected; 30. */
  readonly stallSeconds?: number
  /** Bytes that may wait for one reader; 256 KiB. */
  readonly bufferBytes?: number
  /** Readers of one process; 20,000, of about 20 kB each. */
  readonly mostReaders?: number
  /** Readers of one caller, so that none can take the places of all others; 32. */
  readonly mostReadersOfOne?: number
}

/** One reader that wants to be served. */
export type StreamReader = {
  /** Names who asks: a person, or the address of somebody unknown. */
  readonly caller: string
  readonly clearance: Clearance
  /** The place after which to go on, or null to hear of what comes from now on. */
  readonly after: number | null
  readonly clearanceNow: () => Promise<Clearance>
}

/** The event stream of one process. */
export type WarningStream = {
  /** Reads what was published since the last time and sends it on. */
  readonly refresh: () => Promise<void>
  /** Returns what serves the reader over a response; refuses where there are too many. Throws a {@link Problem} 503 or 429. */
  admit(reader: StreamReader): Promise<(response: ServerResponse) => void>
  /** How many readers are served now. */
  readonly readers: number
  start(): void
  /** Ends all streams; readers come back and resume. */
  stop(): void
}

type WarningEvent = StreamEvent & { readonly warningId: string }
type Recent = { newest: number; events: WarningEvent[]; bytes: number }

const readAtOnce = 20
/** Signs of life go out in this many parts, so that ten thousand of them hold up no warning. */
const beats = 15
const recentBytesMost = 8 * 1024 * 1024

/** Returns the stream of warnings as server-sent events (HTML Standard, section 9.2), with one count of places for each clearance. */
export function createWarningStream(parts: WarningStreamParts): WarningStream {
  const clients = new Map<StreamClient, number>()
  const readersOf = new Map<string, number>()
  const recent = new Map<Clearance, Recent>()
  let timer: NodeJS.Timeout | null = null
  let [admitted, beat] = [0, 0]

  const eventsAfter = async (clearance: Clearance, after: number): Promise<readonly StreamEvent[]> =>
    recentAfter(recent.get(clearance), after) ?? readEvents(parts.database, clearance, after)
  const serve = (response: ServerResponse, reader: StreamReader, after: number): void => {
    const client = new StreamClient({
      response,
      clearance: reader.clearance,
      after,
      eventsAfter,
      clearanceNow: reader.clearanceNow,
      bufferBytes: parts.bufferBytes ?? 256 * 1024,
      stallMillis: (parts.stallSeconds ?? 30) * 1000,
      onClosed: () => {
        if (!clients.delete(client)) return
        parts.metrics.openStreams.dec()
        count(readersOf, reader.caller, -1)
      },
      onFault: (error) => parts.logger.fault('event stream failed', error),
    })
    clients.set(client, admitted++ % beats)
    parts.metrics.openStreams.inc()
    count(readersOf, reader.caller, 1)
    client.wake()
  }
  return {
    refresh: async () => {
      for (const clearance of clearances) await readRecent(parts.database, clearance, recent)
      for (const client of clients.keys()) client.wake()
    },
    admit: async (reader) => {
      refuseTooMany({ all: clients.size, own: readersOf.get(reader.caller) ?? 0 }, parts)
      const after = await startingPlace(parts.database, reader)
      return (response) => serve(response, reader, after)
    },
    get readers() {
      return clients.size
    },
    start: () => {
      timer ??= setInterval(
        () => {
          beat = (beat + 1) % beats
          for (const [client, part] of clients) if (part === beat) void client.heartbeat()
        },
        ((parts.heartbeatSeconds ?? 15) * 1000) / beats,
      )
    },
    stop: () => {
      if (timer !== null) clearInterval(timer)
      timer = null
      for (const client of clients.keys()) client.end()
    },
  }
}

function refuseTooMany(readers: { readonly all: number; readonly own: number }, parts: WarningStreamParts): void {
  const options = { retryAfterSeconds: 30 }
  if (readers.all >= (parts.mostReaders ?? 20_000))
    throw new Problem(503, 'TOO_MANY_STREAMS', 'This server has as many event streams as it takes', options)
  if (readers.own >= (parts.mostReadersOfOne ?? 32))
    throw new Problem(429, 'TOO_MANY_STREAMS', 'You have as many event streams open as one caller may', options)
}

function count(readersOf: Map<string, number>, caller: string, change: 1 | -1): void {
  const now = (readersOf.get(caller) ?? 0) + change
  if (now === 0) readersOf.delete(caller)
  else readersOf.set(caller, now)
}

/** A place beyond the newest is of another count (the reader's clearance was lowered): there is nothing to catch up on that it could name. */
async function startingPlace(database: Database, reader: StreamReader): Promise<number> {
  const newest = await newestSequence(database.kysely, reader.clearance)
  return Math.min(reader.after ?? newest, newest)
}

/** Returns the next events that are at hand, or null where the place lies before them. */
function recentAfter(known: Recent | undefined, after: number): readonly StreamEvent[] | null {
  if (known === undefined) return null
  if (after >= known.newest) return []
  const [oldest] = known.events
  if (oldest === undefined || after < oldest.sequence - 1) return null
  return known.events.slice(after - oldest.sequence + 1, after - oldest.sequence + 1 + readAtOnce)
}

async function readRecent(database: Database, clearance: Clearance, all: Map<Clearance, Recent>): Promise<void> {
  const known = all.get(clearance)
  if (known === undefined) {
    all.set(clearance, { newest: await newestSequence(database.kysely, clearance), events: [], bytes: 0 })
    return
  }
  for (;;) {
    const events = await readEvents(database, clearance, known.newest)
    for (const event of events) keep(known, event)
    while (known.bytes > recentBytesMost) known.bytes -= known.events.shift()?.chunk.length ?? 0
    if (events.length < readAtOnce) return
  }
}

/** Adds an event, and leaves of an earlier version its place alone: whoever resumes must not see live what was taken back since. */
function keep(known: Recent, event: WarningEvent): void {
  const replaced = known.events.findIndex(({ warningId }) => warningId === event.warningId)
  const before = known.events[replaced]
  if (before !== undefined) {
    known.events[replaced] = placeOnly(before)
    known.bytes -= before.chunk.length
  }
  known.events.push(event)
  known.bytes += event.chunk.length
  known.newest = event.sequence
}

async function readEvents(database: Database, clearance: Clearance, after: number): Promise<readonly WarningEvent[]> {
  return (await publishedAfter(database.kysely, { clearance, from: after, limit: readAtOnce })).map(streamEvent)
}

function streamEvent(warning: PublishedVersion): WarningEvent {
  const { sequence, id: warningId } = warning
  if (warning.isReplaced) return placeOnly({ sequence })
  const text = `id: ${sequence}\nevent: warning\ndata: ${JSON.stringify(warningBody(warning))}\n\n`
  return { sequence, warningId, chunk: streamChunk(text) }
}

/** Moves the reader's place on and tells it nothing (HTML Standard, section 9.2.6: without data no event is dispatched). */
function placeOnly({ sequence }: Pick<WarningEvent, 'sequence'>): WarningEvent {
  return { sequence, warningId: '', chunk: streamChunk(`id: ${sequence}\n\n`) }
}
