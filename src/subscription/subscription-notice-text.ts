import type { LocalText } from '#base/language.ts'

/** What an organisation is told about its subscriptions inside Noroshi. */
export const subscriptionNotices = {
  parked: {
    ja: '警報の配信先に届かない状態が続いているため、配信を停止しました。配信先を確認し、配信を再開してください。',
    en: 'Warnings have not reached one of your destinations for some time, so sending to it was stopped. Check it and start sending again.',
  },
  givenUp: {
    ja: '警報1件を配信先に届けられませんでした。配信の記録を確認してください。',
    en: 'One warning could not be delivered to your destination. See the record of deliveries.',
  },
  unsubscribed: {
    ja: 'メールのリンクにより、警報の配信が一時停止されました。',
    en: 'A subscription to warnings was paused through the link in a mail.',
  },
  hostAsked: (name: LocalText, host: string): LocalText => ({
    ja: `${name.ja}が、ウェブフックの配信先 ${host} の確認を待っています。`,
    en: `${name.en} waits for its webhook host ${host} to be confirmed.`,
  }),
  hostConfirmed: (host: string): LocalText => ({
    ja: `ウェブフックの配信先 ${host} が確認されました。この配信先への配信を開始します。`,
    en: `Your webhook host ${host} was confirmed. Warnings are sent there from now on.`,
  }),
  hostWithdrawn: (host: string): LocalText => ({
    ja: `ウェブフックの配信先 ${host} の確認が取り消され、配信が停止されました。再開には、改めて確認が必要です。`,
    en: `The confirmation of your webhook host ${host} was taken back. Nothing is sent there until it is confirmed again.`,
  }),
} as const satisfies Readonly<Record<string, LocalText | ((...values: never[]) => LocalText)>>
