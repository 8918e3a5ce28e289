import type { LocalText } from '#base/language.ts'

/** What the officer's command says. */
export const openCommandText = {
  summary: {
    ja: '担当官として報告を開封する（記録が残り、届出者に見えます）',
    en: 'open a report as an officer; this leaves an entry that the operator sees',
  },
  logged: (openedAt: string): LocalText => ({ ja: `開封を記録しました（${openedAt}）。`, en: `The opening is logged (${openedAt}).` }),
  attachments: (count: number): LocalText => ({
    ja: `添付 ${count} 件。保存するには --attachments FOLDER を付けてください。`,
    en: `${count} attachments. Add --attachments FOLDER to save them.`,
  }),
  saved: (path: string, bytes: number): LocalText => ({
    ja: `保存しました：${path}（${bytes.toLocaleString('ja')} バイト）。検査せずに開かないでください。`,
    en: `Saved ${path} (${bytes.toLocaleString('en')} bytes). Do not open it before it was examined.`,
  }),
} as const
