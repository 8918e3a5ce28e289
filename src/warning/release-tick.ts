import type { JsonObject, JsonValue } from '#base/canonical-json.ts'
import type { Database, InTransaction } from '#database/database.ts'
import type { GateSigner } from '#key-directory/gate-key.ts'
import type { Clock } from '#runtime/clock.ts'
import type { Logger } from '#runtime/logger.ts'
import type { Metrics } from '#runtime/metrics.ts'
import { applyIndicatorActs } from './apply-indicator-acts.ts'
import type { Chance } from './chance.ts'
import { insertGateItem } from './gate-item-store.ts'
import { publishTick, type Published } from './publish-tick.ts'
import { renderWarning } from './render-warning.ts'
import type { WarningContent } from './warning.ts'
import { lockPublication } from './warning-object-store.ts'
import { insertApproved } from './warning-store.ts'

/** What the gate reads of one report; the sealed part is not among it. */
export type ShareablePart = {
  readonly reportId: string
  readonly shareable: JsonObject
  readonly handling: JsonObject
  /** Words that must not get out, sealed to the gate: base64 of an age file; null where the filer sent none. */
  readonly denyList: string | null
}

/** What the gate says of one part. */
export type GateAnswer =
  | { readonly verdict: 'release'; readonly content: WarningContent; readonly reasons: JsonValue }
  | { readonly verdict: 'hold'; readonly content: WarningContent | null; readonly reasons: JsonValue }
  | { readonly verdict: 'nothing'; readonly reasons: JsonValue }

/** What release ticks are made from. */
export type ReleaseTickParts = {
  readonly database: Database
  readonly clock: Clock
  readonly chance: Chance
  readonly logger: Logger
  readonly metrics: Metrics
  readonly tickSeconds: number
  readonly signer: GateSigner
  /** Public origin of this installation. */
  readonly publicOrigin: string
  /** Takes parts that no gate has seen, each once: they count as taken when the transaction commits. */
  readonly takeShareableParts: (tx: InTransaction, limit: number) => Promise<readonly ShareablePart[]>
  /** Prepares the gate for one tick, with the identifiers of all operators as they are now. */
  readonly openGate: (tx: InTransaction, now: Temporal.Instant) => Promise<(part: ShareablePart) => Promise<GateAnswer>>
}

/** Releases warnings at every tick until it is stopped; any number of processes may run one. */
export type ReleaseTicks = { start(): void; stop(): Promise<void> }

const takenAtOnce = 500

/**
 * Runs one release tick in one transaction: takes shareable parts, asks the gate about each, keeps its answers, publishes what it lets through.
 *
 * A part at which the gate fails is held; if anything else fails, nothing of this tick is released and all of it is tried again at the next.
 */
export async function runReleaseTick(parts: ReleaseTickParts): Promise<Published> {
  const now = parts.clock.now()
  const at = tickAt(now, parts.tickSeconds)
  const { published, verdicts } = await parts.database.kysely.transaction().execute(async (tx) => {
    // One tick at a time over all processes: two halves of one moment would otherwise show in which order reports came.
    await lockPublication(tx)
    const answers = await judgeAll(tx, parts, now)
    for (const { part, answer } of answers) await keep(tx, { part, answer, parts, now })
    await applyIndicatorActs(tx, now.toString())
    return { published: await publishTick(tx, { ...parts, at, now }), verdicts: answers.map((one) => one.answer.verdict) }
  })
  for (const verdict of verdicts) parts.metrics.gateVerdicts.inc({ verdict })
  return published
}

/** Returns the latest multiple of `tickSeconds` since 1970 that is not after `now`. */
export function tickAt(now: Temporal.Instant, tickSeconds: number): Temporal.Instant {
  const millis = tickSeconds * 1000
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(now.epochMilliseconds / millis) * millis)
}

/** Returns what runs a release tick every `parts.tickSeconds`, on the multiples of them; a failed tick is an alarm in log and metrics and is tried again. */
export function createReleaseTicks(parts: ReleaseTickParts): ReleaseTicks {
  let timer: NodeJS.Timeout | null = null
  let running: Promise<void> = Promise.resolve()
  let stopped = false
  const tick = async (): Promise<void> => {
    try {
      const published = await runReleaseTick(parts)
      if (published.warnings > 0) parts.logger.info('warnings released', { count: published.warnings })
    } catch (error) {
      alarm(parts, error)
    }
    schedule()
  }
  const schedule = (): void => {
    if (stopped) return
    const millis = parts.tickSeconds * 1000
    const wait = millis - (parts.clock.now().epochMilliseconds % millis)
    timer = setTimeout(() => {
      running = tick()
    }, wait)
  }
  return {
    start: schedule,
    stop: async () => {
      stopped = true
      if (timer !== null) clearTimeout(timer)
      await running
    },
  }
}

type Answered = { readonly part: ShareablePart; readonly answer: GateAnswer }

async function judgeAll(tx: InTransaction, parts: ReleaseTickParts, now: Temporal.Instant): Promise<readonly Answered[]> {
  const taken = await parts.takeShareableParts(tx, takenAtOnce)
  if (taken.length === 0) return []
  const judge = await parts.openGate(tx, now)
  const answered: Answered[] = []
  for (const part of taken) answered.push({ part, answer: await judgeOne(part, { judge, parts, now }) })
  return answered
}

async function judgeOne(
  part: ShareablePart,
  how: { readonly judge: (part: ShareablePart) => Promise<GateAnswer>; readonly parts: ReleaseTickParts; readonly now: Temporal.Instant },
): Promise<GateAnswer> {
  const { judge, parts } = how
  try {
    const answer = await judge(part)
    // What cannot be rendered would keep every tick from publishing: it must show here, where it concerns one part alone.
    if (answer.verdict === 'release')
      renderWarning(
        { id: parts.chance.newId(), version: 1, act: 'release', tlp: answer.content.tlp, content: answer.content },
        { ...parts, at: how.now },
      )
    return answer
  } catch (error) {
    // Closed on failure: what the gate could not judge stays in, and one part must not keep all others in with it.
    alarm(parts, error)
    return { verdict: 'hold', content: null, reasons: [{ code: 'gate-failure' }] }
  }
}

function alarm(parts: ReleaseTickParts, error: unknown): void {
  parts.metrics.gateVerdicts.inc({ verdict: 'failure' })
  parts.logger.fault('release gate failed', error)
}

async function keep(
  tx: InTransaction,
  how: Answered & { readonly parts: ReleaseTickParts; readonly now: Temporal.Instant },
): Promise<void> {
  const { part, answer, parts, now } = how
  const warningId = answer.verdict === 'release' ? parts.chance.newId() : null
  if (answer.verdict === 'release' && warningId !== null)
    await insertApproved(tx, { id: warningId, version: 1, act: 'release', tlp: answer.content.tlp, content: answer.content })
  await insertGateItem(tx, {
    reportId: part.reportId,
    verdict: answer.verdict,
    reasons: answer.reasons,
    content: answer.verdict === 'hold' ? answer.content : null,
    warningId,
    decidedAt: now.toString(),
  })
}
