import { CodedError } from '#base/coded-error.ts'

/** What can be wrong with the shares of a recovery key. */
export type RecoveryErrorCode =
  | 'SHARE_COUNT_REFUSED'
  | 'SHARE_UNREADABLE'
  | 'SHARE_ALTERED'
  | 'SHARE_REPEATED'
  | 'SHARE_FOREIGN'
  | 'SHARE_FORGED'
  | 'SHARES_TOO_FEW'

/** Shares that make no recovery key. Never names what is in one. */
export class RecoveryError extends CodedError<RecoveryErrorCode> {
  /** Place of the share that is to blame among those given, from 0; null where none alone is. */
  readonly place: number | null

  constructor(code: RecoveryErrorCode, message: string, place: number | null = null) {
    super(code, message)
    this.place = place
  }
}
