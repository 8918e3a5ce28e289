/**
 * What becomes of a stage, in words of one state each:
 * `open` it is not known whether it is owed; `waiting` it is owed and its clock has not started; and where a report is owed,
 * `no-limit` the law names no number, `not-given` nobody said when it is filed, `in-time`, `late`, `never-filed`.
 */
export const stageStates = ['in-time', 'late', 'never-filed', 'no-limit', 'not-given', 'waiting', 'open'] as const

/** See {@link stageStates}. */
export type StageState = (typeof stageStates)[number]
