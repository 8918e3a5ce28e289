import type { TextSet } from '#ui/text-set.ts'

/** Words of what happened to the reports of a case. */
export const caseTimelineText = {
  title: { ja: '報告に起きたこと（ログの記録）', en: 'What happened to this report, by the log' },
  lead: {
    ja: '提出、開封、共有などの全ての出来事は、消すことも書き換えることもできないログに記録されます。この端末上で検証できます。',
    en: 'Every filing, opening and sharing is entered into a log from which nothing can be removed or changed. You can verify it on this device.',
  },
  waiting: { ja: 'ログへの記録を待っています', en: 'Waiting for the log' },
  before: {
    ja: 'この事案は、ログの運用が始まる前に報告されたものです。',
    en: 'This was reported before this installation had a log.',
  },
  officer: { ja: '担当官は仮名で表示されます。', en: 'Officers are shown by pseudonym.' },
  verifyAll: { ja: '全ての記録を検証する', en: 'Verify all of it' },
  verify: { ja: '検証する', en: 'Verify' },
  verifyWhich: { ja: '検証する：{what}', en: 'Verify: {what}' },
  hide: { ja: '閉じる', en: 'Hide' },
  download: { ja: '事案の証明書を保存', en: 'Save the case bundle' },
  downloadHint: {
    ja: '証明書は、このサイトがなくなっても検証できます。弁護士や監査人に渡すこともできます。',
    en: 'The bundle can be verified even when this site is gone. Give it to your lawyer or auditor.',
  },
  refresh: { ja: '最新の状態に更新', en: 'Refresh' },
  byKept: { ja: 'この端末に保存した検証ポリシーで検証します。', en: 'Judged by the policy kept on this device.' },
  bySite: {
    ja: 'このサイトの検証ポリシーで検証します。別に入手したもので検証するには、「受領証・警報の検証」の画面を使ってください。',
    en: 'Judged by the policy of this site. To use one from elsewhere, go to “Verify a receipt or a warning”.',
  },
  toVerifyPage: { ja: '受領証・警報の検証', en: 'Verify a receipt or a warning' },
} as const satisfies TextSet
