import type { LocalText } from '#base/language.ts'
import type { TextSet } from '#ui/text-set.ts'
import type { OwedStanding } from './owed-standing.ts'

/** Words of the pages of what is owed, for both sides. */
export const owedPageText = {
  title: { ja: '報告義務と期限', en: 'What is owed' },
  left: { ja: '残り{span}', en: '{span} left' },
  passed: { ja: '{span}超過', en: '{span} past' },
  noLimit: { ja: '期限の定めなし（速やかに）', en: 'Promptly; the law names no deadline' },
  notStarted: { ja: '起算前（期限は未定）', en: 'Not fixed yet: the clock has not started' },
  updated: { ja: '最終更新：{at}（自動で更新します）', en: 'Last updated {at}; it refreshes itself' },
  lostTitle: { ja: '{at}から更新できていません', en: 'Not updated since {at}' },
  lostBody: {
    ja: 'サーバーに接続できないため、その時点の内容を表示しています。残り時間は、この端末の時計で数え続けています。接続が回復すると自動で更新します。',
    en: 'The server cannot be reached, so this is what was known then. The time left is still counted down by the clock of this device. It updates by itself once the connection is back.',
  },
  counted: { ja: '期限の数え方と根拠', en: 'How it is counted, and the clause' },
  start: { ja: '起算点', en: 'Clock started' },
  rule: { ja: '期間', en: 'Period' },
  clause: { ja: '根拠', en: 'Clause' },
  steps: { ja: '計算', en: 'Arithmetic' },
  step: { ja: '{text} → {reached}', en: '{text} → {reached}' },
  adjusted: { ja: '期限の変更', en: 'Adjustments' },
  adjustedAt: { ja: '{text}（{at}に決定）', en: '{text} (granted {at})' },
  version: { ja: '規則集の版', en: 'Rulebook version' },
  calendarTitle: { ja: 'カレンダーに登録する', en: 'Put the deadlines into your calendar' },
  calendarBody: {
    ja: '期限のある報告を iCalendar 形式のファイルに書き出します。事案の内容、組織名、法令名及び事案番号は一切含みません。読み込み直すと、変更された期限は更新され、報告済みのものは取り消されます。',
    en: 'An iCalendar file of everything with a deadline. It carries no case data: no kind of incident, no organisation, no law and no incident number. Importing a newer file updates what moved and cancels what is reported.',
  },
  calendar: { ja: 'カレンダーファイルを保存（ICS）', en: 'Save the calendar file (ICS)' },
  more: { ja: '続きを読み込む', en: 'Fetch more' },
  overdueCount: { ja: '期限超過{count}件', en: '{count} overdue' },
} as const satisfies TextSet

/** How urgent what is owed is, for people. */
export const owedStandingNames = {
  overdue: { ja: '期限を過ぎているもの', en: 'Overdue' },
  promptly: { ja: '速やかに行うもの', en: 'Owed promptly' },
  soon: { ja: '3日以内に期限が来るもの', en: 'Due within 3 days' },
  later: { ja: '期限が先のもの', en: 'Due later' },
  waiting: { ja: '期限の起算前のもの', en: 'Clock not started yet' },
} as const satisfies Readonly<Record<OwedStanding, LocalText>>
