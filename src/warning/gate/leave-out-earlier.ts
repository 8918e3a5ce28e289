import type { WarningContent } from '../warning.ts'
import type { Findings } from './finding.ts'
import { prevalenceKey } from './prevalence.ts'

/** Returns `content` without the indicators that earlier warnings of the incident carried, also those that were taken back since, or null where nothing is new. */
export function leaveOutEarlier(content: WarningContent, earlier: readonly WarningContent[], findings: Findings): WarningContent | null {
  if (earlier.length === 0) return content
  const shared = new Set(earlier.flatMap((one) => one.indicators.map(prevalenceKey)))
  const indicators = content.indicators.filter((one) => !shared.has(prevalenceKey(one)))
  const said = new Set(earlier.flatMap(wordsOf))
  if (indicators.length === 0 && wordsOf(content).every((word) => said.has(word))) return null
  if (indicators.length < content.indicators.length) findings.add('already-shared')
  return { ...content, indicators }
}

/** Returns what a warning says beside its indicators, each as a text that is equal where the same is said. */
function wordsOf(content: WarningContent): readonly string[] {
  const { slots } = content.happening
  return [
    ...content.techniques,
    ...content.cve,
    ...content.products.map(({ name, version }) => `product ${name} ${version ?? ''}`),
    ...Object.entries(slots).flatMap(([slot, codes]) => codes.map((code) => `${slot} ${code}`)),
  ]
}
