import { CodedError } from '#base/coded-error.ts'

/** What can be wrong with a request for legal time. */
export type CalendarErrorCode = 'CALENDAR_UNKNOWN' | 'PERIOD_AMOUNT'

/** A calendar or a period that does not exist. */
export class CalendarError extends CodedError<CalendarErrorCode> {}
