import type { WarningContent } from '../warning.ts'
import type { Findings } from './finding.ts'
import type { GateFacts } from './gate-facts.ts'
import type { Gate } from './gate.ts'

/** Returns `content` with the narrowest group of sectors that hides the victim, or for all where none does or outsiders can see who is down. */
export function nameGroups(
  content: WarningContent,
  how: { readonly facts: GateFacts; readonly gate: Gate; readonly findings: Findings },
): WarningContent {
  const { facts, gate, findings } = how
  if (gate.registry === null || facts.operatorId === null) return content
  const products = content.products.map(({ name }) => name)
  const group = facts.isVisible ? null : gate.registry.label(facts.operatorId, products)
  if (group === null) findings.add('label-widened', null, { instead: { kind: 'groups', codes: [] } })
  return { ...content, sectorGroups: group === null ? [] : [group] }
}
