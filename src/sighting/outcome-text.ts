import type { LocalText } from '#base/language.ts'
import type { TextSet } from '#ui/text-set.ts'
import type { WarningOutcome } from './outcome.ts'
import { shownNumber } from './sighting-text.ts'

/** Words of the part of a case that says what the report achieved. */
export const outcomeText = {
  title: { ja: '報告の効果', en: 'What your report achieved' },
  lead: {
    ja: 'この事案の報告から作成された警報が、どれだけの組織に届き、役立ったかを示します。回答した組織の名称は保存されず、件数は3組織以上になった場合に限り、1日1回、段階的な値で表示します。',
    en: 'How many organisations the warnings from this case reached and helped. The names of those who answer are not kept; numbers appear once a day, in steps, and only from three organisations on.',
  },
  none: {
    ja: 'この事案の報告から作成された警報は、まだ公開されていません。',
    en: 'No warning has been published from the reports of this case yet.',
  },
  warning: { ja: '{at}に公開した警報', en: 'Warning published {at}' },
  recalled: { ja: '撤回済み', en: 'Recalled' },
  warned: { ja: '届いた組織', en: 'Organisations warned' },
  warnedOf: { ja: '{warned}（閲覧できる組織：{readers}）', en: '{warned} (of those who may read it: {readers})' },
  organisations: { ja: '{count, number}組織', en: '{count, number}' },
  indicators: { ja: 'インディケータ', en: 'Indicators' },
  indicatorsValue: {
    ja: '有効{count, number}件（うち確認済み{confirmed, number}件）、取消済み{takenBack, number}件',
    en: '{count, number} in force ({confirmed, number} confirmed), {takenBack, number} taken back',
  },
  counted: { ja: '回答の集計時点', en: 'Answers counted' },
  look: { ja: '警報を表示', en: 'Show the warning' },
} as const satisfies TextSet

/** Words about what reports achieved, outside pages. */
export const outcomeWords = {
  summary: {
    ja: '自組織の事案の報告から作成された警報が、どれだけの組織に届き役立ったかを表示する',
    en: 'show what the reports of an incident achieved: whom its warnings reached, and what recipients answered',
  },
  none: outcomeText.none,
  warning: ({ warningId, publishedAt, act }: Pick<WarningOutcome, 'warningId' | 'publishedAt' | 'act'>): LocalText => ({
    ja: `警報 ${warningId}（${publishedAt}公開${act === 'recall' ? '、撤回済み' : ''}）`,
    en: `Warning ${warningId} (published ${publishedAt}${act === 'recall' ? ', recalled since' : ''})`,
  }),
  indicators: ({ indicators, confirmed, takenBack }: Pick<WarningOutcome, 'indicators' | 'confirmed' | 'takenBack'>): LocalText => ({
    ja: `インディケータ：有効${indicators}件（うち確認済み${confirmed}件）、取消済み${takenBack}件`,
    en: `indicators: ${indicators} in force (${confirmed} confirmed), ${takenBack} taken back`,
  }),
} as const

/** Returns what one warning achieved in one line. */
export function outcomeLine({ warned, answers }: Pick<WarningOutcome, 'warned' | 'answers'>): LocalText {
  const seen = shownNumber(answers.seen)
  const blocked = shownNumber(answers.blocked)
  return {
    ja: `届いた組織：${warned === null ? shownNumber(null).ja : `${warned}組織`}、遮断：${blocked.ja}、検知：${seen.ja}`,
    en: `warned: ${warned === null ? shownNumber(null).en : warned}, blocked: ${blocked.en}, seen: ${seen.en}`,
  }
}

/** Returns the weekly notice to a reporter: what the warnings from its case achieved, latest first. */
export function outcomeNotice(warnings: readonly Pick<WarningOutcome, 'warned' | 'answers'>[]): LocalText {
  const lines = warnings.map(outcomeLine)
  return {
    ja: `貴組織の報告から作成された警報の状況です。${lines.map((line) => line.ja).join('／')}`,
    en: `What the warnings from your report have achieved so far: ${lines.map((line) => line.en).join(' / ')}`,
  }
}
