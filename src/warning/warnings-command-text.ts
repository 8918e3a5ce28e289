import type { LocalText } from '#base/language.ts'

/** What the command for readers of warnings says. */
export const warningsCommandText = {
  summary: { ja: '警報を読む（--watch で公開され次第表示）', en: 'read warnings; --watch follows them as they are published' },
  none: { ja: '読める警報はまだありません。', en: 'There is no warning for you to read yet.' },
  watching: { ja: '新しい警報を待っています（Ctrl+C で終了）…', en: 'Waiting for new warnings (Ctrl+C ends) …' },
  lost: (seconds: number): LocalText => ({
    ja: `接続が切れました。${seconds} 秒後に続きから受け取ります。`,
    en: `The connection was lost; resuming in ${seconds} s.`,
  }),
  todo: { ja: '最初に行うこと', en: 'Do first' },
  indicators: (count: number): LocalText => ({ ja: `インディケータ ${count} 件`, en: count === 1 ? '1 indicator' : `${count} indicators` }),
  wrong: (count: number): LocalText => ({
    ja: `誤りと判明した情報 ${count} 件（遮断・監視を解除してください）`,
    en: `${count} known to be wrong: stop blocking or watching for ${count === 1 ? 'it' : 'them'}`,
  }),
  more: (count: number): LocalText => ({ ja: `  ほか ${count} 件（--json ですべて）`, en: `  and ${count} more (--json shows all)` }),
  valid: (from: string, until: string): LocalText => ({
    ja: `有効期間 ${from} から ${until} まで（協定世界時）`,
    en: `Valid from ${from} to the end of ${until} (UTC)`,
  }),
  number: { ja: '警報番号', en: 'Number' },
  techniques: { ja: '手口', en: 'Techniques' },
  cve: { ja: '脆弱性', en: 'Vulnerabilities' },
} as const
