import type { JsonObject } from '#base/canonical-json.ts'
import type { Database, InTransaction } from '#database/database.ts'
import { undoneOnFailure } from '#database/undone-on-failure.ts'
import { inSlices } from '#runtime/in-slices.ts'
import { isEmbargoed } from '#rulebook/sharing-terms.ts'
import { gateFacts, type GateFacts, type ToldFacts } from './gate/gate-facts.ts'
import type { Gate } from './gate/gate.ts'
import { judge, type Judgement } from './gate/judge.ts'
import { observedValues } from './gate/rebuild-indicators.ts'
import { earlierContents } from './gate-item-store.ts'
import { raiseIndicators, recallIndicators } from './indicator-act-store.ts'
import {
  countValues,
  forgetValues,
  lookUpPrevalence,
  unconfirmedAmong,
  unconfirmedOfIncident,
  type PrevalenceKeys,
  type ReportedValues,
} from './prevalence-store.ts'
import { takenDownAmong } from './take-down-store.ts'
import type { ShareablePart } from './release-tick.ts'

/** What parts are judged with. */
export type JudgingParts = {
  readonly gate: Gate
  readonly keys: PrevalenceKeys
  /** Returns what is known of a case beside its handling part, such as the deny list that only the gate can open. */
  readonly toldOf?: (part: ShareablePart) => Promise<ToldFacts>
  /** Returns the shareable parts of all reports of an incident; only that of the part itself counts where this is absent. */
  readonly shareablesOf?: (incidentId: string) => Promise<readonly JsonObject[]>
  /** Where values are counted in a transaction of its own, since judging takes long and nobody may wait for its locks; absent where all is one transaction. */
  readonly apart?: Database
}

/**
 * Counts the values of all `parts`, and returns what judges each of them with what others reported, before or in the same turn; indicators of earlier
 * warnings of which a part is the second source are asked to be raised, and those of a false alarm to be taken back where they rest on it alone.
 *
 * What the reporter does not let others be warned with counts for nothing: neither here nor for others. Nor does anything of an incident that proved to
 * be none, in whatever order its reports are taken.
 */
export async function judgeTogether(
  tx: InTransaction,
  taken: readonly ShareablePart[],
  parts: JudgingParts,
): Promise<(part: ShareablePart) => Promise<Judgement>> {
  const failures = new Map<string, unknown>()
  const told = new Map<string, ToldFacts>()
  for (const part of taken) {
    const counting = async (own: InTransaction): Promise<void> => {
      const known = (await parts.toldOf?.(part)) ?? {}
      told.set(part.reportId, known)
      await count(own, part, { facts: gateFacts(part.handling, known), parts })
    }
    const counted = parts.apart?.kysely.transaction().execute(counting) ?? undoneOnFailure(tx, () => counting(tx))
    // A part that cannot be counted concerns nobody else's.
    await counted.catch((error: unknown) => void failures.set(part.reportId, error))
  }
  return (part) =>
    failures.has(part.reportId)
      ? Promise.reject(asError(failures.get(part.reportId)))
      : judgePart(tx, part, { ...parts, told: told.get(part.reportId) ?? {} })
}

function asError(failure: unknown): Error {
  return failure instanceof Error ? failure : new TypeError('Counting the values of a part failed')
}

async function judgePart(tx: InTransaction, part: ShareablePart, parts: JudgingParts & { readonly told: ToldFacts }): Promise<Judgement> {
  const { gate, told } = parts
  const reported = reportedBy(part, parts)
  const prevalence = await lookUpPrevalence(tx, reported)
  const earlier = await earlierContents(tx, part.incidentId)
  const takenDown = await takenDownAmong(tx, reported.values, parts.keys)
  const factsWith = (known: ToldFacts): GateFacts => gateFacts(part.handling, { prevalence, takenDown, earlier, ...known })
  const judgeWith = async (known: GateFacts): Promise<Judgement> => inSlices(judge(part.shareable, known, gate))
  const before = factsWith(told)
  const judged = await judgeWith(before)
  // Beside the ticks judging takes long: meanwhile the case may have proved to be no attack.
  const facts = parts.apart === undefined ? before : factsWith((await parts.toldOf?.(part)) ?? {})
  const judgement = before.ruledOut === facts.ruledOut ? judged : await judgeWith(facts)
  // Asked last: until this transaction ends, whoever asks the same waits.
  if (facts.ruledOut !== null)
    await recallIndicators(tx, { indicatorIds: await unconfirmedOfIncident(tx, part.incidentId), reason: 'withdrawn' })
  if (mayCount(facts, gate)) {
    const seenTwice = reported.values.filter((one) => prevalence.standingOf(one) === 'several-sources')
    await raiseIndicators(tx, await unconfirmedAmong(tx, seenTwice, gate.today.toString()))
  }
  return judgement
}

function reportedBy(part: ShareablePart, { keys }: JudgingParts): ReportedValues {
  return { values: observedValues(part.shareable), ownerTag: part.ownerTag, keys }
}

async function count(
  tx: InTransaction,
  part: ShareablePart,
  { facts, parts }: { readonly facts: GateFacts; readonly parts: JudgingParts },
): Promise<void> {
  const { gate, shareablesOf } = parts
  const reported = reportedBy(part, parts)
  if (facts.ruledOut === null) {
    if (mayCount(facts, gate)) await countValues(tx, reported, gate.today.toString())
    return
  }
  // It may name none of what it takes back.
  for (const shareable of (await shareablesOf?.(part.incidentId)) ?? [part.shareable])
    await forgetValues(tx, { ...reported, values: observedValues(shareable) })
}

function mayCount({ terms, ruledOut }: GateFacts, gate: Gate): boolean {
  return ruledOut === null && terms.consent === 'yes' && terms.tlp !== 'red' && !isEmbargoed(terms, gate.now)
}
