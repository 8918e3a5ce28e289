import type { LocalText } from '#base/language.ts'
import type { TextSet } from '#ui/text-set.ts'
import type { DueStanding } from './inbox-filter.ts'

/** Words of the inbox of an authority. */
export const inboxText = {
  title: { ja: '受付一覧', en: 'Inbox' },
  lead: {
    ja: '所管の事業者から報告された事案です。次の報告期限が近いものから順に並びます。',
    en: 'Incidents that operators reported to your authority, the next deadline first.',
  },
  filters: { ja: '絞り込み', en: 'Filter' },
  standing: { ja: '期限', en: 'Deadline' },
  kind: { ja: '種別', en: 'Kind' },
  stage: { ja: '段階', en: 'Stage' },
  certainty: { ja: '確度', en: 'Certainty' },
  effect: { ja: '役務への影響', en: 'Effect on the service' },
  all: { ja: '全て', en: 'All' },
  clear: { ja: '絞り込みを解除', en: 'Clear the filters' },
  count: { ja: '{total, number}件中{shown, number}件を表示', en: '{shown, number} of {total, number} shown' },
  countSoFar: {
    ja: '読み込み済み{total, number}件中{shown, number}件を表示',
    en: '{shown, number} of the {total, number} fetched so far shown',
  },
  more: { ja: '続きを読み込む', en: 'Fetch more' },
  keys: {
    ja: '一覧の中では、↑↓キー又はK・Jキーで事案を移動し、Enterキーで開きます。',
    en: 'In the list, the arrow keys or K and J move between incidents and Enter opens one.',
  },
  incident: { ja: '事案', en: 'Incident' },
  due: { ja: '次の期限', en: 'Next deadline' },
  obligations: { ja: '報告義務の状態', en: 'Obligations' },
  latest: { ja: '最新の報告', en: 'Latest report' },
  version: { ja: '第{revision, number}版', en: 'version {revision, number}' },
  left: { ja: '残り{span}', en: '{span} left' },
  passed: { ja: '{span}超過', en: '{span} past' },
  noLimit: { ja: '期限なし', en: 'No deadline' },
  noObligation: { ja: '義務なし（任意の報告）', en: 'None (voluntary)' },
  empty: { ja: '報告された事案はまだありません。', en: 'No incident has been reported yet.' },
  emptyFiltered: { ja: '条件に合う事案はありません。', en: 'No incident fits the filters.' },
} as const satisfies TextSet

/** Where an incident stands against its clocks, for people. */
export const standingNames = {
  overdue: { ja: '期限超過', en: 'Overdue' },
  soon: { ja: '3日以内', en: 'Within 3 days' },
  due: { ja: '期限前', en: 'Not yet due' },
  promptly: { ja: '速やかに報告を要する', en: 'Owed promptly' },
  met: { ja: '報告済み', en: 'Reported' },
  late: { ja: '期限後に報告済み', en: 'Reported late' },
  none: { ja: '義務なし', en: 'No duty' },
} as const satisfies Readonly<Record<DueStanding, LocalText>>
