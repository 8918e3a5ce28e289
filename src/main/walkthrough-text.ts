import type { LocalText } from '#base/language.ts'

/** What the walkthrough says. */
export const walkthroughText = {
  summary: {
    ja: '動いているデモで一連の流れ（届出・開封・警報・確認）を通しで行い、各段の時間を示す',
    en: 'play the main job against the running demonstration, each step with its time: file, open, warn, check',
  },
  read: (format: string, indicators: number, refused: number): LocalText => ({
    ja: `${format}：インディケータ ${indicators} 件（受け付けないもの ${refused} 件）`,
    en: `${format}: ${indicators} indicators, ${refused} refused`,
  }),
  cast: (operator: LocalText, subscriber: LocalText): LocalText => ({
    ja: `被害を受けた事業者：${operator.ja} ／ 警報を受け取る組織：${subscriber.ja}`,
    en: `Victim: ${operator.en}. Reader of warnings: ${subscriber.en}.`,
  }),
  steps: {
    filed: { ja: '事業者が暗号化して届け出た', en: 'the operator sealed and filed the report' },
    opened: { ja: '所管機関の担当官が目的を述べて開封した', en: 'an officer of the right authority stated a purpose and opened it' },
    streamed: { ja: '警報が公開され、配信ストリームで届いた', en: 'the gate released a warning; it came over the event stream' },
    polled: { ja: '同じ警報を TAXII 2.1 で受け取った', en: 'the same came over TAXII 2.1' },
    unnamed: { ja: '受け取ったもののどこにも被害者の手掛かりはない', en: 'no identifier of the victim is in what the subscriber received' },
    seen: { ja: '事業者から開封の記録が見える', en: 'the operator sees the opening' },
    verified: { ja: '事業者の受領証が検証できる', en: "the operator's receipt verifies" },
  },
  allHeld: { ja: 'すべての段が成り立ちました。', en: 'Every step held.' },
} as const
