import type { LocalText } from '#base/language.ts'
import type { ObligationState } from './obligation.ts'

/** Where a stage of an obligation stands, for people. */
export const obligationStateNames = {
  due: { ja: '期限前', en: 'Due' },
  overdue: { ja: '期限超過', en: 'Overdue' },
  met: { ja: '期限内に報告済み', en: 'Reported in time' },
  late: { ja: '期限後に報告済み', en: 'Reported late' },
  promptly: { ja: '速やかに報告を要する', en: 'To be reported promptly' },
} as const satisfies Readonly<Record<ObligationState, LocalText>>
