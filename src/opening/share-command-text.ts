import type { LocalText } from '#base/language.ts'

/** What the command that shares a report says. */
export const shareCommandText = {
  summary: {
    ja: '担当官として報告を別の所管機関と共有する（記録が残り、届出者に見えます）',
    en: 'let a further authority open a report; this leaves an entry that the operator sees',
  },
  shared: (authority: string, at: string): LocalText => ({
    ja: `${authority} との共有を記録しました（${at}）。`,
    en: `Sharing with ${authority} is logged (${at}).`,
  }),
} as const
