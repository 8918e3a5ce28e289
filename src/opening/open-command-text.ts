import type { LocalText } from '#base/language.ts'

/** What the officer's command says. */
export const openCommandText = {
  summary: {
    ja: '担当官として報告を開封する（記録が残り、届出者に見えます）',
    en: 'open a report as an officer; this leaves an entry that the operator sees',
  },
  logged: (openedAt: string): LocalText => ({ ja: `開封を記録しました（${openedAt}）。`, en: `The opening is logged (${openedAt}).` }),
} as const
