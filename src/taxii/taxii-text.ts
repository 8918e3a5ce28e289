import type { LocalText } from '#base/language.ts'
import type { Clearance } from '#identity/actor.ts'

/** What the discovery answer and the API root say of themselves. */
export const serverText: { readonly title: LocalText; readonly description: LocalText } = {
  title: { ja: 'Noroshi 警報', en: 'Noroshi warnings' },
  description: {
    ja: '重要インフラへのサイバー攻撃の報告から作成した警報。被害組織を特定できる情報は含みません。',
    en: 'Warnings made from reports of cyberattacks on critical infrastructure. They hold nothing that identifies a victim.',
  },
}

/** Title and description of the collection of each TLP level. */
export const collectionText: Readonly<Record<Clearance, { readonly title: LocalText; readonly description: LocalText }>> = {
  clear: {
    title: { ja: '警報 TLP:CLEAR', en: 'Warnings TLP:CLEAR' },
    description: { ja: '制限なく共有できる警報。だれでも読めます。', en: 'Warnings that may be shared without limit; open to everybody.' },
  },
  green: {
    title: { ja: '警報 TLP:GREEN', en: 'Warnings TLP:GREEN' },
    description: { ja: 'コミュニティー内で共有できる警報。', en: 'Warnings that may be shared within the community.' },
  },
  amber: {
    title: { ja: '警報 TLP:AMBER', en: 'Warnings TLP:AMBER' },
    description: {
      ja: '知る必要のある範囲で、自組織とその顧客に限り共有できる警報。',
      en: 'Warnings for the own organisation and its clients, as far as they need to know.',
    },
  },
  'amber+strict': {
    title: { ja: '警報 TLP:AMBER+STRICT', en: 'Warnings TLP:AMBER+STRICT' },
    description: {
      ja: '知る必要のある範囲で、自組織内に限り共有できる警報。',
      en: 'Warnings for the own organisation alone, as far as it needs to know.',
    },
  },
}

/** Title and description of the collection into which recipients write. */
export const sightingText: { readonly title: LocalText; readonly description: LocalText } = {
  title: { ja: '検知報告', en: 'Sightings' },
  description: {
    ja: '警報のインディケータを検知したこと、又は誤検知であったことを報告するための書込み専用のコレクション。送信した組織の名称は保存しません。',
    en: 'Write only: tell that an indicator was met, or that it is a false positive. The name of the organisation that sends is not kept.',
  },
}

/** Returns a text in all languages on one line, for standards that know a single text. */
export function inAllLanguages(text: LocalText): string {
  return `${text.en} / ${text.ja}`
}
