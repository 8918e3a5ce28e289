import type { Database, InTransaction } from '#database/database.ts'
import type { Filing } from '#envelope/filing-schema.ts'
import type { FilingVault } from '#report/filing-vault.ts'
import { filingsOfIncident } from '#report/report-store.ts'
import { ruledOut } from '#rulebook/ruled-out.ts'
import type { Clock } from '#runtime/clock.ts'
import { inSlices } from '#runtime/in-slices.ts'
import { authoritiesThatDecided } from './link-act-store.ts'
import { keepLinks, linkedPairs, pairsToWeigh } from './link-store.ts'
import { settleCampaigns } from './settle-campaigns.ts'
import type { Trait } from './trait.ts'
import type { TraitKeys } from './trait-keys.ts'
import {
  candidatePairs,
  keepTraits,
  lockLinking,
  unreadIncidents,
  type Pair,
  type ReadIncident,
  type UnreadIncident,
} from './trait-store.ts'
import { traitsOf, type Judge } from './traits-of.ts'
import { weighPairs } from './weigh-pairs.ts'

/** What linking works with. */
export type LinkingParts = {
  readonly database: Database
  readonly clock: Clock
  readonly vault: FilingVault
  readonly keys: TraitKeys
  /** Returns a fresh random UUID, version 4. */
  readonly newId: () => string
  /** Returns what says how values stand, by the lists and the registry of now. */
  readonly openJudge: (tx: InTransaction) => Promise<Judge>
  /** Called with an incident whose reports cannot be read; it has no links. */
  readonly onUnreadable: (incidentId: string, error: unknown) => void
}

const incidentsAtOnce = 25
const pairsAtOnce = 500

/** What one round did; `more` where there is more to do at once. */
export type LinkRound = { readonly incidents: number; readonly pairs: number; readonly more: boolean }

/**
 * Reads reports that came since, and links their incidents with others; where none came, weighs links again that have not been weighed today. One
 * transaction: a round that dies is done again. Any number of processes may do so at once: one of them does.
 */
export async function linkTick(parts: LinkingParts): Promise<LinkRound> {
  return parts.database.kysely.transaction().execute(async (tx) => {
    if (!(await lockLinking(tx))) return { incidents: 0, pairs: 0, more: false }
    const today = parts.clock.now().toString().slice(0, 10)
    const unread = await unreadIncidents(tx, incidentsAtOnce)
    if (unread.length > 0) await readTraits(tx, unread, parts)
    const ids = unread.map((one) => one.incidentId)
    const pairs = unread.length === 0 ? await pairsToWeigh(tx, { today, limit: pairsAtOnce }) : await pairsOf(tx, ids)
    await keepLinks(tx, await weighPairs(tx, pairs), { today, newId: parts.newId })
    const changed = unread.length === 0 ? pairs.flatMap(({ low, high }) => [low, high]) : ids
    for (const authorityId of await authoritiesThatDecided(tx, changed)) await settleCampaigns(tx, authorityId, parts)
    const more = unread.length === incidentsAtOnce || (unread.length === 0 && pairs.length === pairsAtOnce)
    return { incidents: unread.length, pairs: pairs.length, more }
  })
}

async function pairsOf(tx: InTransaction, incidentIds: readonly string[]): Promise<readonly Pair[]> {
  const pairs = [...(await candidatePairs(tx, incidentIds)), ...(await linkedPairs(tx, incidentIds))]
  return [...new Map(pairs.map((one) => [`${one.low} ${one.high}`, one])).values()]
}

async function readTraits(tx: InTransaction, unread: readonly UnreadIncident[], parts: LinkingParts): Promise<void> {
  const judge = await parts.openJudge(tx)
  const read: ReadIncident[] = []
  for (const incident of unread) read.push({ ...incident, traits: await traitsIn(tx, incident, { parts, judge }) })
  await keepTraits(tx, read, parts.keys)
}

async function traitsIn(
  tx: InTransaction,
  { incidentId, stage, summary }: UnreadIncident,
  { parts, judge }: { readonly parts: LinkingParts; readonly judge: Judge },
): Promise<readonly Trait[]> {
  // What was withdrawn, or proved to be no attack, is like nothing else.
  if (stage === 'withdrawal' || ruledOut(summary) !== null) return []
  try {
    const filings = await filingsOfIncident(tx, incidentId, parts.vault)
    return await inSlices(
      traitsOf(
        filings.map(({ filing }) => (JSON.parse(filing) as Filing).shareable),
        judge,
      ),
    )
  } catch (error) {
    parts.onUnreadable(incidentId, error)
    return []
  }
}
