import type { Language, LocalText } from '#base/language.ts'
import type { WarningContent } from './warning.ts'
import { actionTexts, audienceTexts, confidenceTexts, happeningText, papTexts, warningTitle } from './warning-text.ts'

const labels: Readonly<Record<'actions' | 'audience' | 'confidence', LocalText>> = {
  actions: { ja: '対応', en: 'What to do' },
  audience: { ja: '対象', en: 'For' },
  confidence: { ja: '確度', en: 'Confidence' },
}

/** Returns name and description of a warning in plain text, as a STIX report carries them; what to do comes first. */
export function reportText(content: WarningContent): { readonly name: LocalText; readonly description: LocalText } {
  return { name: warningTitle(content), description: { ja: description(content, 'ja'), en: description(content, 'en') } }
}

function description(content: WarningContent, language: Language): string {
  return [
    `${labels.actions[language]}:`,
    ...content.actions.map((action, index) => `${index + 1}. ${actionTexts[action][language]}`),
    '',
    happeningText(content.happening)[language],
    `${labels.audience[language]}: ${audienceTexts[content.audience][language]}`,
    `${labels.confidence[language]}: ${confidenceTexts[content.confidence][language]}`,
    papTexts[content.pap][language],
  ].join('\n')
}
