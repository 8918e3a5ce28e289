import { randomUUID } from 'node:crypto'
import type { Database, Queries } from '#database/database.ts'
import { isDatabaseAway } from '#database/database-error.ts'
import type { Logger } from '#runtime/logger.ts'
import type { Metrics } from '#runtime/metrics.ts'
import { closeCircuit } from './circuit-store.ts'
import type { Circuits } from './circuit.ts'
import { DeliveryError, type Channel, type Delivery, type Message, type Pace } from './delivery.ts'
import { claimDeliveries, findLeases, settleDelivery, type ClaimedDelivery, type SeenLease, type Settled } from './delivery-store.ts'
import { createLeaseWatch, type LeaseWatch } from './lease-watch.ts'
import { createOwnLeases, type OwnLeases } from './own-leases.ts'
import { keepFailure } from './keep-failure.ts'
import { longestWaitSeconds, mostAttempts } from './retry-wait.ts'

/** Says what a delivery has to say now, or null where there is nothing to say any more. */
export type Renderer = (queries: Queries, subjectId: string, delivery: Delivery) => Promise<Message | null>

/** What delivering on one channel works with. */
export type DeliveryParts = {
  readonly database: Database
  readonly channel: Channel
  /** By occasion. */
  readonly renderers: ReadonlyMap<string, Renderer>
  readonly logger: Logger
  readonly metrics: Metrics
  /** Milliseconds of a clock that only goes forward. */
  readonly monotonicMs: () => number
  /** How long others respect a lease of which they hear nothing, in milliseconds. */
  readonly leaseMs: number
  /** After how many milliseconds new messages are looked for while attempts run; 500. */
  readonly lookMs?: number
  /** Absent where each message waits by itself. */
  readonly circuits?: Circuits
}

/** Sends what waits on one channel. */
export type Deliverer = {
  /** Sends everything that is due and returns when nothing is left to claim and all attempts have ended. */
  round(): Promise<void>
  /** Begins no further attempt. */
  stop(): void
}

/** Attempts end one by one; what ends within this time is one claim. */
const gatheringMs = 25
const commonPace: Pace = { atOnce: 10, perLane: 10 }
const retryKeepingMs = 250
/** An attempt that takes longer than this keeps no place from others, up to {@link mostSlow} of them. */
const slowMs = 1_500
const mostSlow = 400

type Running = DeliveryParts & { readonly leases: OwnLeases; readonly state: { isStopped: boolean } }

/**
 * Returns what sends waiting deliveries on one channel; any number of processes may run one.
 *
 * A delivery is claimed under a lease, sent outside of any transaction, and settled. It is sent again only where the answer of the other side was
 * not committed: the process died in between, or never got the answer. What is sent again bears the same message id.
 */
export function createDeliverer(parts: DeliveryParts): Deliverer {
  const { database, channel, monotonicMs, leaseMs } = parts
  const lookMs = Math.min(parts.lookMs ?? 500, leaseMs / 15)
  const queries = database.kysely
  const watch = createLeaseWatch(leaseMs, monotonicMs)
  const running: Running = { ...parts, leases: createOwnLeases(queries, parts), state: { isStopped: false } }
  const pace = channel.pace ?? commonPace
  const attempts = new Map<Promise<void>, number>()
  const findAbandoned = abandonedFinder(running, watch)
  const claim = async (): Promise<number> => {
    const places = pace.atOnce - attempts.size + slowOnes(attempts, monotonicMs())
    if (places <= 0) return 0
    const abandoned = await findAbandoned(attempts.size > 0)
    const claimedAt = monotonicMs()
    const claimed = await claimDeliveries(queries, {
      leases: Array.from({ length: places }, () => randomUUID()),
      channel: channel.name,
      abandoned,
      longestWaitSeconds,
      perLane: pace.perLane,
    })
    for (const one of claimed) {
      const attempt = deliverOne(one, running, running.leases.hold(one.lease, claimedAt)).finally(() => attempts.delete(attempt))
      attempts.set(attempt, claimedAt)
    }
    return claimed.length
  }
  const claimMore = async (): Promise<number> => {
    try {
      return await claim()
    } catch (error) {
      watch.forget()
      if (attempts.size === 0) throw error
      return 0
    }
  }
  return {
    round: async () => {
      const renewing = renewEvery(running)
      try {
        for (;;) {
          // Counted first: an attempt that ends during the claim may have kept from it what can be claimed now.
          const before = attempts.size
          const claimed = running.state.isStopped ? 0 : await claimMore()
          if (attempts.size === 0 && (before === 0 || running.state.isStopped)) return
          // Slow attempts keep nothing waiting but themselves; several rows of one recipient come one by one.
          if (claimed > 0) continue
          await Promise.race([...attempts.keys(), pause(lookMs)])
          await pause(gatheringMs)
        }
      } finally {
        clearInterval(renewing)
      }
    },
    stop: () => {
      running.state.isStopped = true
    },
  }
}

/** Returns how many attempts keep no place from others, of those that began at these times. */
function slowOnes(attempts: ReadonlyMap<unknown, number>, nowMs: number): number {
  return Math.min([...attempts.values()].filter((begunAt) => nowMs - begunAt > slowMs).length, mostSlow)
}

/** Returns what finds leases that may be taken over. They end after seconds, and while much is sent need not be looked at with every claim. */
function abandonedFinder(
  { database, channel, leases, leaseMs, monotonicMs }: Running,
  watch: LeaseWatch,
): (isBusy: boolean) => Promise<readonly SeenLease[]> {
  let lookAgainAt = 0
  return async (isBusy) => {
    if (isBusy && monotonicMs() < lookAgainAt) return []
    const others = (await findLeases(database.kysely, channel.name)).filter(({ lease }) => !leases.isOwn(lease))
    lookAgainAt = monotonicMs() + leaseMs / 15
    return watch.see(others)
  }
}

function renewEvery({ leases, leaseMs, logger }: Running): NodeJS.Timeout {
  return setInterval(() => {
    leases.renew().catch((error: unknown) => {
      if (!isDatabaseAway(error)) logger.fault('leases not renewed', error)
    })
  }, leaseMs / 5)
}

/** What became of one attempt. */
type Outcome =
  | { readonly state: 'sent' | 'dropped'; readonly failure: null }
  | { readonly state: 'failed' | 'given-up'; readonly failure: DeliveryError }

async function deliverOne(delivery: ClaimedDelivery, running: Running, signal: AbortSignal): Promise<void> {
  const outcome = await attemptOne(delivery, running, signal)
  // Where the other side has accepted, this must be kept, however long the database is away: whoever finds it waiting sends it again.
  const kept = await untilKept(() => keep(delivery, outcome, running), running)
  running.leases.release(delivery.lease)
  const { metrics, logger } = running
  metrics.deliveries.inc({ channel: delivery.channel, outcome: outcome.state })
  if (outcome.state === 'sent' && kept !== null) metrics.deliverySeconds.observe({ channel: delivery.channel }, kept.waitedSeconds)
  const { failure } = outcome
  if (failure === null) return
  const fields = { id: delivery.id, count: delivery.attempts, code: failure.failure }
  if (outcome.state === 'failed') logger.warn('delivery failed', fields)
  else logger.fault('delivery given up', failure, fields)
}

async function attemptOne(delivery: ClaimedDelivery, running: Running, signal: AbortSignal): Promise<Outcome> {
  try {
    const message = await render(delivery, running)
    const isSent = message !== null && (await sendWhileHeld({ delivery, message }, running, signal))
    return { state: isSent ? 'sent' : 'dropped', failure: null }
  } catch (error) {
    if (!(error instanceof DeliveryError)) running.logger.fault('delivery failed', error, { id: delivery.id })
    const failure = error instanceof DeliveryError ? error : new DeliveryError('FAULT', { permanent: false, cause: error })
    return { state: failure.permanent || delivery.attempts >= mostAttempts ? 'given-up' : 'failed', failure }
  }
}

async function render(delivery: ClaimedDelivery, { renderers, database }: Running): Promise<Message | null> {
  const { occasion, subjectId } = delivery
  const renderer = renderers.get(occasion)
  if (renderer === undefined) throw new DeliveryError('OCCASION_UNKNOWN', { permanent: false })
  return renderer(database.kysely, subjectId, delivery)
}

/** A process that has lost the lease sends no more: another may have taken the delivery over. */
async function sendWhileHeld(
  { delivery, message }: { readonly delivery: ClaimedDelivery; readonly message: Message },
  { channel, leases }: Running,
  signal: AbortSignal,
): Promise<boolean> {
  const lost = new DeliveryError('LEASE_LOST', { permanent: false })
  if (!leases.isFresh(delivery.lease)) throw lost
  const { promise, reject } = Promise.withResolvers<never>()
  const onAbort = (): void => reject(lost)
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    return await Promise.race([channel.send(delivery, message, signal), promise])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}

/** Keeps what became of an attempt, and returns what the delivery was where it is settled now. */
async function keep(delivery: ClaimedDelivery, { state, failure }: Outcome, running: Running): Promise<Settled | null> {
  const { database, circuits } = running
  if (failure !== null) return keepFailure({ delivery, failure, isLast: state === 'given-up' }, { database, circuits })
  const settled = await settleDelivery(database.kysely, { ...delivery, state, failure: null })
  if (settled?.isFailing === true && state === 'sent') await closeCircuit(database.kysely, delivery)
  return settled
}

/** Repeats `work` until it succeeds or this process stops. */
async function untilKept<Kept>(work: () => Promise<Kept>, { state, logger }: Running): Promise<Kept> {
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (state.isStopped) throw error
      if (!isDatabaseAway(error)) logger.fault('delivery not kept', error)
      await pause(retryKeepingMs)
    }
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
