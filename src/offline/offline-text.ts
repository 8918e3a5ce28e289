import type { LocalText } from '#base/language.ts'

/** What the commands about kits and files say. */
export const offlineText = {
  kitSummary: {
    ja: '事業者キットを作る（1 回限りのコード 10 個、キットのファイル、印刷用 PDF。FOLDER に書き込む）',
    en: "make an operator's kit: ten one-time codes, the kit's file and PDFs to print, written to FOLDER",
  },
  kitListSummary: { ja: 'キットとコードの状態を見る', en: 'list the kits and the state of their codes' },
  kitRevokeSummary: { ja: '紛失したキットの未使用コードを無効にする', en: 'revoke the unused codes of a kit, for example a lost one' },
  sealSummary: {
    ja: '通信なしで、キットのコードを使って報告を暗号化し、ファイルにする',
    en: 'seal a report into a file with a code of a kit, without any network',
  },
  handInSummary: {
    ja: '暗号化済みの報告ファイルを提出する（アカウント不要。担当官は到達時刻 --reached-at を付ける）',
    en: 'hand in a sealed file; needs no account. An officer states when it arrived: --reached-at',
  },
  kitMade: (folder: string, kitId: string, until: string): LocalText => ({
    ja: `キットを ${folder} に作りました（キット番号 ${kitId}、${until.slice(0, 10)} まで有効）。\n印刷して金庫に、kit.json と noroshi-filer.html は USB メモリに保管し、この端末からは消してください。`,
    en: `Made a kit in ${folder} (kit ${kitId}, good until ${until.slice(0, 10)}).\nPrint it and lock it away, keep kit.json and noroshi-filer.html on a stick, and delete them from this machine.`,
  }),
  filerMissing: {
    ja: '注意：サーバーに noroshi-filer.html がないため、キットに含めていません。',
    en: 'Note: the server has no noroshi-filer.html, so the kit is without it.',
  },
  pdfMissing: {
    ja: '注意：組版の部品がないため、PDF を作れませんでした。Noroshi 一式のあるマシンで作り直してください。',
    en: 'Note: the typesetter is not installed here, so there is no PDF. Make the kit on a machine with the whole of Noroshi.',
  },
  revoked: (count: number): LocalText => ({ ja: `コード ${count} 個を無効にしました。`, en: `Revoked ${count} codes.` }),
  noKits: { ja: 'キットはありません。', en: 'There are no kits.' },
  kit: (kitId: string, until: string, unused: number, total: number): LocalText => ({
    ja: `${kitId}  ${until.slice(0, 10)} まで  未使用 ${unused}/${total}`,
    en: `${kitId}  until ${until.slice(0, 10)}  ${unused} of ${total} unused`,
  }),
  sealed: (path: string, checkCode: string, number: number): LocalText => ({
    ja: `${path} に暗号化しました（コード ${number} 番を使用）。まだ報告していません。\n  照合コード  ${checkCode}\nこのファイルを提出してください：どの端末からでも /p/hand-in、noroshi report hand-in、又は担当官に手渡し。`,
    en: `Sealed into ${path} with code ${number}. Nothing has been filed yet.\n  check code  ${checkCode}\nHand the file in: at /p/hand-in from any device, with noroshi report hand-in, or to an officer.`,
  }),
  markFailed: (number: number): LocalText => ({
    ja: `注意：キットのファイルに書き込めないため、コード ${number} 番に使用済みの印を付けられませんでした。紙のキットで消してください。`,
    en: `Note: the kit's file cannot be written, so code ${number} is not marked as used there. Cross it out on paper.`,
  }),
  handedIn: (one: {
    readonly reportId: string
    readonly filedAt: string
    readonly checkCode: string
    readonly digest: string
  }): LocalText => ({
    ja: `受け付けられました。\n  報告番号    ${one.reportId}\n  受付日時    ${one.filedAt}\n  照合コード  ${one.checkCode}\n  照合値      ${one.digest}`,
    en: `Filed.\n  report      ${one.reportId}\n  filed at    ${one.filedAt}\n  check code  ${one.checkCode}\n  digest      ${one.digest}`,
  }),
  reached: (at: string): LocalText => ({ ja: `  担当官への到達日時  ${at}`, en: `  reached the officer at  ${at}` }),
  receiptWritten: (path: string): LocalText => ({ ja: `受領証を ${path} に保存しました。`, en: `Wrote the receipt to ${path}.` }),
} as const
