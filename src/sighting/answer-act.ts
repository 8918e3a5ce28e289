import type { IndicatorType } from '#indicator/indicator.ts'

/** What answers bring about: an indicator is taken back, or counts as confirmed. */
export type AnswerAct = 'recall' | 'raise'

/** How far it has come: held back with time to cancel, done, or cancelled by a releaser. */
export type AnswerActState = 'held' | 'done' | 'cancelled'

/** One act of answers, as officers see it. */
export type ShownAct = {
  readonly indicatorId: string
  readonly warningId: string
  readonly type: IndicatorType
  readonly value: string
  readonly act: AnswerAct
  readonly state: AnswerActState
  readonly decidedAt: string
  readonly dueAt: string
  readonly settledAt: string | null
}
