import { isObservable, type Indicator } from '#indicator/indicator.ts'
import { readObservable } from '#indicator/read-observable.ts'
import { stixPattern } from '#indicator/stix-pattern.ts'
import { Findings, type Finding } from '../gate/finding.ts'
import type { Gate } from '../gate/gate.ts'
import { textScanner, type TextScan, type TextScanner } from '../gate/scan-text.ts'
import { referencesOf } from '../reference.ts'
import type { WarningContent, WarningIndicator } from '../warning.ts'
import { detectionProblem } from './detection-rule.ts'

/**
 * Returns what the gate finds in a content that people wrote: every text that names an operator or a word of the deny list, personal data, secrets, values that are
 * known to be good, and whatever does not have the form that our own code gives it. Empty where it may go out; pointers lead into the content.
 *
 * @param denyList What the filer of the report wants kept in; empty where there is no report, or for those who may not read it.
 */
export function checkContent(content: WarningContent, gate: Gate, denyList: readonly string[] = []): readonly Finding[] {
  const findings = new Findings()
  scanTexts(content, textScanner(gate.scanner, denyList), findings)
  for (const [index, one] of content.indicators.entries()) checkIndicator(one, `/indicators/${index}`, { gate, findings })
  for (const [index, rule] of content.detections.entries())
    if (detectionProblem(rule) !== null) findings.add('unreadable', `/detections/${index}/text`)
  const { references, techniques, cve } = content
  if (JSON.stringify(references) !== JSON.stringify(referencesOf(techniques, cve))) findings.add('unreadable', '/references')
  return findings.list()
}

function scanTexts(content: WarningContent, scanner: TextScanner, findings: Findings): void {
  const scan = (texts: Iterable<readonly [pointer: string, text: string]>, what: TextScan): void => {
    for (const [pointer, text] of texts) for (const { code, about } of scanner(text, what)) findings.add(code, pointer, { about })
  }
  scan(wordsOf(content), 'everything')
  scan(valuesOf(content), 'names')
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
  { gate, findings }: { readonly gate: Gate; readonly findings: Findings },
): void {
  const { indicator } = readObservable(one.type, one.value)
  if (indicator === null || !isObservable(indicator) || !isAsWritten(one, indicator)) {
    findings.add('unreadable', pointer)
    return
  }
  const list = gate.knownGood.listOf(indicator)
  if (list !== null) findings.add('known-good', `${pointer}/value`, { about: list })
}

/** What our own code would have made of it: another pattern, or a value that reads as another one, would say one thing to people and another to machines. */
function isAsWritten(one: WarningIndicator, read: Indicator): boolean {
  return isObservable(read) && read.type === one.type && read.value === one.value && stixPattern(read) === one.pattern
}
