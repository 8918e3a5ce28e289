import type { TextSet } from '#ui/text-set.ts'

/** Words of the panel that says what the law asks for. */
export const lawText = {
  title: { ja: '法令に基づく報告義務', en: 'What the law asks' },
  note: {
    ja: 'これまでの回答から、この端末上で判定しています。回答を変えると判定も変わります。',
    en: 'Decided on this device from your answers so far. It changes as you answer.',
  },
  missing: { ja: '判断に必要な回答', en: 'What would decide' },
  stages: { ja: '報告の段階と期限', en: 'Stages and deadlines' },
  dueBy: { ja: '{due}まで（{zone}）', en: 'By {due} ({zone})' },
  waitingFor: { ja: '「{label}」が分かると期限を計算できます', en: 'The deadline needs “{label}”' },
  serviceTarget: { ja: '運用上の目安：{text}', en: 'Target of service: {text}' },
  arithmetic: { ja: '期限の数え方', en: 'How the deadline is counted' },
  recipients: { ja: '報告先', en: 'Goes to' },
  reasons: { ja: '判定の理由', en: 'Reasons' },
  holdsYes: { ja: '該当', en: 'Holds' },
  holdsNo: { ja: '非該当', en: 'Does not hold' },
  holdsUnknown: { ja: '未確認', en: 'Not known' },
  forms: { ja: '様式', en: 'Form' },
  notes: { ja: '留意事項', en: 'Notes' },
  unverified: { ja: '条文との照合は未了', en: 'not yet compared with the text of the law' },
  rulebook: { ja: '規則集：{name} {version}', en: 'Rulebook: {name} {version}' },
  nextDue: { ja: '次の期限', en: 'Next deadline' },
} as const satisfies TextSet
