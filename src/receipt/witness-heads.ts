import type { Database } from '#database/database.ts'
import type { Clock } from '#runtime/clock.ts'
import { isStalled } from '#transparency-log/follow-head.ts'
import { judgeCheckpoint } from '#transparency-log/judge-checkpoint.ts'
import { isQuorum, type Policy, type PolicyWitness } from '#transparency-log/policy.ts'
import { formatNote, parseNote, type NoteSignature } from '#transparency-log/signed-note.ts'
import { formatVerifierKey } from '#transparency-log/verifier-key.ts'
import { keepHead, readKeptHead } from './kept-head.ts'
import { LogStateError } from './log-state-error.ts'
import { listWitnesses, writeWitness, type WitnessOutcome } from './log-state-store.ts'
import { offerHead, type AskWitness, type Offer } from './offer-head.ts'
import type { GrowthPlan } from './public-growth.ts'
import { findHead, writeHead, type SignedHead } from './tree-store.ts'

/** What witnessing works with. */
export type WitnessingParts = {
  readonly database: Database
  readonly clock: Clock
  /** The log's own folder, outside the database. */
  readonly folder: string
  readonly shard: number
  readonly policy: Policy
  readonly growth: GrowthPlan
  readonly ask: AskWitness
  /** Called with each answer. */
  readonly onAnswer: (witness: string, outcome: WitnessOutcome) => void
}

/** Shows the log's heads to its witnesses and knows whether they and the log agree. */
export type Witnessing = {
  /** Offers the newest head to every witness that has not cosigned it, and makes it the public head once the quorum has. */
  round(): Promise<void>
  /**
   * Returns if the log may sign.
   *
   * @throws {LogStateError} as long as no quorum has cosigned since the start, and whenever a witness has seen more, or another tree.
   */
  refuseDisagreement(): void
  /**
   * Returns how long ago, in seconds, the quorum last vouched for a head; null before the first.
   *
   * @throws {LogStateError} `LOG_STALLED` if that is longer ago than is promised.
   */
  refuseStall(): number | null
}

const retrySeconds = 10

/** What a witness said last about the head of `size` leaves. */
type Standing = {
  readonly offer: Offer
  readonly size: number
  /** Seconds since 1970. */
  readonly askAgainAt: number
  /** Whether it has cosigned since this process started: then it knows no more than this log. */
  readonly isHeard: boolean
}

/** Returns the name under which the last witnessed head of a log is kept outside the database. */
export function witnessedHeadName(shard: number): string {
  return `witnessed-head-${shard}`
}

/** Returns the witnessing of one log by the witnesses of its policy. */
export function createWitnessing(parts: WitnessingParts): Witnessing {
  const { clock, policy } = parts
  const standing = new Map<string, Standing>()
  const startedAt = seconds(clock)
  let witnessedAt: number | null = null
  return {
    round: async () => {
      const head = await findHead(parts.database.kysely, 'offered', parts.shard)
      if (head === null) return
      if (policy.quorum === null) {
        await publish(parts, head)
        witnessedAt = seconds(clock)
        return
      }
      await askAll(parts, standing, head)
      const at = await gather(parts, standing, head)
      if (at !== null) witnessedAt = at
    },
    refuseDisagreement: () => refuseDisagreement(policy, standing),
    refuseStall: () => {
      const now = seconds(clock)
      const promised = promisedSeconds(parts.growth)
      if (policy.quorum !== null && isStalled(witnessedAt ?? startedAt, now, promised))
        throw new LogStateError('LOG_STALLED', `No quorum of witnesses has cosigned for more than ${promised} s; receipts stay provisional`)
      return witnessedAt === null ? null : now - witnessedAt
    },
  }
}

/** Returns the age in seconds beyond which a public head is an alarm: two heads, or half a minute where they follow each other faster. */
function promisedSeconds({ headSeconds }: GrowthPlan): number {
  return Math.max(2 * headSeconds, 30)
}

async function askAll(parts: WitnessingParts, standing: Map<string, Standing>, head: SignedHead): Promise<void> {
  const { database, policy, clock, shard } = parts
  const now = seconds(clock)
  const due = policy.witnesses.filter(({ name }) => isDue(standing.get(name), head, now))
  if (due.length === 0) return
  const known = new Map((await listWitnesses(database.kysely)).map((one) => [one.name, one.size]))
  const offers = await Promise.all(
    due.map(async (witness) => ({
      witness,
      offer: await offerHead(witness, known.get(witness.name) ?? 0, { ...parts, queries: database.kysely, head }),
    })),
  )
  for (const { witness, offer } of offers) {
    parts.onAnswer(witness.name, offer.outcome)
    const isHeard = offer.outcome === 'cosigned' || standing.get(witness.name)?.isHeard === true
    standing.set(witness.name, { offer, size: head.size, askAgainAt: now + retrySeconds, isHeard })
    await writeWitness(database.kysely, shard, stateOf(witness, offer, { size: head.size, askedAt: clock.now().toString() }))
  }
}

function isDue(last: Standing | undefined, head: SignedHead, now: number): boolean {
  if (last === undefined) return true
  if (last.offer.outcome === 'cosigned') return last.size !== head.size
  return now >= last.askAgainAt || now < last.askAgainAt - retrySeconds
}

function stateOf(witness: PolicyWitness, offer: Offer, { size, askedAt }: { size: number; askedAt: string }) {
  const cosigned = offer.outcome === 'cosigned' ? { size, cosignedAt: instantOf(offer.at) } : { size: 0, cosignedAt: null }
  return { name: witness.name, verifierKey: formatVerifierKey(witness.key), outcome: offer.outcome, askedAt, ...cosigned }
}

/** Makes `head` the public one where the quorum has cosigned it; returns the time of that in seconds since 1970. */
async function gather(parts: WitnessingParts, standing: ReadonlyMap<string, Standing>, head: SignedHead): Promise<number | null> {
  const { database, policy, shard } = parts
  const signatures = policy.witnesses.flatMap(({ name }): NoteSignature[] => {
    const last = standing.get(name)
    return last?.offer.outcome === 'cosigned' && last.size === head.size ? [last.offer.signature] : []
  })
  const note = parseNote(head.checkpoint)
  const checkpoint = formatNote({ text: note.text, signatures: [...note.signatures, ...signatures] })
  const { witnessedAt } = await judgeCheckpoint(checkpoint, policy)
  if (witnessedAt === null) return null
  const known = await findHead(database.kysely, 'witnessed', shard)
  if (known?.checkpoint !== checkpoint) await publish(parts, { ...head, checkpoint, at: instantOf(witnessedAt) })
  return witnessedAt
}

async function publish({ database, folder, shard }: WitnessingParts, head: SignedHead): Promise<void> {
  const known = await findHead(database.kysely, 'witnessed', shard)
  if (known?.checkpoint === head.checkpoint) return
  const kept = await readKeptHead(folder, witnessedHeadName(shard))
  // Outside the database, so that the next log can commit to it after the database was lost.
  if (kept === null || kept.size < head.size) await keepHead({ folder, name: witnessedHeadName(shard) }, kept, head)
  await writeHead(database.kysely, { kind: 'witnessed', shard }, head)
}

function refuseDisagreement(policy: Policy, standing: ReadonlyMap<string, Standing>): void {
  if (policy.quorum === null) return
  const by = (outcome: WitnessOutcome) => [...standing].filter(([, { offer }]) => offer.outcome === outcome).map(([name]) => name)
  const [forked, ahead] = [by('forked'), by('ahead')]
  if (forked.length > 0) throw new LogStateError('LOG_FORKED', `Refuse to sign: ${forked.join(', ')} has cosigned another tree`)
  if (ahead.length > 0)
    throw new LogStateError('LOG_WITNESS_AHEAD', `Refuse to sign: ${ahead.join(', ')} has cosigned more leaves than this log has offered`)
  if (!isQuorum(policy, new Set([...standing].filter(([, one]) => one.isHeard).map(([name]) => name))))
    throw new LogStateError('LOG_WITNESSES_UNHEARD', 'Refuse to sign: no quorum of witnesses has cosigned a head since the start')
}

function seconds(clock: Clock): number {
  return Math.floor(clock.now().epochMilliseconds / 1000)
}

function instantOf(at: number): string {
  return Temporal.Instant.fromEpochMilliseconds(at * 1000).toString()
}
