import type { LocalText } from '#base/language.ts'

/** What the commands of officers for warnings say. */
export const draftCommandText = {
  draft: {
    ja: '警報を起案し、起案者として署名する（保留中の報告、攻撃活動又は内容のファイルから）。--overrule は、被害者の推測につながり得る記載を公開担当2人の承認で公開する理由',
    en: 'draft a warning from a held report, about a campaign or from a file, and sign it as the one who drafted it; with --overrule two releasers let out what could narrow down the victim',
  },
  revise: { ja: '公開済みの警報の改訂を起案し、署名する', en: 'draft a revision of a warning that is out, and sign it' },
  recall: {
    ja: '警報又は一部のインディケータの撤回を起案し、署名する',
    en: 'draft the recall of a warning, or of some of its indicators, and sign it',
  },
  approve: { ja: '別の者が起案した警報を、警報公開担当として承認する', en: 'approve, as a releaser, what somebody else drafted' },
  show: { ja: '起案を表示する（番号がなければ一覧）', en: 'show a draft, or without an id the list of them' },
  signed: (id: string): LocalText => ({
    ja: `起案 ${id} に署名しました。別の者の承認を待ちます（noroshi warning approve ${id}）。`,
    en: `Signed draft ${id}. It waits for somebody else: noroshi warning approve ${id}`,
  }),
  overruled: (reason: string): LocalText => ({
    ja: `この警報には、被害者の推測につながり得る記載があります。公開する理由：${reason}`,
    en: `It says what could narrow down the victim, for this reason: ${reason}`,
  }),
  approved: (missing: number): LocalText =>
    missing === 0
      ? {
          ja: '承認しました。公開審査の確認の後、次の公開時刻に公開されます。',
          en: 'Approved. It goes out at the next tick once the gate has checked it.',
        }
      : { ja: `承認しました。あと${missing}人の承認が必要です。`, en: `Approved. It takes ${missing} more approval(s).` },
} as const
