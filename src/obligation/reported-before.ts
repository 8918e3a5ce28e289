import type { Adjustment, ReadFacts } from '#rulebook/facts.ts'
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

/** A law with the codes of the bodies that it names. */
type Duty = {
  readonly law: { readonly data: { readonly id: string }; readonly stages: readonly { readonly stage: string }[] }
  readonly recipients: readonly string[]
}

/** Returns what was sent, with the report itself: a later stage may start at it. */
export function withThisReport(before: ReadFacts['sent'], filed: FiledStage, duties: readonly Duty[]): ReadFacts['sent'] {
  const sent = new Map(before)
  const filedAt = Temporal.Instant.from(filed.filedAt)
  for (const { law } of duties.filter((duty) => duty.recipients.some((code) => filed.reached.has(code)))) {
    for (const { stage } of law.stages.filter((one) => meets(filed.stage, one.stage))) {
      const key = `${law.data.id}/${stage}`
      sent.set(key, [...(before.get(key) ?? []), filedAt])
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
