import type { Language } from '#base/language.ts'
import { shortNumber } from '#opening/incident-name.ts'
import { formatInstant } from '#ui/format-time.ts'
import { translate } from '#ui/text-set.ts'
import { campaignText } from './campaign-page-text.ts'
import { linkCommandText } from './link-command-text.ts'
import { linkNames } from './link-names.ts'
import { cutReasonNames, linksText, linkStateNames, strengthNames } from './link-page-text.ts'
import { chanceWords, weightWords } from './link-words.ts'
import { cutReasons, type Link, type LinkReason, type ShownLinkAct } from './link.ts'
import { traitName, traitWords } from './trait-words.ts'

/** Returns links as a terminal shows them, one text for each: between what, how sure, why, what was decided, and how to decide. */
export function linkLines(links: readonly Link[], language: Language): readonly string[] {
  const nameOf = linkNames(links, language)
  return links.map((link) => [...linesOf(link, { name: nameOf(link), language }), ''].join('\n'))
}

type Wording = { readonly name: string; readonly language: Language }

function linesOf(link: Link, { name, language }: Wording): readonly string[] {
  const t = translate(linksText, language)
  const between = translate(campaignText, language)('ofIncident', { number: shortNumber({ id: link.incidentId }), other: name })
  return [
    `■ ${between}  [${strengthNames[link.strength][language]}] [${linkStateNames[link.state][language]}]`,
    `  ${linkCommandText.link[language]} ${link.id}`,
    `  ${chanceWords(link, language)}`,
    ...(link.deducted > 0 ? [`  ${t('deducted')}`] : []),
    ...(link.returned ? [`  ${t('returned')}`] : []),
    ...(link.confirmedThere ? [`  ${t('confirmedThere')}`] : []),
    ...link.reasons.map((reason) => `    ${reasonLine(reason, language)}`),
    ...(link.furtherReasons > 0 ? [`    ${t('further', { count: link.furtherReasons })}`] : []),
    ...link.acts.map((act) => `  ${actLine(act, language)}`),
    ...(link.state === 'proposed' ? [`  ${linkCommandText.chooseDecision(link.id, cutReasons.join(' | '))[language]}`] : []),
  ]
}

function reasonLine(reason: LinkReason, language: Language): string {
  const value = reason.value === '' ? translate(linksText, language)('unreadable') : traitWords(reason)
  return `${traitName(reason)[language]}  ${value}  [${weightWords(reason, language)}]`
}

function actLine({ at, by, act, reason }: ShownLinkAct, language: Language): string {
  const t = translate(linksText, language)
  const what = act === 'cut' ? t('cutAct', { reason: cutReasonNames[reason][language] }) : t('confirmedAct')
  return `${formatInstant(Temporal.Instant.from(at), language)}  ${by[language]}  ${what}`
}
