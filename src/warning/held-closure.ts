import type { LocalText } from '#base/language.ts'

/** Why nobody is to be warned of a held part. */
export const closingReasons = ['known-already', 'no-attack', 'of-no-use', 'not-safe', 'other'] as const

/** Why nobody is to be warned of a held part. */
export type ClosingReason = (typeof closingReasons)[number]

/** That, when and by whom it was decided that nobody is warned of a held part. */
export type HeldClosure = {
  readonly reason: ClosingReason
  /** For the authorities that received the report; null where nothing was added. */
  readonly note: string | null
  readonly by: LocalText
  readonly organisation: LocalText
  /** ISO 8601 in UTC. */
  readonly at: string
}
