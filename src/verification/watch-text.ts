import type { LocalText } from '#base/language.ts'
import type { AlarmCode } from './watch-log.ts'

/** What `noroshi verify watch` says. */
export const watchText = {
  summary: {
    ja: 'ログの先頭を追い、分岐・巻戻し・停止があれば警報を出す（--once は一度だけ確認。0 異常なし、1 警報）',
    en: 'follow the heads of the log and raise an alarm on a fork, a rollback or a stall; --once looks once: 0 all is well, 1 alarm',
  },
  watching: (url: string, file: string): LocalText => ({
    ja: `${url} のログを追っています（記録先：${file}）。終了するには Ctrl+C を押してください。`,
    en: `Following the log of ${url}; what was seen is kept in ${file}. Press Ctrl+C to end.`,
  }),
  unwitnessed: {
    ja: '検証ポリシーに立会人の定足数がありません。ログ自身の署名だけを確認します。',
    en: 'The policy asks for no witnesses: heads are the word of the log alone.',
  },
  first: (origin: string, size: number): LocalText => ({
    ja: `${origin} の先頭を初めて確認しました：${size}件`,
    en: `First head of ${origin}: ${size} leaves`,
  }),
  grown: (origin: string, from: number, to: number): LocalText => ({
    ja: `${origin} は ${from}件から${to}件に増え、以前の内容を全て含んでいます`,
    en: `${origin} grew from ${from} to ${to} leaves and contains all it had before`,
  }),
  same: (origin: string, size: number): LocalText => ({
    ja: `${origin} は前回の確認から変わっていません：${size}件`,
    en: `${origin} is as it was: ${size} leaves`,
  }),
  alarm: (code: AlarmCode, message: string): LocalText => ({
    ja: `!!! 警報（${alarmNames[code].ja}、${code}）：${message}`,
    en: `!!! ALARM ${code} (${alarmNames[code].en}): ${message}`,
  }),
  evidence: (path: string): LocalText => ({
    ja: `!!! 矛盾する二つの署名付き先頭を保存しました：${path}（ログの運営者以外の機関にも渡してください）`,
    en: `!!! The two signed heads that contradict each other are kept in ${path}: give them to somebody besides the operator of the log`,
  }),
  away: (message: string): LocalText => ({ ja: `ログを確認できません：${message}`, en: `The log could not be looked at: ${message}` }),
  silent: (seconds: number, allowed: number): LocalText => ({
    ja: `最後に確認できてから${seconds}秒が経過しました（許容：${allowed}秒）`,
    en: `the log could not be looked at for ${seconds} seconds; expected at most ${allowed}`,
  }),
} as const

const alarmNames: Readonly<Record<AlarmCode, LocalText>> = {
  HEAD_FORKED: { ja: '分岐', en: 'fork' },
  HEAD_ROLLED_BACK: { ja: '巻戻し', en: 'rollback' },
  HEAD_STALLED: { ja: '停止', en: 'stall' },
  HEAD_REFUSED: { ja: '受け入れられない先頭', en: 'a head that the policy does not accept' },
}
