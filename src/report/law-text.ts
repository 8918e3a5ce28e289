import type { TextSet } from '#ui/text-set.ts'

/** Words of the panel that says what the law asks for. */
export const lawText = {
  title: { ja: '法令に基づく報告義務', en: 'What the law asks' },
  note: {
    ja: 'これまでの回答から、この端末上で判定しています。回答を変えると判定も変わります。',
    en: 'Decided on this device from your answers so far. It changes as you answer.',
  },
  missing: { ja: '判断に必要な回答', en: 'What would decide' },
  details: { ja: '報告先と理由', en: 'Recipients and reasons' },
  notDue: { ja: '報告義務のないもの（{count, number}件）', en: 'No duty ({count, number})' },
} as const satisfies TextSet
