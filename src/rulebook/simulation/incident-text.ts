import type { LocalText } from '#base/language.ts'

/** What reading incidents and filing plans says. */
export const incidentText = {
  expectedObject: { ja: '1行に1件、項目の組（オブジェクト）としてください', en: 'expected one object of facts in the line' },
  expectedId: { ja: '「id」は空でない200字以内の文字列としてください', en: 'expected "id" to be a text of at most 200 characters' },
  expectedPlan: {
    ja: '「filed」は段階ごとの報告時期の組（オブジェクト）としてください',
    en: 'expected "filed" to be an object of stages',
  },
  expectedStage: {
    ja: '段階（initial、update、detailed、final）又は「法令の識別子/段階」としてください',
    en: 'expected a stage (initial, update, detailed, final), or LAW/STAGE with the id of a law',
  },
  expectedFiling: {
    ja: '日時（2027-04-01T09:00:00+09:00）、期間（PT20H）又は never としてください',
    en: 'expected an instant (2027-04-01T09:00:00+09:00), a duration (PT20H) or never',
  },
  lineTooLong: (bytes: number): LocalText => ({
    ja: `1行は${bytes}バイト以内としてください`,
    en: `expected a line of at most ${bytes} bytes`,
  }),
} as const
