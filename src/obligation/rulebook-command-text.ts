import type { LocalText } from '#base/language.ts'

/** What the commands of those who write rules say. */
export const rulebookCommandText = {
  checkSummary: {
    ja: '規則集を検査する（形式、条件、参照、有効期間、設例）',
    en: 'check a rulebook: form, conditions, references, validity, worked examples',
  },
  rulebook: (name: string, laws: number, examples: number): LocalText => ({
    ja: `${name}：法令 ${laws} 件、設例 ${examples} 件。問題は見つかりませんでした。`,
    en: `${name}: ${laws} ${laws === 1 ? 'law' : 'laws'}, ${examples} worked examples, no fault found.`,
  }),
  faults: (name: string, count: number): LocalText => ({
    ja: `${name}：問題 ${count} 件`,
    en: `${name}: ${count} ${count === 1 ? 'fault' : 'faults'}`,
  }),
  simulateSummary: {
    ja: '規則集を多数の事案に適用し、報告件数、期限の遵守、規則間の違いを試算する',
    en: 'run rules over many incidents: how many reports, which are late, what differs between two rule sets',
  },
  generated: (count: number, seed: number, year: number): LocalText => ({
    ja: `作成された${year}年の事案 ${count} 件（種 ${seed}）`,
    en: `${count} generated incidents of ${year} (seed ${seed})`,
  }),
  fromFiles: (count: number, names: string): LocalText => ({ ja: `${names} の ${count} 件`, en: `${count} from ${names}` }),
  bothSources: (one: LocalText, other: LocalText): LocalText => ({ ja: `${one.ja}、${other.ja}`, en: `${one.en}; ${other.en}` }),
  progress: (count: number): LocalText => ({ ja: `${count} 件を処理しました`, en: `${count} incidents done` }),
  written: (name: string): LocalText => ({ ja: `${name} に書き込みました`, en: `wrote ${name}` }),
  draftGoesOn: (name: string): LocalText => ({
    ja: `${name}：次の問題がありますが、規則は読み取れるため、試算を続けます`,
    en: `${name}: the rules can be read, so the simulation goes on, but`,
  }),
  moreFaults: (count: number): LocalText => ({ ja: `  ほか ${count} 件以上`, en: `  and at least ${count} more` }),
  notFound: (id: string): LocalText => ({ ja: `事案「${id}」はありませんでした`, en: `there was no incident "${id}"` }),
} as const
