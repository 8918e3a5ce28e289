import type { LocalText } from '#base/language.ts'
import type { ReportStage } from '#rulebook/core-field.ts'

/** What a report is called at each stage, for people. */
export const stageNames = {
  initial: { ja: '速報', en: 'Initial report' },
  update: { ja: '続報', en: 'Update' },
  detailed: { ja: '詳報', en: 'Detailed report' },
  final: { ja: '確報', en: 'Final report' },
  withdrawal: { ja: '取下げ', en: 'Withdrawal' },
} as const satisfies Readonly<Record<ReportStage, LocalText>>
