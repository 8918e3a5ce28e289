import type { JsonObject, JsonValue } from '#base/canonical-json.ts'
import type { Database, InTransaction } from '#database/database.ts'
import { undoneOnFailure } from '#database/undone-on-failure.ts'
import type { GateSigner } from '#key-directory/gate-key.ts'
import { sharingTerms } from '#rulebook/sharing-terms.ts'
import type { Clock } from '#runtime/clock.ts'
import type { Logger } from '#runtime/logger.ts'
import type { Metrics } from '#runtime/metrics.ts'
import { applyIndicatorActs } from './apply-indicator-acts.ts'
import type { Chance } from './chance.ts'
import type { DraftGround } from './draft/check-approved.ts'
import { takeApproved } from './draft/take-approved.ts'
import { isSettled, insertGateItem, reopenAgreed, reopenEmbargoed } from './gate-item-store.ts'
import { publishTick, type Published } from './publish-tick.ts'
import { renderWarning } from './render-warning.ts'
import type { WarningContent } from './warning.ts'
import { lockPublication } from './warning-object-store.ts'
import { insertApproved } from './warning-store.ts'

/** What the gate reads of one report; the sealed part is not among it. */
export type ShareablePart = {
  readonly reportId: string
  readonly incidentId: string
  /** The tag of the operator; tells nobody who it is without the key. */
  readonly ownerTag: Uint8Array
  readonly shareable: JsonObject
  readonly handling: JsonObject
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
  readonly takeShareableParts: (tx: InTransaction, turn: GateTurn) => Promise<readonly ShareablePart[]>
  /**
   * Prepares the gate for parts that are judged together, with the identifiers of all operators as they are now. `isApart`: judging takes long, and `tx`
   * must lock nothing meanwhile but its own part.
   */
  readonly openGate: (
    tx: InTransaction,
    turn: { readonly now: Temporal.Instant; readonly taken: readonly ShareablePart[]; readonly isApart: boolean },
  ) => Promise<(part: ShareablePart) => Promise<GateAnswer>>
  /** Prepares what the drafts that people approved are checked with. */
  readonly openDraftGround: (tx: InTransaction, now: Temporal.Instant) => Promise<DraftGround>
}

/** Which parts are taken: small ones as long as there is room, or the one large one that has waited longest. */
export type GateTurn = { readonly size: 'small' | 'large'; readonly limit: number }

/** Releases warnings at every tick until it is stopped; any number of processes may run one. */
export type ReleaseTicks = { start(): void; stop(): Promise<void> }

const takenAtOnce = 500

/**
 * Runs one release tick in one transaction: takes small shareable parts, asks the gate about each, keeps its answers, publishes what it lets through.
 *
 * A part at which the gate fails is held; if anything else fails, nothing of this tick is released and all of it is tried again at the next.
 */
export async function runReleaseTick(parts: ReleaseTickParts): Promise<Published> {
  const now = parts.clock.now()
  const at = tickAt(now, parts.tickSeconds)
  const { published, verdicts } = await parts.database.kysely.transaction().execute(async (tx) => {
    // One tick at a time over all processes: two halves of one moment would otherwise show in which order reports came.
    await lockPublication(tx)
    await reopenEmbargoed(tx, now.toString())
    await reopenAgreed(tx, now.toString())
    const answers = await judgeAll(tx, { size: 'small', limit: takenAtOnce }, parts)
    await takeApproved(tx, { openGround: () => parts.openDraftGround(tx, now), at: now.toString(), tell: (error) => alarm(parts, error) })
    await applyIndicatorActs(tx, now.toString())
    return { published: await publishTick(tx, { ...parts, at, now }), verdicts: answers.map((one) => one.verdict) }
  })
  for (const verdict of verdicts) parts.metrics.gateVerdicts.inc({ verdict })
  return published
}

/**
 * Judges the one large part that has waited longest, in a transaction of its own beside the ticks, and tells whether there was one. What the gate lets
 * through goes out at the next tick; nobody waits for it.
 */
export async function judgeLargePart(parts: ReleaseTickParts): Promise<boolean> {
  const answers = await parts.database.kysely.transaction().execute((tx) => judgeAll(tx, { size: 'large', limit: 1 }, parts))
  for (const { verdict } of answers) parts.metrics.gateVerdicts.inc({ verdict })
  return answers.length > 0
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
  let large: Promise<void> | null = null
  const takeLarge = async (): Promise<void> => {
    try {
      while (!stopped && (await judgeLargePart(parts)));
    } catch (error) {
      alarm(parts, error)
    }
    large = null
  }
  const tick = async (): Promise<void> => {
    try {
      const published = await runReleaseTick(parts)
      if (published.warnings > 0) parts.logger.info('warnings released', { count: published.warnings })
    } catch (error) {
      alarm(parts, error)
    }
    large ??= takeLarge()
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
      await large
    },
  }
}

async function judgeAll(tx: InTransaction, turn: GateTurn, parts: ReleaseTickParts): Promise<readonly GateAnswer[]> {
  const now = parts.clock.now()
  const taken = await parts.takeShareableParts(tx, turn)
  if (taken.length === 0) return []
  const judge = await parts.openGate(tx, { now, taken, isApart: turn.size === 'large' })
  const answers: GateAnswer[] = []
  for (const part of taken) {
    answers.push(await judgeOne(tx, part, { judge, parts, now }))
  }
  return answers
}

async function judgeOne(
  tx: InTransaction,
  part: ShareablePart,
  how: { readonly judge: (part: ShareablePart) => Promise<GateAnswer>; readonly parts: ReleaseTickParts; readonly now: Temporal.Instant },
): Promise<GateAnswer> {
  const { judge, parts, now } = how
  try {
    return await undoneOnFailure(tx, async () => {
      const answer = await judge(part)
      // What cannot be rendered would keep every tick from publishing: it must show here, where it concerns one part alone.
      if (answer.verdict === 'release')
        renderWarning(
          { id: parts.chance.newId(), version: 1, act: 'release', tlp: answer.content.tlp, content: answer.content },
          { ...parts, at: now },
        )
      await keep(tx, { part, answer, parts, now })
      return answer
    })
  } catch (error) {
    // Closed on failure, of the database too: what the gate could not judge stays in, and one part must not keep all others in with it.
    alarm(parts, error)
    const answer = { verdict: 'hold', content: null, reasons: [{ code: 'gate-failure' }] } as const
    await keep(tx, { part, answer, parts, now })
    return answer
  }
}

function alarm(parts: ReleaseTickParts, error: unknown): void {
  parts.metrics.gateVerdicts.inc({ verdict: 'failure' })
  parts.logger.fault('release gate failed', error)
}

async function keep(
  tx: InTransaction,
  how: { readonly part: ShareablePart; readonly answer: GateAnswer; readonly parts: ReleaseTickParts; readonly now: Temporal.Instant },
): Promise<void> {
  const { part, answer, parts, now } = how
  // People may have released it while a part that was given back to the gate waited its turn.
  if (await isSettled(tx, part.reportId)) return
  const { embargoUntil } = sharingTerms(part.handling)
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
    embargoUntil: embargoUntil === null || embargoUntil === 'open-ended' ? null : embargoUntil.toString(),
  })
}
