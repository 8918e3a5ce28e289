import type { TextSet } from '#ui/text-set.ts'

/** Words of the page on which an operator sees who opened its reports. */
export const ownOpeningsText = {
  title: { ja: '誰が報告を開封したか', en: 'Who opened your reports' },
  lead: {
    ja: '所管機関の担当官が秘匿情報を開封すると、内容が渡される前にここに記録されます。記録のない開封はできません。',
    en: 'When an officer of an authority opens a sealed part, it is recorded here before the content is released. There is no opening without a record.',
  },
  back: { ja: '事案 {number}', en: 'Incident {number}' },
  count: {
    ja: '{count, number}件の開封',
    en: '{count, plural, one {# opening} other {# openings}}',
  },
  withheld: {
    ja: 'このほかに、捜査等のため内容の通知が保留されている開封が{count, number}件あります。定められた日時に自動的に表示されます。',
    en: '{count, plural, one {There is # more opening} other {There are # more openings}} that you are told of later, as a lawful investigation may need; they appear here by themselves at a set time.',
  },
  empty: { ja: 'まだ誰も開封していません。', en: 'Nobody has opened a report of this incident yet.' },
  at: { ja: '開封した日時', en: 'When' },
  authority: { ja: '所管機関', en: 'Authority' },
  officer: { ja: '担当官（仮名）', en: 'Officer (pseudonym)' },
  purpose: { ja: '目的', en: 'Purpose' },
  report: { ja: '報告', en: 'Report' },
  pseudonym: {
    ja: '担当官は仮名で表示されます。同じ仮名は同じ担当官です。問い合わせるときは、日時と仮名を所管機関に伝えてください。',
    en: 'Officers are shown by pseudonym; the same pseudonym is the same officer. To ask about an opening, give the authority the time and the pseudonym.',
  },
  refresh: { ja: '最新の状態に更新', en: 'Refresh' },
} as const satisfies TextSet
