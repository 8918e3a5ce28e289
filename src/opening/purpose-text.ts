import type { LocalText } from '#base/language.ts'

/** The name of each purpose, for the officer who states it and the operator who reads it. */
export const purposeNames = {
  triage: { ja: '受付時の内容確認及び対応の優先順位付け', en: 'Triage: read what was reported, decide what comes first' },
  'warning-draft': { ja: '警報の案の作成', en: 'Drafting a warning' },
  'follow-up': { ja: '報告者への照会の準備', en: 'Preparing a question to the operator' },
  archive: { ja: '所管機関内の保管庫への収録', en: "Kept in the authority's own archive" },
  statistics: { ja: '統計の作成', en: 'Statistics' },
} as const satisfies Readonly<Record<string, LocalText>>
