import type { TextSet } from './text-set.ts'

/** Words of the pager below long tables. */
export const pagerText = {
  pager: { ja: '{name}：表示範囲の切替え', en: '{name}: pages' },
  range: {
    ja: '{total, number}件中 {first, number}～{last, number}件目を表示',
    en: '{first, number} to {last, number} of {total, number}',
  },
  previous: { ja: '前の{count, number}件', en: 'Previous {count, number}' },
  next: { ja: '次の{count, number}件', en: 'Next {count, number}' },
} as const satisfies TextSet
