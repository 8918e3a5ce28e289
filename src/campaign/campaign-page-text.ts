import type { TextSet } from '#ui/text-set.ts'

/** Words of the list of campaigns. */
export const campaignsText = {
  title: { ja: '攻撃活動', en: 'Campaigns' },
  lead: {
    ja: '担当官が関連を確認した事案のまとまりです。名称は自動的に付けられたもので、被害者とは関係ありません。',
    en: 'Incidents that officers confirmed to belong together. The names are made by machine and say nothing of the victims.',
  },
  empty: {
    ja: 'まだありません。事案のページで関連を確認すると、ここに表示されます。',
    en: 'There are none yet. Confirm a link on the page of an incident, and its campaign appears here.',
  },
  name: { ja: '名称', en: 'Name' },
  own: { ja: '貴機関の事案', en: 'Your incidents' },
  elsewhere: { ja: '他機関の事案', en: 'At other authorities' },
  period: { ja: '報告の期間', en: 'Reported' },
  days: { ja: '{first}～{last}', en: '{first} to {last}' },
  links: { ja: '未判断の関連', en: 'Links not decided' },
  warnings: { ja: '警報', en: 'Warnings' },
  count: { ja: '{count, number}件', en: '{count, number}' },
} as const satisfies TextSet

/** Words of the page of one campaign. */
export const campaignText = {
  loading: { ja: '攻撃活動', en: 'Campaign' },
  title: { ja: '攻撃活動「{name}」', en: 'Campaign {name}' },
  number: { ja: '番号', en: 'Number' },
  incidents: { ja: '事案', en: 'Incidents' },
  incidentsLead: {
    ja: '他機関の事案については、共通する値を持つ件数のほかは表示されません。',
    en: 'Of incidents at other authorities nothing is shown but how many share a value.',
  },
  incident: { ja: '事案', en: 'Incident' },
  held: { ja: '共通する値', en: 'Values in common' },
  traits: { ja: '事案に共通する値', en: 'What the incidents share' },
  traitsLead: {
    ja: '二つ以上の事案にある値と、その値を持つ事案です。多くの事案にある値から順に並びます。',
    en: 'Values that two incidents or more hold, and which those are; those that most hold come first.',
  },
  noTraits: { ja: '共通する値はなくなりました。', en: 'They share nothing any more.' },
  kind: { ja: '種類', en: 'Kind' },
  value: { ja: '値', en: 'Value' },
  holders: { ja: '持つ事案の数', en: 'How many hold it' },
  heldBy: { ja: '貴機関の事案', en: 'Your incidents' },
  heldElsewhere: { ja: '他機関の事案', en: 'Elsewhere' },
  common: { ja: '広く見られる値', en: 'common' },
  links: { ja: '関連とその判断', en: 'Links, and what was decided' },
  linksLead: {
    ja: '関連を切り離すと、その事案がこの攻撃活動から外れることがあります。',
    en: 'Where a link is cut, an incident may leave the campaign.',
  },
  undecided: { ja: '未判断の関連', en: 'Not decided' },
  noUndecided: { ja: '未判断の関連はありません。', en: 'Every link has been decided.' },
  decided: { ja: '判断済みの関連（{count, number}件）', en: 'Links that were decided ({count, number})' },
  ofIncident: { ja: '事案{number}と{other}', en: 'Incident {number} / {other}' },
  history: { ja: '経緯', en: 'History' },
  noHistory: { ja: 'まだ判断されていません。', en: 'Nothing has been decided yet.' },
} as const satisfies TextSet
