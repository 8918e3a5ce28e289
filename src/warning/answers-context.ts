import { createContext, type ComponentType } from 'react'
import type { LocalText } from '#base/language.ts'
import type { WarningIndicator } from './warning.ts'

/** How recipients answer the indicators of a warning on its page; it stands in a folder below this one. */
export type WarningAnswers = {
  /** Name of the column in the table of indicators. */
  readonly header: LocalText
  /** The answers to one indicator. */
  readonly Cell: ComponentType<{ readonly indicator: WarningIndicator }>
}

/** The way to answer, for pages around it; null where who looks takes no part in answers. */
export const WarningAnswersContext = createContext<WarningAnswers | null>(null)
