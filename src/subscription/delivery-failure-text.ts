import type { LocalText } from '#base/language.ts'

/** What became of one attempt, where no failure says more. */
export const attemptNames: Readonly<Record<string, LocalText>> = {
  sent: { ja: '受理された', en: 'taken' },
  dropped: { ja: '不要となり送信せず', en: 'not needed any more' },
  failed: { ja: '失敗', en: 'failed' },
  'given-up': { ja: '断念', en: 'given up' },
}

const failures: Readonly<Record<string, LocalText>> = {
  TIMEOUT: { ja: '10秒以内に応答がない', en: 'no answer within ten seconds' },
  NAME_UNKNOWN: { ja: 'ホスト名を解決できない', en: 'the host name is unknown' },
  ENOTFOUND: { ja: 'ホスト名を解決できない', en: 'the host name is unknown' },
  ADDRESS_NOT_PUBLIC: { ja: '公開されたアドレスではない', en: 'its address is not a public one' },
  ECONNREFUSED: { ja: '接続を拒否された', en: 'the connection was refused' },
  ECONNRESET: { ja: '接続が切断された', en: 'the connection broke off' },
}

/** Returns in words why an attempt failed, with the code for whoever searches for it; the code alone where no words are known. */
export function failureText(code: string): LocalText {
  const status = /^HTTP_(\d{3})$/.exec(code)?.[1]
  if (status !== undefined) return { ja: `HTTP ${status}の応答`, en: `answered HTTP ${status}` }
  const known = failures[code]
  return known === undefined ? { ja: code, en: code } : { ja: `${known.ja}：${code}`, en: `${known.en}: ${code}` }
}
