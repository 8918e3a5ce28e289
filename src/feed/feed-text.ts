import type { Language, LocalText } from '#base/language.ts'

/** Words of the feeds. */
export const feedText = {
  title: { ja: '重要インフラへのサイバー攻撃に関する警報', en: 'Warnings of cyberattacks on critical infrastructure' },
  subtitle: {
    ja: 'サイバー攻撃の報告から作成した警報です。被害を受けた組織を特定できる情報は含みません。',
    en: 'Made from reports of cyberattacks. Nothing in them identifies a victim.',
  },
} as const satisfies Readonly<Record<string, LocalText>>

/** Returns a text in the languages that are asked for, one after another. */
export function inLanguages(text: LocalText, languages: readonly Language[], separator: string): string {
  return languages.map((language) => text[language]).join(separator)
}
