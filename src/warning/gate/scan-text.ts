import type { Findings } from './finding.ts'
import type { Gate } from './gate.ts'

/** Where a text stands, and who keeps what is found in it. */
export type ScanPlace = { readonly gate: Gate; readonly findings: Findings; readonly pointer: string | null }

/** Tells whether `text` names an operator, or cannot be scanned, and keeps the finding. */
export function namesOperator(text: string, place: ScanPlace): boolean {
  const result = place.gate.scanner.scan(text)
  if (!result.scanned) {
    place.findings.add('unscannable', place.pointer)
    return true
  }
  // Which operator it is stays untold: the officer who reads the finding may have no business with that one.
  for (const kind of new Set(result.hits.map((hit) => hit.kind))) place.findings.add('operator-named', place.pointer, kind)
  return result.hits.length > 0
}
