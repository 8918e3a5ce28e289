import { CodedError } from '#base/coded-error.ts'

/** What can go wrong in a gateway. */
export type GatewayErrorCode =
  | 'ARCHIVE_ALTERED'
  | 'ARCHIVE_IN_USE'
  | 'FOLDER_UNSAFE'
  | 'KEY_FILE_MISSING'
  | 'KEY_FILE_UNREADABLE'
  | 'KEY_NOT_OURS'
  | 'PEOPLE_UNREADABLE'
  | 'REPORT_UNKNOWN'

/** Something that a gateway cannot do. Never names a key, a passphrase, a query or a content. */
export class GatewayError extends CodedError<GatewayErrorCode> {}
