import type { LocalText } from '#base/language.ts'
import type { ClosedLog } from '#receipt/close-log.ts'

/** What the commands that run processes say. */
export const processText = {
  startSummary: {
    ja: 'すべてを一つのプロセスで動かす（既定は架空の国のデモ）',
    en: 'run everything in one process; a demonstration unless NOROSHI_DEMO=0',
  },
  serveSummary: { ja: 'API・画面・配信のサーバーだけを動かす', en: 'run the server alone: API, pages, feeds' },
  workerSummary: { ja: '時計と配信を動かすワーカーだけを動かす', en: 'run a worker alone: clocks and deliveries' },
  gateSummary: { ja: '公開審査だけを動かす', en: 'run the release gate alone' },
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
  logCloseSummary: {
    ja: 'ログを閉じて次のログを開く（--yes がなければ、何が起きるかを示すだけ）',
    en: 'close the log and open the next one; without --yes, only say what would happen',
  },
  logClosed: (outcome: ClosedLog, isMeant: boolean): LocalText => closedText(outcome, isMeant),
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

function closedText({ closed, committed, opened, appendedAgain, lost }: ClosedLog, isMeant: boolean): LocalText {
  const lostCount = lost.to - lost.from
  const lostPlaces = `${lost.from} – ${lost.to - 1}`
  return {
    ja: [
      isMeant
        ? `ログ ${closed.origin} を閉じ、${opened.origin} を開きました。`
        : `ログ ${closed.origin} を閉じ、${opened.origin} を開くことになります。`,
      `引き継ぐ先頭：証人が認めた${committed.size}件`,
      `新しいログに書き直す記録：${appendedAgain}件`,
      lostCount === 0 ? '失われた記録はありません。' : `失われた記録：旧ログの番号 ${lostPlaces}（${lostCount}件。空の記録を含む）`,
      isMeant ? `新しいログの鍵：${opened.verifierKey}` : '実行するには --yes を付けてください。',
    ].join('\n'),
    en: [
      isMeant
        ? `Closed the log ${closed.origin} and opened ${opened.origin}.`
        : `This would close the log ${closed.origin} and open ${opened.origin}.`,
      `It commits to the last witnessed head: ${committed.size} leaves`,
      `Entries that get a new place in the next log: ${appendedAgain}`,
      lostCount === 0
        ? 'No entry is lost.'
        : `Lost: places ${lostPlaces} of the closed log (${lostCount} entries, cover entries among them)`,
      isMeant ? `Key of the next log: ${opened.verifierKey}` : 'Add --yes to do it.',
    ].join('\n'),
  }
}
