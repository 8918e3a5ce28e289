import type { Adjustment, ReadFacts } from '#rulebook/facts.ts'
import type { GrantedAdjustment, ObligationStage } from './obligation.ts'
import type { FiledStage, OwedBefore } from './owed.ts'

/** Stages of reports that stand in for one at a stage at which nothing was sent. */
const standIns: Readonly<Record<string, readonly string[]>> = { initial: ['update', 'detailed', 'final'], detailed: ['final'] }

/** Returns when each stage was met or sent before, by `law/stage`. */
export function sentBefore(before: OwedBefore): ReadFacts['sent'] {
  return instantsByStage(before, ({ metAt, lastSentAt }) => [metAt, lastSentAt])
}

/** Returns when a report at each stage was received here before, by `law/stage`: what the operator says that it sent elsewhere is none. */
export function receivedBefore(before: OwedBefore): ReadFacts['received'] {
  return instantsByStage(before, ({ metAt, metBy, lastSentAt }) => [metAt, lastSentAt].filter((at) => metBy === 'report' || at !== metAt))
}

function instantsByStage(
  { obligations }: OwedBefore,
  instantsOf: (stage: ObligationStage) => readonly (string | null)[],
): ReadFacts['sent'] {
  const sent = obligations
    .filter(({ party }) => party === 'operator')
    .flatMap(({ law, stages }) =>
      stages.flatMap((stage) =>
        instantsOf(stage).flatMap((at) => (at === null ? [] : [{ key: `${law}/${stage.stage}`, at: Temporal.Instant.from(at) }])),
      ),
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

/**
 * Returns the stages, by `law/stage`, that a report meets: its own stage of the laws whose recipients it reached.
 *
 * Where nothing was sent at a stage, a fuller report stands in for it: the first report that reaches the recipients of a law is the first one under
 * it, and a final one holds everything that a detailed one must. Where something was, it touches that stage no more, since its own limit
 * may run from there.
 */
export function metStages(
  filed: Pick<FiledStage, 'stage' | 'reached'>,
  duties: readonly Duty[],
  sent: ReadFacts['sent'],
): ReadonlySet<string> {
  const reached = duties.filter(({ recipients }) => recipients.some((code) => filed.reached.has(code)))
  const keys = reached.flatMap(({ law }) =>
    law.stages.flatMap(({ stage }) => {
      const key = `${law.data.id}/${stage}`
      const standsIn = standIns[stage]?.includes(filed.stage) === true && !sent.has(key)
      return filed.stage === stage || standsIn ? [key] : []
    }),
  )
  return new Set(keys)
}

/** Returns what was sent, with the report itself: a later stage may start at it. */
export function withThisReport(sent: ReadFacts['sent'], met: ReadonlySet<string>, filedAt: Temporal.Instant): ReadFacts['sent'] {
  return new Map([...sent, ...[...met].map((key): [string, Temporal.Instant[]] => [key, [...(sent.get(key) ?? []), filedAt]])])
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
