import type { LocalText } from '#base/language.ts'
import type { TextSet } from '#ui/text-set.ts'
import type { AnswerActState } from './answer-act.ts'

/** Words about what answers bring about, outside pages. */
export const answerActText = {
  notice: (count: number, minutes: number): LocalText => ({
    ja: `複数の組織から誤検知との回答があったインディケータが${count}件あります。${minutes}分以内に取りやめない限り、取り消されます。`,
    en: `Several organisations call ${count === 1 ? 'an indicator a false positive: it is' : `${count} indicators false positives: they are`} taken back unless a releaser cancels within ${minutes} minutes.`,
  }),
} as const

/** How far an act of answers has come, in a word. */
export const actStateNames: Readonly<Record<AnswerActState, LocalText>> = {
  waiting: { ja: '取消し予定', en: 'About to be taken back' },
  done: { ja: '実施済み', en: 'Done' },
  cancelled: { ja: '取りやめ', en: 'Cancelled' },
}

/** Words of the page on which officers see what answers brought about. */
export const answerActsText = {
  title: { ja: '検知報告による措置', en: 'What answers brought about' },
  lead: {
    ja: '警報の受信者からの匿名の回答によって、自動的に行われた措置です。誤検知との回答が一定数に達したインディケータは、猶予時間の経過後に全ての経路で取り消します。その間、公開担当は取りやめることができます。複数の組織が検知したインディケータは「確認済み」に引き上げます。',
    en: 'Steps that were taken by themselves on anonymous answers of recipients. What enough of them call a false positive is taken back on every channel once the time in which a releaser may cancel is over. What several have met counts as confirmed.',
  },
  acts: { ja: '措置の一覧', en: 'Steps taken' },
  indicator: { ja: 'インディケータ', en: 'Indicator' },
  act: { ja: '措置', en: 'Step' },
  recall: { ja: '誤検知による取消し', en: 'Taken back as a false positive' },
  raise: { ja: '「確認済み」への引上げ', en: 'Raised to confirmed' },
  state: { ja: '状態', en: 'State' },
  at: { ja: '決定日時', en: 'Decided' },
  due: { ja: '{at}に取消し', en: 'Taken back at {at}' },
  warning: { ja: '警報', en: 'Warning' },
  look: { ja: '警報を表示', en: 'Show the warning' },
  cancel: { ja: '取りやめる', en: 'Cancel' },
  cancelOf: { ja: '（{value}の取消し）', en: ' taking back {value}' },
  cancelled: {
    ja: '取消しを取りやめました。このインディケータが回答によって取り消されることはありません。',
    en: 'It stays: answers will not take it back.',
  },
  empty: { ja: '検知報告による措置はまだありません。', en: 'Answers have brought nothing about yet.' },
  more: { ja: '以前の措置を表示', en: 'Show earlier ones' },
} as const satisfies TextSet
