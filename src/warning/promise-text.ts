import type { LocalText } from '#base/language.ts'
import type { TextSet } from '#ui/text-set.ts'

/** Words of the page of the promise. */
export const promiseText = {
  title: { ja: '警報の速さ', en: 'How fast warnings are' },
  lead: {
    ja: '報告から警報の公開まで、公開から配信又は取得までに要した時間です。1日（協定世界時）に10件以上あったもののみ、その日が終わった後に示します。',
    en: 'From the report to the warning, and from there to its recipients. By day (UTC), once the day is over, and only where there were at least ten.',
  },
  day: { ja: '日（協定世界時）', en: 'Day (UTC)' },
  step: { ja: '区間', en: 'Step' },
  channel: { ja: '経路', en: 'Channel' },
  count: { ja: '件数', en: 'Number' },
  countValue: { ja: '{count, number}件以上', en: 'at least {count, number}' },
  half: { ja: '半数', en: 'Half within' },
  most: { ja: '95％', en: '95 % within' },
  seconds: { ja: '{seconds, number}秒以内', en: '{seconds, number} s' },
  minutes: { ja: '{minutes, number}分以内', en: '{minutes, number} min' },
  hours: { ja: '{hours, number}時間以内', en: '{hours, number} h' },
  longer: { ja: '24時間超', en: 'over 24 h' },
  empty: { ja: '公表できる数値はまだありません。', en: 'There are no figures that may be shown yet.' },
} as const satisfies TextSet

/** Steps of the promise. */
export const stepNames: Readonly<Record<string, LocalText>> = {
  released: { ja: '報告から公開まで', en: 'Report to release' },
  delivered: { ja: '公開から配信まで', en: 'Release to delivery' },
  'picked-up': { ja: '公開から取得まで', en: 'Release to pick-up' },
}

/** Channels of warnings. */
export const channelNames: Readonly<Record<string, LocalText>> = {
  gate: { ja: '公開審査', en: 'Release gate' },
  webhook: { ja: 'ウェブフック', en: 'Webhook' },
  mail: { ja: 'メール', en: 'Mail' },
  list: { ja: 'ブロックリスト', en: 'Block lists' },
  stream: { ja: 'イベントストリーム', en: 'Event stream' },
  page: { ja: 'ウェブページ', en: 'Web page' },
  misp: { ja: 'MISPフィード', en: 'MISP feed' },
  taxii: { ja: 'TAXII', en: 'TAXII' },
  csv: { ja: 'CSV', en: 'CSV' },
  atom: { ja: 'Atomフィード', en: 'Atom' },
  api: { ja: 'API', en: 'API' },
}
