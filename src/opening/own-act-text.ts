import type { TextSet } from '#ui/text-set.ts'

/** Words about what the own authority owes for a report that it received. */
export const ownActText = {
  title: { ja: '貴機関が行うこと', en: 'What your authority owes' },
  lead: {
    ja: '行った日時は記録され、事業者に表示されます。',
    en: 'When it was done is recorded, and the operator sees it.',
  },
  due: { ja: '期限', en: 'Due' },
  noNumber: { ja: '時間数の定めなし', en: 'No number of hours is named' },
  source: { ja: '根拠', en: 'Rests on' },
  done: { ja: '行った日時', en: 'Done' },
  notDone: { ja: '未了', en: 'Not done yet' },
  record: { ja: '「{act}」を行ったものとして記録する', en: 'Record as done: {act}' },
} as const satisfies TextSet
