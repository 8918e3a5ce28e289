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
} as const
