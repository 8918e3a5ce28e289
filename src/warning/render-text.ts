import type { LocalText } from '#base/language.ts'
import type { WarningContent, WarningKind } from './warning.ts'

const names: Readonly<Record<WarningKind, LocalText>> = {
  ddos: { ja: '警報：DDoS 攻撃', en: 'Warning: denial of service' },
  ransomware: { ja: '警報：ランサムウェア', en: 'Warning: ransomware' },
  other: { ja: '警報：サイバー攻撃', en: 'Warning: cyberattack' },
}

/** Returns name and description of a warning as a STIX report carries them. */
export function reportText(content: WarningContent): { readonly name: LocalText; readonly description: LocalText } {
  return { name: names[content.kind], description: names[content.kind] }
}
