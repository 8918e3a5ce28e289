import type { LocalText } from '#base/language.ts'
import type { TextSet } from '#ui/text-set.ts'

/** Words of the page that takes indicators. */
export const indicatorsText = {
  lead: {
    ja: 'IPアドレス、ドメイン名、URL、ハッシュ値などを、メールやログからそのまま貼り付けてください。hxxp や [.] などの無害化した表記、全角文字、日本語の文章中の値も読み取ります。',
    en: 'Paste addresses, domain names, URLs, hashes and the like as they stand in mails and logs. Defanged (hxxp, [.]) and full-width forms and values inside sentences are read too.',
  },
  onDevice: {
    ja: '読み取りはこの端末上で行います。貼り付けた文章やファイルそのものは送信されません。',
    en: 'They are read on this device. The text and the file themselves are not sent.',
  },
  paste: { ja: '文章を貼り付ける', en: 'Paste text' },
  takeOver: { ja: '読み取って追加', en: 'Read and add' },
  pasteEmpty: { ja: '読み取る文章を貼り付けてください', en: 'Paste the text to read' },
  file: { ja: 'ファイルから読み取る', en: 'Read from a file' },
  fileHint: {
    ja: 'MISP イベント（JSON）、STIX バンドル（JSON）、CSV、テキスト。16 MB まで。',
    en: 'A MISP event (JSON), a STIX bundle (JSON), CSV or text, up to 16 MB.',
  },
  fileWrong: {
    ja: 'このファイルは読み取れません。MISP イベント、STIX バンドル、CSV 又はテキストを選んでください。',
    en: 'This file cannot be read. Choose a MISP event, a STIX bundle, CSV or text.',
  },
  fileTooLarge: {
    ja: 'ファイルが大きすぎます。16 MB までのファイルを選んでください。',
    en: 'The file is too large. Choose one of at most 16 MB.',
  },
  result: {
    ja: '{added, number}件を追加しました（既にあったもの {repeated, number}件、読み取れなかった値 {refused, number}件）。',
    en: '{added, plural, =0 {Nothing was added} one {# indicator was added} other {# indicators were added}} ({repeated, number} known before, {refused, number} refused).',
  },
  resultOther: {
    ja: 'インディケータではない種類の値：{kinds}',
    en: 'Values that are no indicators: {kinds}',
  },
  resultBeyond: {
    ja: '1件の報告に含められる上限を超えたため、{count, number}件は追加していません。',
    en: '{count, number} were not added: a report holds no more.',
  },
  listTitle: { ja: '報告に含めるインディケータ', en: 'Indicators in the report' },
  count: { ja: '{count, number}件', en: '{count, number}' },
  type: { ja: '種類', en: 'Type' },
  value: { ja: '値', en: 'Value' },
  role: { ja: '役割', en: 'Role' },
  act: { ja: '操作', en: 'Action' },
  remove: { ja: '削除', en: 'Remove' },
  removeNamed: { ja: '削除：{value}', en: 'Remove {value}' },
  more: { ja: 'さらに{count, number}件を表示', en: 'Show {count, number} more' },
  noneYet: { ja: 'まだ追加されていません。', en: 'None yet.' },
  removeAll: { ja: '全て削除', en: 'Remove all' },
  refusedTitle: {
    ja: '読み取れなかった値（{count, number}件）',
    en: 'Values that were refused ({count, number})',
  },
  refusedReason: { ja: '理由', en: 'Reason' },
  refusedWhere: { ja: '位置', en: 'Where' },
  refusedKept: { ja: '取り込んだ部分：{value}', en: 'Taken over: {value}' },
  refusedBody: {
    ja: 'これらの値は報告に含まれません。必要であれば表記を直して貼り付け直してください。',
    en: 'They are not in the report. Correct and paste them again if they matter.',
  },
  victimWarning: {
    ja: '自組織のアドレスやドメイン名が含まれていないか確認してください。含まれている値は削除してください。',
    en: 'Check that none of these is an address or a name of your own, and remove those that are.',
  },
} as const satisfies TextSet

/**
 * Returns where a value stood, for people.
 *
 * @param where As the reader of indicators says it: `line 3`, `row 3`, or a JSON pointer, which stays as it is.
 */
export function placeText(where: string): LocalText {
  const [, kind, number] = /^(line|row) (\d+)$/.exec(where) ?? []
  if (number === undefined) return { ja: where, en: where }
  return { ja: `${number}行目`, en: `${kind === 'row' ? 'Row' : 'Line'} ${number}` }
}
