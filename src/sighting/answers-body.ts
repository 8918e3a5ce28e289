import type { LocalText } from '#base/language.ts'
import type { ShownCounts, SightingKind } from './sighting.ts'

/** What somebody who reads a warning learns of the answers to it. */
export type AnswersBody = {
  /** The latest daily table, ISO 8601; null before the first. */
  readonly countedAt: string | null
  /** Organisations that answered to anything of the warning. */
  readonly warning: ShownCounts
  /** Indicators that have a number to show. */
  readonly indicators: readonly { readonly id: string; readonly counts: ShownCounts }[]
  /** Indicators that are about to be taken back because answers speak against them. */
  readonly disputed: readonly string[]
  readonly own: readonly { readonly subjectId: string; readonly kind: SightingKind }[]
}

/** What somebody with a link learns of its warning: no more than the mail around the link said. */
export type LinkedWarning = {
  readonly warningId: string
  readonly publishedAt: string
  /** What it is about; null where the marking lets no mail say it. */
  readonly title: LocalText | null
  readonly isSpent: boolean
}
