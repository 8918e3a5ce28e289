import type { LocalText } from '#base/language.ts'
import type { StageState } from './stage-state.ts'
import type { ComparedVerdict, LawState } from './simulation-report.ts'

/** Names of what becomes of a stage. */
export const stageStateText: Readonly<Record<StageState, LocalText>> = {
  'in-time': { ja: '期限内', en: 'In time' },
  late: { ja: '期限後', en: 'Late' },
  'never-filed': { ja: '報告なし', en: 'Never filed' },
  'no-limit': { ja: '期限の数値なし', en: 'No limit in numbers' },
  'not-given': { ja: '報告時期の設定なし', en: 'Filing time not given' },
  waiting: { ja: '起算前', en: 'Clock not started' },
  open: { ja: '要否不明', en: 'Open' },
}

/** Names of what a law comes to. */
export const lawStateText: Readonly<Record<LawState, LocalText>> = {
  due: { ja: '報告必要', en: 'Due' },
  'may-be-due': { ja: '可能性あり', en: 'May be due' },
  'not-due': { ja: '義務なし', en: 'Not due' },
  'not-in-force': { ja: '施行前後', en: 'Not in force' },
}

/** Names of verdicts as two rule sets are compared. */
export const comparedVerdictText: Readonly<Record<ComparedVerdict, LocalText>> = {
  due: lawStateText.due,
  'may-be-due': lawStateText['may-be-due'],
  none: lawStateText['not-due'],
}

/** Words of a simulation's results, the same in the terminal, in the file of charts and on the page. */
export const reportText = {
  title: { ja: '報告規則の試算', en: 'Simulation of reporting rules' },
  incidents: { ja: '事案', en: 'Incidents' },
  rules: { ja: '規則A', en: 'Rules A' },
  against: { ja: '規則B', en: 'Rules B' },
  difference: { ja: '差（B−A）', en: 'Difference (B − A)' },
  law: { ja: '法令', en: 'Law' },
  stage: { ja: '段階', en: 'Stage' },
  reports: { ja: '報告', en: 'Reports' },
  sector: { ja: '分野', en: 'Sector' },
  month: { ja: '月', en: 'Month' },
  fact: { ja: '事実', en: 'Fact' },
  total: { ja: '合計', en: 'Total' },
  byLaw: { ja: '法令別の報告件数', en: 'Reports by law' },
  bySector: { ja: '分野別の報告件数', en: 'Reports by sector' },
  byMonth: { ja: '月別の報告件数', en: 'Reports by month' },
  lateness: { ja: '期限の遵守', en: 'In time and late' },
  laws: { ja: '法令ごとの判定', en: 'What each law comes to' },
  facts: { ja: '判定を左右した事実', en: 'Facts that decided' },
  factsLead: {
    ja: '判定の根拠となった回数と、不明のため判定できなかった回数です。一つの事案で複数の事実が数えられることがあります。',
    en: 'How often each fact was among those that settled the matter, or was unknown and left it open. One incident may count for several.',
  },
  decidedDue: { ja: '「必要」の根拠', en: 'Settled: due' },
  decidedNotDue: { ja: '「義務なし」の根拠', en: 'Settled: not due' },
  leftOpen: { ja: '不明', en: 'Left open' },
  changes: { ja: '規則Aと規則Bの違い', en: 'What differs between A and B' },
  changedIncidents: { ja: '結果が異なる事案', en: 'Incidents that come out differently' },
  noChange: { ja: '結果が異なる事案はありません。', en: 'No incident comes out differently.' },
  added: { ja: 'Bのみ', en: 'B only' },
  removed: { ja: 'Aのみ', en: 'A only' },
  earlier: { ja: '期限が早まる', en: 'Due earlier' },
  later: { ja: '期限が遅くなる', en: 'Due later' },
  newlyLate: { ja: '新たに期限後', en: 'Newly late' },
  nowInTime: { ja: '新たに期限内', en: 'Now in time' },
  verdictChange: { ja: '判定の変化', en: 'Change of verdict' },
  late: { ja: '期限後又は報告なし', en: 'Late or never' },
  unknownPlace: { ja: '不明', en: 'Not known' },
  otherPlace: { ja: 'その他', en: 'Other' },
  chartOf: (caption: LocalText): LocalText => ({
    ja: `棒グラフ：${caption.ja}。数値は次の表のとおりです。`,
    en: `Bar chart: ${caption.en}. The numbers are in the table that follows.`,
  }),
  notAForecast: {
    ja: '作成された事案は、公表資料と仮定に基づく架空のものです。結果は規則を比べるためのもので、件数の予測ではありません。',
    en: 'Generated incidents are fictional, made from published figures and assumptions. The results serve to compare rules; they are no forecast.',
  },
  filedAt: { ja: '報告', en: 'Filed' },
  nothingDiffers: { ja: 'この事案の結果は、両方の規則で同じです。', en: 'This incident comes out the same under both.' },
  differs: { ja: '異なる法令', en: 'Laws that differ' },
} as const

/** Names of rule sets. */
export const ruleSetText = {
  inForce: { ja: '施行中の法令', en: 'Law in force' },
  proposed: { ja: '施行中の法令に案を加えたもの', en: 'Law in force with proposals enacted' },
  draft: (name: string): LocalText => ({ ja: `草案：${name}`, en: `Draft: ${name}` }),
  at: (name: LocalText, date: string): LocalText => ({ ja: `${name.ja}（${date}時点）`, en: `${name.en} as at ${date}` }),
} as const

/** Returns the name of a sector or a month in the tables, where none is known. */
export function placeText(key: string, name: LocalText = { ja: key, en: key }): LocalText {
  if (key === 'unknown') return reportText.unknownPlace
  return key === 'other' ? reportText.otherPlace : name
}

/** Returns the title of a duty with its country, since many countries call theirs alike. */
export function lawText({ law, title }: { readonly law: string; readonly title: LocalText }): LocalText {
  const country = law.slice(0, law.indexOf('.')).toUpperCase()
  return { ja: `${title.ja}（${country}）`, en: `${title.en} (${country})` }
}

/** Returns a stage with the duty it belongs to. */
export function stageText(law: Parameters<typeof lawText>[0], stage: { readonly name: LocalText }): LocalText {
  const duty = lawText(law)
  return { ja: `${duty.ja} ${stage.name.ja}`, en: `${duty.en}: ${stage.name.en}` }
}

/** Returns a caption with the rule set that it speaks of. */
export function captionOf(caption: LocalText, name: LocalText): LocalText {
  return { ja: `${caption.ja}（${name.ja}）`, en: `${caption.en} (${name.en})` }
}
