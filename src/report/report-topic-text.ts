import type { LocalText } from '#base/language.ts'

/** The question that stands at the head of each page of the guided form, by topic. */
export const topicTitles = {
  kind: { ja: 'どのような事案ですか', en: 'What kind of incident is it?' },
  summary: { ja: '何が起きましたか', en: 'What happened?' },
  certainty: { ja: 'どの程度確かですか', en: 'How certain are you?' },
  state: { ja: '現在どのような状況ですか', en: 'Where does it stand now?' },
  awareness: { ja: 'いつ認知しましたか', en: 'When did you become aware of it?' },
  detection: { ja: 'いつ検知しましたか', en: 'When was it detected?' },
  systems: { ja: 'どの電子計算機が対象ですか', en: 'Which systems are affected?' },
  service: { ja: '役務にどのような影響がありますか', en: 'What does it do to your service?' },
  reach: { ja: '影響はどこまで及んでいますか', en: 'How many people or sites does it reach?' },
  safety: { ja: '人命や安全に危険はありますか', en: 'Is life or safety in danger?' },
  malice: { ja: '不正な行為の疑いはありますか', en: 'Do you suspect a malicious act?' },
  spread: { ja: '他の組織に波及するおそれはありますか', en: 'Could others be hit too?' },
  privacy: { ja: '個人データは影響を受けていますか', en: 'Is personal data affected?' },
  response: { ja: 'これまでにどのような対応をしましたか', en: 'What has been done so far?' },
  help: { ja: '支援は必要ですか', en: 'Do you need help?' },
  sharing: { ja: '他の組織への注意喚起に用いてよいですか', en: 'May others be warned with it?' },
  indicators: { ja: '攻撃の痕跡（インディケータ）はありますか', en: 'Do you have indicators of the attack?' },
  contact: { ja: '誰に連絡すればよいですか', en: 'Whom can the authorities reach?' },
  technical: { ja: '攻撃の手口について分かっていること', en: 'What is known of the attack' },
  ransomware: { ja: 'ランサムウェアについて分かっていること', en: 'What is known of the ransomware' },
  ddos: { ja: 'DDoS攻撃について分かっていること', en: 'What is known of the DDoS attack' },
  effects: { ja: '被害と影響の詳細', en: 'Effects in detail' },
  times: { ja: '対応の経過', en: 'Course of the response' },
  'personal-data': { ja: '個人データの漏えい等の詳細', en: 'Personal data in detail' },
  cause: { ja: '原因と関係する第三者', en: 'Cause and third parties involved' },
  outlook: { ja: '今後の対応、公表及び他機関への報告', en: 'Next steps, publication and other bodies told' },
  lessons: { ja: '教訓と再発防止策', en: 'Lessons and measures' },
  other: { ja: 'その他に伝えたいことはありますか', en: 'Is there anything else?' },
} as const satisfies Record<string, LocalText>

/** The question at the head of the one page of a withdrawal. */
export const withdrawalTitle: LocalText = { ja: '取下げの理由', en: 'Why do you withdraw the report?' }
