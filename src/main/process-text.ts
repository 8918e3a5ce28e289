import type { LocalText } from '#base/language.ts'

/** What the commands that run processes say. */
export const processText = {
  startSummary: {
    ja: 'すべてを一つのプロセスで動かす（既定は架空の国のデモ）',
    en: 'run everything in one process; a demonstration unless NOROSHI_DEMO=0',
  },
  serveSummary: { ja: 'API・画面・配信のサーバーだけを動かす', en: 'run the server alone: API, pages, feeds' },
  workerSummary: { ja: '公開審査と時計を動かすワーカーだけを動かす', en: 'run a worker alone: release gate and clocks' },
  logSummary: { ja: 'ログサービスだけを動かす', en: 'run the log service alone' },
  migrateSummary: { ja: 'データベースを最新の形にする', en: 'bring the database to the newest schema' },
  leftOut: {
    ja: 'このファイルには含まれていません（Noroshi 全体が必要です）',
    en: 'not in this one file: it needs the whole of Noroshi',
  },
  docsSummary: {
    ja: 'コードから作る文書を書き直す（--check は比べるだけ）',
    en: 'write the documents that come from the code; --check only compares',
  },
  building: { ja: '画面を組み立てています（最初の一回だけ、十数秒）…', en: 'Building the pages (the first time only, some ten seconds) …' },
  starting: { ja: '起動しています…', en: 'Starting …' },
  migrated: (versions: readonly number[]): LocalText => ({
    ja: versions.length === 0 ? 'データベースは最新です。' : `適用しました：${versions.join(', ')}`,
    en: versions.length === 0 ? 'The database is up to date.' : `Applied: ${versions.join(', ')}`,
  }),
  ready: (url: string): LocalText => ({ ja: `開いてください：${url}`, en: `Open ${url}` }),
  demoHint: {
    ja: 'これはデモです。人も会社も架空です。\n次に試す：画面で人を選んでサインインし、報告を届け出る。または別の端末で ./noroshi walkthrough',
    en: 'This is a demonstration; its people and companies are fictional.\nTry next: sign in as somebody and file a report, or run ./noroshi walkthrough in another terminal.',
  },
  stopping: { ja: '停止しています…', en: 'Stopping …' },
  docsStale: (paths: readonly string[]): LocalText => ({
    ja: `古くなっています：${paths.join('、')}。「./noroshi docs」で書き直してください。`,
    en: `Out of date: ${paths.join(', ')}. Run "./noroshi docs".`,
  }),
  docsFresh: { ja: '文書は最新です。', en: 'The documents are fresh.' },
} as const
