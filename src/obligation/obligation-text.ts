import type { LocalText } from '#base/language.ts'
import type { ObligationState } from './obligation.ts'

/** Where a stage of an obligation stands, for people. */
export const obligationStateNames = {
  due: { ja: '期限前', en: 'Due' },
  overdue: { ja: '期限超過', en: 'Overdue' },
  extended: { ja: '期限延長中', en: 'Extended' },
  suspended: { ja: '期間の進行停止中', en: 'Clock stopped' },
  met: { ja: '期限内に報告済み', en: 'Reported in time' },
  late: { ja: '期限後に報告済み', en: 'Reported late' },
  promptly: { ja: '速やかに報告を要する', en: 'To be reported promptly' },
  waiting: { ja: '起算前', en: 'Clock not started' },
  superseded: { ja: '他の区分へ移行', en: 'Replaced by another lane' },
  'not-applicable': { ja: '該当しなくなったもの', en: 'No longer applies' },
  withdrawn: { ja: '取下げ', en: 'Withdrawn' },
} as const satisfies Readonly<Record<ObligationState, LocalText>>

/** Sentences about what is owed. */
export const owedText = {
  due: (title: LocalText): LocalText => ({ ja: `「${title.ja}」が必要です。`, en: `${title.en}: you must report.` }),
  mayBeDue: (title: LocalText): LocalText => ({
    ja: `「${title.ja}」が必要となる可能性があります。`,
    en: `${title.en}: you may have to report.`,
  }),
} as const
