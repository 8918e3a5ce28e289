import { CodedError } from '#base/coded-error.ts'

/** Why the log signs nothing: each of these is an alarm, and filings go on meanwhile. */
export type LogStateCode =
  /** The database holds less than the log has signed: it was restored from a backup. */
  | 'LOG_DATABASE_BEHIND'
  /** The database knows a head of this log that the log's own folder does not: the folder was lost or restored. */
  | 'LOG_HEAD_LOST'
  | 'LOG_HEAD_UNREADABLE'
  | 'LOG_HEAD_CONTESTED'
  /** What is stored does not lead to what was signed. */
  | 'LOG_TREE_ALTERED'

/** A state of the log in which signing would contradict what was signed before. */
export class LogStateError extends CodedError<LogStateCode> {}
