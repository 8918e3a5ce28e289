import type { Language, LocalText } from '#base/language.ts'
import { translate, type Translate } from '#ui/text-set.ts'
import { visibleControls } from '#ui/visible-controls.ts'
import { tlpLabel } from '#stix/tlp-marking.ts'
import { defang } from '#indicator/defang.ts'
import { indicatorTypeName } from '#indicator/indicator-type-name.ts'
import type { DeliveredVersion } from './version-store.ts'
import { lastValidDay } from './validity.ts'
import { techniqueLabel } from './render-text.ts'
import { messageText } from './warning-message-text.ts'
import { actionTexts, adviceTexts, foundationText, happeningText, papTexts, warningTitle } from './warning-text.ts'

/** A version as one recipient gets it: `isDetailed` where its marking lets the content travel that way. */
export type ToldWarning = { readonly version: DeliveredVersion; readonly isDetailed: boolean; readonly page: string }

const mostIndicators = 50

/** Returns the subject of a message; one that may tell nothing says nothing. */
export function messageSubject(told: readonly ToldWarning[], isDigest: boolean): LocalText {
  const [first] = told
  if (first === undefined || told.some(({ isDetailed }) => !isDetailed)) return messageText.bare
  if (isDigest) return inBoth((language) => translate(messageText, language)('digestSubject', { count: told.length }))
  return inBoth((language) => `[${tlpOf(first.version)}] ${headline(first.version, language)}`)
}

/** Returns what a message says that may tell no content: that there is something, and where. */
export function bareText(told: readonly ToldWarning[], language: Language): string {
  return `${messageText.bareBody[language]}\n\n${told.map(({ page }) => page).join('\n')}\n`
}

/** Returns several warnings as plain text, those that may not be told by their address alone. */
export function digestText(told: readonly ToldWarning[], language: Language): string {
  const detailed = told.filter(({ isDetailed }) => isDetailed).map((one) => oneText(one, language))
  const bare = told.filter(({ isDetailed }) => !isDetailed)
  return [...detailed, ...(bare.length === 0 ? [] : [bareText(bare, language)])].join('\n\n\n')
}

/** Versions are looked up for many recipients at once, who all get the same text. */
const written = new WeakMap<DeliveredVersion, Map<string, string>>()

function oneText(told: ToldWarning, language: Language): string {
  const known = written.get(told.version) ?? new Map<string, string>()
  const key = `${language} ${told.page}`
  const text = known.get(key) ?? writeText(told, language)
  written.set(told.version, known.set(key, text))
  return text
}

function writeText({ version, page }: ToldWarning, language: Language): string {
  const { act, content } = version
  const t = translate(messageText, language)
  return [
    `■ ${tlpOf(version)}　${headline(version, language)}`,
    ...(act === 'recall' ? ['', t('recallLead')] : ['', ...actionLines(version, language)]),
    ...knownWrongLines(version, language),
    '',
    `● ${t('happening')}`,
    happeningText(content.happening)[language],
    ...(content.note === null ? [] : [content.note[language]]),
    ...(act === 'recall' ? [] : indicatorLines(version, language)),
    ...listLine(t, 'techniques', [...content.techniques.map(techniqueLabel), ...content.cve]),
    ...listLine(
      t,
      'products',
      content.products.map(({ name, version: release }) => (release === null ? name : `${name} ${release}`)),
    ),
    '',
    t('labelled', { label: t('confidence'), value: foundationText(content)[language] }),
    papTexts[content.pap][language],
    t('valid', { from: content.validFrom, until: lastValidDay(content.validUntil).toString() }),
    '',
    t('labelled', { label: t('page'), value: page }),
  ].join('\n')
}

function headline({ act, content }: DeliveredVersion, language: Language): string {
  return (act === 'revision' ? messageText.revised[language] : '') + warningTitle(content, act)[language]
}

function actionLines({ content }: DeliveredVersion, language: Language): readonly string[] {
  return [`● ${messageText.actions[language]}`, ...content.actions.map((action, index) => `${index + 1}. ${actionTexts[action][language]}`)]
}

function indicatorLines({ content }: DeliveredVersion, language: Language): readonly string[] {
  if (content.indicators.length === 0) return []
  const shown = content.indicators.slice(0, mostIndicators)
  const more = content.indicators.length - shown.length
  return [
    '',
    `● ${messageText.indicators[language]}`,
    // Values never stand as links: a mail program would make one of each.
    ...shown.map(
      (one) =>
        `- ${indicatorTypeName(one.type)[language]}  ${visibleControls(defang(one.type, one.value))}  [${adviceTexts[one.advice][language]}]`,
    ),
    ...(more === 0 ? [] : [translate(messageText, language)('indicatorsMore', { count: more })]),
  ]
}

function knownWrongLines({ content }: DeliveredVersion, language: Language): readonly string[] {
  if (content.knownWrong.length === 0) return []
  const lines = content.knownWrong
    .slice(0, mostIndicators)
    .map((one) => `- ${indicatorTypeName(one.type)[language]}  ${visibleControls(defang(one.type, one.value))}`)
  return ['', `● ${messageText.knownWrong[language]}`, ...lines]
}

function listLine(t: Translate<typeof messageText>, label: 'techniques' | 'products', values: readonly string[]): readonly string[] {
  return values.length === 0 ? [] : ['', t('labelled', { label: t(label), value: values.join(', ') })]
}

function tlpOf({ tlp }: DeliveredVersion): string {
  return tlpLabel(tlp)
}

function inBoth(make: (language: Language) => string): LocalText {
  return { ja: make('ja'), en: make('en') }
}
