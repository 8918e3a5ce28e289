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
  /** The log's folder holds another key than the log's. */
  | 'LOG_KEY_LOST'
  /** This log was closed and the next one is open; its process must be started again. */
  | 'LOG_CLOSED'
  /** A log that nobody has seen anything of cannot be closed. */
  | 'LOG_NOTHING_TO_CLOSE'
  /** A witness has cosigned more leaves than this log has offered: database and folder were restored, or another log signs with this key. */
  | 'LOG_WITNESS_AHEAD'
  /** A witness has cosigned another tree. */
  | 'LOG_FORKED'
  /** Since the start no quorum of witnesses has said which head it saw last. */
  | 'LOG_WITNESSES_UNHEARD'
  /** No quorum of witnesses has cosigned for longer than is promised; the log signs on, and its receipts stay provisional. */
  | 'LOG_STALLED'

/** A state of the log in which signing would contradict what was signed before. */
export class LogStateError extends CodedError<LogStateCode> {}
