import type { Database, InTransaction } from '#database/database.ts'
import { noticeIdOf } from '#delivery/notice-id.ts'
import { insertNotice } from '#delivery/notice-store.ts'
import type { Clock } from '#runtime/clock.ts'
import { pagePath } from '#ui/page-path.ts'
import { raiseIndicators, recallIndicators } from '#warning/indicator-act-store.ts'
import { candidatesFor, dueActs, forgetWaiting, noteActs, releasingAuthorities, settleWaiting, type Candidate } from './act-store.ts'
import { answerActText } from './answer-act-text.ts'
import type { Tally } from './count-store.ts'
import { independentTallies, type TallyParts } from './independent-tallies.ts'
import type { Tallies } from './sighting.ts'

/** What acting on answers works with. */
export type ActingParts = TallyParts & {
  readonly database: Database
  readonly clock: Clock
  /** How many organisations must call an indicator a false positive; at least three. */
  readonly falsePositives: number
  /** For how long a releaser may cancel before it is taken back. */
  readonly waitSeconds: number
}

/** So many organisations beside the reporter make a sighting a second source. */
const confirmations = 2

/** What one round did, by indicator. */
export type Acted = { readonly disputed: readonly string[]; readonly recalled: readonly string[]; readonly raised: readonly string[] }

/**
 * Acts on what recipients have answered: tells releasers what enough of them call harmless, takes it back when the time to cancel is over, and raises what
 * others have met, too. The gate makes the versions, as of everything that readers get.
 */
export async function actOnAnswers(parts: ActingParts): Promise<Acted> {
  const now = parts.clock.now()
  return parts.database.kysely.transaction().execute(async (tx) => {
    const tallies = await talliesBySubject(tx, parts)
    const harmless = [...tallies].filter(([, one]) => isHarmless(one, parts)).map(([id]) => id)
    const met = [...tallies].filter(([, one]) => isConfirmed(one)).map(([id]) => id)
    const recalled = await takeBackDue(tx, new Set(harmless), now)
    const disputed = await dispute(tx, harmless, { now, waitSeconds: parts.waitSeconds })
    await tellReleasers(tx, disputed, { parts, now })
    const raised = await raise(tx, met, now)
    return { disputed: disputed.map((one) => one.indicatorId), recalled, raised }
  })
}

function isHarmless(tallies: Tallies, { falsePositives }: ActingParts): boolean {
  return tallies['false-positive'] >= falsePositives && tallies['false-positive'] >= 2 * tallies.seen
}

function isConfirmed(tallies: Tallies): boolean {
  return tallies.seen >= confirmations && tallies.seen > tallies['false-positive']
}

async function talliesBySubject(tx: InTransaction, parts: ActingParts): Promise<ReadonlyMap<string, Tallies>> {
  // One answer of a kind changes none of the decisions: two are twice as many as one, and more than it.
  const all = await independentTallies(tx, parts, 2)
  const bySubject = Map.groupBy(all, (one) => one.subjectId)
  return new Map([...bySubject].map(([id, of]) => [id, talliesOf(of)]))
}

function talliesOf(rows: readonly Tally[]): Tallies {
  return rows.reduce((sum, { kind, count }) => ({ ...sum, [kind]: count }), { seen: 0, blocked: 0, 'false-positive': 0 })
}

async function dispute(
  tx: InTransaction,
  ids: readonly string[],
  { now, waitSeconds }: { readonly now: Temporal.Instant; readonly waitSeconds: number },
): Promise<readonly Candidate[]> {
  const at = now.toString()
  const candidates = await candidatesFor(tx, ids, { act: 'recall', today: at.slice(0, 10) })
  const wanted = candidates.map((one) => one.indicatorId)
  const noted = new Set(
    await noteActs(tx, wanted, { act: 'recall', state: 'waiting', at, dueAt: now.add({ seconds: waitSeconds }).toString() }),
  )
  return candidates.filter((one) => noted.has(one.indicatorId))
}

/** What is no longer called harmless by enough, since some took their answer back, stays. */
async function takeBackDue(tx: InTransaction, harmless: ReadonlySet<string>, now: Temporal.Instant): Promise<readonly string[]> {
  const at = now.toString()
  const due = await dueActs(tx, at)
  const cleared = due.filter((id) => !harmless.has(id))
  await forgetWaiting(tx, cleared)
  const recalled = await settleWaiting(
    tx,
    due.filter((id) => harmless.has(id)),
    { state: 'done', at },
  )
  await recallIndicators(tx, { indicatorIds: recalled, reason: 'false-positive' })
  return recalled
}

async function raise(tx: InTransaction, ids: readonly string[], now: Temporal.Instant): Promise<readonly string[]> {
  const at = now.toString()
  const candidates = await candidatesFor(tx, ids, { act: 'raise', today: at.slice(0, 10) })
  const unsure = candidates.filter((one) => !one.isConfirmed).map((one) => one.indicatorId)
  const raised = await noteActs(tx, unsure, { act: 'raise', state: 'done', at, dueAt: at })
  await raiseIndicators(tx, raised)
  return raised
}

/** One notice for each warning and round, however many of its indicators it is about. */
async function tellReleasers(
  tx: InTransaction,
  disputed: readonly Candidate[],
  { parts, now }: { readonly parts: ActingParts; readonly now: Temporal.Instant },
): Promise<void> {
  for (const [warningId, some] of Map.groupBy(disputed, (one) => one.warningId)) {
    const body = answerActText.notice(some.length, Math.ceil(parts.waitSeconds / 60))
    for (const authorityId of await releasingAuthorities(tx, warningId))
      await insertNotice(tx, {
        id: noticeIdOf(`false-positives:${warningId}:${authorityId}:${now.toString()}`),
        recipient: parts.ownerTags.tagOf(authorityId),
        body,
        path: pagePath('answerActs'),
      })
  }
}

/** Cancels that an indicator is taken back: answers do it no more. False where it does not wait for that. */
export async function cancelRecall(database: Database, indicatorId: string, now: Temporal.Instant): Promise<boolean> {
  const at = now.toString()
  return database.kysely.transaction().execute(async (tx) => {
    const cancelled = await settleWaiting(tx, [indicatorId], { state: 'cancelled', at })
    return cancelled.length === 1
  })
}
