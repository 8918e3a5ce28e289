import type { Queries } from '#database/database.ts'
import { IdentifierScanner } from '#operator/identifier-scanner.ts'
import { allIdentifiers, allTraits } from '#operator/operator-store.ts'
import { allRulebooks } from '#rulebook/all-rulebooks.ts'
import { sectorGroupsOf } from '#rulebook/sector.ts'
import { machineChance } from '#warning/chance.ts'
import { openGate, type Gate } from '#warning/gate/gate.ts'
import { AnonymityRegistry } from '#warning/gate/k-anonymity.ts'
import type { GateLists } from './gate-lists.ts'

/** Returns the gate as it stands at an instant, with the identifiers of all operators as the registry has them then. */
export type GateAt = (queries: Queries, now: Temporal.Instant) => Promise<Gate>

/** Returns what opens the gate over the registry and the installation's lists, read once; the scanner is built again only when the registry has changed. */
export function registryGate(readLists: () => Promise<GateLists>): GateAt {
  let lists: Promise<GateLists> | null = null
  const chance = machineChance()
  let known: { readonly text: string; readonly scanner: IdentifierScanner } | null = null
  return async (queries, now) => {
    const { knownGood, words } = await (lists ??= readLists())
    const identifiers = await allIdentifiers(queries)
    const text = JSON.stringify(identifiers)
    if (known?.text !== text) known = { text, scanner: new IdentifierScanner([...identifiers, words]) }
    const registry = new AnonymityRegistry(await allTraits(queries), sectorGroupsOf(allRulebooks()))
    return openGate({ scanner: known.scanner, knownGood, registry, now, newId: () => chance.newId() })
  }
}
