import type { LocalText } from '#base/language.ts'
import type { FiledReport } from './report.ts'

/** What the filer's commands say. */
export const commandText = {
  fileSummary: {
    ja: '報告をこの端末で暗号化して届け出る（FILE は回答の JSON、又は MISP イベント・STIX バンドル・CSV・文章）',
    en: 'seal a report on this machine and file it (FILE: answers as JSON, or a MISP event, STIX bundle, CSV or text for its indicators)',
  },
  resendSummary: { ja: '届いていない報告を同じ内容のまま送り直す', en: 'send again, byte for byte, what no server has acknowledged' },
  assessSummary: {
    ja: '事実から報告義務・理由・期限を判断する（オフライン）。--record で判定を暗号化して記録し、--recorded で記録を見る',
    en: 'facts to obligations, reasons and due instants; works offline. --record keeps the decision, sealed; --recorded lists or shows what was kept',
  },
  sealing: (name: string): LocalText => ({ ja: `添付を暗号化しています：${name}`, en: `Sealing ${name}` }),
  uploading: (sent: number, total: number): LocalText => ({
    ja: `添付を送っています：${Math.floor((100 * sent) / total)}%`,
    en: `Uploading attachments: ${Math.floor((100 * sent) / total)}%`,
  }),
  nothingWaits: { ja: '送り直すものはありません。', en: 'Nothing waits to be sent.' },
  preview: {
    ja: '他の事業者等に見え得る内容は次のとおりです（これ以外は見えません）。',
    en: 'This, and nothing else, is what others could see:',
  },
  read: (indicators: number, refused: number): LocalText => ({
    ja: `インディケータ ${indicators} 件を読み取りました（受け付けなかったもの ${refused} 件）。`,
    en: `Read ${indicators} indicators; refused ${refused}.`,
  }),
  refused: (value: string, reason: string, where: string): LocalText => ({
    ja: `  受付不可 ${where}：${value}（${reason}）`,
    en: `  refused at ${where}: ${value} (${reason})`,
  }),
  andMore: (count: number): LocalText => ({ ja: `  ほか ${count} 件`, en: `  and ${count} more` }),
  recipients: (names: readonly LocalText[]): LocalText => ({
    ja: `全文を読める機関：${names.map((name) => name.ja).join('、')}`,
    en: `Who can read all of it: ${names.map((name) => name.en).join('; ')}`,
  }),
  filed: (report: FiledReport): LocalText => ({
    ja: `受け付けられました。\n  報告番号 ${report.reportId}\n  事案番号 ${report.incidentId}\n  受付日時 ${inJapan(report.filedAt, 'ja-JP')}（${report.filedAt}）\n  照合値 ${report.digest}`,
    en: `Filed.\n  report    ${report.reportId}\n  incident  ${report.incidentId}\n  filed at  ${inJapan(report.filedAt, 'en-GB')} Japan time (${report.filedAt})\n  digest    ${report.digest}`,
  }),
} as const

function inJapan(instant: string, locale: string): string {
  return Temporal.Instant.from(instant).toLocaleString(locale, { timeZone: 'Asia/Tokyo', dateStyle: 'medium', timeStyle: 'medium' })
}
