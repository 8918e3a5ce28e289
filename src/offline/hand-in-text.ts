import type { LocalText } from '#base/language.ts'
import type { TextSet } from '#ui/text-set.ts'

/** Words of the page on which a sealed file is handed in. */
export const handInText = {
  menu: { ja: '報告ファイルの提出', en: 'Hand in a sealed file' },
  title: { ja: '暗号化済みの報告ファイルを提出する', en: 'Hand in a sealed report' },
  lead: {
    ja: '通信なしで作った報告（report.age）を提出します。アカウントは不要です。同じファイルを何度提出しても、報告は一つです。',
    en: 'Hand in a report that was sealed without a network (report.age). No account is needed. However often the same file is handed in, it is one report.',
  },
  file: { ja: '報告のファイル（report.age）', en: 'The report (report.age)' },
  fileHint: { ja: '2 MB まで。中身はこの端末では読めません。', en: 'Up to 2 MB. Nothing in it can be read on this device.' },
  fileMissing: { ja: '報告のファイルを選んでください', en: 'Choose the file' },
  fileTooLarge: { ja: 'ファイルが大きすぎます（2 MB まで）', en: 'The file is too large; the limit is 2 MB' },
  checkCode: { ja: '照合コード', en: 'Check code' },
  compare: {
    ja: '暗号化したときに表示された照合コードと同じであることを確認してください。違うときは、ファイルが途中で変わっています。',
    en: 'Compare it with the check code that was shown when the report was sealed. If they differ, the file was changed on its way.',
  },
  officerTitle: { ja: '担当官として受け取った場合', en: 'If it was handed to you as an officer' },
  officerLead: {
    ja: 'ファイルが担当官に届いた時刻を、報告の時刻とみなします。届いた日時と登録の日時の両方が記録されます。',
    en: 'The report counts from when the file reached the officer. That time and the time of entry are both recorded.',
  },
  reachedAt: { ja: '担当官に届いた日時', en: 'When it reached you' },
  reachedHint: {
    ja: '分からなければ空欄のままにします。その場合は現在の時刻を報告の時刻とします。',
    en: 'Leave it empty if you do not know; then it counts from now.',
  },
  handIn: { ja: '提出する', en: 'Hand in' },
  sending: { ja: '提出しています', en: 'Handing in' },
  doneTitle: { ja: '報告を受け付けました', en: 'The report was filed' },
  doneAgain: { ja: 'このファイルは既に受け付けられています', en: 'This file was filed before' },
  reportId: { ja: '報告番号', en: 'Report' },
  filedAt: { ja: '報告の日時', en: 'Filed at' },
  receivedAt: { ja: '登録の日時', en: 'Entered at' },
  receipt: { ja: '受領証を保存する（.tlog-proof）', en: 'Save the receipt (.tlog-proof)' },
  receiptWait: {
    ja: '受領証は数秒後に取り出せます。後からでも、同じファイルをこのページで選べば取り出せます。',
    en: 'The receipt is there after a few seconds. Later too: choose the same file on this page.',
  },
  refusedTitle: { ja: '受け付けられませんでした', en: 'It was not filed' },
  operatorNote: {
    ja: 'キットのコードによる報告が受け付けられました。心当たりがない場合は、キットを無効にしてください。',
    en: 'A report was filed with a code of your kit. If none of you did so, revoke the kit.',
  },
  another: { ja: '別のファイルを提出する', en: 'Hand in another file' },
} as const satisfies TextSet

/** What to tell a person for each reason for which the server takes no file, by its code. */
export const refusalTexts: Readonly<Record<string, LocalText>> = {
  OFFLINE_FILE_UNREADABLE: {
    ja: 'このサーバー宛ての報告として読めません。ファイルが途中で変わったおそれがあります。照合コードを確認してください。',
    en: 'It cannot be read as a report for this server. It may have been changed on its way: compare the check code.',
  },
  CODE_UNKNOWN: {
    ja: 'ファイルに署名したコードは、この事業者のものとして登録されていません。',
    en: 'The code that signed the file is not registered for its operator.',
  },
  CODE_USED: {
    ja: 'ファイルに署名したコードは、別の報告に使われています。未使用のコードで暗号化し直してください。',
    en: 'The code that signed the file was used for another report. Seal this one again with an unused code.',
  },
  CODE_REVOKED: {
    ja: 'ファイルに署名したコードは、事業者が無効にしました。別のコードで暗号化し直してください。',
    en: 'The code that signed the file was revoked by its operator. Seal the report again with another code.',
  },
  CODE_EXPIRED: {
    ja: 'ファイルに署名したコードは、有効期限が切れています。新しいキットで暗号化し直すか、電話で報告してください。',
    en: 'The code that signed the file has expired. Seal the report again with a newer kit, or report by telephone.',
  },
  REACHED_AT_IMPOSSIBLE: {
    ja: '担当官に届いた日時は、キットの作成より後で、現在より前でなければなりません。',
    en: 'The time at which it reached you must lie after the kit was made and before now.',
  },
}
