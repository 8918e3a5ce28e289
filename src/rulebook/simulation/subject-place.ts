import type { LocalText } from '#base/language.ts'
import { listAt } from '#base/json-object.ts'
import type { ReadFacts } from '../facts.ts'
import type { Rulebook } from '../rulebook.ts'
import { incidentDistributions } from './incident-distributions.ts'

/** The sector of an incident whose operator named none, and its month where no instant is known. */
const notKnown = 'unknown'

/** Where an incident stands in the tables: sector and month. */
export type SubjectPlace = { readonly sector: string; readonly month: string }

/**
 * Returns the sector and the month of an incident.
 *
 * The sector is the last part of the first code of `ent.sector` (`jp.espa.finance` is `finance`), so that the sectors of several countries come
 * together; a code that a list says to be the same as another counts as that one. The month is that of awareness, or else of detection, in `zone`.
 */
export function placeOf(read: ReadFacts, names: SectorNames, zone: string): SubjectPlace {
  const at = read.instants.get('t.aware') ?? read.instants.get('t.detected') ?? read.instants.get('t.occurred')
  const [code] = listAt(read.answers, 'ent.sector')
  return {
    sector: typeof code === 'string' ? names.keyOf(code) : notKnown,
    month: at === undefined ? notKnown : at.toZonedDateTimeISO(zone).toPlainDate().toString().slice(0, -3),
  }
}

/** Sectors by their last part. */
export type SectorNames = {
  keyOf(code: string): string
  /** Returns the name of a sector, or its code where no list has it. */
  nameOf(key: string): LocalText
}

/** Returns the names of the sectors that the lists of `rulebooks` have, the first list first. */
export function sectorNames(rulebooks: readonly Rulebook[]): SectorNames {
  const same = new Map<string, string>()
  const names = new Map<string, LocalText>()
  for (const { sectorLists } of rulebooks) {
    for (const { from, to, relation } of sectorLists.crosswalk) if (relation === 'same') same.set(to, from)
    for (const { code, name } of sectorLists.lists.flatMap(({ sectors }) => sectors)) {
      if (!names.has(lastPart(code))) names.set(lastPart(code), name)
    }
  }
  for (const { sector, name } of incidentDistributions.sectors.values) if (name !== undefined && !names.has(sector)) names.set(sector, name)
  return {
    keyOf: (code) => lastPart(same.get(code) ?? code),
    nameOf: (key) => names.get(key) ?? { ja: key, en: key },
  }
}

function lastPart(code: string): string {
  return code.slice(code.lastIndexOf('.') + 1)
}
