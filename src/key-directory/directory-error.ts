import { CodedError } from '#base/coded-error.ts'

/** Why a directory of keys, or what stands on it, was refused. */
export type DirectoryErrorCode =
  | 'ROOT_MALFORMED'
  | 'ROOT_CHANGED'
  | 'ROOT_LOCKED'
  | 'DIRECTORY_MALFORMED'
  | 'DIRECTORY_UNSIGNED'
  | 'DIRECTORY_ALTERED'
  | 'DIRECTORY_OLDER'
  | 'DIRECTORY_FORKED'
  | 'DIRECTORY_INCOMPLETE'
  | 'KEY_NOT_LISTED'
  | 'EPOCH_REFUSED'
  | 'APPROVAL_REFUSED'

/** Keys that must not be used. The message is a sentence for people and never repeats a secret. */
export class DirectoryError extends CodedError<DirectoryErrorCode> {}
