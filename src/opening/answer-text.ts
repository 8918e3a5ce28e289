import type { LocalText } from '#base/language.ts'
import type { TextSet } from '#ui/text-set.ts'

/** The groups under which an officer reads the answers of a report. */
export const answerTopicNames = {
  reporter: { ja: '報告者及び連絡先', en: 'Reporter and contacts' },
  incident: { ja: '事案の概要及び経過', en: 'The incident and its course' },
  effects: { ja: '対象及び影響', en: 'Systems and effects' },
  attack: { ja: '攻撃の手口', en: 'The attack' },
  privacy: { ja: '個人データ', en: 'Personal data' },
  response: { ja: '対応の状況', en: 'Response' },
  cause: { ja: '原因及び再発防止', en: 'Causes and measures' },
  sharing: { ja: '共有の条件', en: 'Terms of sharing' },
  other: { ja: 'その他', en: 'Other' },
} as const satisfies Readonly<Record<string, LocalText>>

/** Words around the answers of a report. */
export const answerText = {
  noAnswers: { ja: '回答はありません。', en: 'Nothing was answered.' },
  strangeField: { ja: '定義のない項目（{id}）', en: 'A field that is not defined ({id})' },
  listOf: { ja: '{name}（{count, number}件）', en: '{name} ({count, number})' },
  moreEntries: { ja: 'ほか{count, number}件', en: 'and {count, number} more' },
  change: { ja: '変更の有無', en: 'Change' },
  same: { ja: '変更なし', en: 'Unchanged' },
  added: { ja: '追加', en: 'Added' },
  removed: { ja: '削除', en: 'Removed' },
  changed: { ja: '変更', en: 'Changed' },
  item: { ja: '項目', en: 'Field' },
  total: { ja: '全{count, number}件', en: '{count, plural, one {# entry} other {# entries}}' },
  entriesAdded: { ja: '追加{count, number}件：', en: 'Added ({count, number}): ' },
  entriesRemoved: { ja: '削除{count, number}件：', en: 'Removed ({count, number}): ' },
} as const satisfies TextSet
