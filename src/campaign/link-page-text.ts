import type { LocalText } from '#base/language.ts'
import type { TextSet } from '#ui/text-set.ts'
import type { CutReason, LinkState } from './link.ts'
import type { TraitKind } from './trait.ts'
import type { LinkStrength } from './weigh-link.ts'

/** Words of the part of an incident's page that tells what it has in common with other incidents. */
export const linksText = {
  title: { ja: '関連する可能性のある事案', en: 'Incidents that may belong together' },
  lead: {
    ja: '報告された共有情報に同じ値がある事案です。どの事案にもある値は重みに数えません。他機関の事案については、この事案と共通する値のほかは何も表示されません。',
    en: 'Incidents whose reports share values with this one. What occurs everywhere counts for nothing. Of an incident at another authority nothing is shown but the values that this one holds, too.',
  },
  none: { ja: '関連する可能性のある事案は見つかっていません。', en: 'No incident has been found that may belong to this one.' },
  own: { ja: '事案{number}（貴機関に報告）', en: 'Incident {number}, reported to you' },
  elsewhere: { ja: '他機関の事案', en: 'An incident at another authority' },
  elsewhereOf: { ja: '{authority}に報告された事案', en: 'An incident reported to {authority}' },
  numbered: { ja: '{name}（その{number, number}）', en: '{name} ({number, number})' },
  chance: {
    ja: '偶然にこれほど一致する事案は、{count}と見込まれます。',
    en: 'By chance alone one would expect {count} to match as closely.',
  },
  expected: { ja: '{count}件', en: '{count} incidents' },
  fewerThan: { ja: '{limit, number}件未満', en: 'fewer than {limit, number} incidents' },
  deducted: {
    ja: '比べた値の数が多いことを差し引いた見込みです。',
    en: 'This allows for how many values were compared.',
  },
  returned: {
    ja: '切り離した後に新たな一致が加わったため、再び表示しています。',
    en: 'It was cut before, and is back because more has come to match since.',
  },
  confirmedThere: {
    ja: '相手方の機関も、同じ攻撃によるものと確認しています。',
    en: 'The other authority has confirmed this link, too.',
  },
  campaign: { ja: 'この攻撃活動を見る', en: 'See the campaign' },
  reasons: { ja: '一致している点', en: 'What matches' },
  kind: { ja: '種類', en: 'Kind' },
  value: { ja: '値', en: 'Value' },
  weight: { ja: '無関係の事案が同じ値を持つ見込み', en: 'How often an unrelated incident has it' },
  oneIn: { ja: '約{count, number}件に1件', en: 'about 1 in {count, number}' },
  addsLittle: { ja: 'ほかの一致に伴うもの', en: 'comes along with the others' },
  common: { ja: '数えない：広く見られる値', en: 'weighs nothing: common' },
  unreadable: { ja: '（現在の報告にはない値）', en: '(no longer in the reports)' },
  copyValue: { ja: '{kind} {value}', en: '{kind} {value}' },
  further: { ja: 'ほか{count, number}点も一致しています。', en: '{count, number} more match.' },
  confirm: { ja: '同じ攻撃活動と確認', en: 'Confirm' },
  cut: { ja: '切り離す', en: 'Cut' },
  cutTitle: { ja: 'この関連を切り離す', en: 'Cut this link' },
  cutLead: {
    ja: '切り離しても報告は変わりません。新たな一致が十分に加わったときに限り、再び表示されます。',
    en: 'Cutting changes no report. The link comes back only when much more has come to match.',
  },
  cutReason: { ja: '切り離す理由', en: 'Why' },
  cutMissing: { ja: '理由を選んでください。', en: 'Choose why.' },
  ofLink: { ja: '（{other}）', en: ' ({other})' },
  historyOf: { ja: '判断の経緯：{other}', en: 'What was decided: {other}' },
  when: { ja: '日時', en: 'When' },
  who: { ja: '担当者', en: 'Who' },
  what: { ja: '判断', en: 'Decision' },
  confirmedAct: { ja: '同じ攻撃活動と確認', en: 'Confirmed' },
  cutAct: { ja: '切り離し（{reason}）', en: 'Cut: {reason}' },
  cutLinks: { ja: '切り離した関連（{count, number}件）', en: 'Links that were cut ({count, number})' },
  newLinks: { ja: '関連の可能性{count, number}件', en: 'May belong with {count, number}' },
} as const satisfies TextSet

/** How sure a link is. */
export const strengthNames: Readonly<Record<LinkStrength, LocalText>> = {
  strong: { ja: '強い一致', en: 'Strong' },
  possible: { ja: '一致の可能性', en: 'Possible' },
}

/** How a link stands for the own authority. */
export const linkStateNames: Readonly<Record<LinkState, LocalText>> = {
  proposed: { ja: '未判断', en: 'Not decided' },
  confirmed: { ja: '確認済み', en: 'Confirmed' },
  cut: { ja: '切り離し済み', en: 'Cut' },
}

/** Why an officer cuts a link. */
export const cutReasonNames: Readonly<Record<CutReason, LocalText>> = {
  coincidence: { ja: '偶然の一致である', en: 'The match is a coincidence' },
  'shared-service': { ja: '多くの者が使うサービスの値である', en: 'The value belongs to a service that many use' },
  'wrong-data': { ja: '報告された値が誤っている', en: 'A value was reported wrongly' },
  other: { ja: 'その他', en: 'Another reason' },
}

/** What a trait that is no observable is called. */
export const traitKindNames: Readonly<Record<TraitKind, LocalText>> = {
  indicator: { ja: 'インディケータ', en: 'Indicator' },
  infrastructure: { ja: '攻撃基盤', en: 'Infrastructure' },
  technique: { ja: '手口', en: 'Technique' },
  malware: { ja: 'マルウェア', en: 'Malware' },
  vulnerability: { ja: '脆弱性', en: 'Vulnerability' },
}
