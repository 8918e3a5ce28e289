import type { IndicatorType } from '#indicator/indicator.ts'

/** What answers bring about: an indicator is taken back, or counts as confirmed. */
export type AnswerAct = 'recall' | 'raise'

/** How far it has come: waiting for a releaser to cancel, done, or cancelled. */
export type AnswerActState = 'waiting' | 'done' | 'cancelled'

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
