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

/** Where an act of an authority stands, for people. */
export const actStateNames = {
  ...obligationStateNames,
  met: { ja: '期限内に実施済み', en: 'Done in time' },
  late: { ja: '期限後に実施済み', en: 'Done late' },
  promptly: { ja: '速やかに実施を要する', en: 'To be done promptly' },
} as const satisfies Readonly<Record<ObligationState, LocalText>>

/** Sentences about what is owed. */
export const owedText = {
  due: (title: LocalText): LocalText => ({ ja: `「${title.ja}」が必要です。`, en: `${title.en}: you must report.` }),
  mayBeDue: (title: LocalText): LocalText => ({
    ja: `「${title.ja}」が必要となる可能性があります。`,
    en: `${title.en}: you may have to report.`,
  }),
  act: (name: LocalText, authority: LocalText): LocalText => ({
    ja: `${authority.ja}による「${name.ja}」`,
    en: `${name.en}, by ${authority.en}`,
  }),
  anAuthority: { ja: '報告を受けた機関', en: 'an authority that received the report' },
} as const
