import type { TextSet } from '#ui/text-set.ts'

/** Words of the page that seals a report without a network. */
export const filerText = {
  name: { ja: 'Noroshi オフライン報告', en: 'Noroshi offline filer' },
  tagline: { ja: '通信しないページ', en: 'This page sends nothing' },
  footer: {
    ja: 'このページの出所は、サーバーのログに記録されたハッシュ値で確かめられます（docs/operate/without-network.md）。',
    en: 'Where this page comes from can be checked by its hash in the log of the server (docs/operate/without-network.md).',
  },
  title: { ja: '通信なしで報告を作る', en: 'Make a report without a network' },
  lead: {
    ja: 'このページはどこにも通信せず、何も保存しません。報告をこの端末で暗号化し、ファイル report.age にします。ファイルは後で、どの端末からでも提出できます。',
    en: 'This page talks to nobody and keeps nothing. It seals your report on this device into the file report.age, which you can hand in later from any device.',
  },
  kit: { ja: 'キットのファイル（kit.json）', en: "The kit's file (kit.json)" },
  kitHint: {
    ja: '事業者キットの USB メモリにあります。報告先の鍵と 1 回限りのコードが入っています。',
    en: "It is on the stick of your operator's kit and holds the keys to seal to and the one-time codes.",
  },
  kitUnreadable: {
    ja: 'キットのファイルとして使えません（別のファイルか、書き換えられたものです）。kit.json を選んでください',
    en: 'This cannot be used as a kit: it is another file, or it was changed. Choose kit.json',
  },
  kitExpired: {
    ja: 'このキットは {date} に期限が切れました。電話で報告し、新しいキットを作ってください',
    en: 'This kit expired on {date}. Report by telephone, and have a new kit made',
  },
  operator: { ja: '報告する事業者', en: 'Operator' },
  fingerprint: { ja: '鍵の一覧の指紋', en: 'Fingerprint of the keys' },
  fingerprintHint: {
    ja: '紙のキットの数字と同じであることを確認してください。違うときは、このファイルを使わないでください。',
    en: 'Compare it with the printed kit. If they differ, do not use this file.',
  },
  goodUntil: { ja: 'キットの有効期限', en: 'The kit is good until' },
  codesLeft: { ja: '使える可能性のあるコード', en: 'Codes that may be unused' },
  begin: { ja: '報告を始める', en: 'Begin a report' },
  resume: { ja: '作成中の報告に戻る', en: 'Return to the report you began' },
  fromFile: { ja: '保存した下書き又は回答から始める', en: 'Start from a saved draft or answers' },
  sealTitle: { ja: '暗号化してファイルに保存', en: 'Seal into a file' },
  sealLead: {
    ja: '報告をこの端末で暗号化し、キットのコードで署名して、ファイルに保存します。保存しただけでは、まだ報告したことになりません。',
    en: 'The report is encrypted on this device, signed with a code of the kit and saved as a file. Saving it does not file it yet.',
  },
  to: { ja: '報告先', en: 'Goes to' },
  code: { ja: '使うコード', en: 'The code to use' },
  codeHint: {
    ja: 'コードは 1 回だけ使えます。紙のキットで消されていない番号を選んでください。',
    en: 'Each code works once. Choose a number that is not crossed out on the printed kit.',
  },
  codeOption: { ja: '{number} 番（{begin}… で始まるコード）', en: 'Number {number} (the code that begins with {begin}…)' },
  codeMissing: { ja: '使うコードを選んでください', en: 'Choose the code to use' },
  seal: { ja: '暗号化して保存する', en: 'Seal and save' },
  sealing: { ja: 'この端末で暗号化しています', en: 'Sealing on this device' },
  back: { ja: '公開範囲の確認に戻る', en: 'Back to who sees what' },
  doneTitle: { ja: '暗号化しました。まだ報告していません', en: 'Sealed, and not filed yet' },
  doneLead: {
    ja: 'report.age を保存しました（ダウンロードのフォルダーを確認してください）。次の照合コードを控えてください。',
    en: 'report.age was saved; look in the folder of downloads. Write down this check code.',
  },
  checkCode: { ja: '照合コード', en: 'Check code' },
  usedCode: { ja: '使ったコード', en: 'Code used' },
  crossOut: { ja: '{number} 番。紙のキットで消してください', en: 'Number {number}. Cross it out on the printed kit' },
  digest: { ja: 'ファイルのハッシュ値（SHA-256）', en: 'Hash of the file (SHA-256)' },
  howTitle: { ja: '提出の方法（いずれか）', en: 'How to hand it in (any of these)' },
  howPage: {
    ja: 'どの端末からでも {address} を開き、report.age を選ぶ（アカウント不要）',
    en: 'Open {address} on any device and choose report.age; no account is needed',
  },
  howCommand: { ja: 'コマンド noroshi report hand-in report.age を実行する', en: 'Run noroshi report hand-in report.age' },
  howStick: {
    ja: 'USB メモリなどで所管機関の担当官に渡す。期限の計算では、担当官に届いた時刻を報告の時刻とみなします',
    en: 'Give it to an officer on a stick. For the deadline it counts from when it reached the officer',
  },
  howCompare: {
    ja: '提出後に表示される照合コードが、上のものと同じであることを確認する',
    en: 'Compare the check code that is shown after handing in with the one above',
  },
  saveAgain: { ja: 'もう一度保存する', en: 'Save it again' },
  another: { ja: '別の報告を作る', en: 'Make another report' },
  failed: {
    ja: '暗号化できませんでした。別のコードを選ぶか、電話で報告してください。',
    en: 'It could not be sealed. Choose another code, or report by telephone.',
  },
} as const satisfies TextSet
