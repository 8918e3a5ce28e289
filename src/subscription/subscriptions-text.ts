import type { TextSet } from '#ui/text-set.ts'

/** Words of the pages of subscriptions. */
export const subscriptionsText = {
  title: { ja: '警報の配信登録', en: 'Subscriptions' },
  lead: {
    ja: '公開された警報を、ウェブフック又はメールで受け取ることができます。TAXII、MISPフィードなどの取得用の配信に登録は要りません。',
    en: 'Get warnings by webhook or mail as they are published. TAXII, the MISP feed and other pull channels need no subscription.',
  },
  unsubscribeTitle: { ja: '配信の一時停止', en: 'Pause mails' },
  unsubscribeLead: {
    ja: 'このメールの配信を一時停止します。受信済みの警報が取り消されたときは、引き続きお知らせします。',
    en: 'This pauses the mails of one subscription. If a warning that you got is recalled, you will still be told.',
  },
} as const satisfies TextSet
