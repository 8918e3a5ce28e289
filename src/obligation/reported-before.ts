import type { Adjustment, ReadFacts } from '#rulebook/facts.ts'
import { bindingRulebooks } from '#rulebook/assess-all.ts'
import { recipientCodes } from '#rulebook/recipient-codes.ts'
import type { Rulebook } from '#rulebook/rulebook.ts'
import type { GrantedAdjustment } from './obligation.ts'
import type { FiledStage, OwedBefore } from './owed.ts'

/** A final report holds everything that a detailed one must, so it meets that stage too. */
export function meets(filed: string, owed: string): boolean {
  return filed === owed || (filed === 'final' && owed === 'detailed')
}

/** Returns when each stage was met or sent before, by `law/stage`. */
export function sentBefore({ obligations }: OwedBefore): ReadFacts['sent'] {
  const stages = obligations.flatMap(({ law, stages: known }) => known.map((stage) => ({ key: `${law}/${stage.stage}`, stage })))
  const sent = stages.flatMap(({ key, stage: { metAt, lastSentAt } }) =>
    [metAt, lastSentAt].flatMap((at) => (at === null ? [] : [{ key, at: Temporal.Instant.from(at) }])),
  )
  return new Map([...Map.groupBy(sent, ({ key }) => key)].map(([key, entries]) => [key, inOrder(entries.map(({ at }) => at))]))
}

function inOrder(instants: readonly Temporal.Instant[]): Temporal.Instant[] {
  return instants.toSorted((left, right) => Temporal.Instant.compare(left, right))
}

/** Returns what was sent, with the report itself: a later stage may start at it. */
export function withThisReport(read: ReadFacts, filed: FiledStage, rulebooks: readonly Rulebook[]): ReadFacts['sent'] {
  const sent = new Map(read.sent)
  const filedAt = Temporal.Instant.from(filed.filedAt)
  for (const rulebook of bindingRulebooks(read, rulebooks)) {
    for (const law of rulebook.laws) {
      if (!recipientCodes(law, rulebook, read).some((code) => filed.reached.has(code))) continue
      for (const { stage } of law.stages) {
        const key = `${law.data.id}/${stage}`
        if (meets(filed.stage, stage)) sent.set(key, [...(read.sent.get(key) ?? []), filedAt])
      }
    }
  }
  return sent
}

/** Returns what was granted to the operator, by `law/stage`. */
export function grantedBy({ adjustments }: OwedBefore): ReadFacts['adjusted'] {
  const byStage = Map.groupBy(
    adjustments.filter(({ party }) => party === 'operator'),
    ({ law, stage }) => `${law}/${stage}`,
  )
  return new Map([...byStage].map(([key, granted]) => [key, granted.map(adjustmentOf)]))
}

/** Returns an adjustment as the rulebook reads it. */
export function adjustmentOf({ kind, fromAt, untilAt, reason, authorityId }: GrantedAdjustment): Adjustment {
  return {
    kind,
    from: fromAt === null ? null : Temporal.Instant.from(fromAt),
    until: Temporal.Instant.from(untilAt),
    reason,
    authority: authorityId,
  }
}
