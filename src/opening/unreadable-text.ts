import type { LocalText } from '#base/language.ts'

/** Words about a report that does not open. */
export const unreadableText = {
  notice: {
    ja: '所管機関が、届け出られた報告又は添付を開けませんでした。続報として改めて届け出てください。',
    en: 'An authority could not open a report or attachment of yours. Please file it anew, as an update.',
  },
  tell: { ja: '開けないことを事業者に知らせる', en: 'Tell the operator that it does not open' },
  told: { ja: '事業者に知らせました。', en: 'The operator has been told.' },
} as const satisfies Readonly<Record<string, LocalText>>
