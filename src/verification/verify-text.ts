import type { LocalText } from '#base/language.ts'

/** What the commands about receipts and cases say. */
export const verifyText = {
  verifySummary: {
    ja: '受領証、事案の証明書又は警報を検証する（オフライン。0 有効、7 有効・暫定、1 無効）',
    en: 'verify a receipt, a case bundle or a warning offline; ends with 0 valid, 7 valid but provisional, 1 invalid',
  },
  receiptSummary: { ja: '報告の受領証（.tlog-proof）を取得する', en: 'print the receipt of a report, to be kept as a .tlog-proof file' },
  bundleSummary: {
    ja: '事案の証明書（全ての記録の受領証を一つにしたファイル）を保存する',
    en: 'save the bundle of a case: the receipts of everything that happened to its reports, in one file',
  },
  policySummary: {
    ja: 'ログの検証ポリシー（ログ及び立会人の公開鍵）を取得する。受領証とは別に保管すること',
    en: 'print the keys of the log and its witnesses; keep them apart from receipts, which are verified with them',
  },
  policyOfServer: (url: string): LocalText => ({
    ja: `検証ポリシーが指定されていないため、${url} のものを用います。オフラインで検証するには --policy を指定してください。`,
    en: `No --policy given: using the one that ${url} gives now. To verify without trusting it, keep a policy and name it.`,
  }),
  policyCode: (code: string): LocalText => ({
    ja: `照合コード：${code}（別の経路で入手した値と比べてください）`,
    en: `Code to compare with one that you got by another way: ${code}`,
  }),
  witnessed: { ja: '有効（立会済み）', en: 'VALID, witnessed' },
  provisional: {
    ja: '有効（暫定：まだ立会人による確認がありません）',
    en: 'VALID, provisional: no witness vouches for the log yet',
  },
  signed: { ja: '有効（公開審査の署名を確認）', en: 'VALID, signed by the release gate' },
  warningActs: {
    release: (version: number): LocalText => ({ ja: `警報（第${version}版）`, en: `Warning, version ${version}` }),
    revision: (version: number): LocalText => ({ ja: `警報の改訂（第${version}版）`, en: `Revised warning, version ${version}` }),
    recall: (version: number): LocalText => ({ ja: `警報の撤回（第${version}版）`, en: `Recall of the warning, version ${version}` }),
  },
  signedBy: (keyId: string, directoryVersion: number): LocalText => ({
    ja: `署名：公開審査の鍵 ${keyId}（鍵の名簿 第${directoryVersion}版に記載）`,
    en: `signed with the key ${keyId} of the release gate, which version ${directoryVersion} of the directory lists`,
  }),
  notLogged: {
    ja: 'ログの受領証は確認していません（ファイルにないか、検証ポリシーがありません）',
    en: 'no receipt of the log was read: the file holds none, or there is no policy',
  },
  invalid: (reason: LocalText, detail: string): LocalText => ({
    ja: `無効：${reason.ja}\n  ${detail}`,
    en: `INVALID: ${reason.en}\n  ${detail}`,
  }),
  caseCount: (count: number, withheld: number): LocalText => ({
    ja: `事案の記録：${count}件、欠落なし${withheld === 0 ? '' : `（うち非開示${withheld}件）`}`,
    en: `${count} ${count === 1 ? 'entry' : 'entries'} of the case, no gap${withheld === 0 ? '' : `; ${withheld} of them withheld`}`,
  }),
  witnessedBy: (at: string): LocalText => ({ ja: `立会人の確認：${at}`, en: `witnessed ${at}` }),
  notWitnessed: { ja: '立会人の確認：まだありません', en: 'not witnessed yet' },
  namesUnproved: {
    ja: '［ ］内の識別子が証明された内容です。機関の名称は、ファイルを作成したサーバーによるものです。',
    en: 'Proved are the ids in brackets; the names before them are the word of the server that made the file.',
  },
  upTo: {
    ja: 'この証明書は、ここに記載された最後の記録までを証明します。以後の記録は、新しい証明書で確認してください。',
    en: 'This bundle proves the case up to its last entry. What came later is in a newer bundle.',
  },
  saved: (path: string): LocalText => ({ ja: `保存しました：${path}`, en: `Saved ${path}` }),
} as const
