import { isObservable, type Indicator } from '#indicator/indicator.ts'
import { readObservable } from '#indicator/read-observable.ts'
import { stixPattern } from '#indicator/stix-pattern.ts'
import { Findings, type Finding, type FindingCode } from '../gate/finding.ts'
import type { Gate } from '../gate/gate.ts'
import { hides } from '../gate/k-anonymity.ts'
import { holdsVictimNumber, isMadeForOne } from '../gate/reduce-indicator.ts'
import { textScanner, type TextScan, type TextScanner } from '../gate/scan-text.ts'
import { referencesOf } from '../reference.ts'
import type { WarningContent, WarningIndicator } from '../warning.ts'
import { isContent } from './content-form.ts'
import { detectionProblem } from './detection-rule.ts'

/** Findings that two releasers may overrule together, knowingly and with a recorded reason: they narrow down who was hit, and name nobody. */
const overrulable: ReadonlySet<FindingCode> = new Set(['product-too-rare', 'group-too-narrow', 'made-for-one'])

/** Tells whether releasers may overrule a finding. Names, words that were to be kept in, personal data, secrets and values in legitimate use never. */
export function canBeOverruled(code: FindingCode): boolean {
  return overrulable.has(code)
}

/** What a content is checked with beside the gate. */
export type ContentCheck = {
  /** What the filers of its reports want kept in; empty where there is no report, or for those who may not read it. */
  readonly denyList?: readonly string[]
  /** Whether it rests on a report: values of a kind made for one victim may be those of its reporter. */
  readonly isOfReport?: boolean
}

/**
 * Returns what the gate finds in a content that people wrote: every text that names an operator or a word of the deny list, personal data, secrets, values that are
 * known to be good, products and groups that few operators fit, and whatever does not have the form that our own code gives it. Empty where it may go out; pointers
 * lead into the content.
 */
export function checkContent(
  content: WarningContent,
  gate: Gate,
  { denyList = [], isOfReport = false }: ContentCheck = {},
): readonly Finding[] {
  const findings = new Findings()
  // Signatures cover what a server added to it and no page shows: of a warning nothing goes out that is not on the list.
  if (!isContent(content)) {
    findings.add('unreadable', '')
    return findings.list()
  }
  scanTexts(content, textScanner(gate.scanner, denyList), findings)
  for (const [index, one] of content.indicators.entries()) checkIndicator(one, `/indicators/${index}`, { gate, findings, isOfReport })
  for (const [index, rule] of content.detections.entries())
    if (detectionProblem(rule) !== null) findings.add('unreadable', `/detections/${index}/text`)
  const { references, techniques, cve } = content
  if (JSON.stringify(references) !== JSON.stringify(referencesOf(techniques, cve))) findings.add('unreadable', '/references')
  checkAnonymity(content, gate.registry, findings)
  return findings.list()
}

/** What narrows down who was hit, as for what a machine releases: products that few use, groups that few fit together with them. */
function checkAnonymity({ products, sectorGroups }: WarningContent, registry: Gate['registry'], findings: Findings): void {
  if (registry === null) return
  const names = products.map(({ name }) => name)
  const nameable = new Set(registry.nameable(names))
  for (const [index, name] of names.entries()) if (!nameable.has(name)) findings.add('product-too-rare', `/products/${index}`)
  for (const [index, group] of sectorGroups.entries())
    if (!hides(registry.setOf({ group, products: names }))) findings.add('group-too-narrow', `/sectorGroups/${index}`)
}

function scanTexts(content: WarningContent, scanner: TextScanner, findings: Findings): void {
  const scan = (texts: Iterable<readonly [pointer: string, text: string]>, what: TextScan): void => {
    for (const [pointer, text] of texts) for (const { code, about } of scanner(text, what)) findings.add(code, pointer, { about })
  }
  scan(wordsOf(content), 'everything')
  scan(valuesOf(content), 'names')
  // A mail address is personal data by its form; that of a sender may be what recipients are to look for.
  for (const [index, { type, value }] of content.indicators.entries())
    if (type === 'domain' || type === 'url' || type === 'file-name') scan([[`/indicators/${index}/value`, value]], 'everything')
}

/** Returns every text of a content that people may have written freely, with its place. */
function* wordsOf({ note, detections, products }: WarningContent): Generator<readonly [pointer: string, text: string]> {
  if (note !== null) yield* [['/note/ja', note.ja] as const, ['/note/en', note.en] as const]
  for (const [index, { name, text }] of detections.entries()) {
    yield [`/detections/${index}/name`, name]
    yield [`/detections/${index}/text`, text]
  }
  for (const [index, { name, version }] of products.entries()) yield [`/products/${index}`, `${name} ${version ?? ''}`]
}

/** Returns every other text, in a closed form of its own. */
function* valuesOf(content: WarningContent): Generator<readonly [pointer: string, text: string]> {
  const { indicators, techniques, cve, knownWrong, sectorGroups } = content
  for (const [index, { value }] of indicators.entries()) yield [`/indicators/${index}/value`, value]
  for (const [index, text] of techniques.entries()) yield [`/techniques/${index}`, text]
  for (const [index, text] of cve.entries()) yield [`/cve/${index}`, text]
  for (const [index, { value }] of knownWrong.entries()) yield [`/knownWrong/${index}`, value]
  for (const [index, text] of sectorGroups.entries()) yield [`/sectorGroups/${index}`, text]
}

function checkIndicator(
  one: WarningIndicator,
  pointer: string,
  { gate, findings, isOfReport }: { readonly gate: Gate; readonly findings: Findings; readonly isOfReport: boolean },
): void {
  const { indicator } = readObservable(one.type, one.value)
  if (indicator === null || !isObservable(indicator) || !isAsWritten(one, indicator)) {
    findings.add('unreadable', pointer)
    return
  }
  const list = gate.knownGood.listOf(indicator)
  if (list !== null) findings.add('known-good', `${pointer}/value`, { about: list })
  if (isOfReport && one.confidence === 'unconfirmed' && (isMadeForOne(indicator, '') || holdsVictimNumber(indicator)))
    findings.add('made-for-one', `${pointer}/value`)
}

/** What our own code would have made of it: another pattern, or a value that reads as another one, would say one thing to people and another to machines. */
function isAsWritten(one: WarningIndicator, read: Indicator): boolean {
  return isObservable(read) && read.type === one.type && read.value === one.value && stixPattern(read) === one.pattern
}
