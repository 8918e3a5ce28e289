import type { LocalText } from '#base/language.ts'

/** Words that the PDF of a warning has beside those of its page. */
export const warningPdfText = {
  issuer: { ja: '重要インフラへのサイバー攻撃に関する警報', en: 'Warning of a cyberattack on critical infrastructure' },
  published: { ja: '公開日時（協定世界時）', en: 'Published (UTC)' },
  indicatorsLead: {
    ja: '誤って開くことがないよう、値は無害化して記載しています。機械で読み取る場合は、CSV又はSTIXのファイルを利用してください。',
    en: 'Values are defanged so that nobody opens them by mistake. For machines, use the CSV or the STIX file.',
  },
  more: {
    ja: 'このほかに{count}件のインディケータがあります。CSV又はSTIXのファイルを参照してください。',
    en: '{count} further indicators are in the CSV and the STIX file.',
  },
  wrong: { ja: '誤りと判明した情報', en: 'Known to be wrong' },
  reason: { ja: '理由', en: 'Reason' },
  note: { ja: '担当官からの補足', en: 'Note by an officer' },
  detections: { ja: '検知規則', en: 'Detection rules' },
  page: { ja: '最新の版', en: 'Newest version' },
  newest: {
    ja: '警報は改訂又は撤回されることがあります。必ず最新の版を確認してください。',
    en: 'Warnings are revised and recalled. Check the newest version before you act.',
  },
} as const satisfies Readonly<Record<string, LocalText>>
