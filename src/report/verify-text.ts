import type { LocalText } from '#base/language.ts'
import type { VerifiedReceipt } from '#transparency-log/receipt.ts'

/** What the commands about receipts say. */
export const verifyText = {
  verifySummary: {
    ja: '受領証を検証する（オフライン。0 有効・立会済み、7 有効・暫定、1 無効）',
    en: 'verify a receipt offline; ends with 0 valid and witnessed, 7 valid but provisional, 1 invalid',
  },
  receiptSummary: { ja: '報告の受領証（.tlog-proof）を取得する', en: 'print the receipt of a report, to be kept as a .tlog-proof file' },
  policySummary: {
    ja: 'ログの検証ポリシー（ログ及び立会人の公開鍵）を取得する。受領証とは別に保管すること',
    en: 'print the keys of the log and its witnesses; keep them apart from receipts, which are verified with them',
  },
  policyOfServer: (url: string): LocalText => ({
    ja: `検証ポリシーが指定されていないため、${url} のものを用います。オフラインで検証するには --policy を指定してください。`,
    en: `No --policy given: using the one that ${url} gives now. To verify without trusting it, keep a policy and name it.`,
  }),
  valid: (receipt: VerifiedReceipt, lines: readonly string[]): LocalText => ({
    ja: [receipt.state === 'witnessed' ? '有効（立会済み）' : '有効（暫定：まだ立会人による確認がありません）', ...lines].join('\n  '),
    en: [receipt.state === 'witnessed' ? 'VALID, witnessed' : 'VALID, provisional: no witness vouches for the log yet', ...lines].join(
      '\n  ',
    ),
  }),
  invalid: (reason: string): LocalText => ({ ja: `無効：${reason}`, en: `INVALID: ${reason}` }),
} as const
