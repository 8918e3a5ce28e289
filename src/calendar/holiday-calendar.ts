import type { LocalText } from '#base/language.ts'

/** The days on which the offices that a law speaks of are closed. */
export type HolidayCalendar = {
  readonly id: string
  readonly name: LocalText
  /** What the calendar leaves out, for people who count with it; null where it is whole. */
  readonly remark: LocalText | null
  /** Returns why the offices are closed on `date`, or null where they are open. */
  closedBecause(date: Temporal.PlainDate): LocalText | null
  /** Tells whether the holidays of `date`'s year are known; weekends always are. */
  covers(date: Temporal.PlainDate): boolean
}
