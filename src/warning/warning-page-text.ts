import type { LocalText } from '#base/language.ts'
import type { Clearance } from '#identity/actor.ts'
import type { TextSet } from '#ui/text-set.ts'

/** Words of the list of warnings. */
export const warningsText = {
  title: { ja: '警報', en: 'Warnings' },
  lead: {
    ja: 'サイバー攻撃の報告から作成された警報です。新しい順に並びます。被害を受けた組織を特定できる情報は含まれません。',
    en: 'Warnings made from reports of cyberattacks, newest first. Nothing in them identifies a victim.',
  },
  anonymous: {
    ja: 'サインインしていないため、TLP:CLEAR（制限なし）の警報だけを表示しています。',
    en: 'You are not signed in: only warnings of TLP:CLEAR are shown.',
  },
  clearance: {
    ja: '{level} までの警報を表示しています。',
    en: 'Warnings up to {level} are shown.',
  },
  signIn: { ja: 'サインイン', en: 'Sign in' },
  connecting: { ja: '自動更新に接続しています。', en: 'Connecting to updates.' },
  following: { ja: '新しい警報は自動的に表示されます。', en: 'New warnings appear by themselves.' },
  interrupted: {
    ja: '自動更新が途切れています。接続を回復しています。',
    en: 'Updates are interrupted; connecting again.',
  },
  arrived: {
    ja: '新しい警報が{count, number}件届きました。最新：{title}',
    en: '{count, plural, one {A new warning has arrived} other {# new warnings have arrived}}. Latest: {title}',
  },
  isNew: { ja: '新着', en: 'New' },
  published: { ja: '公開日時', en: 'Published' },
  firstAction: { ja: '最初に行うこと', en: 'What to do first' },
  indicatorCount: {
    ja: 'インディケータ{count, number}件',
    en: '{count, plural, =0 {No indicators} one {# indicator} other {# indicators}}',
  },
  until: { ja: '{date}まで有効（協定世界時）', en: 'Valid to the end of {date} (UTC)' },
  over: { ja: '有効期間終了', en: 'No longer valid' },
  recalled: { ja: '撤回', en: 'Recalled' },
  revised: { ja: '改訂', en: 'Revised' },
  ofDate: { ja: '（{date}公開）', en: ' (published {date})' },
  more: { ja: '以前の警報を表示', en: 'Show earlier warnings' },
  empty: { ja: '閲覧できる警報はまだありません。', en: 'There is no warning for you to read yet.' },
} as const satisfies TextSet

/** Words of the page of one warning. */
export const warningText = {
  loadingTitle: { ja: '警報', en: 'Warning' },
  actions: { ja: '最初に行うこと', en: 'What to do first' },
  happening: { ja: '何が起きているか', en: 'What is happening' },
  audience: { ja: '対象', en: 'Who may be hit' },
  confidence: { ja: '確からしさ', en: 'How sure it is' },
  validity: { ja: '有効期間', en: 'Valid' },
  validityValue: { ja: '{from}から{until}まで（協定世界時）', en: 'From {from} to the end of {until} (UTC)' },
  number: { ja: '警報番号', en: 'Warning number' },
  version: { ja: '第{version, number}版', en: 'Version {version, number}' },
  replaces: { ja: '置き換えた警報', en: 'Replaces' },
  note: { ja: '担当官からの補足', en: 'Note by an officer' },
  wrong: { ja: '誤りと判明した情報', en: 'Known to be wrong' },
  wrongLead: {
    ja: '以前の版に含まれていたものです。これらに基づく遮断及び監視を解除してください。',
    en: 'Earlier versions held these. Lift all blocking and monitoring that rests on them.',
  },
  wrongEntry: { ja: '{type}（{reason}）', en: '{type} ({reason})' },
  detections: { ja: '検知ルール', en: 'Detection rules' },
  detection: { ja: '{name}（{language}）', en: '{name} ({language})' },
  recalled: { ja: 'この警報は撤回されました', en: 'This warning has been recalled' },
  recalledBody: {
    ja: 'この警報に基づく遮断及び監視を、直ちに解除してください。撤回は、全ての配信経路に通知されています。',
    en: 'Lift at once all blocking and monitoring that rests on it. Every channel has been told of the recall.',
  },
  revised: { ja: 'この警報は改訂されています', en: 'This warning has been revised' },
  revisedBody: {
    ja: '以前の版に代えて、この版に従ってください。変更点は「版の履歴」で確認できます。',
    en: 'Go by this version instead of the earlier ones. “Versions” shows what became of it.',
  },
  versions: { ja: '版の履歴', en: 'Versions' },
  versionNumber: { ja: '版', en: 'Version' },
  versionAct: { ja: '内容', en: 'What happened' },
  versionAt: { ja: '公開日時', en: 'Published' },
  actRelease: { ja: '公開', en: 'Published' },
  actRevision: { ja: '改訂', en: 'Revised' },
  actRecall: { ja: '撤回', en: 'Recalled' },
  versionHolds: {
    ja: 'インディケータ{indicators, number}件、誤りと判明した情報{wrong, number}件',
    en: '{indicators, plural, one {# indicator} other {# indicators}}, {wrong, number} known to be wrong',
  },
  over: { ja: 'この警報の有効期間は終了しています', en: 'This warning is no longer valid' },
  overBody: {
    ja: 'インディケータは、現在は無関係の者が使用しているおそれがあります。遮断には使用しないでください。',
    en: 'Others may use what the indicators name by now. Do not block by them.',
  },
  terms: { ja: '取扱いの条件', en: 'Terms of use' },
  indicators: { ja: 'インディケータ', en: 'Indicators' },
  indicatorsLead: {
    ja: '誤って開くことがないよう、値は無害化して表示しています。「コピー」を押すと、元の値がコピーされます。',
    en: 'Values are shown defanged so that nobody opens them by mistake. “Copy” copies the real value.',
  },
  copyAll: { ja: '全ての値をコピー（{count, number}件）', en: 'Copy all values ({count, number})' },
  copiedAll: { ja: '{count, number}件の値をコピーしました。', en: 'Copied {count, number} values.' },
  copyValue: { ja: '{type} {value}', en: '{type} {value}' },
  noIndicators: { ja: 'この警報にインディケータはありません。', en: 'This warning has no indicators.' },
  type: { ja: '種類', en: 'Type' },
  value: { ja: '値', en: 'Value' },
  role: { ja: '役割', en: 'Role' },
  advice: { ja: '推奨する対応', en: 'Advice' },
  sureness: { ja: '確からしさ', en: 'Confidence' },
  until: { ja: '有効期限', en: 'Valid to the end of' },
  techniques: { ja: '手口（MITRE ATT&CK）', en: 'Techniques (MITRE ATT&CK)' },
  cve: { ja: '脆弱性（CVE）', en: 'Vulnerabilities (CVE)' },
  products: { ja: '対象の製品', en: 'Products' },
  references: { ja: '参考情報', en: 'References' },
  downloads: { ja: 'ダウンロード', en: 'Downloads' },
  stix: { ja: 'STIX 2.1 バンドル（JSON）', en: 'STIX 2.1 bundle (JSON)' },
  pdf: { ja: '印刷用のPDF', en: 'PDF for printing' },
  statement: { ja: '署名付きの警報（検証用ファイル）', en: 'Signed warning (a file to verify)' },
  csv: { ja: 'インディケータの一覧（CSV、表計算ソフト用）', en: 'Indicators (CSV for spreadsheets)' },
  taxii: {
    ja: '継続して受け取る場合は、TAXII 2.1（/taxii2/）を利用できます。',
    en: 'To receive warnings continuously, use TAXII 2.1 at /taxii2/.',
  },
} as const satisfies TextSet

/** With whom a recipient may share a warning, by TLP 2.0 level. */
export const tlpTexts: Readonly<Record<Clearance, LocalText>> = {
  clear: { ja: 'TLP:CLEAR　共有の範囲に制限はありません。', en: 'TLP:CLEAR. It may be shared without limit.' },
  green: {
    ja: 'TLP:GREEN　自組織が属するコミュニティーの中で共有できます。公開はできません。',
    en: 'TLP:GREEN. It may be shared within your community, not in public.',
  },
  amber: {
    ja: 'TLP:AMBER　自組織及びその顧客の中で、知る必要のある者に限り共有できます。',
    en: 'TLP:AMBER. It may be shared within your organisation and with its clients, with those who need to know.',
  },
  'amber+strict': {
    ja: 'TLP:AMBER+STRICT　自組織の中で、知る必要のある者に限り共有できます。',
    en: 'TLP:AMBER+STRICT. It may be shared within your organisation alone, with those who need to know.',
  },
}

/** How well an indicator is founded, in a word for tables. */
export const surenessNames = {
  unconfirmed: { ja: '未確認', en: 'Unconfirmed' },
  confirmed: { ja: '確認済み', en: 'Confirmed' },
} as const
