import type { LocalText } from '#base/language.ts'
import type { AlarmKind } from './opening-alarm.ts'

/** What is said of openings that are out of the ordinary. */
export const alarmText = {
  notice: {
    ja: '通常と異なる開封がありました。管理者は内容を確認してください。',
    en: 'There was an unusual opening. Administrators, please look at it.',
  },
} as const satisfies Readonly<Record<string, LocalText>>

/** Why an opening is out of the ordinary, for people. */
export const alarmNames: Readonly<Record<AlarmKind, LocalText>> = {
  night: { ja: '夜間（22時から6時まで）の開封（過去4週間で初めて）', en: 'By night (22:00 to 6:00), for the first time in four weeks' },
  'many-cases': { ja: '10分間に10件以上の事案を開封', en: 'Ten or more incidents opened within ten minutes' },
  'above-habit': {
    ja: '24時間の開封件数が過去4週間の最多の日を大きく超過',
    en: 'Far more openings in 24 hours than on the busiest day of four weeks',
  },
}
