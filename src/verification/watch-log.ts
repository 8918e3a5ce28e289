import { CodedError } from '#base/coded-error.ts'
import { followHead } from '#transparency-log/follow-head.ts'
import { judgeCheckpoint, type JudgedCheckpoint } from '#transparency-log/judge-checkpoint.ts'
import { LogError } from '#transparency-log/log-error.ts'
import type { Policy } from '#transparency-log/policy.ts'
import { proveConsistency } from '#transparency-log/prove.ts'
import { tileHashReader, type TileSource } from '#transparency-log/tile-hash-reader.ts'

/** What must raise an alarm. */
export type AlarmCode = 'HEAD_FORKED' | 'HEAD_ROLLED_BACK' | 'HEAD_STALLED' | 'HEAD_REFUSED'

/** Something about a log that its operator must answer for. */
export class LogAlarm extends CodedError<AlarmCode> {
  /** The two signed heads that contradict each other, where there are two: whoever has them can convict the log. */
  readonly evidence: readonly string[]

  constructor(code: AlarmCode, message: string, options: { readonly evidence?: readonly string[]; readonly cause?: unknown } = {}) {
    super(code, message, { cause: options.cause })
    this.evidence = options.evidence ?? []
  }
}

/** The last head of a log that was followed without contradiction. */
export type FollowedHead = {
  readonly origin: string
  readonly size: number
  readonly root: Uint8Array
  /** The signed note, as it came. */
  readonly checkpoint: string
  /** Seconds since 1970; null where no quorum of witnesses vouches for it. */
  readonly witnessedAt: number | null
  /** Seconds since 1970 by the clock of the watcher at which a head of this size was first seen. */
  readonly seenAt: number
}

/** What following a log works with. */
export type LogView = {
  /** Returns the newest head of the log as a signed note. */
  readonly checkpoint: () => Promise<string>
  readonly tiles: TileSource
  readonly policy: Policy
  /** Seconds since 1970. */
  readonly now: number
  /** A log without a new head for longer than this has stalled. */
  readonly stallSeconds: number
}

/**
 * Returns the head that the log shows now, if it continues all that was followed before.
 *
 * @param followed The last heads, one for each origin. Never shortened: an alarm leaves it as it is.
 * @throws {LogAlarm} `HEAD_ROLLED_BACK` for a smaller tree, `HEAD_FORKED` for another or one that is not proved to continue, `HEAD_REFUSED`
 *   for a head that the policy does not accept, `HEAD_STALLED` for one that is too old; an older head has precedence.
 * @throws whatever the view throws where the log does not answer.
 */
export async function followLog(followed: readonly FollowedHead[], view: LogView): Promise<FollowedHead> {
  const checkpoint = await view.checkpoint()
  const judged = await judge(checkpoint, view.policy)
  const { origin, size, root } = judged.checkpoint
  const known = followed.find((head) => head.origin === origin)
  const seenAt = known?.size === size ? known.seenAt : view.now
  const head = { origin, size, root, checkpoint, witnessedAt: judged.witnessedAt, seenAt }
  if (known !== undefined) await refuseContradiction(known, head, view)
  const latest = newerWitness(known, head)
  refuseStall(latest, view)
  return latest
}

async function judge(checkpoint: string, policy: Policy): Promise<JudgedCheckpoint> {
  try {
    return await judgeCheckpoint(checkpoint, policy)
  } catch (cause) {
    if (!(cause instanceof LogError)) throw cause
    throw new LogAlarm('HEAD_REFUSED', `Alarm: the log shows a head that the policy does not accept: ${cause.message}`, { cause })
  }
}

async function refuseContradiction(known: FollowedHead, next: FollowedHead, view: LogView): Promise<void> {
  const grows = next.size > known.size
  const proof = grows ? await proveConsistency(known.size, next.size, tileHashReader(next.size, view.tiles)) : []
  try {
    followHead(known, next, proof)
  } catch (cause) {
    if (!(cause instanceof LogError)) throw cause
    const code = cause.code === 'HEAD_ROLLED_BACK' ? cause.code : 'HEAD_FORKED'
    throw new LogAlarm(code, cause.message, { evidence: [known.checkpoint, next.checkpoint], cause })
  }
}

/** The same head with older cosignatures, or fewer of them, is no step back: the better one is kept. */
function newerWitness(known: FollowedHead | undefined, head: FollowedHead): FollowedHead {
  return known?.size === head.size && (known.witnessedAt ?? 0) > (head.witnessedAt ?? 0) ? known : head
}

/** Where witnesses are asked for, it is their clocks that tell how old a head is: an old one that is served again stays old. */
function refuseStall({ witnessedAt, seenAt, size, origin }: FollowedHead, { policy, now, stallSeconds }: LogView): void {
  const since = policy.quorum === null ? seenAt : (witnessedAt ?? 0)
  if (now - since <= stallSeconds) return
  const what =
    policy.quorum !== null && witnessedAt === null ? 'which no quorum of witnesses has cosigned' : `which is ${now - since} seconds old`
  throw new LogAlarm(
    'HEAD_STALLED',
    `Alarm: the newest head of ${origin} has ${size} leaves, ${what}; expected at most ${stallSeconds} seconds`,
  )
}
