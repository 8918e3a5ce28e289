import type { LocalText } from '#base/language.ts'

/** What the commands for answers to warnings say. */
export const sightingCommandText = {
  answerSummary: {
    ja: '警報又はインディケータへの検知報告（検知・遮断・誤検知）を匿名で送り、訂正又は取り消す',
    en: 'answer warnings or indicators anonymously: seen, blocked or false positive; correct it or take it back',
  },
  showSummary: {
    ja: '警報への検知報告の件数（1日1回集計）と、自組織の回答を表示する',
    en: 'show how many organisations have answered a warning, counted once a day, and what your own has answered',
  },
  taken: (count: number): LocalText => ({
    ja: `${count}件について受け付けました。組織名は保存されません。`,
    en: `Taken for ${count}. The name of your organisation is not kept.`,
  }),
  withdrawn: (count: number): LocalText => ({ ja: `${count}件について取り消しました。`, en: `Taken back for ${count}.` }),
  refused: (ids: readonly string[]): LocalText => ({
    ja: `次のものには回答できません（存在しない、閲覧範囲外、撤回済み又は期限切れ）：${ids.join('、')}`,
    en: `No answer can be given to these, which are absent, not for you, taken back or over: ${ids.join(', ')}`,
  }),
  counted: (at: string): LocalText => ({ ja: `集計時点 ${at}`, en: `Counted at ${at}` }),
  notCounted: { ja: 'まだ集計されていません。', en: 'Nothing has been counted yet.' },
  whole: { ja: '警報全体', en: 'The warning as a whole' },
  indicator: (name: string): LocalText => ({ ja: `インディケータ ${name}`, en: `Indicator ${name}` }),
  own: { ja: '自組織の回答', en: 'Your own answers' },
  none: { ja: 'なし', en: 'none' },
} as const
