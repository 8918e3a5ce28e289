import type { LocalText } from '#base/language.ts'
import type { TextSet } from '#ui/text-set.ts'
import type { ReachState } from './reach.ts'

/** Words about whom a warning has reached. */
export const reachText = {
  title: { ja: '配信及び取得の状況', en: 'Whom it has reached' },
  titleRecall: { ja: '撤回の到達状況', en: 'Whom the recall has reached' },
  lead: {
    ja: '最新の版についての件数です。取得型の経路は、過去31日間に取得のあった組織を対象としています。',
    en: 'Of the newest version. On channels that are fetched, organisations count that fetched within the last 31 days.',
  },
  byChannel: { ja: '経路ごとの件数', en: 'By channel' },
  channel: { ja: '経路', en: 'Channel' },
  reached: { ja: '到達', en: 'Reached' },
  waiting: { ja: '未到達', en: 'Not yet' },
  lost: { ja: '配信不能', en: 'Not reached' },
  count: { ja: '{count, number}件', en: '{count, number}' },
  nobody: { ja: '配信又は取得の対象となる組織はありません。', en: 'There is nobody whom it is to reach.' },
  resend: { ja: '未到達の宛先に直ちに再送', en: 'Send again now' },
  resendLead: {
    ja: 'ウェブフック及びメールのうち、届いていないものを直ちに再送します。取得型の経路は、次の取得時に反映されます。',
    en: 'Tries every webhook and mail again that has not got through. Channels that are fetched follow with the next fetch.',
  },
  resent: {
    ja: '{count, number}件の再送を始めました。',
    en: '{count, plural, one {# message is} other {# messages are}} being sent again.',
  },
  callList: { ja: '電話連絡の対象', en: 'To be called' },
  callListLead: {
    ja: 'ウェブフック及びメールのいずれも届いていない組織のうち、組織名の表示に同意しているものです。',
    en: 'Organisations that let their name be shown and that neither webhook nor mail has reached.',
  },
  nobodyToCall: { ja: '電話連絡の対象となる組織はありません。', en: 'There is nobody to call.' },
  organisation: { ja: '組織', en: 'Organisation' },
  state: { ja: '状況', en: 'State' },
  phones: { ja: '電話番号', en: 'Telephone' },
  noPhone: { ja: '登録なし', en: 'None on file' },
} as const satisfies TextSet

/** How a version stands with a recipient. */
export const reachStateNames: Readonly<Record<ReachState, LocalText>> = {
  reached: { ja: '到達', en: 'Reached' },
  waiting: { ja: '未到達', en: 'Not yet' },
  lost: { ja: '配信不能', en: 'Not reached' },
}
