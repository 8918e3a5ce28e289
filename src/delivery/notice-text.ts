import type { TextSet } from '#ui/text-set.ts'

/** Words of the list of notices. */
export const noticeText = {
  title: { ja: 'お知らせ', en: 'Notices' },
  shared: { ja: '同じ組織の方全員に表示されます。', en: 'Everybody of your organisation sees these.' },
  more: { ja: 'ほかに{count, number}件あります。', en: 'There are {count, number} more.' },
  look: { ja: '内容を確認', en: 'Take a look' },
  read: { ja: 'すべて既読にする', en: 'Mark all as read' },
} as const satisfies TextSet
