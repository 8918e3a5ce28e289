import type { TextSet } from '#ui/text-set.ts'

/** Words of the page on which the registrar confirms hosts of webhooks. */
export const webhookHostsText = {
  title: { ja: 'ウェブフック配信先の確認', en: 'Webhook hosts' },
  lead: {
    ja: 'ウェブフックの配信先として申請されたホストです。申請した組織のものであることを確認した後に、配信が始まります。',
    en: 'Hosts to which organisations want warnings sent. Nothing is sent to one before it is confirmed as theirs.',
  },
  waiting: { ja: '確認待ちのホスト', en: 'Waiting to be confirmed' },
  waitingLead: {
    ja: '確認は、その組織について既に知っている連絡先に電話などで行ってください。確認すると、組織の閲覧区分までの警報がそのホストに送信されます。',
    en: 'Ask the organisation over a contact that you already had, for example by telephone. Once confirmed, the host gets warnings up to its clearance.',
  },
  noneWaiting: { ja: '確認待ちのホストはありません。', en: 'No host waits.' },
  host: { ja: 'ホスト', en: 'Host' },
  organisation: { ja: '組織', en: 'Organisation' },
  since: { ja: '申請日時', en: 'Asked' },
  act: { ja: '操作', en: 'Act' },
  confirm: { ja: '確認する', en: 'Confirm' },
  ofHost: { ja: '（{organisation}の{host}）', en: ' ({host}, {organisation})' },
  sure: {
    ja: '{host}を{organisation}のホストとして確認し、配信を始めますか。',
    en: 'Confirm {host} as a host of {organisation} and begin to send?',
  },
  confirmSure: { ja: '確認して配信を始める', en: 'Yes, confirm' },
  withdraw: { ja: '確認を取り消す', en: 'Withdraw' },
  withdrawLead: {
    ja: '{organisation}の{host}への配信を、警報の撤回も含めて全て停止し、確認待ちに戻します。',
    en: 'Nothing more is sent to {host} for {organisation}, recalls included; it waits to be confirmed again.',
  },
  withdrawSure: { ja: '取り消して配信を停止する', en: 'Yes, withdraw' },
  cancel: { ja: 'やめる', en: 'Cancel' },
  confirmed: { ja: '確認済みのホスト', en: 'Confirmed' },
  noneConfirmed: { ja: '確認済みのホストはありません。', en: 'No host has been confirmed.' },
  at: { ja: '確認日時', en: 'Confirmed' },
  by: { ja: '確認者', en: 'By' },
} as const satisfies TextSet
