import type { Language, LocalText } from '#base/language.ts'
import { visibleControls } from '#ui/visible-controls.ts'
import { audienceName } from './audience-name.ts'
import { defang } from '#indicator/defang.ts'
import { indicatorTypeName } from '#indicator/indicator-type-name.ts'
import { lastValidDay } from './validity.ts'
import { techniqueName } from '#stix/technique-name.ts'
import type { WarningAct, WarningContent } from './warning.ts'
import { actionTexts, actTexts, foundationText, happeningText, papTexts, warningTitle, wrongTexts } from './warning-text.ts'

const labels = {
  actions: { ja: '最初に行うこと', en: 'What to do first' },
  audience: { ja: '対象', en: 'For' },
  confidence: { ja: '確からしさ', en: 'How sure it is' },
  validity: { ja: '有効期間（協定世界時）', en: 'Valid until the end of (UTC)' },
  wrong: { ja: '誤りと判明した情報', en: 'Known to be wrong' },
  note: { ja: '担当官からの補足', en: 'Note by an officer' },
  techniques: { ja: '手口', en: 'Techniques' },
  cve: { ja: '脆弱性', en: 'Vulnerabilities' },
  products: { ja: '対象の製品', en: 'Products' },
} as const satisfies Readonly<Record<string, LocalText>>

const mostWrong = 50

/**
 * Returns name and description of a warning in plain text, as a STIX report carries them: what to do first, then what is happening, for whom, how sure, until
 * when, and what is known to be wrong. Values are defanged.
 */
export function reportText(content: WarningContent, act: WarningAct): { readonly name: LocalText; readonly description: LocalText } {
  return { name: warningTitle(content, act), description: { ja: description(content, act, 'ja'), en: description(content, act, 'en') } }
}

function description(content: WarningContent, act: WarningAct, language: Language): string {
  const { products, cve, techniques, note } = content
  const sections = [
    act === 'release' ? [] : [actTexts[act][language], ''],
    [`${labels.actions[language]}:`, ...content.actions.map((action, index) => `${index + 1}. ${actionTexts[action][language]}`), ''],
    [happeningText(content.happening)[language]],
    products.length === 0 ? [] : [`${labels.products[language]}: ${products.map(productName).join(', ')}`],
    cve.length === 0 ? [] : [`${labels.cve[language]}: ${cve.join(', ')}`],
    techniques.length === 0 ? [] : [`${labels.techniques[language]}: ${techniques.map(techniqueLabel).join(', ')}`],
    [`${labels.audience[language]}: ${audienceName(content)[language]}`],
    [`${labels.confidence[language]}: ${foundationText(content)[language]}`],
    [`${labels.validity[language]}: ${lastValidDay(content.validUntil).toString()}`],
    note === null ? [] : ['', `${labels.note[language]}: ${note[language]}`],
    wrongLines(content, language),
    [papTexts[content.pap][language]],
  ]
  return sections.flat().join('\n')
}

function wrongLines({ knownWrong }: WarningContent, language: Language): readonly string[] {
  if (knownWrong.length === 0) return []
  const shown = knownWrong
    .slice(0, mostWrong)
    .map(
      ({ type, value, reason }) =>
        `- ${indicatorTypeName(type)[language]} ${visibleControls(defang(type, value))} (${wrongTexts[reason][language]})`,
    )
  return ['', `${labels.wrong[language]}:`, ...shown, ...(knownWrong.length > mostWrong ? ['- …'] : []), '']
}

/** Returns a technique by id and, where it is known, name. */
export function techniqueLabel(technique: string): string {
  const name = techniqueName(technique)
  return name === null ? technique : `${technique} ${name}`
}

/** Returns a product with its version. */
export function productName({ name, version }: WarningContent['products'][number]): string {
  return version === null ? name : `${name} ${version}`
}
