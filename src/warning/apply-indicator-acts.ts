import type { InTransaction } from '#database/database.ts'
import { askedActs, settleActs, type IndicatorAct } from './indicator-act-store.ts'
import { raise, takeBack, type ChangedWarning } from './take-back.ts'
import type { ApprovedWarning } from './warning-table.ts'
import { insertApproved, newestVersion, openVersions } from './warning-store.ts'

/**
 * Makes the versions for which rules ask, one for each warning: what a rule may do is taken back or raise, and nothing else of the content changes.
 *
 * The content comes from the newest published version and from nobody else, so that whoever can ask can change nothing but this. A warning of which
 * another version goes out in this tick has its turn at the next. The caller holds the publication lock.
 *
 * @param at When, ISO 8601.
 */
export async function applyIndicatorActs(tx: InTransaction, at: string): Promise<void> {
  const open = await openVersions(tx)
  for (const { warningId, acts } of await askedActs(tx)) {
    if (open.has(warningId)) continue
    const newest = await newestVersion(tx, warningId)
    const changed = newest === null || newest.act === 'recall' ? null : changedBy(newest, acts)
    const by = newest === null || changed === null ? null : { id: warningId, version: newest.version + 1 }
    if (by !== null && changed !== null) await insertApproved(tx, { ...by, ...changed, tlp: changed.content.tlp })
    await settleActs(tx, acts, { by, at })
  }
}

function changedBy({ content }: ApprovedWarning, acts: readonly IndicatorAct[]): ChangedWarning | null {
  const reasons = new Map(acts.flatMap((one) => (one.act === 'recall' ? [[one.indicatorId, one.reason] as const] : [])))
  const ids = new Set(acts.filter((one) => one.act === 'raise').map((one) => one.indicatorId))
  const left = takeBack(content, reasons)
  if (left?.act === 'recall') return left
  const raised = raise(left?.content ?? content, ids)
  return raised === null ? left : { act: 'revision', content: raised }
}
