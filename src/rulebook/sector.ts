import type { SectorLists } from './rulebook-head-schema.ts'
import type { Rulebook, Sector } from './rulebook.ts'

/** A sector of another list and how it relates to the one that was asked about. */
export type CorrespondingSector = {
  readonly code: string
  /** `same`, `overlaps`; `within`: the one asked about is part of this one; `contains`: this one is part of the one asked about. */
  readonly relation: 'same' | 'overlaps' | 'within' | 'contains'
}

/** Returns the sectors of one list that are in force on `date`, in the order of the list; none for a list that is not there. */
export function sectorsOn(rulebook: Rulebook, listId: string, date: Temporal.PlainDate): Sector[] {
  const list = rulebook.sectorLists.lists.find(({ id }) => id === listId)
  const day = date.toString()
  return (list?.sectors ?? []).filter((sector) => sector.validFrom <= day && (sector.validTo === null || day < sector.validTo))
}

/** A group of sectors, by which warnings say for whom they are. */
export type SectorGroup = NonNullable<SectorLists['groups']>[number]

/** Returns the groups of sectors of all `rulebooks`. */
export function sectorGroupsOf(rulebooks: readonly Rulebook[]): readonly SectorGroup[] {
  return rulebooks.flatMap(({ sectorLists }) => sectorLists.groups ?? [])
}

/** Returns the sectors of the other lists that the crosswalk relates to the sector `code`. */
export function correspondingSectors(rulebook: Rulebook, code: string): CorrespondingSector[] {
  return rulebook.sectorLists.crosswalk.flatMap(({ from, to, relation }): CorrespondingSector[] => {
    if (from === code) return [{ code: to, relation }]
    return to === code ? [{ code: from, relation: reversed[relation] }] : []
  })
}

const reversed: Readonly<Record<SectorLists['crosswalk'][number]['relation'], CorrespondingSector['relation']>> = {
  same: 'same',
  overlaps: 'overlaps',
  within: 'contains',
}
