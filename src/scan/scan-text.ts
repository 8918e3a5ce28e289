import type { LocalText } from '#base/language.ts'

/** What the command that scans logs says. */
export const scanText = {
  summary: {
    ja: 'ログを共有インディケータと照合する（ログは端末の外に出ません）',
    en: 'match local logs against the shared indicators; nothing leaves the machine',
  },
  usesKept: {
    ja: 'サーバーに接続できないため、前回取得した一覧を使います。',
    en: 'The server cannot be reached; using the list that was fetched last.',
  },
  noneShared: { ja: '共有されているインディケータはありません。', en: 'No indicator is shared now.' },
  reading: (count: number): LocalText => ({ ja: `インディケータ ${count} 件と照合します。`, en: `Matching against ${count} indicators.` }),
  progress: (name: string, percent: number, seconds: number): LocalText => ({
    ja: `${name}：${percent}%、残り約 ${seconds} 秒`,
    en: `${name}: ${percent}%, about ${seconds} s left`,
  }),
  progressOpen: (name: string, mebibytes: number): LocalText => ({
    ja: `${name}：${mebibytes} MiB まで照合`,
    en: `${name}: ${mebibytes} MiB so far`,
  }),
  done: (lines: number, hits: number): LocalText => ({
    ja: hits === 0 ? `${lines} 行を照合し、該当はありませんでした。` : `${lines} 行を照合し、該当は ${hits} 件でした。`,
    en: hits === 0 ? `${lines} lines, nothing found.` : `${lines} lines, ${hits} found.`,
  }),
  doBlock: {
    ja: '通信の遮断と端末の隔離を検討し、警報の対応手順に従ってください。',
    en: 'Consider blocking it and isolating the machine, and follow the warning.',
  },
  doMonitor: {
    ja: '未確認の情報です。遮断せず、この端末と通信を調べてください。',
    en: 'Unconfirmed: do not block it on this alone; look into this machine and its traffic.',
  },
  doRead: { ja: '該当箇所を調べてください。', en: 'Look into it.' },
  warningAt: (address: string): LocalText => ({ ja: `警報：${address}`, en: `Warning: ${address}` }),
} as const
