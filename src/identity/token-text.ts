import type { LocalText } from '#base/language.ts'
import type { TextSet } from '#ui/text-set.ts'
import type { Grantable } from './api-token.ts'

/** Words about API tokens. */
export const tokenText = {
  title: { ja: 'APIトークン', en: 'API tokens' },
  lead: {
    ja: 'SIEM、ファイアウォールなどのプログラムが警報を取得するためのものです。トークンの権限は、組織の閲覧区分の範囲で警報を読むこと及び追加で許可した操作に限られます。',
    en: 'For programs such as a SIEM or a firewall. A token reads warnings up to the clearance of your organisation, and does nothing else but what you add.',
  },
  none: { ja: '有効なトークンはありません。', en: 'There is no token.' },
  label: { ja: '用途', en: 'What it is for' },
  labelHint: { ja: '例：SIEM', en: 'For example: SIEM' },
  labelMissing: { ja: '用途を入力すると発行できます。', en: 'Say what it is for, then it can be made.' },
  grants: { ja: '追加で許可する操作', en: 'May also' },
  expires: { ja: '有効期限', en: 'Ends' },
  days: { ja: '有効期間', en: 'Good for' },
  dayCount: { ja: '{days, number}日間', en: '{days, number} days' },
  make: { ja: 'トークンを発行', en: 'Make a token' },
  made: { ja: '発行したトークン', en: 'The token' },
  madeLead: {
    ja: 'この画面を閉じると再表示できません。Basic認証ではパスワード欄に指定します（利用者名は任意）。',
    en: 'It is not shown again. With Basic authentication it is the password; the user name may be anything.',
  },
  act: { ja: '操作', en: 'Act' },
  end: { ja: '失効させる', en: 'End it' },
  endNote: {
    ja: 'このトークンを使うプログラムは、数秒で利用できなくなります。元に戻せません。',
    en: 'Programs that use it are refused within seconds. This cannot be undone.',
  },
  endSure: { ja: '失効させる（確定）', en: 'Yes, end it' },
  cancel: { ja: 'やめる', en: 'Keep it' },
  ofToken: { ja: '（{label}）', en: ' ({label})' },
} as const satisfies TextSet

/** What a token may do beside reading warnings. */
export const grantNames: Readonly<Record<Grantable, LocalText>> = {
  'sighting.send': { ja: '検知報告の送信', en: 'Send sightings' },
  'subscription.manage': { ja: '配信登録の管理', en: 'Manage subscriptions' },
}
