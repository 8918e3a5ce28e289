import type { TextSet } from '#ui/text-set.ts'

/** Words of the box on a warning's page into which a log is dropped. */
export const scanPageText = {
  title: { ja: '自社のログと照合する', en: 'Look for it in your own logs' },
  lead: {
    ja: 'ログファイルをこの警報のインディケータと照合します。照合はこのブラウザー内で行い、ファイルはどこにも送信されません。',
    en: 'Matches a log file against the indicators of this warning. It happens in this browser; the file is sent nowhere.',
  },
  file: { ja: 'ログファイル', en: 'Log file' },
  fileHint: {
    ja: 'ファイルを選ぶか、この枠内にドロップしてください。テキスト（UTF-8）又は gzip、大きさの制限はありません。',
    en: 'Choose the file, or drop it into this box. Text (UTF-8) or gzip, of any size.',
  },
  scanning: { ja: '照合しています', en: 'Scanning' },
  soFar: { ja: '{lines, number} 行、該当 {hits, number} 件', en: '{lines, number} lines, {hits, number} found' },
  none: { ja: '該当はありませんでした（{lines, number} 行）。', en: 'Nothing found in {lines, number} lines.' },
  noneMeans: {
    ja: 'このファイルにこの警報のインディケータはありません。被害がないことの証明にはなりません。',
    en: 'None of the indicators of this warning is in this file. That does not prove that nothing happened.',
  },
  found: { ja: '{hits, number} 件該当しました。', en: '{hits, number} found.' },
  foundMeans: {
    ja: '該当した端末と通信を調べ、警報の対応手順に従ってください。被害のおそれがあるときは報告義務を確認してください。',
    en: 'Look into the machines and traffic concerned and follow the warning. If harm is possible, check what you must report.',
  },
  shownOnly: { ja: '先頭の {count, number} 件を表示しています。', en: 'The first {count, number} are shown.' },
  broken: { ja: 'ファイルを読み取れませんでした。', en: 'The file could not be read.' },
  line: { ja: '行', en: 'Line' },
  indicator: { ja: 'インディケータ', en: 'Indicator' },
  text: { ja: 'ログの内容', en: 'Text of the log' },
  command: {
    ja: '複数のファイルや zstd、すべての警報との照合にはコマンドを使います：',
    en: 'For several files, zstd, or all warnings at once, use the command:',
  },
  commandName: { ja: '照合のコマンド', en: 'the command' },
} as const satisfies TextSet
