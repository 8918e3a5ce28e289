import type { LocalText } from '#base/language.ts'
import type { SightingKind } from './sighting.ts'

/** Answers, in a word. */
export const sightingNames: Readonly<Record<SightingKind, LocalText>> = {
  seen: { ja: '検知', en: 'Seen' },
  blocked: { ja: '遮断', en: 'Blocked' },
  'false-positive': { ja: '誤検知', en: 'False positive' },
}

/** What somebody says by an answer. */
export const sightingMeanings: Readonly<Record<SightingKind, LocalText>> = {
  seen: { ja: '攻撃の一部として自組織で検知した', en: 'Met here as part of an attack' },
  blocked: { ja: '遮断の設定を行った', en: 'Blocked here' },
  'false-positive': { ja: '調べた結果、無害であった', en: 'Looked into and found harmless' },
}

/** Returns a published number in words: "30 or more", or that it is too small to be shown. */
export function shownNumber(shown: number | null): LocalText {
  return shown === null ? { ja: '3組織未満（非表示）', en: 'fewer than 3 (not shown)' } : { ja: `${shown}組織以上`, en: `${shown} or more` }
}
