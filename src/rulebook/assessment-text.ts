import type { LocalText } from '#base/language.ts'
import type { Verdict } from './assessment.ts'

/** Names of the verdicts. */
export const verdictText: Readonly<Record<Verdict, LocalText>> = {
  due: { ja: '報告が必要', en: 'Report due' },
  'may-be-due': { ja: '報告が必要となる可能性あり', en: 'A report may be due' },
  'not-due': { ja: '報告義務なし', en: 'No duty to report' },
}

/** Names of the states of a law that binds nobody. */
export const statusText: Readonly<Record<'proposed' | 'repealed', LocalText>> = {
  proposed: { ja: '案', en: 'proposed' },
  repealed: { ja: '廃止', en: 'repealed' },
}

/** Sentences of an assessment; `subject` is the title of the duty, `list` names the facts or reasons it depends on. */
export const summaryText = {
  due: (subject: LocalText, stages: readonly LocalText[]): LocalText => ({
    ja: `「${subject.ja}」が必要です。${stages.map(({ ja }) => ja).join('、')}。`,
    en: `${subject.en}: you must report. ${stages.map(({ en }) => en).join('; ')}.`,
  }),
  stage: (name: LocalText, limit: LocalText): LocalText => ({ ja: `${name.ja}は${limit.ja}`, en: `${name.en}: ${limit.en}` }),
  stageBy: (name: LocalText, due: LocalText): LocalText => ({ ja: `${name.ja}は${due.ja}まで`, en: `${name.en}: by ${due.en}` }),
  mayBeDue: (subject: LocalText, list: LocalText): LocalText => ({
    ja: `「${subject.ja}」が必要となる可能性があります。次の事項が分かれば判断できます：${list.ja}。`,
    en: `${subject.en}: you may have to report. It depends on what is not known yet: ${list.en}.`,
  }),
  notDue: (subject: LocalText, reason: LocalText): LocalText => ({
    ja: `「${subject.ja}」の義務はありません。${reason.ja}`,
    en: `${subject.en}: no duty. ${reason.en}`,
  }),
} as const

/** Why a law that is not in force at the clock event asks for nothing. */
export const notInForceText: LocalText = {
  ja: '起算点となる時点において、この法律は施行されていません。',
  en: 'The law was not in force at the instant that decides.',
}

/** Name and hint of the earlier report from which a clock runs. */
export const sentReportText: LocalText = { ja: '前の段階の報告の提出', en: 'sending of the earlier report' }

/** Words for what an authority owes for a report that it received. */
export const authorityText = {
  report: { ja: '報告', en: 'report' },
  receipt: (report: LocalText): LocalText => ({ ja: `「${report.ja}」の受理`, en: `receipt of “${report.en}”` }),
} as const

/** Words for clocks and for what moves them. */
export const clockText = {
  runs: (limit: LocalText, event: LocalText, due: LocalText): LocalText => ({
    ja: `${event.ja}から${limit.ja}（${due.ja}まで）`,
    en: `${limit.en} of ${event.en} (by ${due.en})`,
  }),
  waits: (limit: LocalText, event: LocalText): LocalText => ({
    ja: `${event.ja}から${limit.ja}（起算点が未確認）`,
    en: `${limit.en} of ${event.en} (not started)`,
  }),
  extension: (until: LocalText, authority: string, reason: string): LocalText => ({
    ja: `期限の延長：${until.ja}まで（${authority}、理由：${reason}）`,
    en: `Extended until ${until.en} (granted by ${authority}: ${reason})`,
  }),
  suspension: (until: LocalText, authority: string, reason: string): LocalText => ({
    ja: `${until.ja}まで期間の進行が停止（${authority}、理由：${reason}）`,
    en: `The clock stood still until ${until.en} (granted by ${authority}: ${reason})`,
  }),
} as const

/** Name of the rule that a law must be in force. */
export const inForceRuleId = 'in-force'

/** Words for the terminal. */
export const terminalText = {
  rulebook: { ja: '規則集', en: 'Rulebook' },
  overview: { ja: 'まとめ（期限の早い順）', en: 'In short (earliest first)' },
  reasons: { ja: '理由', en: 'Reasons' },
  missing: { ja: '判断に必要な事項（影響の大きい順）', en: 'What would decide (most decisive first)' },
  stages: { ja: '報告の段階', en: 'Stages' },
  due: { ja: '期限', en: 'due' },
  noNumber: { ja: '時間数の定めなし', en: 'the law names no number of hours' },
  serviceTarget: { ja: '運用上の目安', en: 'target of service' },
  waitingFor: { ja: '起算点が未確認', en: 'clock not started: unknown' },
  recipients: { ja: '報告先', en: 'Recipients' },
  form: { ja: '様式', en: 'Form' },
  fieldsMissing: { ja: '未回答の項目', en: 'Not answered yet' },
  lane: { ja: '区分', en: 'Lane' },
  laneOpen: { ja: '区分は未確定のため、最も早い期限を示しています', en: 'the lane is open, so the earliest due instant is shown' },
  otherClocks: { ja: '併せて適用される期限', en: 'Also' },
  followUp: { ja: '報告済みの事案の取扱い', en: 'What you have reported' },
  ifApplies: { ja: '該当する場合のみ', en: 'only where it applies' },
  each: { ja: '該当するつど', en: 'each time' },
  confidentiality: { ja: '秘密の保持', en: 'Confidentiality' },
  shield: { ja: '報告者の保護', en: 'Protection of who reports' },
  adjustable: { ja: '期限の延長・停止', en: 'Extension and suspension' },
  voluntary: { ja: '任意の届出先（義務ではありません）', en: 'Where you may report without having to' },
  outOfForce: { ja: '施行されていない法令（義務ではありません）', en: 'Not law in force' },
  notAssessed: {
    ja: '判定していない国・地域（facts の ent.jurisdictions に加えると判定します）',
    en: 'Not assessed (add to ent.jurisdictions to assess)',
  },
  penalties: { ja: '罰則', en: 'Penalties' },
  notes: { ja: '留意事項', en: 'Notes' },
  sources: { ja: '出典', en: 'Sources' },
  ignored: { ja: '読み取れなかった事実（不明として扱いました）', en: 'Facts that could not be read (taken as unknown)' },
  unverified: { ja: '条文未確認', en: 'not verified against the text' },
} as const satisfies Record<string, LocalText>
