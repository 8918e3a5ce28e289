import type { Language, LocalText } from '#base/language.ts'
import { formatDate } from '#ui/format-time.ts'
import { pagePath } from '#ui/page-path.ts'
import { visibleControls } from '#ui/visible-controls.ts'
import { defang } from '#indicator/defang.ts'
import { indicatorTypeName } from '#indicator/indicator-type-name.ts'
import { productName, techniqueLabel } from '#warning/render-text.ts'
import { lastValidDay } from '#warning/validity.ts'
import type { WarningBody } from '#warning/warning-body.ts'
import { surenessNames, tlpTexts, warningText } from '#warning/warning-page-text.ts'
import {
  actionTexts,
  actTexts,
  adviceTexts,
  audienceTexts,
  foundationText,
  happeningText,
  papTexts,
  warningTitle,
  wrongTexts,
} from '#warning/warning-text.ts'
import { tlpLabel } from '#stix/tlp-marking.ts'
import { warningPdfText } from './warning-pdf-text.ts'

/** A warning to print. */
export type WarningPrint = {
  readonly warning: WarningBody
  readonly language: Language
  /** As readers see this server, without a trailing slash. */
  readonly origin: string
}

/** Indicators and wrong values that are printed; nobody types more from paper, and files have them all. */
const mostRows = 200

/** Returns everything that a print of a warning says, as its document takes it; values are defanged. A recalled warning has nothing to look for any more. */
export function printContent({ warning, language, origin }: WarningPrint) {
  const pick = (text: LocalText) => text[language]
  const indicators = warning.act === 'recall' ? [] : warning.indicators
  return {
    language,
    text: labelsOf(language),
    title: pick(warningTitle(warning, warning.act)),
    banner: bannerOf(warning, pick),
    tlp: tlpLabel(warning.tlp),
    pap: `PAP:${warning.pap.toUpperCase()}`,
    id: warning.id,
    version: filled(pick(warningText.version), { 'version, number': String(warning.version) }),
    published: warning.publishedAt.replace('T', ' ').replace(/(?:\.\d+)?Z$/, ''),
    page: `${origin}${pagePath('warning', { warningId: warning.id })}`,
    actions: warning.actions.map((action) => pick(actionTexts[action])),
    happening: pick(happeningText(warning.happening)),
    note: warning.note === null ? null : pick(warning.note),
    audience: pick(audienceTexts[warning.audience]),
    confidence: pick(foundationText(warning)),
    validity: filled(pick(warningText.validityValue), {
      from: formatDate(Temporal.PlainDate.from(warning.validFrom), language),
      until: formatDate(lastValidDay(warning.validUntil), language),
    }),
    terms: [pick(tlpTexts[warning.tlp]), pick(papTexts[warning.pap])],
    wrong: warning.knownWrong.slice(0, mostRows).map(({ type, value, reason }) => ({
      type: pick(indicatorTypeName(type)),
      value: visibleControls(defang(type, value)),
      reason: pick(wrongTexts[reason]),
    })),
    indicators: indicators.slice(0, mostRows).map((one) => ({
      type: pick(indicatorTypeName(one.type)),
      value: visibleControls(defang(one.type, one.value)),
      advice: pick(adviceTexts[one.advice]),
      confidence: pick(surenessNames[one.confidence]),
      until: lastValidDay(one.validUntil).toString(),
    })),
    more: indicators.length <= mostRows ? null : filled(pick(warningPdfText.more), { count: String(indicators.length - mostRows) }),
    lists: listsOf(warning, pick),
    detections:
      warning.act === 'recall' ? [] : warning.detections.map((rule) => ({ title: `${rule.name} (${rule.language})`, text: rule.text })),
  }
}

function listsOf(warning: WarningBody, pick: (text: LocalText) => string) {
  const lists = [
    { title: pick(warningText.techniques), entries: warning.techniques.map(techniqueLabel) },
    { title: pick(warningText.cve), entries: warning.cve },
    { title: pick(warningText.products), entries: warning.products.map(productName) },
    { title: pick(warningText.references), entries: warning.references },
  ]
  return lists.filter(({ entries }) => entries.length > 0)
}

function bannerOf({ state }: WarningBody, pick: (text: LocalText) => string): string | null {
  switch (state) {
    case 'published':
      return null
    case 'revised':
      return pick(actTexts.revision)
    case 'recalled':
      return pick(actTexts.recall)
    case 'expired':
      return `${pick(warningText.over)}　${pick(warningText.overBody)}`
  }
}

function labelsOf(language: Language): Readonly<Record<string, string>> {
  const { actions, happening, audience, confidence, validity, terms, number, indicators, noIndicators } = warningText
  const { type, value, advice, sureness, until } = warningText
  const labels = {
    actions,
    happening,
    audience,
    confidence,
    validity,
    terms,
    number,
    indicators,
    noIndicators,
    type,
    value,
    advice,
    sureness,
    until,
  }
  return Object.fromEntries(Object.entries({ ...labels, ...warningPdfText }).map(([key, text]) => [key, text[language]]))
}

function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{([^}]+)\}/g, (_, name: string) => values[name] ?? '')
}
