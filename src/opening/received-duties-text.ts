import type { TextSet } from '#ui/text-set.ts'

/** Words of an authority's page of what its operators and it itself owe. */
export const receivedDutiesText = {
  lead: {
    ja: '所管機関として行うべきことと、所管の事業者が提出すべき報告を、期限の近い順に示します。事業者の名称は表示されません。',
    en: 'What your authority itself owes, and what its operators owe, the next deadline first. Operators stay unnamed.',
  },
  own: { ja: '自機関が行うべきこと', en: 'What your authority owes' },
  ownEmpty: { ja: '自機関が行うべきことはありません。', en: 'Your authority owes nothing now.' },
  operators: { ja: '事業者が提出すべき報告', en: 'What operators owe' },
  operatorsEmpty: { ja: '条件に合うものはありません。', en: 'There is nothing that fits.' },
  due: { ja: '期限', en: 'Due' },
  duty: { ja: '義務', en: 'Duty' },
  incident: { ja: '事案', en: 'Incident' },
  why: { ja: '理由と数え方', en: 'Why, and how it is counted' },
  standing: { ja: '期限までの余裕', en: 'Urgency' },
  law: { ja: '法令', en: 'Law' },
  all: { ja: '全て', en: 'All' },
  filters: { ja: '絞り込み', en: 'Filter' },
  shown: { ja: '{count, number}件を表示', en: '{count, number} shown' },
  shownSoFar: { ja: '{count, number}件を読み込み済み（続きがあります）', en: '{count, number} fetched so far; there are more' },
} as const satisfies TextSet
